import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A chat-completions server that answers by a script, remembers every request, and can act on the n-th.
final class ChatServer: Sendable {
  struct Request: Sendable, Hashable {
    var seed: Int?
    /// The last message's text.
    var prompt: String
    /// How many requests came before, and how many of them with this prompt.
    var number: Int
    var turn: Int
  }

  enum Reply: Sendable {
    case text(String, reasoning: String? = nil)
    /// A status with a body of its own.
    case raw(Int, String, retryAfter: Int? = nil)

    static func error(_ status: Int, retryAfter: Int? = nil) -> Reply {
      .raw(status, #"{"error":{"message":"no"}}"#, retryAfter: retryAfter)
    }

    /// What every rollout of a test may be answered with.
    static let yes = Reply.text("Yes.", reasoning: "I think so.")
  }

  private struct State {
    var requests: [Request] = []
    var turns: [String: Int] = [:]
    var faults = 0
    var watch: (count: Int, act: @Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let server: HTTPServer
  private let delay: Duration
  private let faultPercent: UInt64
  private let reply: @Sendable (Request) -> Reply

  /// - Parameters:
  ///   - faultPercent: of the answers, how many are faults instead, the same ones in every run of a test.
  ///   - reply: what is answered otherwise.
  init(
    delay: Duration = .zero, faultPercent: UInt64 = 0,
    _ reply: @escaping @Sendable (Request) -> Reply = { _ in .yes }
  ) async throws {
    self.delay = delay
    self.faultPercent = faultPercent
    self.reply = reply
    // A handler that takes longer than the time-out is answered with 500, and the machine may be busy.
    server = HTTPServer(
      address: try .inet(ip4: "127.0.0.1", port: 0), timeout: 600, logger: .disabled)
    await server.appendRoute("*") { [weak self] request in
      guard let self else { return HTTPResponse(statusCode: .internalServerError) }
      return try await self.answer(try await request.bodyData)
    }
  }

  var requests: [Request] { state.withLock { $0.requests } }
  var prompts: [String] { requests.map(\.prompt) }
  var faults: Int { state.withLock { $0.faults } }

  /// Acts once so many further requests have come in.
  func after(_ requests: Int, _ act: @escaping @Sendable () -> Void) {
    state.withLock { $0.watch = ($0.requests.count + requests, act) }
  }

  /// Serves while the body runs; the argument is the environment that leads here as `openai-api/tested` and, for a
  /// judge, as `openai-api/bench`.
  func serving(_ body: ([String: String]) async throws -> Void) async throws {
    let task = Task { try await server.run() }
    defer { task.cancel() }
    try await server.waitUntilListening(timeout: 300)
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CancellationError() }
    let url = "http://127.0.0.1:\(port)/v1"
    try await body(["TESTED_BASE_URL": url, "BENCH_BASE_URL": url])
  }

  private struct Body: Decodable {
    struct Message: Decodable { var content: String }
    /// Nobody's but chat completions'.
    var messages: [Message]?
    var seed: Int?
  }

  private func answer(_ data: Data) async throws -> HTTPResponse {
    let body = try JSONDecoder().decode(Body.self, from: data)
    let prompt = body.messages?.last?.content ?? ""
    let (request, act) = state.withLock { state -> (Request, (@Sendable () -> Void)?) in
      let turn = state.turns[prompt, default: 0]
      state.turns[prompt] = turn + 1
      let request = Request(seed: body.seed, prompt: prompt, number: state.requests.count, turn: turn)
      state.requests.append(request)
      guard let watch = state.watch, state.requests.count >= watch.count else { return (request, nil) }
      state.watch = nil
      return (request, watch.act)
    }
    act?()
    if delay > .zero { try await Task.sleep(for: delay) }
    let draw = Self.hash("\(prompt)#\(request.turn)")
    if draw % 100 < faultPercent {
      state.withLock { $0.faults += 1 }
      return try response(Self.fault(draw / 100))
    }
    return try response(reply(request))
  }

  private static func fault(_ draw: UInt64) -> Reply {
    switch draw % 8 {
    case 0: .raw(429, #"{"error":{"message":"slow down"}}"#, retryAfter: 0)
    case 1: .raw(429, #"{"error":{"message":"slow down"}}"#)
    case 2: .raw(500, "")
    case 3: .raw(503, #"{"error":{"message":"overloaded"}}"#)
    case 4: .raw(529, #"{"error":"overloaded"}"#)
    case 5: .raw(200, #"{"error":{"message":"internal","code":500}}"#)
    case 6: .raw(200, #"{"id":"1","choices":[{"index":0,"finish_reason":"stop","mess"#)
    default: .raw(200, "")
    }
  }

  private func response(_ reply: Reply) throws -> HTTPResponse {
    var headers: HTTPHeaders = [.contentType: "application/json"]
    switch reply {
    case .text(let text, let reasoning):
      var message = ["role": "assistant", "content": text]
      message["reasoning_content"] = reasoning
      let quoted = String(decoding: try JSONEncoder().encode(message), as: UTF8.self)
      let json =
        #"{"id":"1","model":"m-1","choices":[{"index":0,"finish_reason":"stop","message":\#(quoted)}],"#
        + #""usage":{"prompt_tokens":50,"completion_tokens":9}}"#
      return HTTPResponse(statusCode: .ok, headers: headers, body: Data(json.utf8))
    case .raw(let status, let body, let retryAfter):
      if let retryAfter { headers[HTTPHeader("Retry-After")] = String(retryAfter) }
      return HTTPResponse(
        statusCode: HTTPStatusCode(status, phrase: "So"), headers: headers, body: Data(body.utf8))
    }
  }

  /// FNV-1a, then mixed: nearby prompts must not share their fate.
  private static func hash(_ text: String) -> UInt64 {
    var hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01b3
    }
    hash ^= hash >> 33
    hash = hash &* 0xff51_afd7_ed55_8ccd
    return hash ^ hash >> 33
  }
}
