import HawthorneCore
import Testing

@testable import HawthorneModels

/// Hand-written completions in the shapes of the providers.
struct CompletionShapesTests {
  private func read(
    _ message: String, finish: String? = "stop", extra: String = "", provider: String = "vllm",
    model: String = "m"
  ) throws -> ModelResponse {
    let reason = finish.map { "\"\($0)\"" } ?? "null"
    let text =
      "{\"choices\": [{\"index\": 0, \"message\": \(message), \"finish_reason\": \(reason)}]\(extra)}"
    let json = try #require(WireJSON.parse(Array(text.utf8)), "\(text)")
    let dialect = try #require(ChatProviders.all.first { $0.description.prefix == provider }).dialect
    return try ChatCompletionReader(
      dialect: dialect,
      exchange: Exchange(
        model: model, server: "http://127.0.0.1", redactor: Redactor([sentinelKey]), parametersAsSent: [:])
    ).read(json, headers: ["x-request-id": "req-1"], latency: 5)
  }

  private func block(_ text: String, _ source: String, _ provenance: ReasoningBlock.Provenance = .raw)
    -> [ReasoningBlock]
  {
    [ReasoningBlock(provenance: provenance, text: text, source: source)]
  }

  @Test func reasoningFields() throws {
    #expect(
      try read(#"{"content": "A", "reasoning_content": "R"}"#).message.reasoning
        == block("R", "reasoning_content"))
    #expect(try read(#"{"content": "A", "reasoning": "R"}"#).message.reasoning == block("R", "reasoning"))
    #expect(
      try read(#"{"content": "A", "reasoning": "R", "reasoning_content": "R"}"#).message.reasoning
        == block("R", "reasoning_content"))
    #expect(
      try read(#"{"content": "A", "reasoning": null, "reasoning_content": ""}"#).message.reasoning.isEmpty)
    #expect(
      try read(
        #"{"content": [{"type": "thinking", "thinking": [{"type": "text", "text": "R"}]}, {"type": "text", "text": "A"}]}"#,
        provider: "mistral"
      ).message == Message(role: .assistant, text: "A", reasoning: block("R", "content/thinking")))
  }

  @Test func reasoningDetails() throws {
    let response = try read(
      #"""
      {"content": "A", "reasoning": "S", "reasoning_details": [
        {"type": "reasoning.summary", "summary": "S", "index": 0},
        {"type": "reasoning.encrypted", "data": "b64==", "index": 1},
        {"type": "reasoning.text", "text": "T", "signature": "sig", "index": 2},
        {"type": "reasoning.unknown", "text": "U"}, {"type": "reasoning.text", "text": ""}, 7]}
      """#, provider: "openrouter", model: "deepseek/deepseek-r1")
    #expect(
      response.message.reasoning == [
        ReasoningBlock(provenance: .summary, text: "S", source: "reasoning_details/reasoning.summary"),
        ReasoningBlock(
          provenance: .encrypted, payload: "b64==", source: "reasoning_details/reasoning.encrypted"),
        ReasoningBlock(
          provenance: .raw, text: "T", payload: "sig", source: "reasoning_details/reasoning.text"),
      ])
    #expect(response.message.text == "A")
  }

  @Test("a router's field is a summary for vendors that show no more")
  func vendors() throws {
    let message = #"{"content": "A", "reasoning": "R"}"#
    for (model, provenance) in [
      ("openai/gpt-5", ReasoningBlock.Provenance.summary), ("anthropic/claude", .summary),
      ("openai/gpt-oss-120b", .raw), ("deepseek/deepseek-r1", .raw),
    ] {
      #expect(
        try read(message, provider: "openrouter", model: model).message.reasoning.first?.provenance
          == provenance)
    }
  }

  @Test func thinkTagsInText() throws {
    let response = try read(#"{"content": "<think>\nR1\n</think>\n\nA with <think> in it"}"#)
    #expect(
      response.message
        == Message(role: .assistant, text: "A with <think> in it", reasoning: block("R1", "<think>")))
    let unclosed = try read(#"{"content": "<think>\nR1 and then"}"#, finish: "length")
    #expect(
      unclosed.message
        == Message(role: .assistant, text: "", reasoning: block("R1 and then", "<think>", .truncated)))
    let empty = try read(#"{"content": "<think>\n\n</think>\n\nA"}"#)
    #expect(empty.message == Message(role: .assistant, text: "A"))
  }

  @Test func cutOffWithinReasoning() throws {
    let cut = try read(#"{"content": "", "reasoning_content": "R"}"#, finish: "length")
    #expect(cut.message.reasoning == block("R", "reasoning_content", .truncated))
    #expect(cut.finish == .length)
    #expect(cut.message.reasoning[0].readableText == nil)
    let null = try read(#"{"content": null, "reasoning_content": "R"}"#, finish: "length")
    #expect(null.message.reasoning[0].provenance == .truncated)
    // Cut off in the answer: the thought was whole.
    let later = try read(#"{"content": "A", "reasoning_content": "R"}"#, finish: "length")
    #expect(later.message.reasoning[0].provenance == .raw)
  }

  @Test func hiddenReasoning() throws {
    let hidden = try read(
      #"{"content": "A"}"#,
      extra: #", "usage": {"completion_tokens": 50, "completion_tokens_details": {"reasoning_tokens": 40}}"#)
    #expect(
      hidden.message.reasoning
        == [ReasoningBlock(provenance: .absent, source: "usage.reasoning_tokens", tokens: 40)])
    #expect(try read(#"{"content": "A"}"#).message.reasoning.isEmpty)
  }

  @Test func refusalField() throws {
    let refused = try read(#"{"content": null, "refusal": "I can't."}"#)
    #expect(refused.message.text == "I can't.")
    #expect(refused.finish == .refusal)
    #expect(refused.serving.finishReason == .refusal)
    #expect(refused.blocked == nil)
    #expect(try read(#"{"content": "A", "refusal": null}"#).finish == .stop)
  }

  @Test func finishReasons() throws {
    for (word, finish) in [
      ("stop", FinishReason.stop), ("eos", .stop), ("length", .length), ("tool_calls", .toolCalls),
      ("content_filter", .contentFilter), ("surprise", .other("surprise")),
    ] {
      #expect(try read(#"{"content": "A"}"#, finish: word).finish == finish)
    }
    #expect(try read(#"{"content": "A"}"#, finish: nil).finish == .other("unstated"))
    #expect(try read(#"{"content": ""}"#, finish: "content_filter").blocked == "content_filter")
    #expect(throws: ModelError.self) { try read(#"{"content": ""}"#, finish: "insufficient_system_resource") }
  }

  @Test func toolArguments() throws {
    let response = try read(
      #"""
      {"content": null, "tool_calls": [
        {"id": "a", "function": {"name": "f", "arguments": "{\"x\": [1, 2]}"}},
        {"id": "", "function": {"name": "g", "arguments": "{broken"}},
        {"function": {"name": "h", "arguments": {"y": true}}},
        {"id": "d", "function": {"name": "i", "arguments": ""}}]}
      """#, finish: "tool_calls")
    #expect(
      response.message.toolCalls == [
        ToolCall(id: "a", name: "f", arguments: ["x": [1, 2]]),
        ToolCall(id: "call_1", name: "g", arguments: "{broken"),
        ToolCall(id: "call_2", name: "h", arguments: ["y": true]),
        ToolCall(id: "d", name: "i", arguments: [:]),
      ])
  }

  @Test func usageShapes() throws {
    #expect(
      try read(
        #"{"content": "A"}"#,
        extra:
          #", "usage": {"prompt_tokens": 10, "completion_tokens": 3, "prompt_tokens_details": {"cached_tokens": 8}}"#
      ).serving.usage == TokenUsage(input: 10, output: 3, cached: 8))
    #expect(
      try read(
        #"{"content": "A"}"#, extra: #", "usage": {"prompt_tokens": 10, "prompt_cache_hit_tokens": 4}"#
      )
      .serving.usage == TokenUsage(input: 10, cached: 4))
    #expect(
      try read(#"{"content": "A"}"#, extra: #", "usage": {"prompt_tokens": -1, "completion_tokens": "x"}"#)
        .serving.usage == TokenUsage())
  }

  @Test func routeAndRequestID() throws {
    let routed = try read(#"{"content": "A"}"#, extra: #", "provider": "DeepInfra", "id": "gen-1""#)
    #expect(routed.serving.route == "DeepInfra")
    #expect(routed.serving.requestID == "gen-1")
    #expect(try read(#"{"content": "A"}"#).serving.requestID == "req-1")
  }

  @Test("a server that echoes its headers puts the key nowhere")
  func echoedKey() throws {
    let response = try read(
      #"{"content": "you sent KEY", "reasoning": "KEY", "tool_calls": [{"id": "KEY", "function": {"name": "KEY", "arguments": "{\"a\": \"KEY\"}"}}]}"#
        .replacing("KEY", with: sentinelKey),
      finish: sentinelKey, extra: #", "model": "KEY", "id": "KEY""#.replacing("KEY", with: sentinelKey))
    #expect(!"\(response)".contains("SENTINEL"))
    #expect(response.message.text == "you sent [secret]")
  }

  /// Whatever is changed in a completion, reading it gives a response or a `ModelError`.
  @Test func mutations() throws {
    var random = SplitMix(seed: 5)
    let seed = Array(
      #"{"id":"x","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"<think>a</think>b","reasoning_content":"r","reasoning_details":[{"type":"reasoning.text","text":"t"}],"tool_calls":[{"id":"i","function":{"name":"n","arguments":"{\"k\":1}"}}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2},"error":null}"#
        .utf8)
    let reader = ChatCompletionReader(
      dialect: .standard,
      exchange: Exchange(model: "m", server: "s", redactor: Redactor([]), parametersAsSent: [:]))
    var answered = 0
    var failed = 0
    for _ in 0..<2000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = Array("{}[]\":,0ntx\\".utf8).randomElement(using: &random) ?? 0
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...8, using: &random)))
        default: bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        if bytes.isEmpty { bytes = [0x7B] }
      }
      let answer = WireAnswer<ChatStreamAccumulator>(
        head: HTTPHead(status: 200, headers: ["content-type": "application/json"]), content: .document(bytes))
      do throws(ModelError) {
        let response = try reader.response(to: answer, latency: 0)
        #expect(response.message.role == .assistant)
        answered += 1
      } catch {
        #expect(!error.problem.isEmpty)
        failed += 1
      }
    }
    #expect(answered > 100 && failed > 100)
  }
}
