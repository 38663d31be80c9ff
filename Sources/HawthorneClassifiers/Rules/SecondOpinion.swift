import HawthorneCore
import HawthorneFormats

/// A linear reading of single sentences that stands beside a pack's rules: weights over words, pairs of words and
/// classes of words, part of the pack and so of its hash.
///
/// It reads only sentences that hold a word of a cue class, and adds a finding where no rule has one. Fitted by
/// Scripts/train-awareness-model.py, which reads the classes from the pack and writes the weights into it.
struct SecondOpinion: Sendable {
  /// A weight for each head, times `scale`.
  struct Weight: Sendable, Hashable {
    var aware = 0
    var probe = 0

    static func += (left: inout Weight, right: Weight) {
      left.aware += right.aware
      left.probe += right.probe
    }
  }

  /// One question put to a sentence.
  struct Head: Sendable {
    /// Number of the rule that its findings carry, in the pack.
    var rule: Int
    var bias: Int
    /// A score above it is a yes.
    var threshold: Int
    /// The marker for the class whose words weighed most; the rule's own where the class has none.
    var markers: [Int: String]
  }

  /// Weights are written as whole numbers of hundredths.
  static let scale = 100

  let lexicon: Lexicon
  /// Bits of the classes one of which a sentence must hold.
  let cues: UInt64
  let aware: Head
  let probe: Head
  /// By the hash of a word, or of two neighbours.
  let words: NumberTable<Weight>
  let pairsOfWords: NumberTable<Weight>
  /// By class: in the sentence, and in a sentence beside it.
  let here: [Weight]
  let near: [Weight]
  /// By two classes, the first times the count of classes plus the second: on neighbouring words, and anywhere in
  /// the sentence.
  let adjacent: [Weight]
  let together: [Weight]

  /// How many weights differ from nought.
  var weightCount: Int {
    func count(_ weights: some Sequence<Weight>) -> Int {
      weights.count { $0 != Weight() }
    }
    return count(words.all) + count(pairsOfWords.all) + count(here) + count(near) + count(adjacent)
      + count(together)
  }
}

/// Words by class, a class being a bit.
struct Lexicon: Sendable {
  static let limit = 64

  let names: [String]
  /// Of each class, its words as written.
  let words: [[String]]
  private let exact: NumberTable<UInt64>
  private let prefixes: NumberTable<UInt64>
  /// Lengths at which a prefix ends, as bits.
  private let lengths: UInt64

  /// - Parameter classes: names, and words parted by blanks, `test*` standing for all that begin so.
  init(_ classes: [(name: String, words: String)]) {
    var exact: [UInt64: UInt64] = [:]
    var prefixes: [UInt64: UInt64] = [:]
    var lengths: UInt64 = 0
    for (number, entry) in classes.enumerated() {
      let bit = UInt64(1) << UInt64(number)
      for word in entry.words.utf8.split(whereSeparator: { $0 <= 0x20 }) {
        if word.last == UInt8(ascii: "*"), word.count > 1, word.count < 64 {
          let stem = word.dropLast()
          prefixes[WordHash.of(stem), default: 0] |= bit
          lengths |= 1 << UInt64(stem.count)
        } else {
          exact[WordHash.of(word), default: 0] |= bit
        }
      }
    }
    names = classes.map(\.name)
    words = classes.map { $0.words.split { $0.isWhitespace }.map(String.init) }
    self.exact = NumberTable(exact)
    self.prefixes = NumberTable(prefixes)
    self.lengths = lengths
  }

  /// The hash and the classes, as bits, of a word.
  func read(_ word: Slice<UnsafeBufferPointer<UInt8>>) -> (hash: UInt64, classes: UInt64) {
    var bits: UInt64 = 0
    var running = WordHash.start
    var length: UInt64 = 0
    for byte in word {
      running = WordHash.adding(byte, to: running)
      length += 1
      if length < 64, lengths & (1 << length) != 0, let more = prefixes[running] { bits |= more }
    }
    if let own = exact[running] { bits |= own }
    return (running, bits)
  }
}

/// FNV-1a over the bytes of words.
enum WordHash {
  static let start: UInt64 = 0xcbf2_9ce4_8422_2325

  static func adding(_ byte: UInt8, to hash: UInt64) -> UInt64 {
    (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
  }

  static func of(_ word: some Sequence<UInt8>) -> UInt64 { word.reduce(start) { adding($1, to: $0) } }

  static func pair(_ first: UInt64, _ second: UInt64) -> UInt64 {
    (first &* 0x9e37_79b9_7f4a_7c15) ^ (second &+ (first >> 29))
  }
}
