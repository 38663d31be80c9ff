import HawthornePatterns

/// The words that a second opinion reads: runs of ASCII letters and digits, with the apostrophes and hyphens between
/// them, and question marks. None crosses the end of a sentence.
enum Words {
  static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }

  /// The first word from an offset on.
  static func next(in bytes: UnsafeBufferPointer<UInt8>, from: Int, to end: Int) -> Range<Int>? {
    var start = from
    while start < end {
      if isLetter(bytes[start]) { return start..<self.end(in: bytes, from: start, to: end) }
      if bytes[start] == UInt8(ascii: "?") { return start..<start + 1 }
      start += 1
    }
    return nil
  }

  /// Where the word that begins at an offset ends.
  static func end(in bytes: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int) -> Int {
    var index = start + 1
    while index < end,
      isLetter(bytes[index])
        || (bytes[index] == UInt8(ascii: "'") || bytes[index] == UInt8(ascii: "-")) && index + 1 < end
          && isLetter(bytes[index + 1])
    {
      index += 1
    }
    return index
  }
}

/// Finds the words of a second opinion's cue classes: one pass that looks closer only at words which begin as one of
/// them does.
struct CueFinder: Sendable {
  private let lexicon: Lexicon
  private let cues: UInt64
  /// A bit for the first two bytes of every cue; 0 stands for the second byte of a cue that has none.
  private let beginnings: [UInt64]
  /// Any cue as a word of its own, an underscore being part of a word.
  private let pattern: Pattern?

  init(_ opinion: SecondOpinion) {
    lexicon = opinion.lexicon
    cues = opinion.cues
    var beginnings = [UInt64](repeating: 0, count: 1 << 10)
    func note(_ first: UInt8, _ second: UInt8) {
      beginnings[Int(first) << 2 | Int(second) >> 6] |= 1 << UInt64(second & 63)
    }
    for number in lexicon.words.indices where opinion.cues & 1 << UInt64(number) != 0 {
      for word in lexicon.words[number] {
        let isStem = word.hasSuffix("*") && word.utf8.count > 1
        let bytes = Array(isStem ? word.utf8.dropLast() : word.utf8[...])
        guard let first = bytes.first else { continue }
        if bytes.count > 1 {
          note(first, bytes[1])
        } else if isStem {
          for second in UInt8.min...UInt8.max { note(first, second) }
        } else {
          note(first, 0)
        }
      }
    }
    self.beginnings = beginnings
    let words = opinion.lexicon.words.indices.filter { opinion.cues & 1 << UInt64($0) != 0 }
      .flatMap { opinion.lexicon.words[$0] }
    pattern = words.isEmpty ? nil : try? Pattern(words.map(Self.pattern).joined(separator: "|"))
  }

  private static func pattern(of word: String) -> String {
    let isStem = word.hasSuffix("*") && word.count > 1
    let letters = isStem ? word.dropLast() : word[...]
    func isWord(_ character: Character?) -> Bool {
      character.map { $0.isASCII && ($0.isLetter || $0.isNumber) } ?? false
    }
    let quoted = letters.map { $0.isASCII && !isWord($0) ? "\\\($0)" : String($0) }.joined()
    return (isWord(letters.first) ? "\\b" : "") + quoted + (!isStem && isWord(letters.last) ? "\\b" : "")
  }

  /// Whether no underscore makes a cue part of a longer word.
  func standsApart(_ cue: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    (cue.lowerBound == 0 || bytes[cue.lowerBound - 1] != UInt8(ascii: "_"))
      && (cue.upperBound == bytes.count || bytes[cue.upperBound] != UInt8(ascii: "_"))
  }

  /// Whether any cue in a range stands apart.
  func standsApart(in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Bool {
    pattern.map { $0.firstMatch(in: bytes, range: range) != nil } ?? true
  }

  /// The first word of a cue class from an offset on, which must not lie inside a word.
  func next(in bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Range<Int>? {
    beginnings.withUnsafeBufferPointer { beginnings in
      var index = from
      while let word = Words.next(in: bytes, from: index, to: bytes.count) {
        index = word.upperBound
        let (first, second) = (bytes[word.lowerBound], word.count > 1 ? bytes[word.lowerBound + 1] : 0)
        if beginnings[Int(first) << 2 | Int(second) >> 6] & 1 << UInt64(second & 63) != 0,
          lexicon.read(bytes[word]).classes & cues != 0
        {
          return word
        }
      }
      return nil
    }
  }
}
