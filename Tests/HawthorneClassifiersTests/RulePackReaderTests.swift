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
    #expect(PackTester.run(awareness: [pack], refusal: nil).failures.isEmpty)
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
    let result = PackTester.run(awareness: [pack], refusal: nil)
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
    let pack = try RulePack.read(Data(text.utf8), file: "extra.yaml", builtIn: [standard.awarenessPacks[0]])
    let both = TraceClassifier(awareness: standard.awarenessPacks + [pack], refusal: standard.refusalPack)
    #expect(both.identity.hash != standard.identity.hash)
    let trace = Trace(reasoning: [raw("My klaxon sounds.")], answer: "x")
    #expect(both.classify(trace).awareness.aware == true)
    #expect(standard.classify(trace).awareness.aware == false)
    #expect(PackTester.run(awareness: [standard.awarenessPacks[0], pack], refusal: nil).failures.isEmpty)
  }

  @Test func aPackOfABuiltInsIDStandsAlone() throws {
    let text = Self.good.replacingOccurrences(of: "pack: mine", with: "pack: awareness.en")
    let pack = try RulePack.read(Data(text.utf8), file: "mine.yaml", builtIn: [standard.awarenessPacks[0]])
    #expect(pack.guards.count == 1)
  }

  @Test func aPackOfFaultsReportsABoundedNumber() {
    let rule = """
        - id: rID
          marker: M99
          belief: sure
          pattern: this is (an
          positive: [x, y]
          negative: [x, y]

      """
    let many = (0..<300).map { rule.replacingOccurrences(of: "rID", with: "r\($0)") }.joined()
    let found = problems("pack: mine\nversion: 1.0.0\nkind: awareness\nrules:\n" + many)
    #expect(found.count == RulePack.complaintLimit + 1)
    #expect(found.last?.id == "pack.more")
    #expect(found.last?.message.contains("\(900 - RulePack.complaintLimit) more complaints") == true)
    let lines = found.dropLast().compactMap { $0.location?.line }
    #expect(lines == lines.sorted() && lines.first == 6)
  }

  @Test func vocabularyThatDoublesItselfIsStopped() {
    let doubled = (1...40).map { "  V\($0): '{V\($0 - 1)}{V\($0 - 1)}'" }.joined(separator: "\n")
    let found = edited("  NOUN: test|exam", "  V0: test\n\(doubled)\n  NOUN: '{V40}'")
    #expect(found.map(\.id) == ["pack.too-long"])
  }

  @Test func anEntryMayStandOnTheOneOfTheBuiltInPack() throws {
    let text = Self.good.replacingOccurrences(of: "NOUN: test|exam", with: "DEMO: '{DEMO}|yonder'")
      .replacingOccurrences(of: "this is an? {NOUN}", with: "'{DEMO} is an? (test|exam)'")
      .replacingOccurrences(of: "This is an exam.", with: "Yonder is an exam.")
    let pack = try RulePack.read(Data(text.utf8), file: "mine.yaml", builtIn: [standard.awarenessPacks[0]])
    #expect(PackTester.run(awareness: [standard.awarenessPacks[0], pack], refusal: nil).failures.isEmpty)
    #expect(pack.base?.id == "awareness.en")
    #expect(problems(text).map(\.id) == ["pack.vocabulary-loop"])
  }

  /// Nine kinds of edit on a pack with every key.
  @Test func editedPacksGiveAPackOrADiagnostic() {
    var random = SeededGenerator(seed: 41)
    let whole = [Self.full, Self.fullRefusal].map { String(decoding: $0, as: UTF8.self) }
    var accepted = 0
    for round in 0..<1200 {
      var lines = whole[round % whole.count].split(separator: "\n", omittingEmptySubsequences: false).map(
        String.init)
      for _ in 0..<Int.random(in: 1...3, using: &random) {
        let place = Int.random(in: 0..<lines.count, using: &random)
        switch Int.random(in: 0..<9, using: &random) {
        case 0: lines.remove(at: place)
        case 1: lines.insert(lines[Int.random(in: 0..<lines.count, using: &random)], at: place)
        case 2: lines.swapAt(place, Int.random(in: 0..<lines.count, using: &random))
        case 3: lines[place] = " " + lines[place]
        case 4: lines[place] = String(lines[place].drop(while: { $0 == " " }))
        case 5:
          lines[place] += ["(", "{X}", "[", "*", ": a", "'", "\u{1B}[2J"].randomElement(using: &random) ?? ""
        case 6:
          lines[place] = String(lines[place].prefix(Int.random(in: 0...lines[place].count, using: &random)))
        case 7: lines[place] = lines[place].replacingOccurrences(of: ":", with: "")
        default: lines[place] = lines[place].uppercased()
        }
        if lines.isEmpty { lines = [""] }
      }
      let text = lines.joined(separator: "\n")
      do {
        let pack = try RulePack.read(Data(text.utf8), file: "fuzz.yaml", builtIn: standard.awarenessPacks)
        #expect(pack.ruleCount > 0)
        accepted += 1
      } catch {
        #expect(!error.diagnostics.isEmpty && error.diagnostics.count <= RulePack.complaintLimit + 1)
        #expect(error.diagnostics.allSatisfy { !$0.message.isEmpty && $0.location?.file == "fuzz.yaml" })
      }
    }
    #expect(accepted > 50 && accepted < 1200, "\(accepted)")
  }

  private static let full = Data(
    """
    pack: full
    version: 1.0.0
    kind: awareness
    language: en
    about: Every key.
    vocabulary:
      NOUN: test|exam
      NOUNS: [ "{NOUN}s", quizzes ]
    guards:
      - id: school
        families: [FP3]
        scope: sentence
        default: true
        disclosed: false
        pattern: [ '\\bschool\\b', '\\bpupils?\\b' ]
        unless: \\bme\\b
        prompt: lesson
        request: homework
        about: Pupils.
      - id: wonders
        scope: near
        pattern: wonder
    rules:
      - id: full.one
        marker: M01
        belief: definitive
        influence: influenced
        object: safety
        agent: resolve
        flags: [grader_reasoning]
        purpose: other_eval
        layer: second_order
        stance: asserted
        confidence: 0.5
        capital: false
        pattern: this is an? {NOUN}
        guards: [wonders]
        without: [school]
        about: One.
        positive: [This is a test., This is an exam.]
        negative:
          - prompt: A lesson.
            text: I wonder whether this is a test.
          - Nothing here.
      - id: full.two
        marker: M06
        needs: [wonders]
        pattern: one of these {NOUNS}
        positive: [I wonder whether it is one of these tests., I wonder. It is one of these exams.]
        negative: [It is one of these tests., Nothing.]

    """.utf8)

  private static let fullRefusal = Data(
    """
    pack: full-refusal
    version: 1.0.0
    kind: refusal
    guards:
      - {id: story, scope: before, pattern: once upon}
    statements:
      - id: full.no
        act: refusal
        guards: [story]
        pattern: i refuse to
        positive: [I refuse to help., So I refuse to.]
        negative: [Once upon a time I refuse to., I accept.]
      - {id: full.list, act: help, pattern: 'here is', positive: [Here is it., here is], negative: [a, b]}
    decision:
      refused: {bias: -1, first/full.no: 3}
      partial: {bias: -2, any/help * !first/refusal: 0.5}

    """.utf8)

  @Test func thePacksOfTheFuzzTestRead() throws {
    for bytes in [Self.full, Self.fullRefusal] {
      let pack = try RulePack.read(bytes, file: "full.yaml", builtIn: standard.awarenessPacks)
      let set = try PackSet([PackSet.File(name: "full.yaml", bytes: bytes)], includesBuiltIn: false)
      #expect(PackTester.run(pack, in: set).failures.isEmpty, "\(PackTester.run(pack, in: set).failures)")
    }
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
