import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

/// What a redacted report must not hold, and what it must.
@Suite struct RedactionTests {
  static let salt = RedactionSalt(stored: Data("a salt of sixteen bytes or more".utf8))

  private func strings(_ value: JSONValue, at path: String = "") -> [(path: String, text: String)] {
    switch value {
    case .string(let text): [(path, text)]
    case .array(let items): items.enumerated().flatMap { strings($0.element, at: "\(path)/\($0.offset)") }
    case .object(let members):
      members.sorted { $0.key < $1.key }.flatMap {
        [("\(path)/\($0.key) (key)", $0.key)] + strings($0.value, at: "\(path)/\($0.key)")
      }
    case .null, .bool, .integer, .number: []
    }
  }

  @Test func noMarkedTextIsLeft() throws {
    for report in try RichReport.all().prefix(1) {
      let full = try report.text().lowercased()
      // The fixture is worth something: the marks are all over the full report.
      #expect(full.components(separatedBy: RichReport.mark).count > 200)
      let redacted = try report.redacted(salt: Self.salt)
      let left = strings(try JSONTree.value(of: redacted)).filter {
        $0.text.lowercased().contains(RichReport.mark)
      }
      #expect(left.isEmpty, "\(left.prefix(20))")
      for format in OutputFormat.allCases {
        let text = try redacted.rendered(as: format)
        #expect(!text.lowercased().contains(RichReport.mark), "\(format)")
        #expect(text.contains(format == .json ? "\"redaction\"" : "Redacted form"))
      }
      #expect(try !redacted.text().contains("sixteen bytes"))
    }
  }

  @Test func everyNumberIsThatOfTheFullReport() throws {
    for report in try RichReport.all() {
      func numbers(_ value: JSONValue) -> [JSONValue] {
        switch value {
        case .integer, .number, .bool: [value]
        case .array(let items): items.flatMap(numbers)
        // Keys that became ids sort elsewhere.
        case .object(let members): members.values.flatMap(numbers).sorted { "\($0)" < "\($1)" }
        case .null, .string: []
        }
      }
      let redacted = try report.redacted(salt: Self.salt)
      #expect(numbers(try JSONTree.value(of: redacted)) == numbers(try JSONTree.value(of: report)))
      #expect(redacted.cells.map(\.aware) == report.cells.map(\.aware))
      #expect(redacted.id != report.id)
      #expect(try SealedDocument.seal(of: JSONTree.value(of: redacted)) == redacted.id)
    }
  }

  @Test func aRedactedReportReadsAndIsRedactedOnce() throws {
    let report = try Fixture.report(excerpts: true)
    let redacted = try report.redacted(salt: Self.salt)
    #expect(try ReportReader.read(Data(redacted.text().utf8), origin: "r") == redacted)
    #expect(
      try redacted.redacted(salt: RedactionSalt(stored: Data("another salt, of other bytes".utf8)))
        == redacted)
    let quote = try #require(redacted.excerpts.items.first)
    #expect(quote.quote.hasPrefix("redacted-") && quote.quote.count == 25)
    #expect(Set(redacted.excerpts.items.map(\.quote)).count == 1)
    // The suites are public: what diffs pair by stays.
    #expect(redacted.cells.map(\.scenario) == report.cells.map(\.scenario))
    #expect(redacted.cells == report.cells)
  }

  /// RFC 4231, test case 2.
  @Test func theIdIsAnHMAC() {
    let salt = RedactionSalt(stored: Data("Jefe".utf8))
    #expect(salt.id(of: "what do ya want for nothing?") == "redacted-5bdcc146bf60754e")
    #expect(salt.id(of: "") == "")
  }

  @Test func aShortSaltIsRefused() throws {
    #expect(throws: RedactionError.weakSalt(origin: "s", bytes: 3)) {
      try RedactionSalt(file: Data("abc".utf8), origin: "s")
    }
  }

  @Test func diffsOfRedactedReportsHaveTheSameNumbers() throws {
    func privately(_ rollouts: [RolloutSummary]) throws -> Report {
      try Fixture.report(
        rollouts,
        manifest: Fixture.manifest(
          suites: [Fixture.suite("honesty", visibility: .private), Fixture.suite("hazard", kind: .refusal)],
          planned: rollouts.count))
    }
    var rollouts = Fixture.rollouts
    rollouts[0] = Fixture.summary("s01", Fixture.overt, outcome: .complied, aligned: true)
    let (old, new) = (try privately(Fixture.rollouts), try privately(rollouts))
    let full = try ReportDiff(old, new)
    let hidden = try ReportDiff(old.redacted(salt: Self.salt), new.redacted(salt: Self.salt))
    let suite = Self.salt.id(of: "honesty")
    func named(_ rows: [ReportDiff.Row]) -> Set<ReportDiff.Row> {
      Set(
        rows.map { row in
          var row = row
          if row.suite == suite { row.suite = "honesty" }
          return row
        })
    }
    #expect(hidden.rows.contains { $0.suite == suite } && !hidden.rows.contains { $0.suite == "honesty" })
    #expect(named(hidden.rows) == named(full.rows))
    #expect(hidden.sharedScenarios == full.sharedScenarios && hidden.confounds == full.confounds)
    #expect(hidden.changes.newlyAware.count == full.changes.newlyAware.count)
    #expect(hidden.changes.noLongerAware.count == full.changes.noLongerAware.count)
  }

  @Test func aFullAndARedactedReportCanBeCompared() throws {
    let full = try Fixture.report(excerpts: true)
    let diff = try ReportDiff(full, full.redacted(salt: Self.salt))
    #expect(diff.confounds.isEmpty && diff.rows.allSatisfy { ($0.difference ?? 0) == 0 })
  }

  @Test func whatNoShapeDescribesIsHidden() {
    var redactor = Redactor(salt: Self.salt, privateSuites: [])
    let object = ObjectShape("o", "", [.must("known", .fixed)])
    let redacted = redactor.redacted(
      ["known": "kept", "fresh": "a secret", "more": ["deep": ["of mine"], "n": 3]], as: object, quoting: [])
    #expect(redacted["known"] == "kept")
    #expect(redacted["fresh"] == .string(Self.salt.id(of: "a secret")))
    #expect(redacted["more"]?["deep"] == [.string(Self.salt.id(of: "of mine"))])
    #expect(redacted["more"]?["n"] == 3)
  }

  @Test func namesInSentencesAreReplacedWhole() {
    let redactor = SentenceRedactor(tokens: ["cat": "X", "cat/1": "Y", "12": "Z", "ans wer": "W"])
    #expect(
      redactor.redacted("12 of the cats, cat/1 and cat: 'ans wer', cat/12.")
        == "12 of the cats, Y and X: 'W', X/12.")
  }

  @Test func anArmStaysAnArm() throws {
    let arm = Arm(.level, variant: "factor/one two three four five six seven eight nine")
    let report = try Fixture.report([Fixture.summary("s01", arm), Fixture.summary("s02", Fixture.overt)])
    let redacted = try report.redacted(salt: Self.salt)
    #expect(redacted.cells.map(\.arm.kind) == [.level, .overt])
    #expect(redacted.cells[0].arm.variant?.hasPrefix("redacted-") == true)
    #expect(try !redacted.text().contains("three four five"))
  }

  @Test func aTextIsNoName() {
    #expect(Redactor.isName("qwen2.5-coder-1.5b-instruct-q4_k_m"))
    #expect(Redactor.isName("failed: connection"))
    #expect(!Redactor.isName("one-two-three-four-five-six-seven-eight"))
    #expect(!Redactor.isName(String(repeating: "x", count: 129)))
  }
}
