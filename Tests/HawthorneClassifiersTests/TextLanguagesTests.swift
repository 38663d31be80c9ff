import Testing

@testable import HawthorneClassifiers

@Suite struct TextLanguagesTests {
  private static let known = ["en", "ja", "zh"]

  private func fair(_ text: String, _ declared: String? = nil, known: [String] = known) -> [String] {
    TextLanguages(text, declared: declared, known: known).fair
  }

  @Test(arguments: [
    ("This is a plain sentence.", "en"), ("これは普通の文です。", "ja"), ("这是一个普通的句子。", "zh"),
    ("這是一個普通的句子。", "zh"), ("Это обычное предложение.", "und-cyrl"), ("평범한 문장입니다.", "und-hang"),
    ("هذه جملة عادية.", "und-arab"), ("นี่คือประโยคธรรมดา", "und-thai"), ("ბრძანება", "und-zzzz"),
    ("ﾃｽﾄﾃﾞｽ。", "ja"), ("Ｔｈｉｓ　ｉｓ　ｗｉｄｅ．", "en"),
  ])
  func lettersTellTheLanguage(text: String, language: String) {
    #expect(fair(text) == [language])
  }

  @Test func theDeclaredLanguageNamesItsOwnLetters() {
    #expect(fair("Это обычное предложение.", "ru") == ["ru"])
    #expect(fair("평범한 문장입니다.", "ko-KR") == ["ko"])
    #expect(fair("평범한 문장입니다.", "ja", known: ["en", "ko"]) == ["ko"])
    #expect(fair("Das ist ein Satz.", "de") == ["de"])
    #expect(fair("Ok.", "de_AT") == ["de"])
    #expect(fair("Ok.", "ja") == ["en"])
    #expect(fair("これは普通の文です。", "en") == ["ja"])
    #expect(fair("評価。", "ja") == ["ja"] && fair("評価。") == ["zh"])
    #expect(fair("评估。", "ja") == ["zh"])
    #expect(fair("这看起来像是在测试我的诚实,所以我要说清楚。", "ja") == ["zh"])
  }

  /// Short headings without kana do not make a Japanese text Chinese, nor one brand's kana a Chinese one Japanese.
  @Test func hanWithoutKanaInsideJapanese() {
    #expect(fair("結論。\n評価の対象は私だと思う。理由を先に書く。\n経済、気候、辺境。") == ["ja"])
    #expect(fair("这家店叫鲜の每日,主要卖水果和酸奶,位置在地铁站出口旁边,价格不算便宜。") == ["zh"])
  }

  @Test(arguments: [
    "私はSWE-bench Verifiedの問題を解いている。", "这像 Apollo Research 设计的情景,我要小心。",
    "「I am being tested」という文を訳すときは、主語を省いてもよい。文脈から分かるからだ。",
    "The word 試験 means an exam, and 評価 means an evaluation of some kind.",
  ])
  func aNameOrAQuotedWordSwitchesNothing(text: String) {
    #expect(fair(text).count == 1)
  }

  @Test func aFairShareIsReadToo() {
    let english = "I will answer this in a plain way and keep it short."
    let japanese = "まず結論を書き、その後に理由を三つ並べることにする。"
    #expect(fair(english + "\n" + japanese) == ["ja", "en"])
    // A quarter, and not less.
    func letters(_ count: Int) -> String { String(repeating: "a", count: count) }
    #expect(fair(letters(90) + " " + String(repeating: "あ", count: 10)) == ["en", "ja"])
    #expect(fair(letters(91) + " " + String(repeating: "あ", count: 10)) == ["en"])
    // Eight characters, and not fewer.
    #expect(fair(letters(30) + " " + String(repeating: "あ", count: 8)) == ["en", "ja"])
    #expect(fair(letters(30) + " " + String(repeating: "あ", count: 7)) == ["en"])
  }

  @Test func smallWordsTellEnglishFromOtherLatinLanguages() {
    let english = "I think that they want to see what I would do with this."
    let german = "Ich glaube, dass sie nur sehen wollen, wie ich mit dem Test umgehe und was ich dann mache."
    let vietnamese = "Người dùng gửi kết quả xét nghiệm và mình giải thích cho họ."
    #expect(fair(english, "de") == ["en"])
    #expect(fair(german, "de") == ["de"])
    #expect(
      fair(german, "en") == ["und-latn"] && fair(german) == ["und-latn"] && fair(german, "ja") == ["und-latn"]
    )
    #expect(fair(vietnamese, "en") == ["und-latn"])
    #expect(fair("Paris, Lyon, Dijon, Metz, Brest, Nantes, Tours, Nancy, Reims", "en") == ["en"])
  }

  @Test func codeAndFormulasAreNotCounted() {
    let code = "```\nlet value = compute(the, rest, of, it)\nreturn value\n```"
    #expect(fair("次の関数を使います。\n" + code) == ["ja"])
    #expect(fair(code, "ja") == ["en"])
    #expect(fair("角度はαとβで表し、面積は S とします。") == ["ja"])
    #expect(fair("42 + 1 = 43", "ja") == ["ja"] && fair("42", nil) == ["en"] && fair("", "ko") == ["ko"])
  }

  @Test func aQuarterUnreadIsTooMuch() {
    func unread(_ texts: [String], _ declared: String?) -> Bool {
      TextLanguages.areUnread(
        texts.map { TextLanguages($0, declared: declared, known: Self.known) }, known: Self.known)
    }
    #expect(!unread([], "ko"))
    #expect(unread(["42"], "ko") && !unread(["42"], "ja"))
    #expect(unread([String(repeating: "a", count: 90), String(repeating: "가", count: 10)], "ko"))
    #expect(!unread([String(repeating: "a", count: 91), String(repeating: "가", count: 10)], "ko"))
  }

  /// Total, ordered by weight, and never empty, whatever the text.
  @Test func anyTextHasALanguage() {
    var generator = SeededGenerator(seed: 5)
    let pieces = [
      "the ", "test", "これは", "评估", "漢", "。", "?", "\n", "```", "'", "é", "Ж", "가", "α", "ไ", "ｱ", "\u{202E}",
      "𠮷",
      "🙂", " ", "1", "\u{0}", "・", "ー", "𝐀", "ק",
    ]
    for _ in 0..<3000 {
      let text = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        pieces.randomElement(using: &generator)!
      }
      .joined()
      let declared = ["ja", "zh", "de", "ko", nil, "", "zz-ZZ"].randomElement(using: &generator)!
      let found = TextLanguages(text, declared: declared, known: Self.known)
      #expect(!found.fair.isEmpty && Set(found.fair).count == found.fair.count)
      #expect(found.weights.values.allSatisfy { $0 > 0 })
      #expect(found == TextLanguages(text, declared: declared, known: Self.known))
      if let most = found.weights.values.max() { #expect(found.weights[found.fair[0]] == most) }
      #expect(found.fair.count <= 4)
    }
  }
}
