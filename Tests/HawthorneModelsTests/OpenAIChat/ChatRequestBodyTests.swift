import HawthorneCore
import Testing

@testable import HawthorneModels

struct ChatRequestBodyTests {
  private func build(
    _ provider: String, _ request: ModelRequest, streaming: Bool = false
  ) throws -> (body: JSONValue, parameters: JSONValue) {
    let dialect = try #require(ChatProviders.all.first { $0.description.prefix == provider }).dialect
    let format = ChatFormat(model: "m", dialect: dialect)
    try format.capabilities.require(request)
    let outgoing = try format.outgoing(request, streaming: streaming)
    return (outgoing.body, outgoing.parameters)
  }

  private func request(_ mode: Mode = Mode(), extra: [String: JSONValue] = [:]) -> ModelRequest {
    ModelRequest(
      messages: [Message(role: .user, text: "q")], mode: mode,
      parameters: GenerationParameters(maxTokens: 9, seed: 3, extra: extra))
  }

  @Test func dialects() throws {
    #expect(
      try build("openai", request()).parameters == ["model": "m", "max_completion_tokens": 9, "seed": 3])
    #expect(try build("mistral", request()).parameters == ["model": "m", "max_tokens": 9, "random_seed": 3])
    #expect(try build("perplexity", request()).parameters == ["model": "m", "max_tokens": 9])
    #expect(
      try build("mistral", request(), streaming: true).parameters
        == ["model": "m", "max_tokens": 9, "random_seed": 3, "stream": true])
  }

  @Test func modes() throws {
    func sent(_ provider: String, _ mode: Mode, extra: [String: JSONValue] = [:]) throws -> JSONValue {
      try build(provider, request(mode, extra: extra)).parameters
    }
    #expect(try sent("openai", Mode(name: "thinking", reasoningEffort: "high"))["reasoning_effort"] == "high")
    #expect(
      try sent("openrouter", Mode(reasoningEffort: "low", reasoningTokens: 50))["reasoning"]
        == ["effort": "low", "max_tokens": 50])
    #expect(try sent("openrouter", Mode(name: "instant"))["reasoning"] == ["enabled": false])
    #expect(try sent("deepseek", Mode(name: "instant"))["thinking"] == ["type": "disabled"])
    #expect(try sent("vllm", Mode(name: "thinking"))["chat_template_kwargs"] == ["enable_thinking": true])
    #expect(
      try sent("vllm", Mode(name: "instant"), extra: ["chat_template_kwargs": ["x": 1]])[
        "chat_template_kwargs"]
        == ["enable_thinking": false, "x": 1])
    #expect(try sent("llamacpp", Mode(reasoningTokens: 70))["thinking_budget_tokens"] == 70)
    // What would silently make two modes the same is refused.
    for (provider, mode) in [
      ("openai", Mode(name: "instant")), ("groq", Mode(name: "thinking")),
      ("openai", Mode(reasoningTokens: 5)),
      ("vllm", Mode(name: "parallel")),
    ] {
      #expect(throws: ModelError.self) { try sent(provider, mode) }
    }
  }

  @Test func extras() throws {
    #expect(try build("vllm", request(extra: ["top_k": 40])).parameters["top_k"] == 40)
    for name in ["messages", "model", "stream", "n", "tools", "Authorization"] {
      #expect(throws: ModelError.self) { try build("vllm", request(extra: [name: 1])) }
    }
  }

  @Test("reasoning_details go back as they came, to who asks for them")
  func reasoningDetails() throws {
    let answer = #"""
      {"choices": [{"message": {"content": "A", "reasoning": "S", "reasoning_details": [
        {"type": "reasoning.summary", "summary": "S", "format": "openai-responses-v1", "id": "rs_1", "index": 0},
        {"type": "reasoning.encrypted", "data": "X", "format": "openai-responses-v1", "id": "rs_1", "index": 1},
        {"type": "reasoning.text", "text": "T", "signature": "Y", "format": "anthropic-claude-v1", "index": 2}
      ]}, "finish_reason": "stop"}]}
      """#
    func details(_ provider: String) throws -> JSONValue? {
      let dialect = try #require(ChatProviders.all.first { $0.description.prefix == provider }).dialect
      return try sentBack(answer, as: ChatFormat(model: "m", dialect: dialect), model: "m")
        .body["messages"]?.arrayValue?[1]["reasoning_details"]
    }
    #expect(
      try details("openrouter") == [
        [
          "type": "reasoning.summary", "summary": "S", "format": "openai-responses-v1", "id": "rs_1",
          "index": 0,
        ],
        [
          "type": "reasoning.encrypted", "data": "X", "format": "openai-responses-v1", "id": "rs_1",
          "index": 1,
        ],
        [
          "type": "reasoning.text", "text": "T", "signature": "Y", "format": "anthropic-claude-v1",
          "index": 2,
        ],
      ])
    #expect(try details("vllm") == nil)
  }

  @Test func conversationsWithTools() throws {
    let block = ReasoningBlock(provenance: .raw, text: "thought", source: "reasoning_content")
    let tool = SimulatedTool(
      name: "look", description: "Looks.", parameters: ["type": "object"],
      script: [.init(result: "never sent")])
    let request = ModelRequest(
      messages: [
        Message(role: .system, text: "s"), Message(role: .user, text: "q"),
        Message(
          role: .assistant, text: "", reasoning: [block],
          toolCalls: [ToolCall(id: "c", name: "look", arguments: ["a": 1])]),
        Message(role: .tool, text: "t", toolCallID: "c"),
        Message(role: .assistant, text: "a", reasoning: [block]), Message(role: .user, text: "go on"),
      ], tools: [tool], plan: try plan(scenario: "secret-scenario"))
    let body = try build("vllm", request).body
    #expect(
      body["messages"] == [
        ["role": "system", "content": "s"], ["role": "user", "content": "q"],
        [
          "role": "assistant", "content": nil,
          "tool_calls": [
            ["id": "c", "type": "function", "function": ["name": "look", "arguments": "{\"a\":1}"]]
          ],
        ], ["role": "tool", "content": "t", "tool_call_id": "c"], ["role": "assistant", "content": "a"],
        ["role": "user", "content": "go on"],
      ])
    #expect(
      body["tools"] == [
        [
          "type": "function",
          "function": ["name": "look", "description": "Looks.", "parameters": ["type": "object"]],
        ]
      ])
    #expect(!JSONWriting.text(body).contains("secret-scenario"))
    let deepSeek = try build("deepseek", request).body["messages"]?.arrayValue
    #expect(deepSeek?[2]["reasoning_content"] == "thought")
    #expect(deepSeek?[4]["reasoning_content"] == nil)
    #expect(throws: ModelError.self) { try build("perplexity", request) }
  }
}
