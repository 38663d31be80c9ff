import HawthorneCore

/// An answer that a server left in the harmony format of gpt-oss, with its channels in the text.
///
/// Source: OpenAI's harmony response format. `analysis` is thought, `final` and addressed-to-nobody `commentary` are the
/// answer, and commentary to `functions.NAME` is a call.
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
  private static let ends = ["<|end|>", "<|return|>", "<|call|>", "<|start|>", channel]

  /// The channels of a text, nil for one that does not begin with one.
  static func split(_ text: String) -> Split? {
    let trimmed = text.drop { $0.isWhitespace }
    guard trimmed.hasPrefix(channel) || trimmed.hasPrefix("<|start|>") else { return nil }
    var split = Split()
    var isFound = false
    var rest = trimmed
    while let start = rest.firstRange(of: channel) {
      rest = rest[start.upperBound...]
      guard let body = rest.firstRange(of: message) else { break }
      isFound = true
      let header = rest[..<body.lowerBound]
      rest = rest[body.upperBound...]
      let end = ends.compactMap { rest.firstRange(of: $0) }.min { $0.lowerBound < $1.lowerBound }
      split.add(header: header, body: rest[..<(end?.lowerBound ?? rest.endIndex)], isClosed: end != nil)
      guard let end else { break }
      rest = rest[(rest[end].elementsEqual(channel) ? end.lowerBound : end.upperBound)...]
    }
    return isFound ? split : nil
  }
}

extension HarmonyChannels.Split {
  fileprivate mutating func add(header: Substring, body: Substring, isClosed: Bool) {
    let words = header.split { $0.isWhitespace || $0 == "<" }
    let name = String(words.first ?? "")
    let recipient = words.first { $0.hasPrefix("to=functions.") }
    let text = String(body.trimmingWhitespace())
    if let recipient {
      calls.append(
        HarmonyChannels.Call(name: String(recipient.dropFirst("to=functions.".count)), arguments: text))
    } else if name == "analysis" {
      if !text.isEmpty {
        thoughts.append(ThinkTags.Split.Thought(text: text, source: "<|channel|>analysis", closed: isClosed))
      }
    } else if !text.isEmpty {
      answer += (answer.isEmpty ? "" : "\n") + text
    }
  }
}
