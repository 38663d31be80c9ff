import Testing

@testable import HawthornePatterns

/// The folding and its way back, against `SlowFolding`.
@Suite struct OffsetMapTests {
  private static let pieces: [String] = [
    "a", "B", "z", "word ", "Two Words", " ", "  ", "\n", "\n\n", "\r\n", "\r", "\t", ".", ". ", "...", "*",
    "* ",
    "**bold**", "_", "__", "snake_case", "`code`", "\u{7F}", "\u{0}", "\u{1B}[31m", "\u{2019}", "\u{201C}",
    "\u{2014}", "\u{2013}", "\u{2026}", "\u{A0}", "\u{3000}", "\u{2028}", "\u{85}", "\u{200B}", "\u{200D}",
    "\u{FEFF}", "\u{FE0F}", "\u{E0041}", "\u{0301}", "e\u{0301}", "é", "É", "İ", "Ⱥ", "ß", "ẞ", "Σ", "Ж", "Ａ",
    "ｚ", "！", "\u{FB03}", "\u{1D400}", "\u{1D41A}", "测试", "。", "かな", "ﾃｽﾄ", "😀", "👩\u{200D}👩\u{200D}👧",
    "🇯🇵", "ก", "אב", "\u{FFFD}", "\u{10FFFF}", "\u{E000}", "the quick brown fox jumps over the lazy dog ",
    "a line that is long enough to have been wrapped by somebody\nand reads on",
  ]

  private func check(_ original: String) {
    let text = NormalizedText(original)
    let slow = SlowFolding(original)
    #expect(text.bytes == slow.bytes, "\(original.debugDescription)")
    guard text.bytes == slow.bytes else { return }
    let origins = slow.bytes.indices.map { text.originalRange($0..<$0 + 1) }
    #expect(origins == slow.origins, "\(original.debugDescription)")
    let capitals = slow.bytes.indices.map { text.isCapital($0) }
    #expect(capitals == slow.capitals, "\(original.debugDescription)")
  }

  @Test func randomTextsFoldAsTheSlowFoldingDoes() {
    var random = SystemLikeGenerator(seed: 23)
    for _ in 0..<700 {
      let count = Int.random(in: 0..<24, using: &random)
      check((0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined())
    }
  }

  @Test func everyPieceBeforeAndAfterEveryLengthOfPlainText() {
    for piece in Self.pieces {
      for length in 0..<18 {
        let plain = String("Plain words stand here".prefix(length))
        check(plain + piece + plain)
      }
    }
  }

  @Test func repairedBytesFoldAsTheSlowFoldingDoes() {
    var random = SystemLikeGenerator(seed: 29)
    for _ in 0..<300 {
      let bytes = (0..<Int.random(in: 0..<40, using: &random)).map { _ in
        Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : 0x61
      }
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  @Test func originalRangesAreInOrderAndOnBordersOfScalars() {
    var random = SystemLikeGenerator(seed: 31)
    for _ in 0..<200 {
      let original = (0..<20).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      let utf8 = Array(original.utf8)
      let text = NormalizedText(original)
      var last = 0
      for index in 0..<text.count {
        let range = text.originalRange(index..<min(text.count, index + Int.random(in: 1..<9, using: &random)))
        #expect(range.lowerBound >= last && range.upperBound <= utf8.count && !range.isEmpty)
        #expect(String(validating: utf8[range], as: UTF8.self) != nil)
        last = range.lowerBound
      }
    }
  }

  @Test func plainProseOfAnyScriptIsOneRun() {
    for prose in ["Plain words, and more of them (all in ASCII).", "これは普通の文章です。", "Обычный Текст"] {
      var folder: OffsetMap?
      let text = String(repeating: prose, count: 200)
      var bytes = [UInt8](repeating: 0, count: Folder.capacity(for: text.utf8.count))
      var source = text
      bytes.withUnsafeMutableBufferPointer { buffer in
        var run = Folder(into: buffer)
        source.withUTF8 { run.run($0) }
        folder = run.map
      }
      #expect(folder?.starts.count == 1)
    }
  }
}
