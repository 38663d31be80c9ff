import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneClassifiers

@Suite struct RubricReaderTests {
  static let good = """
    rubric: mine
    version: 1.0.0
    language: en
    limits: {characters: 500, prompt: 300}
    instructions: Judge it.
    questions:
      - id: says
        text: Does it say so?
        quote: required
        marker: M01
        belief: recognition
      - id: own
        text: Is it about its own work?
      - id: tells
        reads: answer
        text: Does it tell?
      - id: behind
        pass: layer
        text: Is it behind the stated?
      - id: told
        pass: arm
        text: Was it told?
    rules:
      - id: said
        when: {all: [says], none: [own]}
        belief: recognition
      - id: told-user
        when: {all: [tells]}
        visible: true
      - id: second
        when: {all: [behind]}
        layer: second_order
    """

  static func rubric(_ text: String = good) throws -> Rubric {
    try Rubric.read(Data(text.utf8), file: "mine.yaml")
  }

  private func problems(_ text: String) -> [Diagnostic] {
    do {
      _ = try Rubric.read(Data(text.utf8), file: "mine.yaml")
      return []
    } catch {
      return error.diagnostics
    }
  }

  @Test func readsAGoodRubric() throws {
    let rubric = try Self.rubric()
    #expect(rubric.id == "mine" && rubric.version == "1.0.0" && rubric.hash == ContentHash(of: Self.good))
    #expect(rubric.questions.map(\.id) == ["says", "own", "tells", "behind", "told"])
    #expect(rubric.questions.map(\.pass) == [.agent, .agent, .agent, .layer, .arm])
    #expect(rubric.questions[0].needsQuote && !rubric.questions[1].needsQuote)
    #expect(rubric.limits == Rubric.Limits(characters: 500, prompt: 300))
    #expect(rubric.reads("en-GB") && rubric.reads(nil) && !rubric.reads("ja"))
    #expect(rubric.asksAwareness && !rubric.asksOutcome && !rubric.asksChecks)
  }

  @Test func theLanguagesItReadsMayBeMore() throws {
    let text = Self.good.replacingOccurrences(of: "language: en", with: "language: en\nreads: [en, ja]")
    let rubric = try Self.rubric(text)
    #expect(rubric.reads("ja") && !rubric.reads("de"))
  }

  @Test(arguments: [
    ("rubric: mine", "rubric: My Rubric", "rubric.bad-id", 1),
    ("rubric: mine", "rubric: a/b", "rubric.bad-id", 1),
    ("version: 1.0.0", "version: 1 # x\nvarsion: 2", "yaml.unknown-key", 3),
    ("version: 1.0.0", "version: '1@2'", "rubric.bad-version", 2),
    ("version: 1.0.0\n", "", "yaml.missing-key", 1),
    ("language: en", "language: English", "rubric.bad-language", 3),
    ("characters: 500", "characters: 5", "rubric.limit", 4),
    ("characters: 500", "characters: many", "yaml.wrong-type", 4),
    ("instructions: Judge it.", "instructions: '  '", "rubric.text", 5),
    ("id: own", "id: says", "rubric.duplicate-id", 12),
    ("id: told-user", "id: said", "rubric.duplicate-id", 27),
    ("marker: M01", "marker: M24", "rubric.unknown-marker", 10),
    ("marker: M01", "marker: M99", "rubric.unknown-marker", 10),
    ("quote: required", "quote: perhaps", "yaml.unknown-value", 9),
    ("quote: required\n", "quote: none\n", "rubric.marker-without-quote", 10),
    ("pass: layer", "pass: layer\n    quote: required", "rubric.quote-in-pass", 19),
    ("pass: layer", "pass: layer\n    reads: answer", "rubric.reads-in-layer", 19),
    ("pass: layer", "pass: check", "yaml.unknown-value", 18),
    ("all: [says]", "all: [sys]", "rubric.unknown-question", 25),
    ("all: [says], none: [own]", "none: [own]", "rubric.empty-condition", 25),
    ("all: [says]", "all: [tells]", "rubric.wrong-text", 25),
    ("all: [says]", "all: [told]", "rubric.wrong-text", 25),
    ("all: [says]", "all: [behind]", "rubric.wrong-text", 25),
    ("all: [behind]", "all: [says]", "rubric.wrong-text", 31),
    ("    layer: second_order", "    about: nothing", "rubric.empty-rule", 30),
    ("    visible: true", "    visible: true\n    belief: suspicion", "rubric.mixed-rule", 27),
    ("    visible: true", "    visible: false", "rubric.no-visible", 1),
    ("    belief: recognition\n  - id: told", "    flags: [user_probe]\n  - id: told", "rubric.no-belief", 1),
    ("    visible: true", "    outcome: blocked", "yaml.unknown-value", 29),
  ])
  func aMistakeIsSaidWithItsPlace(old: String, new: String, id: String, line: Int) throws {
    #expect(Self.good.contains(old))
    // The first occurrence alone.
    let place = try #require(Self.good.range(of: old))
    let found = problems(Self.good.replacingCharacters(in: place, with: new))
    #expect(found.contains { $0.id == id && $0.location?.line == line }, "\(found)")
    #expect(found.allSatisfy { $0.location?.file == "mine.yaml" })
  }

  @Test func aRubricThatAsksNothingIsNone() {
    let text = "rubric: a\nversion: '1'\nlanguage: en\ninstructions: x\n"
    #expect(problems(text).map(\.id) == ["rubric.no-rules"])
    #expect(problems(text + "checks: true\n").isEmpty)
  }

  @Test(arguments: Rubric.shipped.map(\.name)) func theShippedRubricsRead(name: String) throws {
    let rubric = try #require(try Rubric.named(name))
    #expect(rubric.id == name)
    #expect(!rubric.questions.contains { $0.pass == .agent && !$0.needsQuote })
  }

  @Test func anUnknownNameIsNoShippedRubric() throws {
    let none = try Rubric.named("awarness")
    #expect(none == nil)
  }

  @Test func damagedRubricsAreDiagnosedAndNothingElse() {
    var random = SeededGenerator(seed: 11)
    let source = Array(Self.good.utf8)
    var read = 0
    for _ in 0..<3000 {
      var bytes = source
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 9)], at: place)
        }
      }
      do {
        _ = try Rubric.read(Data(bytes), file: "f")
        read += 1
      } catch {
        #expect(!error.diagnostics.isEmpty)
      }
    }
    #expect(read > 0 && read < 3000)
  }
}
