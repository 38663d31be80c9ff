/// The letters of a text, counted by script and, for Han and kana, by sentence.
///
/// One pass over UTF-8 with a table for ASCII, which is most of most texts.
struct LetterCount {
  /// Weights of the scripts other than Han and kana, by their place in `Script.allCases`.
  private var weights = [Int](repeating: 0, count: Script.allCases.count)
  private(set) var words = LatinWords()
  /// Weights of sentences with kana, and of those without by length.
  private(set) var japanese = 0
  private(set) var longHan = 0
  private(set) var shortHan = 0

  /// Han in a row without kana that Japanese hardly has.
  private let longRun: Int
  private var kana = 0
  private var han = 0
  private var isChinese = false
  private var word = LatinWords.Word()
  private var run = 0
  private var runScript = Script.latin

  /// Characters that Japanese does not use, or only beside kana: a sentence with one is Chinese however short.
  private static let chineseOnly = Set("我你她们們这這吗嗎吧呢么很还還说请对时评测觉应该题为".unicodeScalars)

  /// - Parameters:
  ///   - fences: whether fenced code counts.
  ///   - longRun: a sentence with so many Han is long.
  init(_ text: String, fences: Bool, longRun: Int) {
    self.longRun = longRun
    var text = text
    text.withUTF8 { count($0, fences: fences) }
    endRun()
    endSentence()
  }

  /// Scripts with their weights, those that do not occur left out.
  var letters: [(script: Script, weight: Int)] {
    zip(Script.allCases, weights).filter { $0.1 > 0 }.map { ($0.0, $0.1) }
  }

  var isEmpty: Bool { weights.allSatisfy { $0 == 0 } && japanese + longHan + shortHan == 0 }

  /// What an ASCII byte is here.
  private enum Kind: UInt8 { case other, letter, apostrophe, stop, tick }

  private static let kinds: [Kind] = (UInt8(0)..<0x80).map { byte in
    switch byte {
    case 0x41...0x5A, 0x61...0x7A: .letter
    case UInt8(ascii: "'"): .apostrophe
    case 0x0A, UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"): .stop
    case UInt8(ascii: "`"): .tick
    default: .other
    }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  private mutating func count(_ bytes: UnsafeBufferPointer<UInt8>, fences: Bool) {
    Self.kinds.withUnsafeBufferPointer { kinds in
      var isFenced = false
      var ticks = 0
      var index = 0
      while index < bytes.count {
        let byte = bytes[index]
        guard byte < 0x80 else {
          let (scalar, length) = Self.scalar(bytes, at: index)
          index += length
          ticks = 0
          if !isFenced || fences { add(scalar) }
          continue
        }
        index += 1
        let kind = kinds[Int(byte)]
        if kind == .tick {
          ticks += 1
          if ticks == 3 { isFenced.toggle() }
        } else {
          ticks = 0
        }
        if isFenced, !fences { continue }
        switch kind {
        case .letter:
          if runScript != .latin { endRun() }
          runScript = .latin
          let start = index - 1
          while index < bytes.count, Self.isLetter(bytes[index]) { index += 1 }
          run += index - start
          word.add(UnsafeBufferPointer(rebasing: bytes[start..<index]))
        case .apostrophe where run > 0 && runScript == .latin: word.addApostrophe()
        case .stop:
          endRun()
          endSentence()
        case .other, .apostrophe, .tick: endRun()
        }
      }
    }
  }

  /// A scalar of two bytes or more; the text is a `String`'s, and so valid.
  private static func scalar(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (Unicode.Scalar, Int) {
    let first = UInt32(bytes[index])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard index + length <= bytes.count else { return ("\u{FFFD}", bytes.count - index) }
    var value = length == 4 ? first & 0x07 : length == 3 ? first & 0x0F : first & 0x1F
    for step in 1..<length { value = value << 6 | UInt32(bytes[index + step] & 0x3F) }
    return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
  }

  private mutating func add(_ scalar: Unicode.Scalar) {
    guard let script = Script(scalar) else {
      if scalar == "\u{2019}", run > 0, runScript == .latin {
        word.addApostrophe()
        return
      }
      endRun()
      switch scalar {
      case "\u{3002}", "\u{FF01}", "\u{FF1F}", "\u{FF0E}": endSentence()
      default: break
      }
      return
    }
    switch script {
    case .kana:
      endRun()
      kana += 1
    case .han:
      endRun()
      han += 1
      isChinese = isChinese || Self.chineseOnly.contains(scalar)
    default:
      if script != runScript { endRun() }
      runScript = script
      run += 1
      if script == .latin { word.addForeign(length: UTF8.width(scalar)) }
    }
  }

  /// Ends a run of letters: a word of an alphabet. One or two Greek letters are a formula.
  private mutating func endRun() {
    guard run > 0 else { return }
    if runScript == .latin {
      words.add(word)
      word = LatinWords.Word()
    }
    if run > 2 || runScript == .latin || runScript == .hangul || runScript == .thai {
      weights[runScript.place] += run * runScript.weight
    }
    run = 0
  }

  private mutating func endSentence() {
    guard kana + han > 0 else { return }
    let weight = (kana + han) * Script.han.weight
    // A tenth: a Chinese sentence may hold a brand's single kana.
    if kana > 0, 10 * kana >= kana + han {
      japanese += weight
    } else if isChinese || han >= longRun {
      longHan += weight
    } else {
      shortHan += weight
    }
    (kana, han, isChinese) = (0, 0, false)
  }
}

extension Script {
  /// Its place in `allCases`.
  fileprivate var place: Int {
    switch self {
    case .latin: 0
    case .han: 1
    case .kana: 2
    case .hangul: 3
    case .cyrillic: 4
    case .greek: 5
    case .arabic: 6
    case .hebrew: 7
    case .devanagari: 8
    case .thai: 9
    case .other: 10
    }
  }
}
