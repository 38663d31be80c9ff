import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A chat-completions server that judges by a script, remembers every request, and can act on the n-th.
final class JudgeServer: Sendable {
  enum Reply: Sendable {
    case text(String)
    case error(Int, retryAfter: Int? = nil)
  }

  private struct State {
    var requests: [String] = []
    var watch: (count: Int, act: @Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let server: HTTPServer
  private let delay: Duration
  private let reply: @Sendable (_ number: Int, _ asked: String) -> Reply

  /// - Parameter reply: given how many requests came before, and the last message.
  init(
    delay: Duration = .zero, _ reply: @escaping @Sendable (_ number: Int, _ asked: String) -> Reply
  ) async throws {
    self.delay = delay
    self.reply = reply
    server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("*") { [weak self] request in
      guard let self else { return HTTPResponse(statusCode: .internalServerError) }
      return try await self.answer(try await request.bodyData)
    }
  }

  /// Every request so far: its seed and its last message.
  var requests: [String] { state.withLock { $0.requests } }

  /// Acts once so many further requests have come in.
  func after(_ requests: Int, _ act: @escaping @Sendable () -> Void) {
    state.withLock { $0.watch = ($0.requests.count + requests, act) }
  }

  /// Serves while the body runs; the argument is the environment that leads to the server.
  func serving(_ body: ([String: String]) async throws -> Void) async throws {
    let task = Task { try await server.run() }
    defer { task.cancel() }
    try await server.waitUntilListening(timeout: 300)
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CancellationError() }
    try await body(["BENCH_BASE_URL": "http://127.0.0.1:\(port)/v1"])
  }

  private struct Body: Decodable {
    struct Message: Decodable { var content: String }
    var messages: [Message]
    var seed: Int?
  }

  private func answer(_ data: Data) async throws -> HTTPResponse {
    let body = try JSONDecoder().decode(Body.self, from: data)
    let asked = body.messages.last?.content ?? ""
    let (number, act) = state.withLock { state -> (Int, (@Sendable () -> Void)?) in
      state.requests.append("\(body.seed ?? 0) \(asked)")
      guard let watch = state.watch, state.requests.count >= watch.count else {
        return (state.requests.count - 1, nil)
      }
      state.watch = nil
      return (state.requests.count - 1, watch.act)
    }
    act?()
    if delay > .zero { try await Task.sleep(for: delay) }
    switch reply(number, asked) {
    case .text(let text):
      let quoted = String(decoding: try JSONEncoder().encode(text), as: UTF8.self)
      let json =
        #"{"id":"1","model":"judge-1","choices":[{"index":0,"finish_reason":"stop","message":"#
        + #"{"role":"assistant","content":\#(quoted)}}],"usage":{"prompt_tokens":50,"completion_tokens":9}}"#
      return HTTPResponse(
        statusCode: .ok, headers: [.contentType: "application/json"], body: Data(json.utf8))
    case .error(let status, let retryAfter):
      var headers: HTTPHeaders = [.contentType: "application/json"]
      if let retryAfter { headers[HTTPHeader("Retry-After")] = String(retryAfter) }
      return HTTPResponse(
        statusCode: HTTPStatusCode(status, phrase: "No"), headers: headers,
        body: Data(#"{"error":{"message":"no"}}"#.utf8))
    }
  }
}
