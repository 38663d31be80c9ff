import FlyingFox
import FlyingSocks
import Foundation
import HawthorneModels

/// Runs a FlyingFox server on a free port of 127.0.0.1 while `body` runs.
func withServer(
  _ handler: @escaping @Sendable (FlyingFox.HTTPRequest) async throws -> FlyingFox.HTTPResponse,
  _ body: @Sendable (_ baseURL: String) async throws -> Void
) async throws {
  // A handler that takes longer than the time-out is answered with 500, and the machine may be busy.
  let server = HTTPServer(
    address: try sockaddr_in.inet(ip4: "127.0.0.1", port: 0), timeout: 600, logger: .disabled,
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
