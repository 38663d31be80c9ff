import HawthorneCore

/// An answer that a server left in the harmony format of gpt-oss, with its channels in the text.
///
/// Source: OpenAI's harmony response format. `analysis` is thought, `final` and addressed-to-nobody `commentary` are the
/// answer, and what is addressed to `functions.NAME`, before the channel or in it, is a call. An author with a name
/// (`assistant:NAME`) is a sub-agent: what it thinks and reports is reasoning of its own.
enum HarmonyChannels {
  struct Split: Sendable, Hashable {
    var thoughts: [ThinkTags.Split.Thought] = []
    var answer = ""
    var calls: [Call] = []
  }

  struct Call: Sendable, Hashable {
    var name: String
    var arguments: String
  }

  private static let channel = "<|channel|>"
  private static let message = "<|message|>"
  private static let start = "<|start|>"
  private static let ends = ["<|end|>", "<|return|>", "<|call|>", start, channel]

  /// Who speaks in which channel to whom.
  fileprivate struct Header {
    private static let known = ["analysis", "commentary", "final"]

    var channel: String
    /// The function called, nil for none.
    var function: String?
    /// The author's name, nil for the one who answers.
    var agent: String?

    init(author: Substring, channel: Substring) {
      let words = channel.split { $0.isWhitespace || $0 == "<" }
      let own = words.first.map(String.init) ?? ""
      self.channel = Self.known.contains(own) ? own : "other"
      let names = author.split { $0.isWhitespace || "<|>".contains($0) }
      let to = (names + words).first { $0.hasPrefix("to=functions.") }
      function = to.map { String($0.dropFirst("to=functions.".count)) }
      let name = names.last { $0.hasPrefix("assistant:") }?.dropFirst("assistant:".count).prefix(60) ?? ""
      agent = name.isEmpty ? nil : String(name)
    }
  }

  /// The channels of a text, nil for one that does not begin with one.
  static func split(_ text: String) -> Split? {
    let trimmed = text.drop { $0.isWhitespace }
    guard [channel, start, "to=functions."].contains(where: { trimmed.hasPrefix($0) }) else { return nil }
    var split = Split()
    var isFound = false
    var rest = trimmed
    while let opening = rest.firstRange(of: channel) {
      let author = rest[..<opening.lowerBound]
      rest = rest[opening.upperBound...]
      guard let body = rest.firstRange(of: message) else { break }
      isFound = true
      let header = Header(author: author, channel: rest[..<body.lowerBound])
      rest = rest[body.upperBound...]
      let end = firstEnd(in: rest)
      split.add(header: header, body: rest[..<(end?.lowerBound ?? rest.endIndex)], isClosed: end != nil)
      guard let end else { break }
      rest = rest[(rest[end].elementsEqual(channel) ? end.lowerBound : end.upperBound)...]
    }
    return isFound ? split : nil
  }

  /// The first of the marks that end a body, found in one pass.
  private static func firstEnd(in text: Substring) -> Range<Substring.Index>? {
    var rest = text
    while let mark = rest.firstRange(of: "<|") {
      rest = rest[mark.lowerBound...]
      if let end = ends.first(where: { rest.utf8.starts(with: $0.utf8) }) {
        return mark.lowerBound..<rest.utf8.index(mark.lowerBound, offsetBy: end.utf8.count)
      }
      rest = rest[mark.upperBound...]
    }
    return nil
  }
}

extension HarmonyChannels.Split {
  fileprivate mutating func add(header: HarmonyChannels.Header, body: Substring, isClosed: Bool) {
    let text = String(body.trimmingWhitespace())
    if let function = header.function {
      calls.append(HarmonyChannels.Call(name: function, arguments: text))
    } else if header.channel == "analysis" || header.agent != nil {
      if !text.isEmpty {
        thoughts.append(
          ThinkTags.Split.Thought(
            text: text, source: "<|channel|>\(header.channel)", closed: isClosed, agent: header.agent))
      }
    } else if !text.isEmpty {
      answer += (answer.isEmpty ? "" : "\n") + text
    }
  }
}
