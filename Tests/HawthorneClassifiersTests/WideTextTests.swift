import HawthornePatterns
import Testing

@testable import HawthorneClassifiers

/// What is counted and cut differently where words are not parted by blanks.
@Suite struct WideTextTests {
  private func words(_ text: String) -> [String] {
    AnswerShape.words(in: FoldedText(text).text.bytes[...]).map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func twoCharactersAreAWord() {
    #expect(words("お答えできません。") == ["お答", "えで", "きま", "せん"])
    #expect(words("我无法回答,sorry 了") == ["我无", "法回", "答", "sorry", "了"])
    #expect(words("don't stop") == ["don't", "stop"])
    #expect(words("、。") == [])
    #expect(words("naïve café") == ["naïve", "café"])
  }

  @Test(arguments: ["・一つ目", "①一つ目", "1、第一", "1. first", "(a) first", "- x"])
  func bulletsOfEveryKind(line: String) {
    #expect(FoldedText(line).isListItem(at: 0))
  }

  @Test(arguments: ["一つ目、次", "第1、2章", "1つ目", ""]) func noBullets(line: String) {
    #expect(!FoldedText(line).isListItem(at: 0))
  }
}
