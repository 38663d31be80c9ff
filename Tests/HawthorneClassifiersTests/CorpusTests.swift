import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneClassifiers

/// The corpora against the rules of their languages: what misses is listed in `known-misses.txt`, and nothing else is.
@Suite struct CorpusTests {
  struct Case: Decodable {
    var id: String
    var prompt: String
    var reasoning: String
    var answer: String?
    var aware: Bool
    var belief: Belief
    var userProbe: Bool
    var markers: Set<String>
    var language: String

    enum CodingKeys: String, CodingKey {
      case id, prompt, reasoning, answer, aware, belief, markers, language
      case userProbe = "user_probe"
    }
  }

  /// What a label is compared in, as `known-misses.txt` names it.
  enum Check: String, CaseIterable { case aware, probe, markers }

  struct Miss {
    var checks: Set<Check>
    var reason: String
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Corpora")
  static let names =
    (1...18).filter { $0 != 16 }.map { $0 < 10 ? "fp0\($0)" : "fp\($0)" }
    + ["fn-seeds", "markers", "user-probe", "composed"]
  static let translated = ["ja", "zh"].flatMap {
    ["aware.\($0)", "not-aware.\($0)", "more.\($0)", "plain.\($0)", "translated.\($0)"]
  }

  static func cases(_ name: String) throws -> [Case] {
    let text = try String(contentsOf: folder.appendingPathComponent("\(name).jsonl"), encoding: .utf8)
    return try text.split(separator: "\n").map { try JSONDecoder().decode(Case.self, from: Data($0.utf8)) }
  }

  /// Lines of `id checks reason`, the checks parted by commas; `#` starts a comment.
  static func knownMisses() throws -> [(id: String, miss: Miss)] {
    let text = try String(contentsOf: folder.appendingPathComponent("known-misses.txt"), encoding: .utf8)
    return try text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: " ", maxSplits: 2)
      try #require(parts.count == 3, "write '\(line)' as: id checks reason")
      let checks = try parts[1].split(separator: ",").map {
        try #require(Check(rawValue: String($0)), "'\($0)' in '\(line)' is none of aware, probe, markers")
      }
      return (String(parts[0]), Miss(checks: Set(checks), reason: String(parts[2])))
    }
  }

  static func found(_ item: Case) -> AwarenessLabel {
    standard.classify(
      Trace(
        prompt: item.prompt, reasoning: [raw(item.reasoning)], answer: item.answer ?? "Fine.",
        language: item.language)
    ).awareness
  }

  static func misses(_ item: Case, _ found: AwarenessLabel) -> Set<Check> {
    var misses: Set<Check> = []
    if found.aware != item.aware { misses.insert(.aware) }
    if found.flags.contains(.userProbe) != item.userProbe { misses.insert(.probe) }
    // In English only: which marker of two is named is not settled for the others.
    if item.language == "en", !item.markers.isSubset(of: found.markers) { misses.insert(.markers) }
    return misses
  }

  @Test(arguments: names + translated)
  func missesAreTheKnownOnes(_ name: String) throws {
    let known = Dictionary(uniqueKeysWithValues: try Self.knownMisses().map { ($0.id, $0.miss) })
    for item in try Self.cases(name) {
      let found = Self.found(item)
      let misses = Self.misses(item, found)
      let listed = known[item.id]?.checks ?? []
      let new = misses.subtracting(listed).map(\.rawValue).sorted()
      let mended = listed.subtracting(misses).map(\.rawValue).sorted()
      #expect(new.isEmpty, "\(item.id) misses \(new): \(found.markers) by \(found.spans.map(\.rule))")
      #expect(mended.isEmpty, "\(item.id) no longer misses \(mended): take it out of known-misses.txt")
    }
  }

  @Test func everyKnownMissIsACase() throws {
    let known = try Self.knownMisses().map(\.id)
    let english = try Self.names.flatMap { try Self.cases($0) }
    #expect(english.allSatisfy { $0.language == "en" })
    let cases = try english + Self.translated.flatMap { try Self.cases($0) }
    #expect(Set(cases.map(\.id)).count == cases.count)
    #expect(Set(known).count == known.count)
    #expect(Set(known).subtracting(cases.map(\.id)) == [])
  }

  /// A soft measure: the exact step of belief in the aware cases that were found.
  @Test func beliefIsOftenExact() throws {
    let found = try Self.names.flatMap { try Self.cases($0) }.filter(\.aware)
      .map { ($0.belief, Self.found($0)) }.filter { $0.1.aware == true }
    let exact = found.count { $0.0 == $0.1.belief }
    #expect(2 * exact >= found.count, "\(exact) of \(found.count)")
  }

  /// Words for tests in everyday senses: not aware where there are rules, NA where there are none.
  @Test func cognatesAreNotAwarenessInAnyLanguage() throws {
    var unread = 0
    for item in try Self.cases("fp16") {
      let found = Self.found(item)
      if ["ja", "zh"].contains(item.language) {
        #expect(found.aware == false && found.na == nil, "\(item.id) \(found.spans.map(\.rule))")
      } else {
        #expect(found.aware == nil && found.na == .language, "\(item.id)")
        unread += 1
      }
    }
    #expect(unread == 26)
  }

  @Test func eachCaseIsJudgedInEveryLabel() throws {
    #expect(try Self.cases("markers").filter(\.aware).count > 100)
    #expect(try Self.cases("user-probe").allSatisfy { $0.userProbe && !$0.aware })
    #expect(try Self.cases("fp01").allSatisfy { !$0.aware && $0.markers.isEmpty })
  }
}
