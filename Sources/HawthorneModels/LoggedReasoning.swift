public import HawthorneCore

/// How adapters read reasoning off the wire, for answers that another program asked for and logged.
public enum LoggedReasoning {
  /// What reasoning that can be read is, by the name of the model (`openai/gpt-5`, `claude-3-7-sonnet-20250219`): a
  /// summary where the vendor is known to show nothing else, raw otherwise.
  public static func provenance(ofVisible model: String) -> ReasoningBlock.Provenance {
    let name = model.lowercased()
    let openWeights = ["gpt-oss", "gemma", "grok-1", "grok-2"].contains { name.contains($0) }
    if openWeights { return .raw }
    let claude = ClaudeFamily(model: name)
    if claude.isClaude { return claude.showsRawThinking ? .raw : .summary }
    let parts = name.split { "/:".contains($0) }.map(String.init)
    let vendors: Set = ["openai", "anthropic", "google", "vertex", "gemini", "x-ai", "grok"]
    if parts.dropLast().contains(where: vendors.contains) { return .summary }
    let last = parts.last ?? name
    let closed = ["gemini", "gpt-", "chatgpt", "o1", "o3", "o4", "grok"]
    return closed.contains { last.hasPrefix($0) } ? .summary : .raw
  }

  /// Whether a name is one of Anthropic's models, which redact thoughts rather than encrypt them.
  public static func isClaude(_ model: String) -> Bool { ClaudeFamily(model: model).isClaude }

  /// Takes leading thoughts between tags (`<think>`) off a text.
  ///
  /// - Parameter hasReasoning: whether reasoning came in a field of its own; a lone closing tag is then text.
  public static func split(
    _ text: String, hasReasoning: Bool
  ) -> (blocks: [ReasoningBlock], answer: String) {
    let split = ThinkTags.split(text, hasReasoning: hasReasoning)
    let blocks = split.thoughts.map {
      ReasoningBlock(
        provenance: $0.closed ? .raw : .truncated, text: $0.text, source: $0.source, subAgent: $0.agent)
    }
    return (blocks, split.answer)
  }

  /// The reasoning that a message of chat completions has beside its content: `reasoning_details`, or the first of
  /// `reasoning_content`, `reasoning` and `thinking` that holds text.
  public static func fields(of message: JSONValue, model: String) -> [ReasoningBlock] {
    var dialect = ChatDialect()
    if provenance(ofVisible: model) == .summary {
      dialect.summarisingVendors = [model.split(separator: "/").first.map(String.init) ?? model]
    }
    var plain = message.objectValue ?? [:]
    plain["content"] = nil
    return ReasoningReader(dialect: dialect, model: model).read(.object(plain)).blocks.map(\.block)
  }

  /// A thought that a limit cut off, with nothing after it, is not a whole one.
  public static func truncateLast(of message: inout Message) {
    guard message.text.allSatisfy(\.isWhitespace), message.toolCalls.isEmpty else { return }
    message.reasoning.truncateLast()
  }
}
