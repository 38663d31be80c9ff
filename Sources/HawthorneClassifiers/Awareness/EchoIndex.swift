import HawthornePatterns

/// The runs of eight tokens in what the model was shown, to tell an echo from a thought.
struct EchoIndex: Sendable {
  /// A shorter run may be chance.
  static let run = 8

  private var runs: Set<UInt64> = []

  init(_ shown: [FoldedText]) {
    for text in shown {
      let tokens = Self.tokens(of: text.text, in: 0..<text.text.count)
      guard tokens.count >= Self.run else { continue }
      for start in 0...(tokens.count - Self.run) {
        runs.insert(Self.hash(tokens[start..<start + Self.run]))
      }
    }
  }

  var isEmpty: Bool { runs.isEmpty }

  /// Whether the sentence repeats a run of eight tokens of what the model was shown: all of it counts as quoted then,
  /// whatever else it says. What a rollout would be without this rule is reported beside it.
  func isEcho(_ sentence: Range<Int>, of text: NormalizedText) -> Bool {
    guard !runs.isEmpty else { return false }
    let tokens = Self.tokens(of: text, in: sentence)
    guard tokens.count >= Self.run else { return false }
    return (0...(tokens.count - Self.run)).contains { runs.contains(Self.hash(tokens[$0..<$0 + Self.run])) }
  }

  struct Token {
    var hash: UInt64
    var range: Range<Int>
  }

  /// Words and numbers; punctuation and white space only part them.
  static func tokens(of text: NormalizedText, in range: Range<Int>) -> [Token] {
    var tokens: [Token] = []
    text.bytes.withUnsafeBufferPointer { bytes in
      var hash: UInt64 = 0
      var start = -1
      for index in range {
        let byte = bytes[index]
        let isWord = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
        if isWord {
          if start < 0 { (start, hash) = (index, 0xcbf2_9ce4_8422_2325) }
          hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
        } else if start >= 0, byte != UInt8(ascii: "'") {
          tokens.append(Token(hash: hash, range: start..<index))
          start = -1
        }
      }
      if start >= 0 { tokens.append(Token(hash: hash, range: start..<range.upperBound)) }
    }
    return tokens
  }

  private static func hash(_ tokens: ArraySlice<Token>) -> UInt64 {
    tokens.reduce(0x9e37_79b9_7f4a_7c15) { ($0 ^ $1.hash) &* 0x0000_0100_0000_01b3 &+ ($0 >> 29) }
  }
}
