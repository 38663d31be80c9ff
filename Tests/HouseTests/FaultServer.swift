import FlyingFox
import FlyingSocks
import Foundation
import Synchronization

/// A chat-completions server that misbehaves in a share of its answers, the same ones in every run of a test.
final class FaultServer: Sendable {
  private struct State {
    /// How often each prompt was asked.
    var asked: [String: Int] = [:]
    var requests = 0
    var faults = 0
    var watch: (count: Int, act: @Sendable () -> Void)?
  }

  private let state = Mutex(State())
  private let server: HTTPServer
  private let percent: UInt64

  /// - Parameter percent: of the answers that are faults.
  init(percent: UInt64) async throws {
    self.percent = percent
    server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("*") { [weak self] request in
      guard let self else { return HTTPResponse(statusCode: .internalServerError) }
      return try await self.answer(try await request.bodyData)
    }
  }

  var requests: Int { state.withLock { $0.requests } }
  var faults: Int { state.withLock { $0.faults } }
  var prompts: Set<String> { state.withLock { Set($0.asked.keys) } }

  /// Acts once so many further requests have come in.
  func after(_ requests: Int, _ act: @escaping @Sendable () -> Void) {
    state.withLock { $0.watch = ($0.requests + requests, act) }
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
    let (turn, act) = state.withLock { state -> (Int, (@Sendable () -> Void)?) in
      let turn = state.asked[prompt, default: 0]
      state.asked[prompt] = turn + 1
      state.requests += 1
      guard let watch = state.watch, state.requests >= watch.count else { return (turn, nil) }
      state.watch = nil
      return (turn, watch.act)
    }
    act?()
    let draw = Self.hash("\(prompt)#\(turn)")
    if draw % 100 < percent {
      state.withLock { $0.faults += 1 }
      return Self.fault(draw / 100)
    }
    return Self.json(
      .ok,
      #"{"id":"1","model":"m-1","choices":[{"index":0,"finish_reason":"stop","message":"#
        + #"{"role":"assistant","content":"Yes.","reasoning_content":"I think so."}}],"#
        + #""usage":{"prompt_tokens":5,"completion_tokens":2}}"#)
  }

  private static func fault(_ draw: UInt64) -> HTTPResponse {
    switch draw % 8 {
    case 0: json(.tooManyRequests, #"{"error":{"message":"slow down"}}"#, [.init("Retry-After"): "0"])
    case 1: json(.tooManyRequests, #"{"error":{"message":"slow down"}}"#)
    case 2: json(.internalServerError, "")
    case 3: json(.serviceUnavailable, #"{"error":{"message":"overloaded"}}"#)
    case 4: json(HTTPStatusCode(529, phrase: "Overloaded"), #"{"error":"overloaded"}"#)
    case 5: json(.ok, #"{"error":{"message":"internal","code":500}}"#)
    case 6: json(.ok, #"{"id":"1","choices":[{"index":0,"finish_reason":"stop","mess"#)
    default: json(.ok, "")
    }
  }

  private static func json(
    _ status: HTTPStatusCode, _ text: String, _ headers: [HTTPHeader: String] = [:]
  ) -> HTTPResponse {
    HTTPResponse(
      statusCode: status, headers: HTTPHeaders(headers.merging([.contentType: "application/json"]) { $1 }),
      body: Data(text.utf8))
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
