import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A chat-completions server that takes its time, remembers every prompt, and can act on the n-th request.
final class SlowServer: Sendable {
  private struct State {
    var prompts: [String] = []
    var watch: (count: Int, act: @Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let server: HTTPServer
  private let delay: Duration

  init(delay: Duration) async throws {
    self.delay = delay
    server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("*") { [weak self] request in
      guard let self else { return HTTPResponse(statusCode: .internalServerError) }
      return try await self.answer(try await request.bodyData)
    }
  }

  /// Every prompt asked so far, the last message's text.
  var prompts: [String] { state.withLock { $0.prompts } }

  /// Acts once so many further requests have come in.
  func after(_ requests: Int, _ act: @escaping @Sendable () -> Void) {
    state.withLock { $0.watch = ($0.prompts.count + requests, act) }
  }

  /// Serves while the body runs; the argument is the environment that leads to the server.
  func serving(_ body: ([String: String]) async throws -> Void) async throws {
    let task = Task { try await server.run() }
    defer { task.cancel() }
    try await server.waitUntilListening(timeout: 300)
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CancellationError() }
    try await body(["TESTED_BASE_URL": "http://127.0.0.1:\(port)/v1"])
  }

  private struct Body: Decodable {
    struct Message: Decodable { var content: String }
    var messages: [Message]
  }

  private func answer(_ data: Data) async throws -> HTTPResponse {
    let prompt = try JSONDecoder().decode(Body.self, from: data).messages.last?.content ?? ""
    let act = state.withLock { state -> (@Sendable () -> Void)? in
      state.prompts.append(prompt)
      guard let watch = state.watch, state.prompts.count >= watch.count else { return nil }
      state.watch = nil
      return watch.act
    }
    act?()
    try await Task.sleep(for: delay)
    let text =
      #"{"id":"1","model":"m-1","choices":[{"index":0,"finish_reason":"stop","message":"#
      + #"{"role":"assistant","content":"Yes.","reasoning_content":"I think so."}}],"#
      + #""usage":{"prompt_tokens":5,"completion_tokens":2}}"#
    return HTTPResponse(
      statusCode: .ok, headers: [.contentType: "application/json"], body: Data(text.utf8))
  }
}
