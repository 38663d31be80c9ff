import HawthorneCore
import Testing

@testable import HawthorneModels

struct AnthropicTests {
  private func format(_ model: String) -> AnthropicFormat {
    AnthropicFormat(model: model, host: "api.anthropic.com")
  }

  @Test(
    "families",
    arguments: [
      ("claude-3-opus-20240229", false, false, false, true, 4096),
      ("claude-3-5-sonnet-20241022", false, false, false, true, 8192),
      ("claude-3-7-sonnet-20250219", true, false, true, true, 32_000),
      ("claude-opus-4-20250514", false, false, true, true, 32_000),
      ("claude-sonnet-4-5-20250929", false, false, true, true, 32_000),
      ("claude-opus-4-6", false, true, true, false, 32_000),
      ("claude-opus-4-7", false, true, false, false, 32_000),
      ("claude-sonnet-5", false, true, false, false, 32_000),
      ("claude-mythos-preview", false, true, false, false, 32_000),
      ("anthropic/claude-4.7-opus", false, true, false, false, 32_000),
      ("deepseek-chat", false, false, true, false, 32_000),
    ])
  func families(
    model: String, raw: Bool, adaptive: Bool, budget: Bool, prefill: Bool, maxTokens: Int
  ) {
    let family = ClaudeFamily(model: model)
    #expect(family.showsRawThinking == raw)
    #expect(family.isAdaptive == adaptive)
    #expect(family.takesBudget == budget)
    #expect(family.takesPrefill == prefill)
    #expect(family.defaultMaxTokens == maxTokens)
  }

  @Test func plainParameters() throws {
    #expect(
      try parameters(format("claude-opus-4-6"))
        == ["model": "claude-opus-4-6", "max_tokens": 32_000])
    #expect(
      try parameters(
        format("claude-opus-4-6"), Mode(),
        GenerationParameters(temperature: 0.5, topP: 0.9, maxTokens: 9, seed: 3, extra: ["top_k": 4]),
        streaming: true)
        == [
          "model": "claude-opus-4-6", "max_tokens": 9, "temperature": 0.5, "top_p": 0.9, "top_k": 4,
          "stream": true,
        ])
  }

  @Test func modes() throws {
    func sent(_ model: String, _ mode: Mode, _ extra: [String: JSONValue] = [:]) throws -> JSONValue {
      try parameters(format(model), mode, GenerationParameters(extra: extra))
    }
    #expect(try sent("claude-opus-4-6", Mode(name: "instant"))["thinking"] == ["type": "disabled"])
    #expect(
      try sent("claude-opus-4-7", Mode(name: "thinking", reasoningEffort: "xhigh"))["thinking"]
        == ["type": "adaptive", "display": "summarized"])
    #expect(
      try sent("claude-opus-4-7", Mode(name: "thinking", reasoningEffort: "xhigh"))["output_config"]
        == ["effort": "xhigh"])
    #expect(
      try sent("claude-opus-4-7", Mode(name: "thinking"), ["thinking": ["display": "omitted"]])["thinking"]
        == ["type": "adaptive", "display": "omitted"])
    let budget = try sent("claude-sonnet-4-5", Mode(reasoningTokens: 30_000))
    #expect(budget["thinking"] == ["type": "enabled", "budget_tokens": 30_000])
    #expect(budget["max_tokens"] == 38_192)
    #expect(try sent("glm-4.6", Mode(name: "thinking"))["thinking"] == ["type": "enabled"])
    for (model, mode) in [
      ("claude-sonnet-4-5", Mode(name: "thinking")), ("claude-opus-4-7", Mode(reasoningTokens: 2048)),
      ("claude-3-5-haiku-20241022", Mode(reasoningTokens: 2048)),
      ("claude-3-7-sonnet-20250219", Mode(reasoningEffort: "low")),
      ("claude-opus-4-6", Mode(name: "parallel")),
    ] {
      #expect(throws: ModelError.self, "\(model)") { try sent(model, mode) }
    }
  }

  @Test("what excludes each other is said before anything is asked")
  func contradictions() throws {
    let thinking = Mode(reasoningTokens: 2048)
    let model = format("claude-sonnet-4-5")
    #expect(throws: ModelError.self) {
      try parameters(model, thinking, GenerationParameters(temperature: 0))
    }
    #expect(throws: Never.self) { try parameters(model, thinking, GenerationParameters(temperature: 1)) }
    #expect(throws: ModelError.self) {
      try parameters(model, thinking, GenerationParameters(maxTokens: 2048))
    }
    #expect(throws: ModelError.self) { try parameters(model, thinking, last: .assistant) }
    #expect(throws: Never.self) { try parameters(model, Mode(name: "instant"), last: .assistant) }
    #expect(throws: ModelError.self) { try parameters(format("claude-opus-4-6"), last: .assistant) }
    for name in ["messages", "system", "Stream", "x-api-key"] {
      #expect(throws: ModelError.self) {
        try parameters(model, Mode(), GenerationParameters(extra: [name: 1]))
      }
    }
  }

  @Test func betas() throws {
    func outgoing(_ betas: JSONValue) throws -> OutgoingRequest {
      try format("claude-sonnet-4-5").outgoing(
        ModelRequest(
          messages: [Message(role: .user, text: "q")],
          parameters: GenerationParameters(extra: ["betas": betas])), streaming: false)
    }
    let two = try outgoing("interleaved-thinking-2025-05-14, other-1")
    #expect(
      two.headers.map { "\($0.name): \($0.value)" } == [
        "anthropic-version: 2023-06-01", "anthropic-beta: interleaved-thinking-2025-05-14,other-1",
      ])
    #expect(two.body["betas"] == nil)
    #expect(two.parameters["betas"] == ["interleaved-thinking-2025-05-14", "other-1"])
    #expect(try outgoing(["a"]).headers.count == 2)
    for bad: JSONValue in ["a\r\nx-evil: 1", [1], 7, "", ["a", 1]] {
      #expect(throws: ModelError.self, "\(bad)") { try outgoing(bad) }
    }
  }

  @Test("thoughts go back where they stood, with their signatures")
  func interleaved() throws {
    let (body, message) = try sentBack(
      #"""
      {"content": [
        {"type": "thinking", "thinking": "one", "signature": "SIG1"},
        {"type": "text", "text": "Let me see."},
        {"type": "redacted_thinking", "data": "DATA"},
        {"type": "tool_use", "id": "t1", "name": "look", "input": {"id": 7}},
        {"type": "thinking", "thinking": "", "signature": "SIG2"},
        {"type": "tool_use", "id": "t2", "name": "list", "input": {}}
      ], "stop_reason": "tool_use"}
      """#, as: format("claude-opus-4-6"), model: "claude-opus-4-6")
    #expect(message.text == "Let me see.")
    #expect(message.parts?.count == 6)
    #expect(
      body["messages"] == [
        ["role": "user", "content": "q"],
        [
          "role": "assistant",
          "content": [
            ["type": "thinking", "thinking": "one", "signature": "SIG1"],
            ["type": "text", "text": "Let me see."], ["type": "redacted_thinking", "data": "DATA"],
            ["type": "tool_use", "id": "t1", "name": "look", "input": ["id": 7]],
            ["type": "thinking", "thinking": "", "signature": "SIG2"],
            ["type": "tool_use", "id": "t2", "name": "list", "input": [:]],
          ],
        ],
        [
          "role": "user",
          "content": [
            ["type": "tool_result", "tool_use_id": "t1", "content": "result of look"],
            ["type": "tool_result", "tool_use_id": "t2", "content": "result of list"],
          ],
        ],
      ])
  }

  @Test func systemPromptAndBrokenArguments() throws {
    let request = ModelRequest(
      messages: [
        Message(role: .system, text: "one"), Message(role: .system, text: "two"),
        Message(role: .user, text: "q"),
        Message(role: .assistant, text: "", toolCalls: [ToolCall(id: "t", name: "f", arguments: "{bro")]),
        Message(role: .tool, text: "r", toolCallID: "t"),
      ])
    let body = try format("claude-opus-4-6").outgoing(request, streaming: false).body
    #expect(body["system"] == "one\n\ntwo")
    #expect(
      body["messages"]?.arrayValue?[1]["content"] == [
        ["type": "tool_use", "id": "t", "name": "f", "input": ["INVALID_JSON": "{bro"]]
      ])
    #expect(throws: ModelError.self) {
      try format("claude-opus-4-6").outgoing(
        ModelRequest(messages: [Message(role: .user, text: "q"), Message(role: .system, text: "s")]),
        streaming: false)
    }
  }

  @Test(
    "stop reasons",
    arguments: [
      ("end_turn", FinishReason.stop, nil as String?), ("stop_sequence", .stop, nil),
      ("max_tokens", .length, nil), ("model_context_window_exceeded", .length, nil),
      ("tool_use", .toolCalls, nil), ("refusal", .contentFilter, "refusal/cyber"),
      ("pause_turn", .other("pause_turn"), nil),
    ])
  func stopReasons(word: String, finish: FinishReason, blocked: String?) throws {
    let response = try AnthropicReader(
      isAnthropic: true,
      exchange: Exchange(model: "m", server: "s", redactor: Redactor([]), parametersAsSent: .object([:]))
    ).read(
      [
        "content": [["type": "text", "text": "A"]], "stop_reason": .string(word),
        "stop_details": ["type": "refusal", "category": "cyber"],
        "usage": [
          "input_tokens": 3, "cache_read_input_tokens": 5, "cache_creation_input_tokens": 2,
          "output_tokens": 1,
        ],
      ], headers: ["request-id": "req_1"], latency: 0)
    #expect(response.finish == finish)
    #expect(response.blocked == blocked)
    #expect(response.serving.usage == TokenUsage(input: 10, output: 1, cached: 5))
    #expect(response.serving.requestID == "req_1")
  }
}
