import FlyingFox
import HawthorneCore
import Synchronization
import Testing

@testable import HawthorneModels

/// Streamed answers off a real socket.
@Suite(.timeLimit(.minutes(15)))
struct StreamingTests {
  private static let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n"

  private static func chunk(_ delta: String, finish: String? = nil) -> String {
    let reason = finish.map { "\"\($0)\"" } ?? "null"
    return
      "data: {\"id\": \"c-9\", \"model\": \"served\", \"choices\": [{\"index\": 0, \"delta\": \(delta), \"finish_reason\": \(reason)}]}\n\n"
  }

  private static let whole =
    ": keep-alive\n\n" + chunk(#"{"role": "assistant", "content": ""}"#)
    + chunk(#"{"reasoning_content": "Let me "}"#)
    + chunk(#"{"reasoning_content": "think 🧪."}"#) + chunk(#"{"content": "Héllo"}"#)
    + chunk(#"{"content": " there."}"#)
    + chunk("{}", finish: "stop")
    + "data: {\"choices\": [], \"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 8, \"completion_tokens_details\": {\"reasoning_tokens\": 4}}}\n\n"
    + "data: [DONE]\n\n"

  private func answer(_ steps: [RawServer.Step]) async throws -> ModelResponse {
    let server = try RawServer(steps)
    defer { server.stop() }
    return try await chatAdapter(server.baseURL, streaming: true).respond(to: plainRequest)
  }

  private func error(_ text: String) async throws -> ModelError {
    let server = try RawServer([.text(Self.head + text)])
    defer { server.stop() }
    return try #require(await failure(of: try chatAdapter(server.baseURL, streaming: true)))
  }

  @Test("pieces of odd sizes", arguments: [1, 13, 4096])
  func pieces(size: Int) async throws {
    var steps: [RawServer.Step] = [.text(Self.head)]
    var rest = Array(Self.whole.utf8)[...]
    while !rest.isEmpty {
      steps.append(.send(Array(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    let response = try await answer(steps)
    #expect(response.message.text == "Héllo there.")
    #expect(
      response.message.reasoning
        == [ReasoningBlock(provenance: .raw, text: "Let me think 🧪.", source: "reasoning_content", tokens: 4)]
    )
    #expect(response.finish == .stop)
    #expect(response.serving.servedModel == "served")
    #expect(response.serving.requestID == "c-9")
    #expect(response.serving.usage == TokenUsage(input: 3, output: 8, reasoning: 4))
    #expect(response.serving.parametersAsSent["stream"] == true)
    #expect(response.serving.parametersAsSent["stream_options"] == ["include_usage": true])
  }

  @Test func toolCallsInPieces() async throws {
    let text =
      Self.chunk(#"{"tool_calls": [{"index": 0, "id": "a", "function": {"name": "look", "arguments": ""}}]}"#)
      + Self.chunk(#"{"tool_calls": [{"index": 0, "function": {"arguments": "{\"id\""}}]}"#)
      + Self.chunk(#"{"tool_calls": [{"index": 1, "id": "b", "function": {"name": "list"}}]}"#)
      + Self.chunk(
        #"{"tool_calls": [{"index": 0, "function": {"arguments": ": 7}"}}]}"#, finish: "tool_calls")
      + "data: [DONE]\n\n"
    let response = try await answer([.text(Self.head + text)])
    #expect(
      response.message.toolCalls == [
        ToolCall(id: "a", name: "look", arguments: ["id": 7]),
        ToolCall(id: "b", name: "list", arguments: [:]),
      ])
    #expect(response.finish == .toolCalls)
  }

  @Test func endsThatAreNone() async throws {
    for text in [
      "", Self.chunk(#"{"content": "Hel"}"#), ": ping\n\n", "data: {\"choices\": []}\n\ndata: [DONE]\n\n",
    ] {
      let error = try await error(text)
      #expect(error.kind == .malformedResponse, "\(text)")
      #expect(error.isRetryable)
    }
    // A finish without [DONE] is an end.
    let server = try RawServer([.text(Self.head + Self.chunk(#"{"content": "Hello"}"#, finish: "stop"))])
    defer { server.stop() }
    let response = try await chatAdapter(server.baseURL, streaming: true).respond(to: plainRequest)
    #expect(response.message.text == "Hello")
    // So is [DONE] without a finish, as some proxies send it; that nobody said why is recorded and counted.
    let unstated = try await answer([
      .text(Self.head + Self.chunk(#"{"content": "Hello"}"#) + "data: [DONE]\n\n")
    ])
    #expect(unstated.message.text == "Hello" && unstated.finish == .other("unstated"))
  }

  @Test func brokenEvents() async throws {
    for text in [
      "data: {\"choi\n\n", "data: [DON\n\n", "data: 7\n\n", Self.chunk("{}", finish: "stop") + "data: {\"u",
    ] {
      #expect(try await error(text).kind == .malformedResponse, "\(text)")
    }
    let server = try RawServer([
      .text(Self.head), .send(Array("data: {\"a\": \"".utf8) + [0xFF] + Array("\"}\n\n".utf8)),
    ])
    defer { server.stop() }
    #expect(await failure(of: try chatAdapter(server.baseURL, streaming: true))?.kind == .malformedResponse)
  }

  @Test func errorsWithinTheStream() async throws {
    let start = Self.chunk(#"{"content": "He"}"#)
    #expect(
      try await error(start + "data: {\"error\": {\"code\": 502, \"message\": \"upstream\"}}\n\n").kind
        == .serverError)
    #expect(
      try await error(start + "event: error\ndata: {\"message\": \"x\", \"code\": 429}\n\n").kind
        == .rateLimited)
    #expect(
      try await error(
        "data: {\"error\": {\"code\": 502, \"message\": \"up\"}, \"choices\": [{\"index\": 0, \"delta\": {\"content\": \"\"}, \"finish_reason\": \"error\"}]}\n\n"
      ).kind == .serverError)
  }

  @Test("a stream that ends as it should leaves its connection to the next")
  func connectionsAreKept() async throws {
    let callers = Mutex<Set<String>>([])
    try await withServer { request in
      callers.withLock { _ = $0.insert("\(request.remoteAddress.debugDescription)") }
      return .json(Self.whole, type: "text/event-stream")
    } _: { url in
      let adapter = try chatAdapter(url, streaming: true)
      for _ in 0..<20 {
        #expect(try await adapter.respond(to: plainRequest).message.text == "Héllo there.")
      }
    }
    #expect((1..<20).contains(callers.withLock { $0.count }))
  }

  @Test func unstreamedAnswerToAStreamedRequest() async throws {
    let body =
      #"{"choices": [{"message": {"role": "assistant", "content": "Plain."}, "finish_reason": "stop"}]}"#
    #expect(try await answer(http(body)).message.text == "Plain.")
  }
}
