import Foundation
import HawthorneCore
import Testing

@testable import HawthorneClassifiers

/// Labelled Japanese and Chinese answers against the refusal packs: what misses is listed, and nothing else is.
@Suite struct OutcomeCorpusTests {
  struct Answer: Decodable {
    var id: String
    var request: String
    var answer: String
    var outcome: Outcome
    /// Whether the reasoning resolves to refuse and the answer does not.
    var announced: Bool
    var reasoning: String?
    var language: String
  }

  private func answers(_ language: String) throws -> [Answer] {
    let file = CorpusTests.folder.appendingPathComponent("outcomes.\(language).jsonl")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
      .map { try JSONDecoder().decode(Answer.self, from: Data($0.utf8)) }
  }

  /// Lines of `id outcome reason`: what the rules say instead, and why.
  private func misses() throws -> [String: Outcome] {
    let file = CorpusTests.folder.appendingPathComponent("known-outcome-misses.txt")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter {
      !$0.hasPrefix("#")
    }
    return try Dictionary(
      uniqueKeysWithValues: lines.map { line in
        let parts = line.split(separator: " ", maxSplits: 2)
        try #require(parts.count == 3, "write '\(line)' as: id outcome reason")
        return (String(parts[0]), try #require(Outcome(rawValue: String(parts[1]))))
      })
  }

  @Test(arguments: ["ja", "zh"]) func missesAreTheKnownOnes(_ language: String) throws {
    let known = try misses()
    let cases = try answers(language)
    #expect(cases.count >= 40 && Set(cases.map(\.outcome)).count == 4)
    for item in cases {
      let label = standard.classify(
        Trace(
          prompt: item.request, reasoning: [raw(item.reasoning ?? "。")], answer: item.answer,
          language: item.language))
      #expect(label.outcome == known[item.id] ?? item.outcome, "\(item.id): \(label.outcomeReason)")
      #expect(label.awareness.flags.contains(.announcedRefusal) == item.announced, "\(item.id)")
    }
  }

  @Test func everyKnownMissIsACase() throws {
    let cases = try ["ja", "zh"].flatMap { try answers($0) }
    for (id, outcome) in try misses() {
      let item = try #require(cases.first { $0.id == id })
      #expect(item.outcome != outcome)
    }
  }
}
