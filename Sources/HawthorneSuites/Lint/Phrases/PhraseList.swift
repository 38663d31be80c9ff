import HawthornePatterns

/// Phrases that a rule looks for, each with what a finding calls it.
struct PhraseList: Sendable {
  struct Phrase: Sendable {
    /// What it is, for the finding: `an example domain`.
    var name: String
    /// RE2.
    var pattern: String

    init(_ name: String, _ pattern: String) {
      self.name = name
      self.pattern = pattern
    }
  }

  struct Match: Sendable, Hashable {
    var name: String
    var text: String
  }

  let phrases: [Phrase]
  private let set: PatternSet

  /// Patterns that RE2 refuses are left out; `LintPhraseTests` sees that there are none.
  init(_ phrases: [Phrase]) {
    var kept: [Phrase] = []
    var patterns: [Pattern] = []
    for phrase in phrases {
      guard let pattern = try? Pattern(phrase.pattern) else { continue }
      kept.append(phrase)
      patterns.append(pattern)
    }
    self.phrases = kept
    set = PatternSet(patterns)
  }

  /// A match without the mark or space that ends it.
  private static func shown(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> String {
    let text = String(decoding: bytes, as: UTF8.self)
    guard let last = text.last, last.isWhitespace || ".,;:!?".contains(last) else { return text }
    return String(text.dropLast())
  }

  /// The first match of each phrase, in the order of the list.
  func matches(in text: String) -> [Match] {
    var text = text
    return text.withUTF8 { bytes in
      set.matching(in: bytes).compactMap { number in
        set.patterns[number].firstMatch(in: bytes, range: 0..<bytes.count).map { range in
          Match(name: phrases[number].name, text: Self.shown(bytes[range]))
        }
      }
    }
  }
}
