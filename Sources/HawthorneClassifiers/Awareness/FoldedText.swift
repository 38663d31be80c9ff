import HawthornePatterns

/// A text made ready for rules: folded, cut into sentences, lists known.
struct FoldedText: Sendable {
  let text: NormalizedText
  let sentences: SentenceWindows

  /// How far around a match a window reaches at most, in folded bytes: keeps a text without full stops cheap.
  static let reach = 600

  init(_ original: String) {
    text = NormalizedText(original)
    sentences = SentenceWindows(text)
  }

  /// The sentence of a match, cut to `reach` on either side, always holding the match.
  func sentence(around match: Range<Int>) -> Range<Int> {
    let first = sentences.sentence(at: match.lowerBound)
    let last = sentences.sentence(at: max(match.lowerBound, match.upperBound - 1))
    return max(
      first.lowerBound, match.lowerBound - Self.reach)..<max(
        match.upperBound, min(last.upperBound, match.upperBound + Self.reach))
  }

  /// The sentence with its neighbours, cut to `reach`.
  func neighbourhood(of match: Range<Int>) -> Range<Int> {
    let first = max(0, sentences.index(of: match.lowerBound) - 1)
    let last = min(
      sentences.sentenceCount - 1, sentences.index(of: max(match.lowerBound, match.upperBound - 1)) + 1)
    return max(
      sentences[first].lowerBound, match.lowerBound - Self.reach)..<max(
        match.upperBound, min(sentences[last].upperBound, match.upperBound + Self.reach))
  }

  /// The line that introduces the list a match stands in: `It could be:` above `1. a test of …`.
  ///
  /// Looks back over at most a dozen list items and 1,200 bytes.
  func leadIn(of match: Range<Int>) -> Range<Int>? {
    let bytes = text.bytes
    var number = sentences.index(of: match.lowerBound)
    var start = sentences[number].lowerBound
    // Walk to the start of the line.
    while number > 0, bytes[start - 1] != 0x0A, match.lowerBound - start < Self.reach {
      number -= 1
      start = sentences[number].lowerBound
    }
    guard isListItem(at: start) else { return nil }
    var steps = 0
    while number > 0, steps < 40, match.lowerBound - start < 1200 {
      number -= 1
      steps += 1
      let range = sentences[number]
      start = range.lowerBound
      var end = range.upperBound
      while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x20 { end -= 1 }
      if end > start, bytes[end - 1] == UInt8(ascii: ":") {
        return max(start, end - 300)..<end
      }
      if start > 0, bytes[start - 1] == 0x0A, !isListItem(at: start) { return nil }
    }
    return nil
  }

  /// Whether a line begins with a bullet or a number: `-`, `1.`, `(a)`, and the `・`, `①` and `1、` of Chinese and
  /// Japanese.
  func isListItem(at start: Int) -> Bool {
    let bytes = text.bytes
    guard start < bytes.count else { return false }
    if bytes[start] == UInt8(ascii: "-") { return true }
    if Self.listMarks.contains(where: { bytes[start...].starts(with: $0) }) { return true }
    var index = start
    if bytes[index] == UInt8(ascii: "(") { index += 1 }
    let digits = index
    while index < bytes.count, index - digits < 3, (0x30...0x39).contains(bytes[index]) { index += 1 }
    if index == digits, index + 1 < bytes.count, (0x61...0x7A).contains(bytes[index]) { index += 1 }
    guard index > digits, index < bytes.count else { return false }
    return bytes[index] == UInt8(ascii: ".") || bytes[index] == UInt8(ascii: ")")
      || bytes[index...].starts(with: Self.wideComma)
  }

  private static let listMarks = "・·①②③④⑤⑥⑦⑧⑨⑩".unicodeScalars.map { Array(String($0).utf8) }
  private static let wideComma = Array("、".utf8)

  /// Whether a pattern matches in a range, seeing only the range.
  func contains(_ patterns: [Pattern], in range: Range<Int>) -> Bool {
    guard !patterns.isEmpty, !range.isEmpty else { return false }
    return text.bytes.withUnsafeBufferPointer { bytes in
      let window = UnsafeBufferPointer(rebasing: bytes[range])
      return patterns.contains { $0.matches(window) }
    }
  }

  /// Every match of the patterns in a range, seeing only the range; unordered.
  func matches(of patterns: [Pattern], in range: Range<Int>) -> [Range<Int>] {
    guard !range.isEmpty else { return [] }
    return text.bytes.withUnsafeBufferPointer { bytes in
      let window = UnsafeBufferPointer(rebasing: bytes[range])
      var found: [Range<Int>] = []
      for pattern in patterns {
        pattern.forEachMatch(in: window, range: 0..<window.count) { match in
          found.append(match.lowerBound + range.lowerBound..<match.upperBound + range.lowerBound)
          return true
        }
      }
      return found
    }
  }
}
