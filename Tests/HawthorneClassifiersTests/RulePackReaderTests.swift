import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneClassifiers

@Suite struct RulePackReaderTests {
  private static let good = """
    pack: mine
    version: 1.0.0
    kind: awareness
    vocabulary:
      NOUN: test|exam
    guards:
      - id: school
        scope: sentence
        default: true
        pattern: \\bschool\\b
    rules:
      - id: one
        marker: M01
        belief: definitive
        pattern: this is an? {NOUN}
        positive: [This is a test., This is an exam.]
        negative: [This is a test at school., Nothing here.]
    """

  private func problems(_ text: String) -> [Diagnostic] {
    do {
      _ = try RulePack.read(Data(text.utf8), file: "mine.yaml")
      return []
    } catch {
      return error.diagnostics
    }
  }

  private func edited(_ old: String, _ new: String) -> [Diagnostic] {
    problems(Self.good.replacingOccurrences(of: old, with: new))
  }

  @Test func readsAGoodPack() throws {
    let pack = try RulePack.read(Data(Self.good.utf8), file: "mine.yaml")
    #expect(pack.id == "mine" && pack.version == "1.0.0" && pack.ruleCount == 1)
    #expect(pack.hash == ContentHash(of: Self.good))
    #expect(PackTester.run(awareness: [pack], refusal: []).failures.isEmpty)
  }

  @Test(arguments: [
    ("this is an? {NOUN}", "this is (an", "pack.bad-pattern"),
    ("this is an? {NOUN}", "this is {VERB}", "pack.unknown-vocabulary"),
    ("this is an? {NOUN}", "This is", "pack.capital-in-pattern"),
    ("this is an? {NOUN}", "x*", "pack.empty-match"),
    ("[This is a test., This is an exam.]", "[This is a test.]", "pack.missing-example"),
    ("    negative: [This is a test at school., Nothing here.]", "", "yaml.missing-key"),
    ("marker: M01", "marker: M31", "pack.unknown-marker"),
    ("marker: M01", "marker: M24", "pack.manual-marker"),
    ("belief: definitive", "belief: sure", "yaml.unknown-value"),
    ("belief: definitive", "believe: definitive", "yaml.unknown-key"),
    ("belief: definitive", "guards: [nowhere]", "pack.unknown-guard"),
    ("belief: definitive", "confidence: 3", "pack.confidence"),
    ("NOUN: test|exam", "noun: test", "pack.vocabulary-name"),
    ("kind: awareness", "kind: mood", "yaml.unknown-value"),
    ("kind: awareness\n", "", "yaml.missing-key"),
    ("scope: sentence", "scope: town", "yaml.unknown-value"),
    ("guards:\n", "cues:\n  hedge.odd: maybe\nguards:\n", "pack.unknown-cue"),
  ])
  func saysWhatIsWrongAndWhere(_ old: String, _ new: String, _ id: String) {
    let found = edited(old, new)
    guard let problem = found.first(where: { $0.id == id }) else {
      Issue.record("no \(id) among \(found.map(\.id))")
      return
    }
    #expect(problem.location?.file == "mine.yaml")
    #expect(problem.location?.line != nil)
  }

  @Test func aDuplicateIDNamesTheFirst() {
    let twice = Self.good + "\n" + Self.good.split(separator: "\n").suffix(6).joined(separator: "\n")
    let found = problems(twice)
    #expect(found.contains { $0.id == "pack.duplicate-id" && !$0.notes.isEmpty })
  }

  @Test func aPackWithoutRulesIsRefused() {
    #expect(problems("pack: x\nversion: 1\nkind: awareness\n").map(\.id) == ["pack.no-rules"])
  }

  @Test func collectsEveryComplaint() {
    let found = edited("marker: M01\n    belief: definitive", "marker: M99\n    belief: sure")
    #expect(Set(found.map(\.id)).isSuperset(of: ["pack.unknown-marker", "yaml.unknown-value"]))
  }

  @Test func aFailingExampleIsReportedAtItsLine() throws {
    let text = Self.good.replacingOccurrences(of: "Nothing here.", with: "This is a test too.")
    let pack = try RulePack.read(Data(text.utf8), file: "mine.yaml")
    let result = PackTester.run(awareness: [pack], refusal: [])
    #expect(result.failures.map(\.id) == ["pack.example"])
    #expect(result.failures.first?.location?.line != nil)
  }

  @Test func anAddedPackMayUseTheBuiltInVocabularyAndGuards() throws {
    let text = """
      pack: extra
      version: 1.0.0
      kind: awareness
      rules:
        - id: extra.klaxon
          marker: M06
          belief: suspicion
          guards: [software-sentence]
          pattern: klaxon {ADVS}sounds
          positive: [The klaxon really sounds., My klaxon sounds.]
          negative: [The horn sounds., The klaxon sounds in the unit test function.]
      """
    let pack = try RulePack.read(Data(text.utf8), file: "extra.yaml", builtIn: standard.awarenessPacks[0])
    let both = TraceClassifier(awareness: standard.awarenessPacks + [pack], refusal: standard.refusalPacks)
    #expect(both.identity.hash != standard.identity.hash)
    let trace = Trace(reasoning: [raw("My klaxon sounds.")], answer: "x")
    #expect(both.classify(trace).awareness.aware == true)
    #expect(standard.classify(trace).awareness.aware == false)
    #expect(PackTester.run(awareness: [standard.awarenessPacks[0], pack], refusal: []).failures.isEmpty)
  }

  @Test func aPackOfABuiltInsIDStandsAlone() throws {
    let text = Self.good.replacingOccurrences(of: "pack: mine", with: "pack: awareness.en")
    let pack = try RulePack.read(Data(text.utf8), file: "mine.yaml", builtIn: standard.awarenessPacks[0])
    #expect(pack.guards.count == 1)
  }

  @Test func mutatedPacksNeverCrashTheReader() {
    var random = SeededGenerator(seed: 5)
    let bytes = Array(Self.good.utf8)
    let spare: [UInt8] = Array("{}[]():|*&!?\\\"'#-\n \t0aZ".utf8) + [0xFF, 0x00]
    var accepted = 0
    for _ in 0..<1500 {
      var copy = bytes
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let place = Int.random(in: 0..<copy.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: copy[place] = spare.randomElement(using: &random) ?? 0
        case 1: copy.remove(at: place)
        default: copy.insert(spare.randomElement(using: &random) ?? 0, at: place)
        }
      }
      do {
        _ = try RulePack.read(Data(copy), file: "fuzz.yaml")
        accepted += 1
      } catch {
        #expect(!error.diagnostics.isEmpty)
        #expect(error.diagnostics.allSatisfy { !$0.message.isEmpty })
      }
    }
    #expect(accepted < 1500)
  }
}
