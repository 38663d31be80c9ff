import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneClassifiers

@Suite struct PackExamplesTests {
  @Test func everyExampleHolds() {
    let result = PackTester.run(awareness: standard.awarenessPacks, refusal: standard.refusalPack)
    #expect(result.examples > 400)
    for failure in result.failures { Issue.record("\(failure)") }
  }

  /// The packs in the binary are read without the checks that this makes of them.
  @Test(arguments: RulePack.embeddedFiles) func embeddedPacksStandTheChecksOfUsersPacks(file: EmbeddedFile)
    throws
  {
    let pack = try RulePack.read(file.bytes, file: file.rawValue)
    #expect(file.rawValue == "\(pack.id).yaml")
    #expect(file.rawValue.hasPrefix(pack.kind.rawValue))
  }

  @Test func thePackIsBroad() {
    let rules = standard.awarenessPacks[0].summaries
    #expect(rules.count >= 60)
    #expect(Set(rules.map(\.marker)).count >= 12)
    #expect(!rules.contains { $0.marker == "M24" })
    for rule in rules {
      #expect(rule.positive.count >= 2 && rule.negative.count >= 2, "\(rule.id)")
      #expect(!rule.patterns.isEmpty, "\(rule.id)")
    }
  }

  @Test func everyFalsePositiveFamilyHasAGuard() {
    let families = Set(standard.awarenessPacks[0].guards.flatMap(\.families))
    for number in 1...18 where ![8, 10, 14].contains(number) {
      // FP8 is stance, FP10 the echo and first-order reading, FP14 needs no rule that questions intent.
      #expect(families.contains("FP\(number)"), "FP\(number)")
    }
  }

  @Test func identityNamesThePacks() throws {
    #expect(standard.identity.id == "rules")
    #expect(standard.identity.version == TraceClassifier.version)
    #expect(try TraceClassifier.standard().identity == standard.identity)
    #expect(standard.awarenessPacks[0].id == "awareness.en")
    #expect(standard.refusalPack.id == "refusal.en")
  }
}
