/// What is counted in a text in one pass over its UTF-8.
///
/// - A **word** is a stretch without white space that holds a letter or digit; each Han or kana character is a
///   word of its own.
/// - A **special character** is neither letter, digit, mark nor white space.
/// - **Sentences**: see `SentenceEnds`.
/// - **Tokens** are a rule of thumb, not a tokeniser: a quarter of the ASCII characters, half of the other letters
///   and signs, and each Han, kana or Hangul character.
struct TextProfile: Sendable, Hashable {
  /// As people count them (grapheme clusters).
  private(set) var characters = 0
  /// Unicode scalars.
  private(set) var scalars = 0
  private(set) var special = 0
  private(set) var words = 0
  private(set) var sentences = 0
  /// Words with an ASCII letter: what syllables are counted in.
  private(set) var spelled = 0
  private(set) var syllables = 0
  private var ascii = 0
  private var dense = 0

  /// An estimate of the tokens, rounded up.
  var tokens: Int { (ascii + 2 * (scalars - ascii - dense) + 4 * dense + 3) / 4 }

  /// A fraction; 0 for an empty text.
  var specialShare: Double { scalars == 0 ? 0 : Double(special) / Double(scalars) }

  /// Flesch-Kincaid grade of English text, in US school years; nil without words.
  ///
  /// 0.39·words/sentences + 11.8·syllables/words − 15.59 over words with a letter. Source: J. P. Kincaid et al.,
  /// Research Branch Report 8-75 (1975).
  var grade: Double? {
    guard spelled > 0, sentences > 0 else { return nil }
    return 0.39 * Double(spelled) / Double(sentences) + 11.8 * Double(syllables) / Double(spelled) - 15.59
  }

  init(_ text: String) {
    characters = text.count
    var text = text
    text.withUTF8 { bytes in
      guard let base = bytes.baseAddress else { return }
      scan(base, bytes.count)
    }
  }

  private mutating func scan(_ bytes: UnsafePointer<UInt8>, _ count: Int) {
    var ends = SentenceEnds()
    var place = 0
    // Where the current word began; negative outside words.
    var start = -1
    var isWord = false
    var isSpelled = false
    while place < count {
      let byte = bytes[place]
      var width = 1
      var kind: ScalarClass
      if byte < 0x80 {
        kind = ScalarClass.of(ascii: byte)
        ascii += 1
        if kind == .letter { isSpelled = true }
      } else {
        let (value, length) = Self.scalar(bytes, place, count)
        width = length
        kind = ScalarClass.of(value: value)
        if kind == .ideograph || (value >= 0xAC00 && value <= 0xD7A3) { dense += 1 }
      }
      scalars += 1
      switch kind {
      case .space, .ideograph:
        if start >= 0 { close(bytes, start, place, isWord, isSpelled) }
        start = -1
        isWord = false
        isSpelled = false
        if kind == .ideograph { words += 1 }
      case .letter, .digit:
        if start < 0 { start = place }
        isWord = true
      case .mark: break
      case .special:
        special += 1
        if start < 0 { start = place }
      }
      ends.take(kind, bytes, place, width, count)
      place += width
    }
    if start >= 0 { close(bytes, start, count, isWord, isSpelled) }
    sentences = ends.finish()
  }

  @inline(__always)
  private mutating func close(
    _ bytes: UnsafePointer<UInt8>, _ start: Int, _ end: Int, _ isWord: Bool, _ isSpelled: Bool
  ) {
    guard isWord else { return }
    words += 1
    guard isSpelled else { return }
    spelled += 1
    syllables += Syllables.count(bytes, from: start, to: end)
  }

  /// A scalar of valid UTF-8 and its length in bytes.
  static func scalar(_ bytes: UnsafePointer<UInt8>, _ place: Int, _ count: Int) -> (UInt32, Int) {
    let first = UInt32(bytes[place])
    let length = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
    var value = length == 1 ? first : first & (0xFF >> (UInt32(length) + 1))
    var offset = 1
    while offset < length, place + offset < count {
      value = value << 6 | UInt32(bytes[place + offset] & 0x3F)
      offset += 1
    }
    return (value, length)
  }
}
