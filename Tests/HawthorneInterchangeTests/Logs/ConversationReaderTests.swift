import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneInterchange

struct ConversationReaderTests {
  private static func message(_ value: JSONValue, model: String = "acme/open-1") throws -> Message {
    var reader = ConversationReader(model: model)
    return try #require(try reader.messages(of: value).last)
  }

  private static func blocks(_ part: JSONValue, model: String) throws -> [ReasoningBlock] {
    try message(["role": "assistant", "content": [part, ["type": "text", "text": "Yes."]]], model: model)
      .reasoning
  }

  /// What can be read is raw only where the vendor is not known to summarise.
  @Test(arguments: [
    ("acme/open-1", ReasoningBlock.Provenance.raw), ("anthropic/claude-3-7-sonnet-20250219", .raw),
    ("anthropic/claude-opus-4-1-20250805", .summary), ("claude-sonnet-4-5", .summary),
    ("bedrock/anthropic.claude-3-7-sonnet", .raw), ("openai/gpt-5", .summary), ("openai/o3", .summary),
    ("openrouter/openai/gpt-oss-120b", .raw), ("google/gemini-2.5-pro", .summary), ("gemma-3-27b", .raw),
    ("deepseek/deepseek-reasoner", .raw), ("together/Qwen/QwQ-32B", .raw), ("xai/grok-4", .summary),
  ])
  func readableReasoningIsWhatItsModelShows(model: String, provenance: ReasoningBlock.Provenance) throws {
    let inspect = try Self.blocks(["type": "reasoning", "reasoning": "Hm.", "signature": "s"], model: model)
    #expect(
      inspect == [ReasoningBlock(provenance: provenance, text: "Hm.", payload: "s", source: "reasoning")])
    let thinking = try Self.blocks(["type": "thinking", "thinking": "Hm."], model: model)
    #expect(thinking.map(\.provenance) == [provenance])
  }

  @Test func payloadsAreNeverText() throws {
    let redacted: JSONValue = ["type": "reasoning", "reasoning": "AAAA", "redacted": true]
    #expect(
      try Self.blocks(redacted, model: "anthropic/claude-sonnet-4-5")
        == [ReasoningBlock(provenance: .redacted, payload: "AAAA", source: "reasoning/redacted")])
    #expect(try Self.blocks(redacted, model: "openai/gpt-5").map(\.provenance) == [.encrypted])
    let summarised: JSONValue = [
      "type": "reasoning", "reasoning": "AAAA", "summary": "About it.", "redacted": true,
    ]
    #expect(
      try Self.blocks(summarised, model: "anthropic/claude-3-7-sonnet")
        == [
          ReasoningBlock(
            provenance: .summary, text: "About it.", payload: "AAAA", source: "reasoning/summary")
        ])
    let silent: JSONValue = ["type": "reasoning", "reasoning": "AAAA", "summary": "", "redacted": true]
    #expect(try Self.blocks(silent, model: "anthropic/claude-opus-4-6").map(\.provenance) == [.encrypted])
    #expect(
      try Self.blocks(["type": "reasoning", "reasoning": "", "signature": "s"], model: "x").map(\.provenance)
        == [.encrypted])
    #expect(
      try Self.blocks(["type": "reasoning", "reasoning": ""], model: "x").map(\.provenance) == [.absent])
    #expect(
      try Self.blocks(["type": "redacted_thinking", "data": "d"], model: "claude-x")
        == [ReasoningBlock(provenance: .redacted, payload: "d", source: "redacted_thinking")])
  }

  @Test func itemsOfResponsesAreTheirSummaries() throws {
    let item: JSONValue = [
      "type": "reasoning", "summary": [["type": "summary_text", "text": "One."], ["text": "Two."]],
      "encrypted_content": "E",
    ]
    #expect(
      try Self.blocks(item, model: "openai/gpt-5") == [
        ReasoningBlock(provenance: .summary, text: "One.", payload: "E", source: "reasoning/summary"),
        ReasoningBlock(provenance: .summary, text: "Two.", source: "reasoning/summary"),
      ])
    #expect(
      try Self.blocks(["type": "reasoning", "summary": []], model: "openai/gpt-5").map(\.provenance) == [
        .absent
      ])
  }

  @Test func fieldsBesideTheContentAreRead() throws {
    let message = try Self.message(
      ["role": "assistant", "content": "Yes.", "reasoning_content": "Why not?", "tool_calls": nil])
    #expect(message.text == "Yes.")
    #expect(
      message.reasoning == [ReasoningBlock(provenance: .raw, text: "Why not?", source: "reasoning_content")])
    let blocks = try Self.message([
      "role": "assistant", "content": "Yes.",
      "thinking_blocks": [["type": "thinking", "thinking": "So.", "signature": "s"]],
    ]).reasoning
    #expect(blocks == [ReasoningBlock(provenance: .raw, text: "So.", payload: "s", source: "thinking")])
  }

  @Test func callsAndResultsOfEveryDialect() throws {
    let open = try Self.message([
      "role": "assistant", "content": nil,
      "tool_calls": [["id": "1", "type": "function", "function": ["name": "f", "arguments": "{\"a\":1}"]]],
    ])
    #expect(open.toolCalls == [ToolCall(id: "1", name: "f", arguments: ["a": 1])])
    let broken = try Self.message([
      "role": "assistant", "content": "", "tool_calls": [["function": "g", "args": "no json"]],
    ])
    #expect(broken.toolCalls == [ToolCall(id: "call_0", name: "g", arguments: "no json")])
    var reader = ConversationReader(model: "claude")
    let results = try reader.messages(of: [
      "role": "user",
      "content": [["type": "tool_result", "tool_use_id": "1", "content": [["type": "text", "text": "r"]]]],
    ])
    #expect(results == [Message(role: .tool, text: "r", toolCallID: "1")])
    let failed = try Self.message(["role": "tool", "content": "", "error": ["message": "timed out"]])
    #expect(failed.text == "timed out")
  }

  @Test func partsThatNothingIsMadeOfAreCounted() throws {
    var reader = ConversationReader(model: "x")
    let made = try reader.messages(of: [
      "role": "user", "content": [["type": "text", "text": "Look:"], ["type": "image", "image": "data:…"]],
    ])
    #expect(made == [Message(role: .user, text: "Look:")] && reader.unknownTypes == ["image": 1])
  }

  @Test func textsBesideEachOtherKeepApart() throws {
    let message = try Self.message([
      "role": "assistant", "content": [["type": "text", "text": "One."], ["type": "text", "text": "Two."]],
    ])
    #expect(message.text == "One.\nTwo.")
  }
}
