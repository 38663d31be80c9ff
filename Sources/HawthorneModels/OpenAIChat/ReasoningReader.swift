import HawthorneCore

/// Finds the reasoning of an assistant message, whichever way its provider writes it.
struct ReasoningReader {
  var dialect: ChatDialect
  var model: String

  /// What a message says, taken apart.
  struct Reading {
    var blocks: [(block: ReasoningBlock, item: [String: JSONValue]?)] = []
    /// The visible text, without any reasoning.
    var text = ""
    /// Calls that the server left in the text.
    var calls: [HarmonyChannels.Call] = []
    /// Types of parts that nothing was made of.
    var unknownTypes: [String?] = []
  }

  /// Reasoning blocks in order, and the visible text without them.
  ///
  /// `reasoning_details` (OpenRouter) stands before the plain fields, which repeat it; of the plain fields
  /// the first that holds text counts, since servers in transition send one text under two names. Thoughts
  /// between tags or in channels of the text come after. No reasoning at all gives no blocks.
  func read(_ message: JSONValue) -> Reading {
    var reading = Reading()
    details(message["reasoning_details"]?.arrayValue ?? [], to: &reading)
    let parts = contentParts(message["content"], to: &reading)
    if reading.blocks.isEmpty { reading.blocks = plainField(message).map { ($0, nil) } }
    if reading.blocks.isEmpty { reading.blocks = parts.map { ($0, nil) } }
    let thoughts: [ThinkTags.Split.Thought]
    if let split = HarmonyChannels.split(reading.text) {
      (thoughts, reading.text, reading.calls) = (split.thoughts, split.answer, split.calls)
    } else {
      let split = ThinkTags.split(reading.text, hasReasoning: !reading.blocks.isEmpty)
      (thoughts, reading.text) = (split.thoughts, split.answer)
    }
    // Servers in transition repeat a thought; only what is new is another.
    var known = Set(reading.blocks.map { Known(text: $0.block.text, agent: nil) })
    for thought in thoughts where known.insert(Known(text: thought.text, agent: thought.agent)).inserted {
      let block = ReasoningBlock(
        provenance: thought.closed ? .raw : .truncated, text: thought.text, source: thought.source,
        subAgent: thought.agent)
      reading.blocks.append((block, nil))
    }
    return reading
  }

  private struct Known: Hashable {
    var text: String?
    var agent: String?
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

  private func details(_ items: [JSONValue], to reading: inout Reading) {
    for item in items {
      let type = item["type"]?.stringValue
      let source = "reasoning_details/\(type ?? "")"
      var block: ReasoningBlock?
      switch type {
      case "reasoning.encrypted":
        if let data = item["data"]?.stringValue, !data.isEmpty {
          block = ReasoningBlock(provenance: .encrypted, payload: data, source: source)
        }
      case "reasoning.summary":
        if let text = item["summary"]?.stringValue, !text.isEmpty {
          block = ReasoningBlock(provenance: .summary, text: text, source: source)
        }
      case "reasoning.text":
        let signature = item["signature"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
        if let text = item["text"]?.stringValue, !text.isEmpty {
          block = ReasoningBlock(
            provenance: visibleProvenance, text: text, payload: signature, source: source)
        } else if let signature {
          block = ReasoningBlock(provenance: .encrypted, payload: signature, source: source)
        }
      default:
        reading.unknownTypes.append(type)
      }
      guard let block else { continue }
      var own: [String: JSONValue] = [:]
      for name in ["id", "format", "index"] { if let value = item[name], !value.isNull { own[name] = value } }
      reading.blocks.append((block, own.isEmpty ? nil : own))
    }
  }

  /// Reads `content`: a string, or a list of parts (Mistral), some of which may be thoughts, which are returned.
  private func contentParts(_ content: JSONValue?, to reading: inout Reading) -> [ReasoningBlock] {
    if let text = content?.stringValue {
      reading.text = text
      return []
    }
    var thought = ""
    for part in content?.arrayValue ?? [] {
      switch part["type"]?.stringValue {
      case "text": reading.text += part["text"]?.stringValue ?? ""
      case "thinking":
        for piece in part["thinking"]?.arrayValue ?? [] { thought += piece["text"]?.stringValue ?? "" }
        thought += part["thinking"]?.stringValue ?? ""
      case "refusal": reading.text += part["refusal"]?.stringValue ?? ""
      case let type: reading.unknownTypes.append(type)
      }
    }
    return thought.isEmpty
      ? [] : [ReasoningBlock(provenance: .raw, text: thought, source: "content/thinking")]
  }
}
