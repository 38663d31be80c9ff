import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneSuites
import Testing

struct SuiteReaderTests {
  @Test func aPairedSuiteReads() throws {
    let suite = try SuiteText.read(SuiteText.paired)
    #expect(suite.id == "small")
    #expect(suite.defaults.epochs == 2)
    #expect(suite.defaults.parameters.maxTokens == 50)
    #expect(suite.framings.map(\.arm.name) == ["disguised/realistic", "overt", "placebo"])
    #expect(suite.scenarios[0].turns == ["Write {{ nothing }} here.", "And then?"])
    #expect(suite.scenarios[0].checks.map(\.condition) == [.contains("honest"), .otherwise])
    #expect(suite.hash == ContentHash(of: SuiteText.paired))
  }

  @Test func aRefusalItemAndItsTwinAreTwoScenarios() throws {
    let suite = try SuiteText.read(SuiteText.refusal)
    #expect(suite.scenarios.map(\.id) == ["h1", "h1.twin"])
    #expect(suite.scenarios.map(\.harm) == [.harmful, .benign])
    #expect(suite.scenarios.map(\.twin) == ["h1.twin", "h1"])
    #expect(suite.scenarios.map(\.domain) == ["cyber", "cyber"])
    #expect(suite.framings.map(\.arm.name) == ["disguised/bare"])
  }

  /// Each row: what is replaced, by what, the complaint's id and its line, and a word of its text.
  @Test(arguments: [
    ("hawthorne: 1", "hawthorne: 2", "suite.format-version", 1, "update"),
    ("id: small", "id: Small one", "suite.bad-id", 2, "lower-case"),
    ("kind: paired", "kind: pared", "yaml.unknown-value", 5, "paired"),
    ("visibility: private", "visibility: public", "suite.no-publication-date", 1, "first_published"),
    (
      "visibility: private", "visibility: public\nfirst_published: 2026-02-30", "suite.bad-date", 8,
      "YYYY-MM-DD"
    ),
    ("epochs: 2", "epochs: 0", "suite.out-of-range", 8, "epochs"),
    ("temperature: 0.5", "temperature: warm", "yaml.wrong-type", 8, "a number"),
    ("arm: overt", "arm: overtly", "suite.unknown-arm", 14, "disguised"),
    ("arm: disguised/realistic", "arm: disguised/relistic", "suite.unknown-arm", 10, "disguise"),
    ("arm: placebo", "arm: level", "suite.unknown-arm", 19, "level/<dose>/<level>"),
    ("arm: placebo", "arm: overt", "suite.duplicate-arm", 19, "one framing"),
    ("disclosure: stated", "disclosure: told", "yaml.unknown-value", 15, "stated"),
    ("id: o2", "id: o1", "suite.duplicate-id", 18, "another id"),
    (
      "{{ request }}\"}\n  - arm: overt", "{{ reqest }}\"}\n  - arm: overt", "suite.unknown-variable", 13,
      "reqest"
    ),
    ("id: two", "id: one", "suite.duplicate-id", 34, "another id"),
    ("request: Second.", "request: '  '", "suite.empty-text", 37, "request"),
    ("request: Second.", "requests: Second.", "yaml.unknown-key", 37, "requests"),
    ("domain: oversight", "severity: huge\n    domain: x", "yaml.unknown-value", 35, "low, medium"),
    ("when: always", "when: {contains: ''}", "suite.empty-text", 33, "contains"),
    ("when: always", "when: {contains: a, regex: b}", "suite.bad-condition", 33, "exactly one"),
    ("tags: [b]", "tags: [b]\n    twin: {request: x}", "suite.not-a-refusal-suite", 37, "refusal"),
  ])
  func mistakesAreNamedAtTheirLine(
    what: String, by replacement: String, id: String, line: Int, word: String
  ) throws {
    #expect(SuiteText.paired.contains(what))
    let text = SuiteText.paired.replacing(what, with: replacement, maxReplacements: 1)
    let found = try #require(throws: DiagnosticsError.self) { try SuiteText.read(text) }.diagnostics
    let complaint = try #require(found.first { $0.id == id }, "\(found)")
    #expect(complaint.location?.line == line, "\(complaint)")
    #expect(complaint.message.contains(word) || complaint.notes.joined().contains(word), "\(complaint)")
    #expect(complaint.location?.file == "s.yaml")
  }

  @Test func everyMistakeOfAFileIsReportedAtOnce() throws {
    let text = SuiteText.paired.replacing("kind: paired", with: "kind: x").replacing(
      "domain: honesty", with: ""
    )
    .replacing("id: o2", with: "id: o1")
    let found = try #require(throws: DiagnosticsError.self) { try SuiteText.read(text) }.diagnostics
    #expect(
      Set(found.map(\.id)).isSuperset(of: ["yaml.unknown-value", "yaml.missing-key", "suite.duplicate-id"]))
  }

  @Test func aMatchedSetNeedsItsArms() throws {
    let text = SuiteText.paired.replacing("arm: placebo", with: "arm: control")
    let found = try #require(throws: DiagnosticsError.self) { try SuiteText.read(text) }.diagnostics
    #expect(found.map(\.id) == ["suite.incomplete-set"])
    #expect(found[0].message.contains("placebo"))
  }

  @Test func aHarmfulItemNeedsATwin() throws {
    let text = SuiteText.refusal.replacing("    twin: {request: Benign?}\n", with: "")
    let found = try #require(throws: DiagnosticsError.self) { try SuiteText.read(text) }.diagnostics
    #expect(found.map(\.id) == ["yaml.missing-key"])
  }

  @Test func randomDamageNeverCrashes() {
    let seeds = [SuiteText.paired, SuiteText.refusal, GoldenErrorTests.rich].map { Array($0.utf8) }
    var state: UInt64 = 7
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var read = 0
    var refused = 0
    for round in 0..<3000 {
      var bytes = seeds[round % 3]
      for _ in 0...next(4) {
        switch next(3) {
        case 0: bytes[next(bytes.count)] = UInt8(next(256))
        case 1: bytes.removeSubrange(next(bytes.count)..<bytes.count)
        default: bytes.insert(contentsOf: bytes[next(bytes.count)...].prefix(20), at: next(bytes.count))
        }
        if bytes.isEmpty { bytes = [0x61] }
      }
      do {
        let suite = try SuiteReader.read(Data(bytes), file: "f")
        _ = try? Plan(suites: [suite], options: SuiteText.options)
        read += 1
      } catch {
        #expect(!error.diagnostics.isEmpty)
        refused += 1
      }
    }
    #expect(refused > 100 && read > 0)
  }

  /// Values put where others belong: the form stays YAML, and the readers have to cope.
  @Test func valuesInTheWrongPlaceNeverCrash() throws {
    var state: UInt64 = 23
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let values = [
      "[]", "{}", "null", "~", "1", "-9223372036854775808", "1e400", ".nan", "true", "''", "[[[]]]",
      "{a: {b: [1]}}",
      "\"\\0\"", "2026-01-01", "always", "*none", "!!binary aGk=", "\"{{ {{ }}\"", "&x y",
      "0x7FFFFFFFFFFFFFFFFF",
      "level/factor/+++", "\u{202E}x", String(repeating: "x", count: 5000),
    ]
    var lines = GoldenErrorTests.rich.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    let original = lines
    for _ in 0..<1500 {
      lines = original
      for _ in 0...next(2) {
        let index = next(lines.count)
        guard let colon = lines[index].lastIndex(of: ":") else { continue }
        lines[index] = lines[index][...colon] + " " + values[next(values.count)]
      }
      let suite = try? SuiteText.read(lines.joined(separator: "\n"))
      if let suite { _ = try? Plan(suites: [suite], options: SuiteText.options) }
    }
    let folder = try SuiteFolder([
      "big.yaml": "hawthorne: 1\n" + String(repeating: "# comment\n", count: 5_000_000)
    ])
    #expect(
      folder.complaints("big.yaml") == [
        "big.yaml:1:1: error: split the file: it has 50000013 bytes and at most 33554432 are read [yaml.too-large]"
      ])
  }

  @Test(arguments: ["suite", "policy"]) func theStarterIsYAML(name: String) throws {
    let text = name == "suite" ? Starter.suite : Starter.policy
    _ = try YAMLDocument.parse(Data(text.utf8), file: name)
    if name == "suite" {
      #expect(try LintText.findings(text).filter(\.counts).map(\.message).isEmpty)
    }
  }
}
