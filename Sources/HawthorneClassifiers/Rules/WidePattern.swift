import HawthornePatterns

/// Tells a pattern that matches nearly every text: it would fire without end and say nothing.
enum WidePattern {
  /// Sentences of three languages, folded, that share no word: what matches all of one language's matches anything.
  private static let probes: [(language: String, texts: [String])] = [
    (
      "English",
      [
        "bread needs yeast, salt and time.", "on 14 hills rain fell last night.",
        "her brother paints old boats in june!",
      ]
    ),
    ("Japanese", ["パンには塩がいる。", "昨夜は山で雨が降った。", "兄は古い船を塗る。"]),
    ("Chinese", ["面包需要盐和时间。", "昨晚山上下了雨。", "他哥哥在六月刷旧船。"]),
  ]

  /// The language nearly every text of which it matches; nil for a pattern that asks for something.
  static func language(of pattern: Pattern) -> String? {
    probes.first { $0.texts.allSatisfy(pattern.matches) }?.language
  }
}
