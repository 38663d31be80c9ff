import FlyingFox
import FlyingSocks
import Foundation
import HawthorneModels

#if canImport(Glibc)
  import Glibc
#endif

/// Runs a FlyingFox server on a free port of 127.0.0.1 while `body` runs.
func withServer(
  _ handler: @escaping @Sendable (FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse,
  _ body: @Sendable (_ baseURL: String) async throws -> Void
) async throws {
  let server = HTTPServer(
    address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), logger: .disabled,
    handler: ClosureHTTPHandler(handler))
  let running = Task { try await server.run() }
  try await server.waitUntilListening(timeout: 300)
  guard case .ip4(_, let port) = await server.listeningAddress else { throw SocketError.unsupportedAddress }
  let result = await Result { try await body("http://127.0.0.1:\(port)/v1") }
  await server.stop()
  running.cancel()
  try result.get()
}

extension Result where Failure == any Error {
  fileprivate init(catching body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}

extension FlyingFox.HTTPResponse {
  static func json(
    _ text: String, status: Int = 200, headers: [(String, String)] = [], type: String = "application/json"
  ) -> Self {
    var fields = HTTPHeaders()
    fields[.contentType] = type
    for (name, value) in headers { fields[HTTPHeader(name)] = value }
    return Self(statusCode: HTTPStatusCode(status, phrase: ""), headers: fields, body: Data(text.utf8))
  }
}

/// A server of bare bytes, for answers that no decent server gives: every connection gets one script.
final class RawServer: Sendable {
  enum Step: Sendable {
    case send([UInt8])
    case pause(milliseconds: UInt32)
    /// Ends the connection with a reset.
    case reset

    static func text(_ text: String) -> Step { .send(Array(text.utf8)) }
  }

  let port: UInt16
  private let descriptor: Int32

  /// - Parameter script: run for each connection after its request was read; then the connection closes.
  init(_ script: [Step]) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listening = descriptor
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listening, generic, size) == 0 && listen(listening, 64) == 0
          && getsockname(listening, generic, &size) == 0
      }
    }
    guard bound else { throw SocketError.unsupportedAddress }
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread {
      while true {
        let connection = accept(listening, nil, nil)
        guard connection >= 0 else {
          // Closed here and not in `stop`: the number must not be another socket's before this thread ends.
          close(listening)
          return
        }
        Thread.detachNewThread { Self.serve(connection, script) }
      }
    }
  }

  var baseURL: String { "http://127.0.0.1:\(port)/v1" }

  /// Wakes `accept`, and refuses from now on.
  func stop() { shutdown(descriptor, Int32(SHUT_RDWR)) }

  private static func serve(_ connection: Int32, _ script: [Step]) {
    defer { close(connection) }
    guard readRequest(connection) else { return }
    for step in script {
      switch step {
      case .send(let bytes):
        var done = 0
        while done < bytes.count {
          let rest = Array(bytes[done...])
          let count = send(connection, rest, rest.count, Int32(MSG_NOSIGNAL))
          guard count > 0 else { return }
          done += count
        }
      case .pause(let milliseconds):
        usleep(milliseconds * 1000)
      case .reset:
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        return
      }
    }
  }

  /// Reads head and body by their Content-Length.
  private static func readRequest(_ connection: Int32) -> Bool {
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(connection, &piece, piece.count, 0)
      guard count > 0 else { return false }
      bytes += piece[..<count]
      let text = String(decoding: bytes, as: UTF8.self)
      guard let end = text.range(of: "\r\n\r\n") else { continue }
      let head = text[..<end.lowerBound].lowercased()
      let length = head.split(separator: "\r\n").first { $0.hasPrefix("content-length:") }
        .flatMap { Int($0.dropFirst(15).trimmingCharacters(in: .whitespaces)) }
      if bytes.count >= head.utf8.count + 4 + (length ?? 0) { return true }
    }
  }
}
