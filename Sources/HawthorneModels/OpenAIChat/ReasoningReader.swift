import HawthorneCore

/// Finds the reasoning of an assistant message, whichever way its provider writes it.
struct ReasoningReader {
  var dialect: ChatDialect
  var model: String

  /// Reasoning blocks in order, and the visible text without them.
  ///
  /// `reasoning_details` (OpenRouter) stands before the plain fields, which repeat it; of the plain fields
  /// the first that holds text counts, since servers in transition send one text under two names. Thoughts
  /// between tags in the text come after. No reasoning at all gives no blocks.
  func read(_ message: JSONValue) -> (blocks: [ReasoningBlock], text: String) {
    var blocks = details(message["reasoning_details"]?.arrayValue ?? [])
    let parts = contentParts(message["content"])
    if blocks.isEmpty { blocks = plainField(message) }
    if blocks.isEmpty { blocks = parts.blocks }
    let split = ThinkTags.split(parts.text, hasReasoning: !blocks.isEmpty)
    for thought in split.thoughts where !blocks.contains(where: { $0.text == thought.text }) {
      blocks.append(
        ReasoningBlock(
          provenance: thought.closed ? .raw : .truncated, text: thought.text, source: thought.source))
    }
    return (blocks, split.answer)
  }

  private func plainField(_ message: JSONValue) -> [ReasoningBlock] {
    for name in ["reasoning_content", "reasoning", "thinking"] {
      guard let text = message[name]?.stringValue, !text.isEmpty else { continue }
      return [ReasoningBlock(provenance: visibleProvenance, text: text, source: name)]
    }
    return []
  }

  /// Raw, unless the router passes on the summary that a closed vendor shows instead.
  private var visibleProvenance: ReasoningBlock.Provenance {
    let vendor = model.split(separator: "/").first.map(String.init) ?? ""
    let openWeights = model.contains("gpt-oss") || model.contains("gemma")
    return dialect.summarisingVendors.contains(vendor) && !openWeights ? .summary : .raw
  }

  private func details(_ items: [JSONValue]) -> [ReasoningBlock] {
    items.compactMap { item in
      guard let type = item["type"]?.stringValue else { return nil }
      let source = "reasoning_details/\(type)"
      switch type {
      case "reasoning.encrypted":
        guard let data = item["data"]?.stringValue, !data.isEmpty else { return nil }
        return ReasoningBlock(provenance: .encrypted, payload: data, source: source)
      case "reasoning.summary":
        guard let text = item["summary"]?.stringValue, !text.isEmpty else { return nil }
        return ReasoningBlock(provenance: .summary, text: text, source: source)
      case "reasoning.text":
        guard let text = item["text"]?.stringValue, !text.isEmpty else { return nil }
        return ReasoningBlock(
          provenance: visibleProvenance, text: text, payload: item["signature"]?.stringValue, source: source)
      default:
        return nil
      }
    }
  }

  /// The text of `content`: a string, or a list of parts (Mistral), some of which may be thoughts.
  private func contentParts(_ content: JSONValue?) -> (text: String, blocks: [ReasoningBlock]) {
    if let text = content?.stringValue { return (text, []) }
    var text = ""
    var thought = ""
    for part in content?.arrayValue ?? [] {
      switch part["type"]?.stringValue {
      case "text": text += part["text"]?.stringValue ?? ""
      case "thinking":
        for piece in part["thinking"]?.arrayValue ?? [] { thought += piece["text"]?.stringValue ?? "" }
        thought += part["thinking"]?.stringValue ?? ""
      case "refusal": text += part["refusal"]?.stringValue ?? ""
      default: break
      }
    }
    return (
      text,
      thought.isEmpty ? [] : [ReasoningBlock(provenance: .raw, text: thought, source: "content/thinking")]
    )
  }
}
