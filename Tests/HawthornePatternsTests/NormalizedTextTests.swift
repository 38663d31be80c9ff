import Foundation
import Testing

@testable import HawthornePatterns

@Suite struct NormalizedTextTests {
  @Test(arguments: [
    ("I\u{2019}m TESTED", "i'm tested"),
    ("a\u{2014}b", "a - b"),
    ("a \u{2013} b", "a - b"),
    ("\u{201C}quote\u{201D}", "\"quote\""),
    ("two  \t spaces\u{00A0}here", "two spaces here"),
    ("line\n\n\nnext", "line\nnext"),
    ("this is **really** a *test*", "this is really a test"),
    ("__this__ is a_name and _this_", "this is a_name and this"),
    ("\u{FF34}\u{FF25}\u{FF33}\u{FF34}", "test"),
    ("of\u{FB01}ce \u{FB02}at", "office flat"),
    ("te\u{200B}st\u{00AD}ed", "tested"),
    ("wait\u{2026}", "wait..."),
    ("\u{1D413}\u{1D41E}\u{1D42C}\u{1D42D}", "test"),
    ("É ÀÇ Straße", "é àç straße"),
    ("* item\n* other", "- item\n- other"),
    ("\u{2022} item", "- item"),
    ("ab\u{0007}c", "abc"),
    ("测试 OK", "测试 ok"),
    ("", ""),
    (" \n\t ", ""),
  ])
  func folds(_ original: String, _ folded: String) {
    let text = NormalizedText(original)
    #expect(text.string(0..<text.count) == folded)
  }

  @Test func aWrappedLineReadsOn() {
    let text = NormalizedText("I have the feeling, which is hard to shake, that this is a\ntest of some kind")
    #expect(text.string(0..<text.count).hasSuffix("this is a test of some kind"))
    let list = NormalizedText("This could be:\n1. a test\nor not")
    #expect(list.string(0..<list.count) == "this could be:\n1. a test\nor not")
  }

  @Test func offsetsLeadBackToTheOriginal() {
    let original = "Ünter — “I’m **being** tested” 测试 ﬁn"
    let text = NormalizedText(original)
    let folded = text.string(0..<text.count)
    for word in ["i'm being tested", "测试", "fin", "ünter"] {
      guard let range = folded.range(of: word) else {
        Issue.record("\(word) is not in \(folded)")
        continue
      }
      let start = folded.utf8.distance(from: folded.startIndex, to: range.lowerBound)
      let end = folded.utf8.distance(from: folded.startIndex, to: range.upperBound)
      let back = text.originalRange(start..<end)
      let bytes = Array(original.utf8)[back]
      let slice = String(decoding: bytes, as: UTF8.self)
      #expect(NormalizedText(slice).string(0..<NormalizedText(slice).count) == word)
    }
  }

  @Test func emptyAndOutOfBoundsRangesAreSafe() {
    let text = NormalizedText("abc")
    #expect(text.originalRange(1..<1) == 1..<1)
    #expect(text.originalRange(3..<3) == 3..<3)
    #expect(NormalizedText("").originalRange(0..<0) == 0..<0)
    #expect(text.string(0..<900) == "abc")
  }

  @Test func capitalsAreRemembered() {
    let text = NormalizedText("metr and METR")
    #expect(!text.isCapital(0))
    #expect(text.isCapital(9))
    #expect(!text.isCapital(10_000))
  }

  @Test func repairedBytesStayInBounds() {
    let bytes: [UInt8] = [0x41, 0xFF, 0xFE, 0xC3, 0x28, 0x20, 0xE2, 0x28, 0xA1, 0x62, 0xF0, 0x9F]
    let original = String(decoding: bytes, as: UTF8.self)
    let text = NormalizedText(original)
    for start in 0..<text.count {
      let range = text.originalRange(start..<text.count)
      #expect(range.lowerBound >= 0 && range.upperBound <= original.utf8.count)
    }
  }

  @Test func randomTextsKeepTheirOffsetsInOrder() {
    var random = SystemLikeGenerator(seed: 11)
    let alphabet: [Character] = [
      "a", "B", " ", "\n", "\u{2019}", "*", "_", "\u{1F600}", "\u{0301}", "é", "\u{FB01}", "测", "\t", ".",
      "\u{200D}",
    ]
    for _ in 0..<400 {
      let original = String(
        (0..<Int.random(in: 0..<60, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? "a"
        })
      let text = NormalizedText(original)
      var last = 0
      for index in 0..<text.count {
        let range = text.originalRange(index..<index + 1)
        #expect(range.lowerBound >= last)
        #expect(range.upperBound <= original.utf8.count)
        last = range.lowerBound
      }
      #expect(String(validating: text.bytes, as: UTF8.self) != nil)
    }
  }
}

/// A seeded generator, so that a failure can be had again.
struct SystemLikeGenerator: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
