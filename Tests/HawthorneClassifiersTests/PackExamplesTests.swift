import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneClassifiers

@Suite struct PackExamplesTests {
  @Test func everyExampleHolds() {
    let result = PackTester.run(awareness: standard.awarenessPacks, refusal: standard.refusalPacks)
    #expect(result.examples > 1300)
    for failure in result.failures { Issue.record("\(failure)") }
  }

  /// The packs in the binary are read without the checks that this makes of them.
  @Test(arguments: RulePack.embeddedFiles) func embeddedPacksStandTheChecksOfUsersPacks(file: EmbeddedFile)
    throws
  {
    let english = try RulePack.embedded(.awarenessEnglish)
    let pack = try RulePack.read(
      file.bytes, file: file.rawValue,
      base: file.rawValue.hasPrefix("awareness.") && file != .awarenessEnglish ? english : nil)
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
      // The heads of the second opinion have weights in their place.
      #expect(!rule.patterns.isEmpty || rule.id.hasPrefix("model."), "\(rule.id)")
    }
  }

  /// The other languages' packs cover every marker that is read by rule.
  @Test(arguments: [1, 2]) func aTranslatedPackHasEveryMarker(number: Int) {
    let rules = standard.awarenessPacks[number].summaries
    let missing = Set((1...23).map { $0 < 10 ? "M0\($0)" : "M\($0)" }).subtracting(rules.map(\.marker))
    #expect(missing.isEmpty)
    #expect(!rules.contains { $0.marker == "M24" })
    for rule in rules {
      #expect(rule.positive.count >= 2 && rule.negative.count >= 2, "\(rule.id)")
    }
    let families = Set(standard.awarenessPacks[number].guards.flatMap(\.families))
    for number in 1...18 where ![8, 14].contains(number) {
      #expect(families.contains("FP\(number)"), "FP\(number)")
    }
  }

  @Test(arguments: [0, 1, 2]) func everyRefusalPackKnowsTheSameKindsOfStatement(number: Int) {
    let acts = Set(standard.refusalPacks[number].statements.map(\.act))
    #expect(acts.isSuperset(of: [.refusal, .apology, .objection, .inability, .disclaimer, .concession]))
    #expect(acts.isSuperset(of: [.redirection, .clarification, .help, .pleasantry, .resolve, .undertaking]))
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
    #expect(standard.awarenessPacks.map(\.id) == ["awareness.en", "awareness.ja", "awareness.zh"])
    #expect(standard.refusalPacks.map(\.id) == ["refusal.en", "refusal.ja", "refusal.zh"])
  }
}
