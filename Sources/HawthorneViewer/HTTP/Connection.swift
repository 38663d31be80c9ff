import FlyingSocks
import FoundationEssentials

/// One client: reads its requests one after the other, each within bounds and in time, and writes the answers.
struct Connection: Sendable {
  /// Until a request begins.
  static let idleTime = Duration.seconds(30)
  /// For a head, from its first bytes on, and for a body.
  static let requestTime = Duration.seconds(10)
  /// For an answer to be taken.
  static let answerTime = Duration.seconds(60)
  private static let requests = 1000

  let socket: AsyncSocket
  let router: Router

  func serve(isOneTooMany: Bool) async {
    defer { try? socket.close() }
    do {
      if isOneTooMany {
        let refusal = RequestError(.unavailable, "Too many connections at a time. Try again.")
        return try await write(router.refusal(refusal), isHead: false, keepsAlive: false)
      }
      var pending: [UInt8] = []
      for _ in 0..<Self.requests {
        guard try await answerNext(&pending) else { return }
      }
    } catch {
      // The client is gone, idle or too slow: there is nobody to tell.
    }
  }

  /// - Parameter pending: bytes that came behind the request before.
  /// - Returns: whether another request may follow.
  private func answerNext(_ pending: inout [UInt8]) async throws -> Bool {
    let (head, body): (RequestHead, [UInt8])
    do {
      (head, body, pending) = try await read(pending)
    } catch let error as RequestError {
      try await write(router.refusal(error), isHead: false, keepsAlive: false)
      await linger()
      return false
    }
    let response = await router.respond(to: head, body: body)
    try await write(response, isHead: head.method == .head, keepsAlive: head.keepsAlive)
    return head.keepsAlive
  }

  private func read(_ pending: [UInt8]) async throws -> (RequestHead, [UInt8], [UInt8]) {
    let socket = socket
    var begun = pending
    if begun.isEmpty { begun = try await Deadline.run(Self.idleTime) { try await socket.read(atMost: 4096) } }
    let first = begun
    do {
      return try await Deadline.run(Self.requestTime) {
        var bytes = first
        var seen = 0
        while RequestParser.end(of: bytes, from: seen) == nil, bytes.count <= RequestParser.maximumHead {
          seen = bytes.count
          bytes += try await socket.read(atMost: 4096)
        }
        guard let end = RequestParser.end(of: bytes), end <= RequestParser.maximumHead else {
          throw RequestError(.headTooLarge, "The head is longer than \(RequestParser.maximumHead) bytes.")
        }
        let head = try RequestParser.head(Array(bytes[..<end]))
        let whole = end + head.contentLength
        while bytes.count < whole { bytes += try await socket.read(atMost: 4096) }
        return (head, Array(bytes[end..<whole]), Array(bytes[whole...]))
      }
    } catch is Deadline.Passed {
      throw RequestError(.timeout, "The request did not come in time.")
    }
  }

  private func write(_ response: ViewerResponse, isHead: Bool, keepsAlive: Bool) async throws {
    var head = "HTTP/1.1 \(response.status.rawValue) \(response.status.phrase)\r\n"
    var headers = router.gatekeeper.headers + response.headers
    headers.append(("Content-Type", response.kind.rawValue))
    headers.append(("Content-Length", String(response.body.count)))
    headers.append(("Connection", keepsAlive ? "keep-alive" : "close"))
    for (name, value) in headers { head += "\(name): \(value)\r\n" }
    let data = Data((head + "\r\n").utf8) + (isHead ? Data() : Data(response.body))
    let socket = socket
    try await Deadline.run(Self.answerTime) { try await socket.write(data) }
  }

  /// Takes in what the client was still sending, for a moment: closing on unread bytes would take the answer with it.
  private func linger() async {
    let socket = socket
    try? await Deadline.run(.milliseconds(500)) {
      var taken = 0
      while taken < 1 << 20 { taken += try await socket.read(atMost: 4096).count }
    }
  }
}
