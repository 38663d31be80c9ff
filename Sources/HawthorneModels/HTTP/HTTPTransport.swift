/// Sends HTTP requests; libcurl outside tests.
public protocol HTTPTransport: Sendable {
  /// Sends a request and returns once the answer's head is there; its body follows.
  ///
  /// Cancelling the task aborts the transfer. Redirects are not followed.
  func send(_ request: HTTPRequest) async throws(HTTPFailure) -> HTTPResponse
}

/// A POST request with a body in memory.
public struct HTTPRequest: Sendable {
  /// With credentials, if the user gave any: never shown.
  public var url: String
  public var headers: [(name: String, value: String)]
  public var body: [UInt8]
  public var timeout: Duration
  public var connectTimeout: Duration
  /// The longest silence, nil for no limit but `timeout`.
  public var idleTimeout: Duration?
  /// The largest body accepted, in bytes after decompression.
  public var responseLimit: Int
  /// Whether proxies named in the environment are passed by.
  public var bypassesProxy: Bool

  public init(
    url: String, headers: [(name: String, value: String)], body: [UInt8], timeout: Duration,
    connectTimeout: Duration, idleTimeout: Duration? = nil, responseLimit: Int, bypassesProxy: Bool = false
  ) {
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
    self.connectTimeout = connectTimeout
    self.idleTimeout = idleTimeout
    self.responseLimit = responseLimit
    self.bypassesProxy = bypassesProxy
  }
}

/// Status, headers and a body that is still arriving.
public struct HTTPResponse: Sendable {
  public var head: HTTPHead
  public var body: HTTPBody

  public init(head: HTTPHead, body: HTTPBody) {
    self.head = head
    self.body = body
  }
}

public struct HTTPHead: Sendable, Hashable {
  public var status: Int
  /// Names in lower case; of a repeated header the last.
  public var headers: [String: String]

  public init(status: Int, headers: [String: String] = [:]) {
    self.status = status
    self.headers = headers
  }
}

/// A body in pieces, to be read once.
public struct HTTPBody: Sendable {
  private let pieces: AsyncThrowingStream<[UInt8], any Error>

  public init(_ pieces: AsyncThrowingStream<[UInt8], any Error>) { self.pieces = pieces }

  /// A body that is there already.
  public init(_ bytes: [UInt8]) {
    pieces = AsyncThrowingStream { continuation in
      continuation.yield(bytes)
      continuation.finish()
    }
  }

  /// Hands every piece to `receive` until the body ends or `receive` returns false.
  public func read(_ receive: ([UInt8]) throws(HTTPFailure) -> Bool) async throws(HTTPFailure) {
    var iterator = pieces.makeAsyncIterator()
    while true {
      let piece: [UInt8]?
      do {
        piece = try await iterator.next()
      } catch let failure as HTTPFailure {
        throw failure
      } catch {
        throw HTTPFailure(.cancelled, "")
      }
      guard let piece else { break }
      guard try receive(piece) else { return }
    }
    // A cancelled task sees the stream end; that is not the end of the body.
    if Task.isCancelled { throw HTTPFailure(.cancelled, "") }
  }

  /// Takes what is left and forgets it, so that the connection can be used again; after a time it is closed.
  public func discard(within time: Duration) {
    let rest = Task { for try await _ in pieces {} }
    Task {
      try? await Task.sleep(for: time)
      rest.cancel()
    }
  }

  /// The whole body.
  public func collect() async throws(HTTPFailure) -> [UInt8] {
    var whole: [UInt8] = []
    try await read { (piece) throws(HTTPFailure) in
      whole += piece
      return true
    }
    return whole
  }
}

/// A transfer that did not end well; the detail names no credentials.
public struct HTTPFailure: Error, Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case connection, timeout, tls, malformed, tooLarge, cancelled, badAddress
  }

  public var kind: Kind
  public var detail: String

  public init(_ kind: Kind, _ detail: String) {
    self.kind = kind
    self.detail = detail
  }
}
