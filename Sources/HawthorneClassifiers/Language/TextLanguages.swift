/// Which languages a text is written in, told by its letters.
///
/// Kana make a sentence Japanese; Han without kana Chinese. Latin letters are of the declared language if that uses
/// them, else of English, unless small words plainly say otherwise (`LatinWords`). Letters of another script are
/// of the declared language if it uses them, else of the first language with rules that does, else of none
/// (`und-cyrl`). Fenced code counts only where there is nothing else.
struct TextLanguages: Sendable, Hashable {
  /// The languages with a fair share, the one with the most first. Never empty: a text without letters is of the
  /// declared language.
  private(set) var fair: [String]
  /// How much of the text is of which language, in Latin letters; a Han, kana or Hangul character counts three.
  private(set) var weights: [String: Int]

  /// A language beside the first is read where one part in four of the text is of it …
  static let share = 4
  /// … and no less than eight Han characters or twenty-four letters: a name or a quoted word switches nothing.
  static let least = 24

  /// Han in a row without kana that Japanese hardly has: shorter sentences may be its headings.
  private static let longHan = 12
  /// Characters that Japanese does not use, or only beside kana: a sentence with one is Chinese however short.
  private static let chineseOnly = Set("我你她们們这這吗嗎吧呢么很还還说请对时评测觉应该题为".unicodeScalars)

  /// - Parameters:
  ///   - declared: the language that the model was asked in, nil where nobody said.
  ///   - known: languages with rules, primary tags, in order of preference.
  init(_ text: String, declared: String?, known: [String]) {
    var count = LetterCount(text, fences: false)
    if count.isEmpty { count = LetterCount(text, fences: true) }
    let declared = declared.map(Self.primary)
    weights = Self.weights(count, declared: declared, known: known)
    guard !weights.isEmpty else {
      fair = [declared ?? known.first ?? "und"]
      return
    }
    let total = weights.values.reduce(0, +)
    let order = weights.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    fair = order.enumerated()
      .filter { $0.offset == 0 || $0.element.value >= Self.least && Self.share * $0.element.value >= total }
      .map(\.element.key)
  }

  /// A tag without its region and script: `zh` of `zh-Hant`.
  static func primary(_ tag: String) -> String {
    tag.prefix { $0 != "-" && $0 != "_" }.lowercased()
  }

  /// Whether a quarter or more of some texts is of languages that are not known, or they have no letters and the
  /// declared language is not.
  static func areUnread(_ texts: [TextLanguages], known: [String]) -> Bool {
    var all = 0
    var unread = 0
    for (language, weight) in texts.flatMap(\.weights) {
      all += weight
      if !known.contains(language) { unread += weight }
    }
    guard all > 0 else { return texts.contains { !$0.fair.allSatisfy(known.contains) } }
    return share * unread >= all
  }

  private static func weights(_ count: LetterCount, declared: String?, known: [String]) -> [String: Int] {
    var weights: [String: Int] = [:]
    for (script, weight) in count.letters where weight > 0 {
      let tag =
        script == .latin
        ? latin(count.words, declared: declared)
        : [declared].compactMap { $0 }.first { Script.of($0) == script }
          ?? known.first { Script.of($0) == script } ?? "und-\(script.rawValue)"
      weights[tag, default: 0] += weight
    }
    var japanese = count.japanese
    var chinese = count.longHan
    // Short sentences without kana go with the rest; where there is no rest, with what was declared.
    if count.shortHan > 0 {
      let isJapanese =
        japanese > chinese
        || chinese == 0 && declared == "ja" && count.shortHan < 2 * longHan * Script.han.weight
      if isJapanese { japanese += count.shortHan } else { chinese += count.shortHan }
    }
    if japanese > 0 { weights["ja", default: 0] += japanese }
    if chinese > 0 { weights["zh", default: 0] += chinese }
    return weights
  }

  private static func latin(_ words: LatinWords, declared: String?) -> String {
    if let declared, declared != "en", Script.of(declared) == .latin {
      return words.isPlainlyEnglish ? "en" : declared
    }
    return words.isPlainlyForeign ? "und-latn" : "en"
  }

  /// The letters of a text, counted by script and, for Han and kana, by sentence.
  private struct LetterCount {
    /// Weights of the scripts other than Han and kana.
    var letters: [Script: Int] = [:]
    var words = LatinWords()
    /// Weights of sentences with kana, and of those without by length.
    var japanese = 0
    var longHan = 0
    var shortHan = 0

    private var kana = 0
    private var han = 0
    private var isChinese = false
    private var word = ""
    private var isASCIIWord = true
    private var run = 0
    private var runScript = Script.latin

    var isEmpty: Bool { letters.values.allSatisfy { $0 == 0 } && japanese + longHan + shortHan == 0 }

    init(_ text: String, fences: Bool) {
      var isFenced = false
      var ticks = 0
      for scalar in text.unicodeScalars {
        ticks = scalar == "`" ? ticks + 1 : 0
        if ticks == 3 { isFenced.toggle() }
        if isFenced, !fences { continue }
        add(scalar)
      }
      endRun()
      endSentence()
    }

    private mutating func add(_ scalar: Unicode.Scalar) {
      guard let script = Script(scalar) else {
        if scalar == "'" || scalar == "\u{2019}", run > 0, runScript == .latin {
          word += "'"
          return
        }
        endRun()
        switch scalar {
        case "\n", ".", "!", "?", "\u{3002}", "\u{FF01}", "\u{FF1F}", "\u{FF0E}": endSentence()
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
        isChinese = isChinese || TextLanguages.chineseOnly.contains(scalar)
      default:
        if script != runScript { endRun() }
        runScript = script
        run += 1
        if script == .latin, word.utf8.count < 24 {
          isASCIIWord = isASCIIWord && scalar.isASCII
          word.unicodeScalars.append(
            (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar)
        }
      }
    }

    /// Ends a run of letters: a word of an alphabet. One or two Greek letters are a formula.
    private mutating func endRun() {
      guard run > 0 else { return }
      if runScript == .latin {
        words.add(word, isASCII: isASCIIWord)
        word = ""
        isASCIIWord = true
      }
      if run > 2 || runScript == .latin || runScript == .hangul || runScript == .thai {
        letters[runScript, default: 0] += run * runScript.weight
      }
      run = 0
    }

    private mutating func endSentence() {
      let weight = (kana + han) * Script.han.weight
      // A tenth: a Chinese sentence may hold a brand's single kana.
      if kana > 0, 10 * kana >= kana + han {
        japanese += weight
      } else if isChinese || han >= TextLanguages.longHan {
        longHan += weight
      } else {
        shortHan += weight
      }
      (kana, han, isChinese) = (0, 0, false)
    }
  }
}
