import Foundation
import HawthorneCore
import HawthorneStatistics
import Testing

@testable import HawthorneSuites

/// Whatever still reads after random changes is linted without a crash, and every place is in its file.
struct LintFuzzTests {
  private static let scraps: [String] = [
    "\u{0}", "\u{202E}", "é\u{301}", "東京", "。", "{{ request }}", "{{", "}}", "[NAME]", "'", "\"", ": ", "- ",
    "\n", "\n\n",
    "1,000", "99999999999999999999", "...", "!?", "```", "|", "\\t", "#", "&a ", "*a", "𝟘", "\u{200D}", "n't",
    "e.g.",
  ]

  private func lint(_ text: String) throws -> Bool {
    let source = SuiteSource(path: "s.yaml", bytes: Data(text.utf8))
    guard let placed = try? SuiteReader.readPlaced(source) else { return false }
    let report = try SuiteLint.report(on: placed, today: LintText.today, permutations: 19)
    let lines = text.utf8.count { $0 == 0x0A } + 2
    for finding in report.findings { #expect((finding.location.line ?? 1) <= lines) }
    _ = try LintSARIF(version: "1").text([report])
    return true
  }

  private func mutated(_ text: String, _ generator: inout SeededGenerator) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...generator.next(below: 4) {
      let place = generator.next(below: bytes.count)
      switch generator.next(below: 4) {
      case 0: bytes.insert(contentsOf: Self.scraps[generator.next(below: Self.scraps.count)].utf8, at: place)
      case 1: bytes.removeSubrange(place..<min(bytes.count, place + 1 + generator.next(below: 12)))
      case 2:
        let end = min(bytes.count, place + generator.next(below: 40))
        bytes.insert(contentsOf: bytes[place..<end], at: generator.next(below: bytes.count))
      default: bytes[place] = UInt8(generator.next(below: 256))
      }
      if bytes.isEmpty { bytes = [0x0A] }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [0, 1, 2]) func changedSuitesAreLinted(which: Int) throws {
    let text = [LintRuleTests.clean, SuiteText.paired, SuiteText.refusal][which]
    var generator = SeededGenerator(seed: UInt64(which))
    var read = 0
    for _ in 0..<400 where try lint(mutated(text, &generator)) { read += 1 }
    #expect(read > 4)
  }

  /// Every shipped suite, cut to a few scenarios, with texts changed after reading, so that all of them are linted.
  @Test func changedTextsOfShippedSuitesAreLinted() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Suites").path
    let sources = try SuiteLocator().sources(named: folder)
    #expect(sources.count >= 3)
    for (number, source) in sources.enumerated() {
      var generator = SeededGenerator(seed: UInt64(number))
      let placed = try SuiteReader.readPlaced(source)
      var changed = placed
      // Few and few arms: a shipped suite in full takes a second.
      let first = generator.next(below: max(1, placed.suite.scenarios.count - 3))
      changed.suite.scenarios = Array(placed.suite.scenarios.dropFirst(first).prefix(4))
      changed.suite.framings = Array(placed.suite.framings.prefix(6))
      change(&changed.suite, &generator)
      let report = try SuiteLint.report(on: changed, today: LintText.today, permutations: 19)
      #expect(report.measured > 0)
      _ = try LintSARIF(version: "1").text([report])
    }
  }

  private func change(_ suite: inout Suite, _ generator: inout SeededGenerator) {
    for index in suite.scenarios.indices { change(&suite.scenarios[index], &generator) }
    for index in suite.framings.indices where generator.next(below: 3) == 0 {
      suite.framings[index].wordings[0].user = mutated("{{ request }} {{ x }}", &generator)
    }
  }

  private func change(_ scenario: inout Scenario, _ generator: inout SeededGenerator) {
    scenario.turns[0] = mutated(scenario.turns[0], &generator)
    scenario.system = scenario.system.map { mutated($0 + " ", &generator) }
    scenario.reference?.request = mutated(scenario.id, &generator)
    for index in scenario.checks.indices {
      guard case .regex(let pattern) = scenario.checks[index].condition else { continue }
      scenario.checks[index].condition = .regex(mutated(pattern, &generator))
    }
    for tool in scenario.tools.indices {
      for answer in scenario.tools[tool].script.indices {
        scenario.tools[tool].script[answer].result += Self.scraps[generator.next(below: 9)]
      }
    }
    if generator.next(below: 4) == 0 {
      scenario.language = ["ja", "", "xx-yy", "de"][generator.next(below: 4)]
    }
  }

  @Test func changedScrapsAreProfiled() {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<generator.next(below: 12) {
        bytes += Array(Self.scraps[generator.next(below: Self.scraps.count)].utf8)
        if generator.next(below: 3) == 0 { bytes.append(UInt8(generator.next(below: 256))) }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      let profile = TextProfile(text)
      #expect(profile.scalars == text.unicodeScalars.count)
      #expect(profile.special <= profile.scalars && profile.spelled <= profile.words)
      #expect(profile.sentences <= profile.scalars && profile.syllables >= profile.spelled)
      _ = FormatClass(text)
      _ = RoundNumbers([text])
      _ = WordTokens.set(text)
    }
  }
}
