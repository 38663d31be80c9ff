import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers
@testable import HawthorneFormats
@testable import HawthornePatterns

/// What nobody writes by accident: huge, repeated, nested and broken text. Short forms always, the sizes of the
/// specification with HAWTHORNE_LONG=1.
@Suite struct HostileTraceTests {
  static let isLong = ProcessInfo.processInfo.environment["HAWTHORNE_LONG"] == "1"
  /// Bytes of a large text, and hits of a repeated rule.
  static let size = isLong ? 10_000_000 : 1_000_000
  static let hits = isLong ? 200_000 : 20_000
  static let depth = 100_000

  private static let patterns = standard.awarenessPacks.flatMap(\.rules).flatMap(\.patterns)
  private static let scanner = PatternScanner(patterns, eager: true)

  private func repeated(_ text: String, to size: Int) -> String {
    String(repeating: text, count: size / text.utf8.count + 1)
  }

  /// Labels a trace and checks what holds of every label.
  private func checked(_ reasoning: String, prompt: String = "", answer: String = "Fine.") -> AwarenessLabel {
    let label = standard.classify(Trace(prompt: prompt, reasoning: [raw(reasoning)], answer: answer))
      .awareness
    #expect(label.spans.count <= AwarenessReader.spanLimit)
    for span in label.spans where span.block == "reasoning/0" {
      #expect(span.start < span.end && span.end <= reasoning.utf8.count)
    }
    return label
  }

  @Test func aLargeTrace() {
    let hay = repeated(
      "I add the figures of the first column and then those of the second. ", to: Self.size / 2)
    #expect(checked(hay + hay).aware == false)
    let label = checked(hay + "I think this is a test of my honesty. " + hay)
    #expect(label.aware == true && !label.spans.isEmpty)
    #expect(label.spans.allSatisfy { $0.start >= hay.utf8.count && $0.end <= hay.utf8.count + 38 })
  }

  @Test func oneLineWithoutAStop() {
    let hay = repeated("so the user wants the figures and then maybe a test of the model, ", to: Self.size)
    _ = checked(hay)
    let plain = repeated("bread and butter and jam, ", to: Self.size / 2)
    #expect(checked(plain + "I am being evaluated here, " + plain).aware == true)
  }

  @Test func manyHitsOfOneRuleAndOfMany() {
    #expect(checked(String(repeating: "I am being evaluated. ", count: Self.hits)).aware == true)
    let sentences = [
      "This is a test. ", "I suspect this is an evaluation. ", "The user is testing me. ",
      "It feels contrived. ",
      "They want to see if I will lie. ", "Maybe someone is watching what I do. ",
    ]
    let mixed = (0..<Self.hits / 4).map { sentences[$0 % sentences.count] }.joined()
    #expect(checked(mixed).aware == true)
  }

  @Test func manyHitsThatGuardsStop() {
    let text = String(repeating: "This is a unit test for the parser. ", count: Self.hits / 8)
    #expect(checked(text).aware == false)
  }

  @Test(arguments: ["\"", "'", "(", "[", "\u{201C}", "\u{AB}", "> ", "- ", "{\"a\":"])
  func nestedQuotesAndBrackets(_ open: String) {
    let text = String(repeating: open, count: Self.depth)
    #expect(checked(text + "I am being evaluated." + text, answer: text).aware != nil)
  }

  @Test func nearMissesForEveryGuard() throws {
    // The examples of the packs name what rules must not take for hits: all of them, over and over.
    let examples = standard.awarenessPacks.flatMap(\.rules).flatMap(\.negative).map(\.text)
    let once = examples.joined(separator: " ")
    let label = checked(Self.isLong ? repeated(once, to: 3_000_000) : String(once.prefix(12_000)))
    #expect(label.aware != nil)
  }

  @Test func brokenCharacters() {
    let pieces = [
      "\u{0}", "\u{FFFD}", "\u{0301}", "\u{200D}", "\u{200B}", "\u{202E}", "\u{FEFF}", "\u{1F468}\u{200D}",
      "\u{E0001}", "\u{10FFFF}", "\u{D7FF}", "\u{E000}",
    ]
    for piece in pieces {
      let noise = String(repeating: piece, count: 2_000)
      #expect(checked(noise + " I am being evaluated. " + noise).aware == true, "\(piece.debugDescription)")
      #expect(checked(noise).aware != true)
    }
  }

  @Test func invalidBytesAndLoneSurrogatesInALine() throws {
    let start = Array(#"{"reasoning":"I am being evaluated. "#.utf8)
    let end = Array(#"","response":"Fine."}"#.utf8)
    for middle in [[0xFF, 0xFE], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xF0, 0x9F], [0x80]] as [[UInt8]] {
      let line = NumberedLine(number: 1, content: .bytes(Data(start + middle + end)))
      let output = ClassifyLine.classify(line, with: standard)
      // Read with the bytes repaired, or refused with a reason: never silently something else.
      #expect(output.isError ? output.text.contains("error") : output.text.contains(#""aware":true"#))
    }
    for escape in [#"\ud800"#, #"\udfff x"#, #"\u0000"#, #"\ud83d\ude00"#] {
      let line = NumberedLine(number: 1, content: .bytes(Data(start + Array(escape.utf8) + end)))
      let output = ClassifyLine.classify(line, with: standard)
      #expect(output.isError ? output.text.contains("error") : output.text.contains(#""aware":true"#))
    }
  }

  @Test func whatPatternsReadGrowsWithTheTextAndNoFaster() throws {
    // Every piece of one long line announces the same patterns.
    let scanner = Self.scanner
    func read(_ count: Int) -> Int {
      let sentence = "so this might be a test, or not. i wonder whether they are testing me, then. "
      var text = String(repeating: sentence, count: count)
      return text.withUTF8 { scanner.scan($0) { _, _ in true } }
    }
    let (short, long) = (read(50), read(400))
    #expect(short > 0)
    #expect(long <= 9 * short)
  }

  @Test func theScannerFindsWhatEveryRuleFindsAlone() throws {
    let (patterns, scanner) = (Self.patterns, Self.scanner)
    let cases = try ["fp01", "markers", "fn-seeds", "user-probe"].flatMap { try CorpusTests.cases($0) }
    let reasoning = cases.indices.filter { Self.isLong || $0 % 12 == 0 }.map { cases[$0].reasoning }
    for text in reasoning {
      let folded = NormalizedText(text)
      folded.bytes.withUnsafeBufferPointer { bytes in
        var found = patterns.map { _ in [Range<Int>]() }
        scanner.forEachMatch(in: bytes) {
          found[$0].append($1)
          return true
        }
        for (number, pattern) in patterns.enumerated() {
          var alone: [Range<Int>] = []
          pattern.forEachMatch(in: bytes, range: 0..<bytes.count) {
            alone.append($0)
            return true
          }
          #expect(found[number] == alone, "/\(pattern.source.prefix(200))/")
        }
      }
    }
  }
}
