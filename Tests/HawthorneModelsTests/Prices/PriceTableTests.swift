import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneModels

struct PriceTableTests {
  private static let file = """
    hawthorne_prices: 1
    currency: USD
    as_of: 2026-11-01
    source: the invoice
    models:
      - model: openai/gpt-5
        input: 1.25
        cached: 0.125
        output: 10
      - model: openai/*-mini*
        input: 0.2
        output: 2
        reasoning: 1
      - model: "*"
        input: 0
        output: 0
    """

  private func table(_ text: String = file) throws -> PriceTable {
    try PriceTableReader.read(Data(text.utf8), file: "p.yaml")
  }

  private func amount(_ model: String, _ usage: TokenUsage) throws -> Double? {
    try table().cost(of: usage, model: #require(ModelName(model)))?.amount
  }

  @Test func cachedAndReasoningTokensArePartsOfTheOthers() throws {
    let usage = TokenUsage(input: 2_000_000, output: 1_000_000, reasoning: 600_000, cached: 1_000_000)
    #expect(try amount("openai/gpt-5", usage) == 1.25 + 0.125 + 10)
    // 2 × 0.2 + 0.4 × 2 + 0.6 × 1.
    #expect(abs(try #require(try amount("openai/gpt-5-mini", usage)) - 1.8) < 1e-12)
    #expect(try amount("other/x", usage) == 0)
  }

  @Test func whatIsNotCountedHasNoCost() throws {
    #expect(try amount("openai/gpt-5", TokenUsage(input: 5)) == nil)
    #expect(try amount("openai/gpt-5", TokenUsage(output: 5)) == nil)
    #expect(try amount("openai/gpt-5", TokenUsage(input: -1, output: 5)) == nil)
    // A provider that counts more reasoning than output is not believed.
    #expect(
      try amount("openai/gpt-5", TokenUsage(input: 0, output: 10, reasoning: 99))
        == amount("openai/gpt-5", TokenUsage(input: 0, output: 10)))
  }

  @Test(arguments: [
    ("a/*", "a/b", true), ("a/*", "b/a/b", false), ("*", "a/b", true), ("a/b", "a/bc", false),
    ("a/*-mini*", "a/x-mini-2026", true), ("a/*-mini", "a/x-mini-2026", false),
    ("*/*a*b", "p/xaxb", true), ("*a*a*a*a*a*a*b", String(repeating: "a", count: 200) + "/", false),
  ])
  func aStarStandsForAnyCharacters(pattern: String, model: String, expected: Bool) throws {
    let table = PriceTable(
      currency: "USD", hash: ContentHash(of: ""),
      entries: [.init(pattern: pattern, input: 1, cached: nil, output: 1, reasoning: nil)])
    let slash = try #require(model.firstIndex(of: "/"))
    let name = ModelName(
      provider: String(model[..<slash]), name: String(model[model.index(after: slash)...]))
    #expect((table.entry(for: name) != nil) == expected)
  }

  @Test(arguments: [
    ("hawthorne_prices: 1", "hawthorne_prices: 2", "p.yaml:1:19: error: set hawthorne_prices to 1"),
    ("input: 1.25", "input: -1", "p.yaml:7:12: error: set input to a price of a million tokens, 0 or more"),
    ("input: 1.25", "input: .inf", "p.yaml:7:12: error: write a finite number for input"),
    ("openai/gpt-5\n", "gpt-5\n", "p.yaml:6:12: error: write the model as provider/name; * stands for any"),
    ("cached: 0.125", "cash: 1", "p.yaml:8:5"),
    ("currency: USD\n", "", "add 'currency'"),
  ])
  func complaintsSayWhereAndWhatToDo(old: String, new: String, message: String) throws {
    let text = Self.file.replacingOccurrences(of: old, with: new)
    #expect(text != Self.file)
    let error = try #require(throws: DiagnosticsError.self) { try table(text) }
    #expect("\(error)".contains(message), "\(error)")
  }

  @Test func damagedTablesNeverCrash() throws {
    var seed: UInt64 = 7
    func draw(_ below: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % below
    }
    var refused = 0
    for _ in 0..<1_500 {
      var bytes = Array(Self.file.utf8)
      for _ in 0...draw(4) { bytes[draw(bytes.count)] = UInt8(draw(256)) }
      do {
        let table = try PriceTableReader.read(Data(bytes), file: "p.yaml")
        #expect(!table.entries.isEmpty)
      } catch {
        refused += 1
        #expect(!error.diagnostics.isEmpty)
      }
    }
    #expect(refused > 100)
  }
}
