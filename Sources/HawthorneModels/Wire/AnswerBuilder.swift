import HawthorneCore

/// Puts an answer's parts together into a message that remembers their order.
struct AnswerBuilder {
  private var message = Message(role: .assistant, text: "")
  private var parts: [Message.Part] = []
  private var callIDs: Set<String> = []
  /// Where to look for the next id of ours; all before it that we could use are taken.
  private var freeNumber = 0
  private(set) var unknownTypes: [String: Int] = [:]

  var text: String { message.text }
  var hasCalls: Bool { !message.toolCalls.isEmpty }

  /// Adds a text; one that follows a text directly, and is no item of its own, continues it.
  ///
  /// Any other begins on a line of its own: what stood between was no word of the answer.
  mutating func add(text: String, item: [String: JSONValue]? = nil) {
    let follows = parts.last?.kind == .text
    if text.isEmpty, item == nil { return }
    var text = text
    if !follows || item != nil, let last = message.text.last, let first = text.first, !last.isWhitespace,
      !first.isWhitespace
    {
      text = "\n" + text
    }
    message.text += text
    if follows, item == nil {
      parts[parts.count - 1].bytes = (parts[parts.count - 1].bytes ?? 0) + text.utf8.count
    } else {
      parts.append(Message.Part(.text, bytes: text.utf8.count, item: item))
    }
  }

  mutating func add(_ block: ReasoningBlock, item: [String: JSONValue]? = nil) {
    message.reasoning.append(block)
    parts.append(Message.Part(.reasoning, item: item))
  }

  /// Lengthens the last part where it is a thought that `source` told.
  ///
  /// - Returns: whether it was.
  mutating func extendThought(_ text: String, source: String) -> Bool {
    guard parts.last?.kind == .reasoning, let last = message.reasoning.indices.last,
      message.reasoning[last].source == source, message.reasoning[last].payload == nil
    else { return false }
    // In place: a copy for every piece would take the square of the thought's length.
    if message.reasoning[last].text == nil { message.reasoning[last].text = "" }
    message.reasoning[last].text?.append(text)
    return true
  }

  /// Adds a call; one without an id gets `call_` and its number, since the answer to it needs one.
  mutating func add(callID id: String?, name: String, arguments: JSONValue, item: [String: JSONValue]? = nil)
  {
    let known = id.flatMap { $0.isEmpty || callIDs.contains($0) ? nil : $0 }
    if known == nil {
      freeNumber = max(freeNumber, message.toolCalls.count)
      while callIDs.contains(GeneratedCallID.text(freeNumber)) { freeNumber += 1 }
    }
    let call = ToolCall(id: known ?? GeneratedCallID.text(freeNumber), name: name, arguments: arguments)
    callIDs.insert(call.id)
    message.toolCalls.append(call)
    parts.append(Message.Part(.toolCall, item: item))
  }

  /// Counts something that nothing was made of.
  mutating func skip(_ type: String?) {
    unknownTypes[UnknownType.name(type), default: 0] += 1
  }

  /// The message, with its thoughts judged by how the answer ended and what was counted.
  ///
  /// - Parameters:
  ///   - isCutOff: whether the answer was broken off (by a limit or a filter); a thought with nothing after it is
  ///     then not a whole one.
  ///   - tokens: of reasoning, as counted, and the field that said so.
  func message(isCutOff: Bool, tokens: (count: Int?, source: String)) -> Message {
    var message = message
    if isCutOff, message.text.allSatisfy(\.isWhitespace), message.toolCalls.isEmpty {
      message.reasoning.truncateLast()
    }
    let shown = message.reasoning.count
    message.reasoning.note(tokens: tokens.count, source: tokens.source)
    let isUsual = zip(parts, parts.dropFirst()).allSatisfy { Self.rank($0) <= Self.rank($1) }
    let isSimple = parts.count { $0.kind == .text } <= 1 && parts.allSatisfy { $0.item == nil }
    // Without parts everything goes back in the usual order.
    if !(isUsual && isSimple), shown == message.reasoning.count { message.parts = parts }
    return message
  }

  private static func rank(_ part: Message.Part) -> Int {
    switch part.kind {
    case .reasoning: 0
    case .text: 1
    case .toolCall: 2
    }
  }
}

/// Ids that we give to calls that came without.
enum GeneratedCallID {
  static func text(_ position: Int) -> String { "call_\(position)" }
}

/// The names that `ServingRecord.unknownTypes` counts under: a type off the wire, which may be anything.
public enum UnknownType {
  static let member = "hawthorne_unknown"
  private static let limit = 60

  /// A type off the wire as a name that is safe to store and print.
  public static func name(_ type: String?) -> String {
    let known = (type ?? "").unicodeScalars.filter {
      $0.isASCII
        && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "._-/".unicodeScalars.contains($0))
    }
    return known.isEmpty ? "untyped" : String(String.UnicodeScalarView(known.prefix(limit)))
  }

  /// The sums by name; nil for none. No more than 32 names are kept apart, the rest are `more`, so that a hostile stream
  /// cannot fill a record.
  public static func merged(_ counts: [[String: Int]]) -> [String: Int]? {
    var all: [String: Int] = [:]
    for (name, count) in counts.flatMap({ $0.sorted { $0.key < $1.key } }) {
      let name = all.count < 32 || all[name] != nil ? name : "more"
      all[name] = min((all[name] ?? 0) + min(count, 1 << 40), 1 << 40)
    }
    return all.isEmpty ? nil : all
  }
}

extension [ReasoningBlock] {
  /// A thought that a limit cut off is not a readable one.
  mutating func truncateLast() {
    guard let last = lastIndex(where: { $0.readableText != nil }) else { return }
    self[last].provenance = .truncated
  }

  /// Notes the tokens where they belong to one block alone, and that a model thought of which nothing is shown.
  mutating func note(tokens: Int?, source: String) {
    if isEmpty, let tokens, tokens > 0 {
      append(ReasoningBlock(provenance: .absent, source: source))
    }
    let told = indices.filter { self[$0].text != nil }
    if let only = told.count == 1 ? told.first : count == 1 ? 0 : nil, self[only].tokens == nil {
      self[only].tokens = tokens
    }
  }
}

extension TokenLogprob {
  /// Reads OpenAI's list, of chat completions and of responses alike.
  static func list(_ value: JSONValue?) -> [TokenLogprob] {
    (value?.arrayValue ?? []).compactMap { entry in
      guard let token = entry["token"]?.stringValue, let logprob = entry["logprob"]?.double else {
        return nil
      }
      let others = (entry["top_logprobs"]?.arrayValue ?? []).compactMap { other -> Alternative? in
        guard let token = other["token"]?.stringValue, let logprob = other["logprob"]?.double else {
          return nil
        }
        return Alternative(token: token, logprob: logprob)
      }
      return TokenLogprob(token: token, logprob: logprob, alternatives: others)
    }
  }
}

extension JSONValue {
  /// A finite number.
  var double: Double? {
    switch self {
    case .number(let value) where value.isFinite: value
    case .integer(let value): Double(value)
    default: nil
    }
  }
}
