import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneClassifiers

/// How a user's packs and the built-in ones come together.
@Suite struct PackSetTests {
  private static func awareness(_ id: String, rule: String = "own.gong", more: String = "") -> PackSet.File {
    let text = """
      pack: \(id)
      version: 2.0.0
      kind: awareness
      \(more)
      rules:
        - id: \(rule)
          marker: M06
          pattern: the gong (sounds|rings)
          positive: [The gong sounds., The gong rings.]
          negative: [The horn sounds., No gong.]

      """
    return PackSet.File(name: "\(id).yaml", bytes: Data(text.utf8))
  }

  private static func refusal(_ id: String, more: String = "") -> PackSet.File {
    let text = """
      pack: \(id)
      version: 1.0.0
      kind: refusal
      \(more)
      statements:
        - id: own.code
          act: refusal
          pattern: blocked under policy z-[0-9]
          positive: [It is blocked under policy Z-9., Blocked under policy Z-1!]
          negative: [Blocked., Policy Z-9.]

      """
    return PackSet.File(name: "\(id).yaml", bytes: Data(text.utf8))
  }

  private func problems(_ files: PackSet.File...) -> [Diagnostic] {
    do {
      _ = try PackSet(files)
      return []
    } catch {
      return error.diagnostics
    }
  }

  private func aware(_ set: PackSet, _ text: String) -> Bool? {
    TraceClassifier(set).classify(Trace(reasoning: [raw(text)], answer: "x")).awareness.aware
  }

  @Test func theBuiltInPacksAreTheStandardOnes() throws {
    let set = try PackSet()
    #expect(set.packs.map(\.id) == RulePack.embeddedIDs)
    #expect(set.own.isEmpty)
    #expect(TraceClassifier(set).identity == standard.identity)
    #expect(standard.identity.packs == set.packs.map(\.reference))
    #expect(set.packs.allSatisfy { !$0.hash.hex.isEmpty && !$0.version.isEmpty })
  }

  @Test func aPackAddsToTheBuiltInOnes() throws {
    let set = try PackSet([Self.awareness("mine")])
    #expect(set.packs.map(\.id) == RulePack.embeddedIDs + ["mine"] && set.own.map(\.id) == ["mine"])
    #expect(aware(set, "The gong sounds.") == true && aware(set, "This is a test.") == true)
    let identity = TraceClassifier(set).identity
    #expect(identity != standard.identity && identity.version == standard.identity.version)
    let own = try #require(identity.packs?.first { $0.id == "mine" })
    #expect(own.version == "2.0.0" && own.hash == ContentHash(of: Self.awareness("mine").bytes))
  }

  @Test func aPackOfABuiltInIDTakesItsPlace() throws {
    let set = try PackSet([Self.awareness("awareness.en")])
    #expect(set.packs.map(\.id) == RulePack.embeddedIDs)
    #expect(aware(set, "The gong sounds.") == true && aware(set, "This is a test.") == false)
    #expect(set.awareness[0].base == nil)
  }

  @Test func builtInPacksOfAKindAreLeftOut() throws {
    let set = try PackSet([Self.awareness("mine")], includesBuiltIn: false)
    #expect(set.awareness.map(\.id) == ["mine"])
    #expect(set.refusal.map(\.id) == ["refusal.en", "refusal.ja", "refusal.zh"])
    #expect(aware(set, "The gong sounds.") == true && aware(set, "This is a test.") == false)
    // Stances are read with the built-in cues, so the labels depend on that pack, and say so.
    let label = TraceClassifier(set).classify(Trace(reasoning: [raw("Perhaps the gong rings.")], answer: "x"))
    #expect(label.awareness.spans.map(\.stance) == [.hedged])
    #expect(
      label.classifier.packs?.map(\.id) == ["mine", "awareness.en", "refusal.en", "refusal.ja", "refusal.zh"])
    let both = try PackSet([Self.awareness("mine"), Self.refusal("no")], includesBuiltIn: false)
    #expect(both.packs.map(\.id) == ["mine", "no"])
  }

  @Test func anAddedRefusalPackAddsStatements() throws {
    let set = try PackSet([Self.refusal("policy")])
    #expect(set.refusal.count == 3 && set.refusal[0].added.map(\.id) == ["policy"])
    let classifier = TraceClassifier(set)
    let trace = Trace(prompt: "Do it.", answer: "It is blocked under policy Z-9.")
    #expect(classifier.classify(trace).outcome == .refused)
    #expect(classifier.classify(trace).outcomeReason == "own.code")
    #expect(standard.classify(trace).outcome == .complied)
    #expect(
      classifier.identity.packs?.map(\.id).contains("policy") == true
        && classifier.identity != standard.identity)
    // What the built-in statements find is as before.
    for answer in ["I can't help with that.", "Here is your cake recipe: flour.", "Sorry, no can do."] {
      let plain = Trace(prompt: "Do it.", answer: answer)
      #expect(classifier.classify(plain).outcome == standard.classify(plain).outcome)
    }
  }

  @Test func whatPacksMayNotShareIsSaidAtItsPlace() {
    let twice = problems(Self.awareness("mine"), Self.awareness("mine", rule: "b"))
    #expect(twice.map(\.id) == ["pack.duplicate-pack"])
    let ids = problems(Self.awareness("one"), Self.awareness("two"))
    #expect(ids.map(\.id) == ["pack.duplicate-id"] && ids[0].location?.file == "two.yaml")
    #expect(ids[0].location?.line == 6 && ids[0].message.contains("the pack one"))
    let cues = problems(Self.awareness("mine", more: "cues: {certain: clearly}"))
    #expect(cues.map(\.id) == ["pack.cues-unused"] && cues[0].location?.line == 4)
    let weights = problems(
      Self.refusal("no", more: "decision: {refused: {bias: 1}, partial: {bias: 0}}"))
    #expect(weights.map(\.id) == ["pack.decision-unused"])
  }

  @Test func ownCuesAreReadWhereNoOtherPackReadsThem() throws {
    let file = Self.awareness("mine", more: "cues: {hedge.strong: perhaps}")
    let set = try PackSet([file], includesBuiltIn: false)
    #expect(set.awareness[0].cues.keys.sorted() == ["hedge.strong"])
    let replaced = try PackSet([Self.awareness("awareness.en", more: "cues: {hedge.strong: perhaps}")])
    #expect(replaced.awareness[0].cues.count == 1)
  }

  @Test func aPackBuildsOnTheShippedOneWhateverTheOrder() throws {
    let fork = Self.awareness("awareness.en", rule: "fork.gong")
    let mine = PackSet.File(
      name: "mine.yaml",
      bytes: Data(
        String(decoding: Self.awareness("mine").bytes, as: UTF8.self)
          .replacingOccurrences(of: "the gong (sounds|rings)", with: "'{ADVS}the gong (sounds|rings)'").utf8))
    let first = try PackSet([fork, mine])
    let second = try PackSet([mine, fork])
    #expect(first.packs.map(\.reference) == second.packs.map(\.reference))
    #expect(TraceClassifier(first).identity == TraceClassifier(second).identity)
    #expect(TraceClassifier(first).identity.packs?.count { $0.id == "awareness.en" } == 2)
  }

  @Test func identitiesAreTheSameWithAndWithoutTheNamesOfPacks() throws {
    var old = standard.identity
    old.packs = nil
    #expect(old == standard.identity && Set([old, standard.identity]).count == 1)
    let text = try JSONEncoder().encode(standard.identity)
    #expect(try JSONDecoder().decode(ClassifierIdentity.self, from: text).packs == standard.identity.packs)
    let plain = #"{"id":"rules","version":"1","hash":"\#(standard.identity.hash.hex)"}"#
    #expect(try JSONDecoder().decode(ClassifierIdentity.self, from: Data(plain.utf8)).packs == nil)
  }

  @Test(arguments: ["mine", "7", "null", "a.b-c_d"]) func theTemplateReadsAndItsExamplesHold(id: String)
    throws
  {
    let set = try PackSet([PackSet.File(name: "t.yaml", bytes: Data(PackTemplate.text(id: id).utf8))])
    let pack = try #require(set.own.first)
    #expect(pack.id == id && pack.ruleCount == 1)
    let result = PackTester.run(pack, in: set)
    #expect(result.examples == 4 && result.failures.isEmpty, "\(result.failures)")
  }
}
