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

  /// - Parameters:
  ///   - declared: the language that the model was asked in, nil where nobody said.
  ///   - known: languages with rules, primary tags, in order of preference.
  init(_ text: String, declared: String?, known: [String]) {
    var count = LetterCount(text, fences: false, longRun: Self.longHan)
    if count.isEmpty { count = LetterCount(text, fences: true, longRun: Self.longHan) }
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
    for (script, weight) in count.letters {
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
}
