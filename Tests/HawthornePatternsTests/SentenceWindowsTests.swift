import Testing

@testable import HawthornePatterns

@Suite struct SentenceWindowsTests {
  private func sentences(_ original: String) -> [String] {
    let text = NormalizedText(original)
    let windows = SentenceWindows(text)
    return (0..<windows.sentenceCount).map {
      String(text.string(windows[$0]).filter { $0 != "\n" }.trimmingPrefix(" ")).trimmedEnd()
    }
  }

  @Test func splitsAtStopsAndLines() {
    #expect(sentences("One. Two! Three?\nFour") == ["one.", "two!", "three?", "four"])
  }

  @Test func doesNotSplitAbbreviationsDecimalsAndListNumbers() {
    #expect(sentences("E.g. this, i.e. that etc. and so on.") == ["e.g. this, i.e. that etc. and so on."])
    #expect(sentences("Pi is 3.14 or so.") == ["pi is 3.14 or so."])
    #expect(sentences("1. First item\n2. Second item") == ["1. first item", "2. second item"])
    #expect(sentences("Mr. Smith and J. Doe met Dr. Roe.") == ["mr. smith and j. doe met dr. roe."])
    #expect(sentences("Hmm... maybe.") == ["hmm... maybe."])
  }

  @Test func closingQuotesBelongToTheSentence() {
    #expect(sentences(#"He said "stop." Then left."#) == [#"he said "stop.""#, "then left."])
  }

  @Test func chineseAndJapaneseMarksNeedNoBlank() {
    #expect(sentences("これは本当?はい。次へ!終わり") == ["これは本当?", "はい。", "次へ!", "終わり"])
    #expect(sentences("这是真的吗？数字都对。") == ["这是真的吗?", "数字都对。"])
    #expect(sentences("他说“这是测试。”然后走了。") == [#"他说"这是测试。""#, "然后走了。"])
    #expect(sentences("終わり。「次」だ。") == ["終わり。", #""次"だ。"#])
    #expect(sentences("Is it a?b or c") == ["is it a?b or c"])
  }

  @Test func asksByOffset() {
    let windows = SentenceWindows(NormalizedText("ab. cd. ef"))
    #expect(windows.index(of: 0) == 0)
    #expect(windows.index(of: 5) == 1)
    #expect(windows.index(of: 9_999) == 2)
    #expect(windows.sentence(at: 4) == 4..<8)
  }

  @Test func anEmptyTextHasOneSentence() {
    let windows = SentenceWindows(NormalizedText(""))
    #expect(windows.sentenceCount == 1)
    #expect(windows[0].isEmpty)
  }

  @Test func manyStopsAreLinear() {
    let text = NormalizedText(
      String(repeating: "- ", count: 50_000) + String(repeating: "a. ", count: 50_000))
    #expect(SentenceWindows(text).sentenceCount >= 1)
  }
}

extension String {
  fileprivate func trimmedEnd() -> String {
    var copy = self
    while copy.hasSuffix(" ") { copy.removeLast() }
    return copy
  }
}
