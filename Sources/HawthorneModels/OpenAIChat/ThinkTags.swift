/// Reasoning that a server left inside the answer's text, between tags.
enum ThinkTags {
  private static let pairs: [(open: String, close: String)] = [
    ("<think>", "</think>"),
    ("<thinking>", "</thinking>"),
    ("<reasoning>", "</reasoning>"),
    ("<seed:think>", "</seed:think>"),
    ("[THINK]", "[/THINK]"),
    ("◁think▷", "◁/think▷"),
  ]

  struct Split: Sendable, Hashable {
    struct Thought: Sendable, Hashable {
      var text: String
      /// The tag that said so.
      var source: String
      var closed: Bool
      /// The sub-agent that thought it, nil for the one who answers.
      var agent: String?
    }

    var thoughts: [Thought]
    var answer: String
  }

  /// Takes leading thoughts off a text.
  ///
  /// Only a tag at the very beginning counts, or one directly after another thought: further on it is the
  /// answer's own text (code, a quotation). A text with a closing tag and no opening one before it began
  /// inside a thought, because the chat template wrote the opening tag; its source is the closing tag.
  /// Whitespace around a thought and before the answer is dropped. An empty thought is none.
  ///
  /// - Parameter hasReasoning: whether reasoning came in a field of its own; a lone closing tag is then text.
  static func split(_ text: String, hasReasoning: Bool = false) -> Split {
    var split = Split(thoughts: [], answer: text)
    var rest = text[...]
    while let pair = pairs.first(where: { rest.trimmingLeading().hasPrefix($0.open) }) {
      let inner = rest.trimmingLeading().dropFirst(pair.open.count)
      if let close = inner.firstRange(of: pair.close) {
        split.add(inner[..<close.lowerBound], source: pair.open, closed: true)
        rest = inner[close.upperBound...]
      } else {
        split.add(inner, source: pair.open, closed: false)
        split.answer = ""
        return split
      }
    }
    guard rest.startIndex == text.startIndex else {
      split.answer = String(rest.trimmingLeading())
      return split
    }
    guard !hasReasoning else { return split }
    for pair in pairs {
      guard let close = text.firstRange(of: pair.close) else { continue }
      let before = text[..<close.lowerBound]
      guard !before.contains(pair.open) else { continue }
      split.add(before, source: pair.close, closed: true)
      split.answer = String(text[close.upperBound...].trimmingLeading())
      break
    }
    return split
  }
}

extension ThinkTags.Split {
  fileprivate mutating func add(_ text: Substring, source: String, closed: Bool) {
    let text = String(text.trimmingWhitespace())
    if !text.isEmpty { thoughts.append(Thought(text: text, source: source, closed: closed)) }
  }
}

extension StringProtocol {
  fileprivate func trimmingLeading() -> SubSequence { drop { $0.isWhitespace } }
}

extension StringProtocol {
  /// The first occurrence of a text, by unicode scalars' bytes, so that combining marks hide nothing.
  func firstRange(of needle: String) -> Range<Index>? {
    let bytes = Array(needle.utf8)
    var start = utf8.startIndex
    while let hit = utf8[start...].firstIndex(of: bytes[0]) {
      if utf8[hit...].starts(with: bytes) { return hit..<utf8.index(hit, offsetBy: bytes.count) }
      start = utf8.index(after: hit)
    }
    return nil
  }
}
