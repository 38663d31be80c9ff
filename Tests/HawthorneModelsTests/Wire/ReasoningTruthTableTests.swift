import HawthorneCore
import Testing

@testable import HawthorneModels

/// Which field says what of a thought, protocol by protocol: the table that every figure over reasoning rests on.
struct ReasoningTruthTableTests {
  /// A document of a protocol, and the blocks that must be made of it.
  struct Row: Sendable, CustomTestStringConvertible {
    var wire: String
    var model: String
    var document: String
    var blocks: [ReasoningBlock]
    var text = "A"

    var testDescription: String { "\(wire) \(model): \(blocks.map(\.source))" }
  }

  private static func chat(_ message: String, finish: String = "stop", usage: String = "{}") -> String {
    #"{"choices": [{"message": \#(message), "finish_reason": "\#(finish)"}], "usage": \#(usage)}"#
  }

  private static func claude(_ parts: String, stop: String = "end_turn", usage: String = "{}") -> String {
    #"{"content": [\#(parts)], "stop_reason": "\#(stop)", "usage": \#(usage)}"#
  }

  private static func response(_ items: String, status: String = "completed", usage: String = "{}") -> String
  {
    #"{"output": [\#(items), {"type": "message", "content": [{"type": "output_text", "text": "A"}]}], "status": "\#(status)", "usage": \#(usage)}"#
  }

  private static func gemini(_ parts: String, finish: String = "STOP", usage: String = "{}") -> String {
    #"{"candidates": [{"content": {"parts": [\#(parts)]}, "finishReason": "\#(finish)"}], "usageMetadata": \#(usage)}"#
  }

  private static func block(
    _ provenance: ReasoningBlock.Provenance, _ text: String? = nil, payload: String? = nil, _ source: String,
    agent: String? = nil, tokens: Int? = nil
  ) -> ReasoningBlock {
    ReasoningBlock(
      provenance: provenance, text: text, payload: payload, source: source, subAgent: agent, tokens: tokens)
  }

  private static let hiddenTokens = #"{"completion_tokens_details": {"reasoning_tokens": 9}}"#

  static let chatRows: [Row] = [
    Row(
      wire: "vllm", model: "qwen3", document: chat(#"{"content": "A", "reasoning_content": "R"}"#),
      blocks: [block(.raw, "R", "reasoning_content")]),
    Row(
      wire: "vllm", model: "qwen3", document: chat(#"{"content": "A", "reasoning": "R"}"#),
      blocks: [block(.raw, "R", "reasoning")]),
    Row(
      wire: "vllm", model: "qwen3", document: chat(#"{"content": "<think>R</think>A"}"#),
      blocks: [block(.raw, "R", "<think>")]),
    Row(
      wire: "vllm", model: "qwen3", document: chat(#"{"content": "<think>R"}"#, finish: "length"),
      blocks: [block(.truncated, "R", "<think>")], text: ""),
    Row(
      wire: "vllm", model: "gpt-oss-120b",
      document: chat(
        #"{"content": "<|channel|>analysis<|message|>R<|end|><|start|>assistant<|channel|>final<|message|>A<|return|>"}"#
      ), blocks: [block(.raw, "R", "<|channel|>analysis")]),
    Row(
      wire: "vllm", model: "gpt-oss-120b",
      document: chat(#"{"content": "<|channel|>analysis<|message|>R"}"#, finish: "length"),
      blocks: [block(.truncated, "R", "<|channel|>analysis")], text: ""),
    Row(
      wire: "openai", model: "gpt-5", document: chat(#"{"content": "A"}"#, usage: hiddenTokens),
      blocks: [block(.absent, nil, "usage.reasoning_tokens", tokens: 9)]),
    Row(wire: "openai", model: "gpt-4.1", document: chat(#"{"content": "A"}"#), blocks: []),
    Row(
      wire: "openrouter", model: "anthropic/claude-opus-4.5",
      document: chat(#"{"content": "A", "reasoning": "R"}"#), blocks: [block(.summary, "R", "reasoning")]),
    Row(
      wire: "openrouter", model: "openai/gpt-5",
      document: chat(
        #"{"content": "A", "reasoning_details": [{"type": "reasoning.summary", "summary": "S"}, {"type": "reasoning.encrypted", "data": "X"}]}"#,
        usage: hiddenTokens),
      blocks: [
        block(.summary, "S", "reasoning_details/reasoning.summary", tokens: 9),
        block(.encrypted, payload: "X", "reasoning_details/reasoning.encrypted"),
      ]),
    Row(
      wire: "openrouter", model: "deepseek/deepseek-r1",
      document: chat(
        #"{"content": "A", "reasoning_details": [{"type": "reasoning.text", "text": "R", "signature": "X"}]}"#
      ),
      blocks: [block(.raw, "R", payload: "X", "reasoning_details/reasoning.text")]),
    Row(
      wire: "vllm", model: "qwen3",
      document: chat(#"{"content": "", "reasoning_content": "R"}"#, finish: "length"),
      blocks: [block(.truncated, "R", "reasoning_content")], text: ""),
  ]

  static let messagesRows: [Row] = [
    Row(
      wire: "anthropic", model: "claude-3-7-sonnet-20250219",
      document: claude(
        #"{"type": "thinking", "thinking": "R", "signature": "X"}, {"type": "text", "text": "A"}"#),
      blocks: [block(.raw, "R", payload: "X", "thinking")]),
    Row(
      wire: "anthropic", model: "claude-opus-4-6",
      document: claude(
        #"{"type": "thinking", "thinking": "R", "signature": "X"}, {"type": "text", "text": "A"}"#,
        usage: #"{"output_tokens": 20, "output_tokens_details": {"thinking_tokens": 15}}"#),
      blocks: [block(.summary, "R", payload: "X", "thinking", tokens: 15)]),
    Row(
      wire: "anthropic", model: "claude-mythos-preview",
      document: claude(
        #"{"type": "thinking", "thinking": "", "signature": "X"}, {"type": "text", "text": "A"}"#),
      blocks: [block(.encrypted, payload: "X", "thinking/signature")]),
    Row(
      wire: "anthropic", model: "claude-3-7-sonnet-20250219",
      document: claude(#"{"type": "redacted_thinking", "data": "X"}, {"type": "text", "text": "A"}"#),
      blocks: [block(.redacted, payload: "X", "redacted_thinking")]),
    Row(
      wire: "anthropic", model: "claude-opus-4-5",
      document: claude(#"{"type": "thinking", "thinking": "R"}"#, stop: "max_tokens"),
      blocks: [block(.truncated, "R", "thinking")], text: ""),
    Row(
      wire: "anthropic", model: "claude-opus-4-7",
      document: claude(
        #"{"type": "text", "text": "A"}"#, usage: #"{"output_tokens_details": {"thinking_tokens": 15}}"#),
      blocks: [block(.absent, nil, "usage.output_tokens_details.thinking_tokens", tokens: 15)]),
    // Another vendor's model on a server of its own shows what it thought; under Anthropic's address nobody knows.
    Row(
      wire: "anthropic", model: "glm-4.6",
      document: claude(#"{"type": "thinking", "thinking": "R"}, {"type": "text", "text": "A"}"#),
      blocks: [block(.raw, "R", "thinking")]),
    Row(
      wire: "api.anthropic.com", model: "some-alias",
      document: claude(#"{"type": "thinking", "thinking": "R"}, {"type": "text", "text": "A"}"#),
      blocks: [block(.summary, "R", "thinking")]),
  ]

  static let responsesRows: [Row] = [
    Row(
      wire: "openai-responses", model: "gpt-5",
      document: response(
        #"{"type": "reasoning", "summary": [{"type": "summary_text", "text": "S"}], "encrypted_content": "X"}"#,
        usage: #"{"output_tokens_details": {"reasoning_tokens": 9}}"#),
      blocks: [block(.summary, "S", payload: "X", "reasoning/summary", tokens: 9)]),
    Row(
      wire: "openai-responses", model: "gpt-5",
      document: response(#"{"type": "reasoning", "summary": [], "encrypted_content": "X"}"#),
      blocks: [block(.encrypted, payload: "X", "reasoning/encrypted_content")]),
    Row(
      wire: "openai-responses", model: "gpt-5", document: response(#"{"type": "reasoning", "summary": []}"#),
      blocks: [block(.absent, nil, "reasoning")]),
    Row(
      wire: "openai-responses", model: "gpt-oss-20b",
      document: response(
        #"{"type": "reasoning", "summary": [], "content": [{"type": "reasoning_text", "text": "R"}]}"#),
      blocks: [block(.raw, "R", "reasoning/content")]),
    // Two parallel sub-agents: a trace each, and what one reports is not the answer.
    Row(
      wire: "openai-responses", model: "gpt-5.6",
      document: response(
        #"""
        {"type": "reasoning", "agent": {"agent_name": "/root/a"}, "summary": [{"type": "summary_text", "text": "S1"}]},
        {"type": "reasoning", "agent": {"agent_name": "/root/b"}, "summary": [{"type": "summary_text", "text": "S2"}], "encrypted_content": "X"},
        {"type": "message", "agent": {"agent_name": "/root/b"}, "content": [{"type": "output_text", "text": "found"}]},
        {"type": "reasoning", "agent": {"agent_name": "/root"}, "summary": [{"type": "summary_text", "text": "S3"}]}
        """#),
      blocks: [
        block(.summary, "S1", "reasoning/summary", agent: "/root/a"),
        block(.summary, "S2", payload: "X", "reasoning/summary", agent: "/root/b"),
        block(.raw, "found", "message/content", agent: "/root/b"), block(.summary, "S3", "reasoning/summary"),
      ]),
  ]

  static let geminiRows: [Row] = [
    Row(
      wire: "google", model: "gemini-2.5-pro",
      document: gemini(
        #"{"text": "S", "thought": true}, {"text": "A", "thoughtSignature": "X"}"#,
        usage: #"{"thoughtsTokenCount": 9}"#),
      blocks: [
        block(.summary, "S", "parts/thought", tokens: 9),
        block(.encrypted, payload: "X", "parts/text/thoughtSignature"),
      ]),
    Row(
      wire: "google", model: "gemini-3-pro", document: gemini(#"{"text": "A", "thoughtSignature": "X"}"#),
      blocks: [block(.encrypted, payload: "X", "parts/text/thoughtSignature")]),
    Row(
      wire: "google", model: "gemini-2.5-pro",
      document: gemini(#"{"text": "A"}"#, usage: #"{"thoughtsTokenCount": 9}"#),
      blocks: [block(.absent, nil, "usageMetadata.thoughtsTokenCount", tokens: 9)]),
    Row(
      wire: "google", model: "gemini-2.5-pro",
      document: gemini(#"{"text": "S", "thought": true}"#, finish: "MAX_TOKENS"),
      blocks: [block(.truncated, "S", "parts/thought")], text: ""),
    Row(wire: "google", model: "gemini-2.0-flash", document: gemini(#"{"text": "A"}"#), blocks: []),
  ]

  @Test(arguments: chatRows + messagesRows + responsesRows + geminiRows)
  func row(_ row: Row) throws {
    let document = try #require(WireJSON.parse(Array(row.document.utf8)), "\(row.document)")
    let exchange = Exchange(
      model: row.model, server: "s", redactor: Redactor([]), parametersAsSent: .object([:]))
    let response: ModelResponse
    switch row.wire {
    case "anthropic", "api.anthropic.com":
      response = try AnthropicFormat(
        model: row.model, host: row.wire == "anthropic" ? "own.example" : row.wire
      )
      .reader(exchange).read(document, headers: [:], latency: 0)
    case "openai-responses":
      response = try ResponsesReader(exchange: exchange).read(document, headers: [:], latency: 0)
    case "google":
      response = try GeminiFormat(model: row.model).reader(exchange).read(document, headers: [:], latency: 0)
    default:
      let dialect = try #require(ChatProviders.all.first { $0.description.prefix == row.wire }).dialect
      response = try ChatCompletionReader(dialect: dialect, exchange: exchange)
        .read(document, headers: [:], latency: 0)
    }
    #expect(response.message.reasoning == row.blocks)
    #expect(response.message.text == row.text)
    for block in response.message.reasoning {
      // An opaque payload is never in a text, and only raw and summaries can be read.
      #expect(block.text?.contains("X") != true)
      #expect((block.readableText != nil) == [.raw, .summary].contains(block.provenance))
    }
  }

  @Test func everyProvenanceIsInTheTable() {
    let found = Set(
      (Self.chatRows + Self.messagesRows + Self.responsesRows + Self.geminiRows)
        .flatMap { $0.blocks.map(\.provenance) })
    #expect(found == Set(ReasoningBlock.Provenance.allCases))
  }
}
