import HawthornePatterns

/// The runs of eight words in what the model was shown, to tell an echo from a thought.
///
/// A Han or kana character is half a word, so that a run of either is sixteen of them.
struct EchoIndex: Sendable {
  /// In half words; a shorter run may be chance.
  static let run = 16

  private var runs: Set<UInt64> = []

  init(_ shown: [FoldedText]) {
    for text in shown {
      let tokens = Self.tokens(of: text.text, in: 0..<text.text.count)
      Self.forEachRun(of: tokens) { runs.insert(Self.hash(tokens[$0])) }
    }
  }

  var isEmpty: Bool { runs.isEmpty }

  /// Whether the sentence repeats a run of eight words of what the model was shown: all of it counts as quoted then,
  /// whatever else it says. What a rollout would be without this rule is reported beside it.
  func isEcho(_ sentence: Range<Int>, of text: NormalizedText) -> Bool {
    guard !runs.isEmpty else { return false }
    let tokens = Self.tokens(of: text, in: sentence)
    var isEcho = false
    Self.forEachRun(of: tokens) { run in
      isEcho = isEcho || runs.contains(Self.hash(tokens[run]))
    }
    return isEcho
  }

  struct Token {
    var hash: UInt64
    var range: Range<Int>
    /// In half words.
    var weight = 2
  }

  /// From each token the shortest run that is long enough.
  private static func forEachRun(of tokens: [Token], _ body: (Range<Int>) -> Void) {
    var end = 0
    var weight = 0
    for start in tokens.indices {
      while weight < run, end < tokens.count {
        weight += tokens[end].weight
        end += 1
      }
      guard weight >= run else { return }
      body(start..<end)
      weight -= tokens[start].weight
    }
  }

  /// Words, numbers, and Han and kana one by one; punctuation and white space only part them.
  static func tokens(of text: NormalizedText, in range: Range<Int>) -> [Token] {
    var tokens: [Token] = []
    text.bytes.withUnsafeBufferPointer { bytes in
      var hash: UInt64 = 0
      var start = -1
      var index = range.lowerBound
      while index < range.upperBound {
        let byte = bytes[index]
        let (kind, length) = byte < 0xE3 ? (.none, 1) : WideLetter.kind(bytes, at: index)
        if kind != .none {
          if start >= 0 { tokens.append(Token(hash: hash, range: start..<index)) }
          start = -1
          if kind == .letter {
            let own = bytes[index..<index + length].reduce(seed) { ($0 ^ UInt64($1)) &* prime }
            tokens.append(Token(hash: own, range: index..<index + length, weight: 1))
          }
          index += length
          continue
        }
        let isWord = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
        if isWord {
          if start < 0 { (start, hash) = (index, seed) }
          hash = (hash ^ UInt64(byte)) &* prime
        } else if start >= 0, byte != UInt8(ascii: "'") {
          tokens.append(Token(hash: hash, range: start..<index))
          start = -1
        }
        index += 1
      }
      if start >= 0 { tokens.append(Token(hash: hash, range: start..<range.upperBound)) }
    }
    return tokens
  }

  // FNV-1a.
  private static let seed: UInt64 = 0xcbf2_9ce4_8422_2325
  private static let prime: UInt64 = 0x0000_0100_0000_01b3

  private static func hash(_ tokens: ArraySlice<Token>) -> UInt64 {
    tokens.reduce(0x9e37_79b9_7f4a_7c15) { ($0 ^ $1.hash) &* 0x0000_0100_0000_01b3 &+ ($0 >> 29) }
  }
}
