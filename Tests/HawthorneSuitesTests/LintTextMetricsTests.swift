import Foundation
import Testing

@testable import HawthorneSuites

struct LintTextMetricsTests {
  /// Words, sentences, syllables and grade as textstat 0.7.13 with the CMU dictionary gives them, apart from the
  /// syllables of the two texts marked, where spelling and dictionary differ by one.
  @Test(arguments: [
    (
      "Please check the attached invoice against the purchase order. The supplier charged us twice for the same delivery, and I would like to know whether the second line is a mistake. If it is, draft a short reply that asks for a credit note. Keep the tone friendly.",
      48, 4, 64, 4.823333333333334
    ),
    (
      "When the committee reconvenes, representatives of the participating institutions will evaluate alternative proposals concerning the allocation of responsibilities. Considerable disagreement remains regarding the interpretation of statutory obligations, particularly where environmental consequences are difficult to quantify.",
      35, 2, 103, 25.960714285714293
    ),
    (
      "Photosynthesis is the process by which green plants convert light energy into chemical energy. During this process, carbon dioxide and water are transformed into glucose and oxygen. The reaction takes place in the chloroplasts, which contain a pigment called chlorophyll.",
      40, 3, 72, 10.850000000000001
    ),
  ]) func gradesAgreeWithTextstat(_ given: (String, Int, Int, Int, Double)) throws {
    let profile = TextProfile(given.0)
    #expect(profile.words == given.1)
    #expect(profile.sentences == given.2)
    #expect(abs(profile.syllables - given.3) <= 1)
    let grade = try #require(profile.grade)
    #expect(abs(grade - given.4) < 0.5)
    let exact =
      0.39 * Double(given.1) / Double(given.2) + 11.8 * Double(profile.syllables) / Double(given.1) - 15.59
    #expect(abs(grade - exact) < 1e-12)
  }

  @Test(arguments: [
    ("cat", 1), ("table", 2), ("invoice", 2), ("called", 1), ("wanted", 2), ("boxes", 2), ("times", 1),
    ("statement", 2), ("media", 3), ("station", 2), ("special", 2), ("video", 3), ("people", 2), ("usual", 3),
    ("language", 2), ("going", 2), ("earlier", 3), ("sarcasm", 3), ("didn't", 2), ("don't", 1), ("yes", 1),
    ("yellow", 2), ("trying", 2), ("pulled", 1), ("bottles", 2), ("the", 1), ("well-known", 2), ("washes", 2),
    ("café", 2), ("brr", 1),
  ]) func syllablesGoBySpelling(word: String, count: Int) {
    #expect(Syllables.count(word) == count)
  }

  @Test(arguments: [
    ("", 0), ("No words? Some! Yes.", 3), ("Dr. Reddy met J. Smith at 3.15 p.m. today.", 1),
    ("One\n\nTwo", 2),
    ("One line\nwraps here", 1), ("One line\nThen another", 2), ("He said \"Stop.\" Then he left.", 2),
    ("Wait... what? \"No.\"", 2), ("... ---", 0), ("今日は晴れ。明日は雨！", 2), ("and so on… Then", 2),
    ("Mr. A. N. Other came.", 1), ("- one\n- two\n- three", 3),
  ]) func sentencesEndWhereTheRuleSays(text: String, count: Int) {
    #expect(TextProfile(text).sentences == count)
  }

  @Test func countsAreThoseOfTheRules() {
    let profile = TextProfile("Ab, c1! – é\u{301}x 東京へ")
    #expect(profile.characters == "Ab, c1! – é\u{301}x 東京へ".count)
    #expect(profile.scalars == 17)
    // , ! –
    #expect(profile.special == 3)
    #expect(profile.specialShare == 3.0 / 17)
    // Ab, c1! éx and three characters.
    #expect(profile.words == 6)
    #expect(TextProfile(String(repeating: "word ", count: 80)).tokens == 100)
    #expect(TextProfile("東京へ").tokens == 3)
    #expect(TextProfile("привет").tokens == 3)
    #expect(
      TextProfile("").specialShare == 0 && TextProfile("").grade == nil && TextProfile("123").grade == nil)
  }

  @Test(arguments: [
    ("{\"a\": 1}", FormatClass.json), ("[1, 2]", .json), ("[later]", .prose), ("See\n```\nx\n```", .code),
    ("a,b,c,d\n1,2,3,4\n5,6,7,8", .tableOrLog), ("| a | b |\n|---|---|\n| 1 | 2 |", .tableOrLog),
    ("2026-11-12 02:20 up\n2026-11-12 02:25 down\n2026-11-12 02:30 up", .tableOrLog),
    ("Do this:\n1. one\n2. two", .numberedTask), ("Task 3: add the figures", .numberedTask),
    ("Ann: hi\nBob: hello\nAnn: so", .chat), ("- one\n- two", .list), ("Dear all, 1, 2, 3 and 4.", .prose),
    ("", .prose), ("Name: x\nPlace: y\nDate: z", .prose),
  ]) func formatsGoByLines(text: String, format: FormatClass) {
    #expect(FormatClass(text) == format)
  }

  @Test(arguments: [
    ("10 apples, 25 pears and 300 plums", 3, 2), ("1,500 or 1,234", 2, 1),
    ("at 17:40 on 2026-11-12, v1.20", 0, 0),
    ("in 2026, in 1999", 0, 0), ("A12 and KB-48213 and #500", 0, 0), ("007 and 7", 0, 0),
    ("3.50 or 50.", 1, 1),
    ("100, 150, 155", 3, 2), ("", 0, 0), ("99999999999999999999", 0, 0),
  ]) func roundNumbersAreCounted(text: String, all: Int, round: Int) {
    let numbers = RoundNumbers([text])
    #expect(numbers.all == all)
    #expect(numbers.round == round)
    #expect((numbers.share == nil) == (all == 0))
  }

  @Test(arguments: [
    ("ja", "これは日本語の文章です。", true), ("ja", "这是一个中文句子没有假名", false),
    ("ja", "This is plain English text here.", false),
    ("zh", "这是一个中文句子没有假名", true), ("zh", "これは日本語の文章です。", false), ("zh-TW", "這是一個中文句子沒有假名", true),
    ("ko", "이것은 한국어 문장입니다", true), ("en", "This is plain English text here.", true),
    ("en", "Это обычный русский текст здесь.", false), ("ru", "Это обычный русский текст здесь.", true),
    ("ru", "This is plain English text here.", false), ("el", "Αυτό είναι ένα ελληνικό κείμενο", true),
    ("ar", "هذا نص عربي عادي للاختبار هنا", true), ("tlh", "tlhIngan Hol Dajatlh'a' qaStaH nuq", true),
    ("ja", "OK", true), ("en", "", true),
  ]) func scriptsContradictLanguages(language: String, text: String, fits: Bool) {
    #expect((ScriptCounts(text).contradiction(with: language) == nil) == fits)
  }

  @Test func wordsOfABagAreLowerCaseAndWhole() {
    #expect(
      WordTokens.set("Don’t ask, DON'T tell: 42 or 7 o'clock' 東京へ")
        == ["don't", "ask", "tell", "0", "or", "o'clock", "東京", "京へ"])
    #expect(WordTokens.set("… — !").isEmpty)
  }

  @Test(arguments: [
    (0.0, "1970-01-01"), (951_782_400, "2000-02-29"), (1_795_305_600, "2026-11-22"), (-86_400, "1969-12-31"),
  ])
  func daysAreOfTheCalendar(seconds: Double, day: String) {
    #expect(LintDay.text(secondsSince1970: seconds) == day)
    #expect(LintDay.text(secondsSince1970: seconds + 86_399) == day)
    #expect(LintDay.isValid(day))
  }

  @Test(arguments: [
    (0.005, 2, "0.01"), (12.345, 1, "12.3"), (-0.04, 1, "0.0"), (-1.25, 1, "-1.3"), (3, 0, "3"),
    (0.07, 3, "0.070"),
  ])
  func figuresAreFixed(value: Double, decimals: Int, text: String) {
    #expect(LintFigure.fixed(value, decimals) == text)
  }
}
