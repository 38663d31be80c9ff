public import HawthorneCore

/// Reasoning that a model wrote into its visible text between `<think>` tags.
public enum ThinkTags {
  /// A response parted into reasoning and answer.
  public struct Parts: Sendable, Hashable {
    public var reasoning: [ReasoningBlock]
    public var answer: String
  }

  private static let names = ["think", "thinking"]

  /// Splits tagged reasoning off a response.
  ///
  /// A tag counts only at the start of the text or of a line, so that text about the tag stays text. A closing
  /// tag with no opening one makes everything before it reasoning (chat templates that open the tag in the
  /// prompt). Reasoning whose tag never closes is `truncated` with the source `<think>`, and there is no answer.
  public static func split(_ response: String) -> Parts {
    var blocks: [ReasoningBlock] = []
    var answer = ""
    var rest = response[...]
    if let (close, after) = orphanClose(rest) {
      blocks.append(ReasoningBlock(provenance: .raw, text: String(rest[..<close]), source: "</think>"))
      rest = rest[after...]
    }
    while let (open, inside, name) = opening(rest) {
      answer += rest[..<open]
      let closing = "</\(name)>"
      guard let close = find(closing, in: rest[inside...]) else {
        blocks.append(
          ReasoningBlock(provenance: .truncated, text: String(rest[inside...]), source: "<think>"))
        return Parts(reasoning: blocks, answer: answer.allSatisfy(\.isWhitespace) ? "" : answer)
      }
      blocks.append(
        ReasoningBlock(provenance: .raw, text: String(rest[inside..<close.lowerBound]), source: "<think>"))
      rest = rest[close.upperBound...]
    }
    guard !blocks.isEmpty else { return Parts(reasoning: [], answer: response) }
    answer += rest
    return Parts(reasoning: blocks, answer: String(answer.drop { $0.isWhitespace }))
  }

  private static func orphanClose(_ text: Substring) -> (close: String.Index, after: String.Index)? {
    for name in names {
      guard let close = find("</\(name)>", in: text) else { continue }
      if let open = find("<\(name)>", in: text), open.lowerBound < close.lowerBound { continue }
      // The tag on a line of its own or after a sentence, not in the middle of one.
      let rest = text[close.upperBound...]
      if rest.isEmpty || rest.first?.isWhitespace == true || close.lowerBound == text.startIndex
        || text[..<close.lowerBound].last?.isNewline == true
      {
        return (close.lowerBound, close.upperBound)
      }
    }
    return nil
  }

  private static func opening(
    _ text: Substring
  ) -> (open: String.Index, inside: String.Index, name: String)? {
    var best: (open: String.Index, inside: String.Index, name: String)?
    for name in names {
      var from = text.startIndex
      while let range = find("<\(name)>", in: text[from...]) {
        let before = text[..<range.lowerBound]
        let isAtStart = before.allSatisfy(\.isWhitespace) || before.last?.isNewline == true
        if isAtStart {
          if best.map({ range.lowerBound < $0.open }) ?? true {
            best = (range.lowerBound, range.upperBound, name)
          }
          break
        }
        from = range.upperBound
      }
    }
    return best
  }

  /// The first place of an ASCII needle, by bytes.
  private static func find(_ needle: String, in text: Substring) -> Range<String.Index>? {
    let bytes = text.utf8
    let wanted = Array(needle.utf8)
    guard let first = wanted.first else { return nil }
    var index = bytes.startIndex
    while let start = bytes[index...].firstIndex(of: first) {
      if bytes[start...].starts(with: wanted) {
        return start..<bytes.index(start, offsetBy: wanted.count)
      }
      index = bytes.index(after: start)
    }
    return nil
  }
}
