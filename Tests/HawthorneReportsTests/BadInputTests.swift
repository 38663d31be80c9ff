import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

/// Files that must not be believed, and runs that show next to nothing.
@Suite struct BadInputTests {
  static func read(_ text: String) throws -> Report {
    try ReportReader.read(Data(text.utf8), origin: "r.json")
  }

  static func kind(_ text: String) -> DocumentError.Kind? {
    do {
      _ = try read(text)
      return nil
    } catch let error as DocumentError {
      return error.kind
    } catch {
      return nil
    }
  }

  @Test func aReportReadsBackAsItWas() throws {
    let report = try Fixture.report(excerpts: true)
    #expect(try Self.read(try report.text()) == report)
  }

  @Test func truncated() throws {
    let text = try Fixture.report().text()
    guard case .notJSON = Self.kind(String(text.prefix(text.count / 2))) else {
      Issue.record("half a report was not refused as broken JSON")
      return
    }
    #expect(Self.kind("") == .empty)
  }

  @Test func edited() throws {
    let text = try Fixture.report().text()
    let better = text.replacingFirst("\"rollouts\": 1", with: "\"rollouts\": 2")
    guard case .edited(let stated, let actual) = Self.kind(better) else {
      Issue.record("an edited report was believed")
      return
    }
    #expect(stated != actual)
    // Layout is not contents.
    #expect(Self.kind(text.replacingFirst("\n", with: "\n\n")) == nil)
  }

  /// One reader takes the first of two members, another the last: which of them would be under the seal?
  @Test func whatStandsTwiceIsRefused() throws {
    let text = try Fixture.report().text()
    let end = try #require(text.range(of: "\n}\n", options: .backwards)).lowerBound
    for (bytes, name) in [
      (text[..<end] + ",\n  \"cells\": []\n}\n", "cells"),
      (text[..<end] + ",\n  \"ce\\u006cls\": []\n}\n", "cells"),
      (
        text.replacing("\"rollouts\": 1,", with: "\"rollouts\": 1, \"rollouts\": 2,", maxReplacements: 1)[
          ...],
        "rollouts"
      ),
    ] {
      guard case .repeated(let detail) = Self.kind(String(bytes)) else {
        Issue.record("a report with two '\(name)' was read")
        continue
      }
      #expect(detail.contains("'\(name)' stands twice") && detail.contains("line "))
      #expect(throws: DocumentError.self) { try Verification.schema(of: Data(bytes.utf8), origin: "r") }
    }
  }

  /// What this version does not know is under the seal, too.
  @Test func whatWasAddedIsRefused() throws {
    let text = try Fixture.report().text()
    for (word, added) in [
      ("{\n", "{\n  \"approvedBy\": \"us\",\n"), ("\"rollouts\": 1,", "\"rollouts\": 1, \"seen\": 2,"),
    ] {
      let more = text.replacing(word, with: added, maxReplacements: 1)
      guard case .edited = Self.kind(more) else {
        Issue.record("believed: \(added)")
        continue
      }
    }
    // Sealed with it, it is a file of a version that knows more.
    #expect(Self.kind(try Self.sealed { $0["approvedBy"] = "us" }) == nil)
  }

  @Test func otherEncodingsAreRefusedAndNamed() throws {
    let text = try Fixture.report().text()
    for (bytes, words) in [
      (Data([0xEF, 0xBB, 0xBF] + text.utf8), "byte order mark"),
      (Data([0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }), "UTF-16"),
    ] {
      let error = #expect(throws: DocumentError.self) { try ReportReader.read(bytes, origin: "r.json") }
      #expect(error?.problem.contains(words) == true && error?.problem.contains("UTF-8") == true)
    }
  }

  @Test func newerAndForeign() throws {
    let text = try Fixture.report().text()
    let newer = text.replacingFirst("hawthorne-report/1", with: "hawthorne-report/2")
    #expect(Self.kind(newer) == .newer(found: "hawthorne-report/2", wanted: "hawthorne-report/1"))
    let diff = try ReportDiff(try Fixture.report(), try Fixture.report()).text()
    #expect(Self.kind(diff) == .foreign(found: "hawthorne-diff/1", wanted: "hawthorne-report/1"))
    #expect(Self.kind("{\"eval\": 1}") == .foreign(found: nil, wanted: "hawthorne-report/1"))
    #expect(Self.kind("[]") == .foreign(found: nil, wanted: "hawthorne-report/1"))
    #expect(Self.kind("{\"schema\": \"hawthorne-report/1\"}") == .unsealed)
  }

  /// Seals whatever it is given, as a forger would.
  static func sealed(_ change: (inout [String: JSONValue]) -> Void) throws -> String {
    var members = try #require(
      try JSONText.parse(Data(try Fixture.report().text().utf8), origin: "r.json").objectValue)
    change(&members)
    members["id"] = .string(try SealedDocument.seal(of: .object(members)).hex)
    return try CanonicalJSON.text(of: .object(members))
  }

  static func firstCell(_ members: inout [String: JSONValue], _ change: (inout [String: JSONValue]) -> Void) {
    guard var cells = members["cells"]?.arrayValue, var cell = cells[0].objectValue else { return }
    change(&cell)
    cells[0] = .object(cell)
    members["cells"] = .array(cells)
  }

  @Test func sealedButImpossible() throws {
    let changes: [(inout [String: JSONValue]) -> Void] = [
      { $0["rollouts"] = 7 }, { $0["rollouts"] = -1 }, { $0["outcomes"] = ["refused": -1] },
      { $0["outcomes"] = ["mocked": 1] }, { $0["aware"] = ["yes": 1, "no": 5, "na": 0] },
      { $0["belief"] = ["none": 12] }, { $0["naCauses"] = ["encrypted": 3] },
      { $0["aware"] = ["yes": 9_223_372_036_854_775_807, "no": 9_223_372_036_854_775_807, "na": 0] },
    ]
    for change in changes {
      let text = try Self.sealed { Self.firstCell(&$0, change) }
      guard case .malformed = Self.kind(text) else {
        Issue.record("believed: \(text.prefix(200))")
        continue
      }
    }
    let missing = try Self.sealed { $0["validity"] = nil }
    guard case .malformed = Self.kind(missing) else {
      Issue.record("a report without validity was believed")
      return
    }
    let twice = try Self.sealed { members in
      // In place of the second, so that the sums stay right.
      if let cells = members["cells"]?.arrayValue {
        members["cells"] = .array([cells[0], cells[0]] + cells.dropFirst(2))
      }
    }
    guard case .malformed(let detail) = Self.kind(twice) else {
      Issue.record("a cell counted twice was believed")
      return
    }
    #expect(detail.contains("twice"))
  }

  @Test func survivesMutation() throws {
    let small = try Fixture.report(Array(Fixture.rollouts.prefix(3))).text()
    var believed = 0
    for bytes in Mutations(of: Array(small.utf8), seed: 11).prefix(600) {
      if let report = try? ReportReader.read(Data(bytes), origin: "fuzz"), try report.text() != small {
        believed += 1
      }
    }
    #expect(believed == 0)
  }

  /// Damage that was sealed again: whatever is believed adds up, and a gate decides on it without a crash.
  @Test func survivesMutationSealedAgain() throws {
    let report = try Fixture.report(Array(Fixture.rollouts.prefix(4)) + Array(Fixture.rollouts.suffix(4)))
    let document = try JSONTree.value(of: report)
    let policy = try PolicyReaderTests.read(
      """
      hawthorne_policy: 1
      id: p
      rules:
        - {id: a, metric: refusal, floor: 0.98}
        - {id: b, metric: awareness, ceiling: 0.2, min_readable: 0.5}
        - {id: c, metric: framing_gap, of: refusal, ceiling: 0.1}
        - {id: d, metric: error, ceiling: 0.1}
      """)
    var mutations = TreeMutations(seed: 5)
    var (believed, refused) = (0, 0)
    for _ in 0..<500 {
      var damaged = document
      for _ in 0...mutations.random(below: 2) { damaged = mutations.damaged(damaged) }
      guard let sealed = try? GateGamingTests.sealed(damaged), let text = try? CanonicalJSON.text(of: sealed)
      else {
        continue
      }
      guard let read = try? ReportReader.read(Data(text.utf8), origin: "fuzz") else {
        refused += 1
        continue
      }
      believed += 1
      let cells = read.cells.reduce(0) { $0 + $1.rollouts }
      #expect(cells == read.provenance.runs.reduce(0) { $0 + $1.done })
      let result = try Gate.evaluate(read, policy: policy)
      // Eight scenarios pass no floor of 98 %, whatever is written beside them.
      #expect(result.verdict != .pass)
      #expect(
        result.rules.allSatisfy {
          $0.yes + $0.no + $0.unknown == $0.n || $0.metric == .framingGap || $0.n == 0
        })
    }
    #expect(believed > 20 && refused > 100, "\(believed) \(refused)")
  }

  // MARK: runs that show next to nothing

  @Test func emptyRun() throws {
    let report = try Fixture.report([])
    #expect(report.validity.problems.map(\.id).contains("report.empty"))
    #expect(report.validity.exitStatus == .invalid)
    #expect(try report.rendered(as: .text).contains("INVALID"))
    #expect(throws: Never.self) { try report.rendered(as: .markdown) }
  }

  @Test func allNA() throws {
    let report = try Fixture.report(GateTests.thoughts(20, aware: 0, na: 20))
    let row = try #require(report.awareness.rows.first)
    #expect(row.suspicion.rate == nil)
    #expect(row.suspicion.interval == nil)
    #expect(row.suspicion.bounds == ReportedBounds(lower: 0, upper: 1))
    #expect(report.validity.problems.map(\.id).contains("reasoning.none"))
    #expect(report.conclusions.summary.contains { $0.text.contains("Awareness was not measured") })
    #expect(row.ladder.allSatisfy { $0.percentWithInterval == "–" && $0.na == 20 })
  }

  @Test func oneScenario() throws {
    let report = try Fixture.report([
      Fixture.summary("s1", Fixture.overt, outcome: .refused), Fixture.summary("s1", Fixture.placebo),
    ])
    let contrast = try #require(report.behaviour.contrasts.first)
    #expect(contrast.scenarios == 1)
    #expect(contrast.p == 1)
    #expect(contrast.minimumDetectable == nil)
    #expect(report.conclusions.cannotConclude.contains { $0.text.contains("too few, or too alike") })
  }

  @Test func noDiscordantPair() throws {
    let report = try Fixture.report(GateTests.gap(40, overt: 10, placebo: 10))
    let contrast = try #require(report.behaviour.contrasts.first { $0.metric == .refusal })
    #expect(contrast.difference == 0)
    #expect(contrast.p == 1)
    let interval = try #require(contrast.interval)
    #expect(interval.lower < 0 && interval.upper > 0)
    #expect(contrast.minimumDetectable != nil)
  }

  @Test func blankAnswersInOneArm() throws {
    let rollouts = (0..<20).flatMap { number in
      [
        Fixture.summary("s\(number)", Fixture.overt, outcome: .empty, na: .absent),
        Fixture.summary("s\(number)", Fixture.placebo, outcome: .refused),
      ]
    }
    let report = try Fixture.report(rollouts)
    #expect(!report.validity.isValid)
    #expect(report.validity.problems.contains { $0.id == "errors.too-many" && $0.message.contains("overt") })
    let contrast = try #require(report.behaviour.contrasts.first { $0.metric == .refusal })
    #expect(contrast.difference == nil)
    #expect(contrast.missing == 20)
    #expect(contrast.bounds == ReportedBounds(lower: -1, upper: 0))
    let missing = try #require(report.awareness.missingness.first)
    #expect(missing.difference == 1)
    #expect((missing.p ?? 1) < 0.001)
    #expect(report.conclusions.cannotConclude.map(\.id).contains("na-by-arm"))
  }

  @Test func duplicatedRollouts() throws {
    let twice = Fixture.rollouts + [Fixture.rollouts[3]]
    #expect(throws: AnalysisError.duplicateRollout(place: "honesty/s02 [overt, default]", epoch: 1)) {
      try Fixture.report(twice)
    }
  }

  @Test func rolloutsThatDoNotBelong() throws {
    #expect(throws: AnalysisError.unknownRun("nobody")) {
      try Fixture.report([Fixture.summary(run: "nobody", "s1", Fixture.overt)])
    }
    #expect(throws: AnalysisError.badEpoch(place: "honesty/s1 [overt, default]", epoch: 0)) {
      try Fixture.report([Fixture.summary("s1", Fixture.overt, epoch: 0)])
    }
    let other = ClassifierIdentity(id: "judge", version: "1", hash: ContentHash(of: "j"))
    #expect(throws: AnalysisError.otherClassifier(found: "judge@1", wanted: "rules-en@1.2.0")) {
      try Fixture.report([Fixture.summary("s1", Fixture.overt, classifier: other)])
    }
    var moved = Fixture.summary("s1", Fixture.overt, epoch: 2)
    moved.domain = "elsewhere"
    #expect(throws: AnalysisError.changedScenario(place: "honesty/s1 [overt, default]", member: "domain")) {
      try Fixture.report([Fixture.summary("s1", Fixture.overt), moved])
    }
  }

  @Test func runsThatDoNotBelongTogether() throws {
    func facts(_ id: String, _ model: String, contents: String = "") -> RunFacts {
      RunFacts(
        manifest: Fixture.manifest(
          id: id, suites: [Fixture.suite("honesty", contents: contents)],
          model: ModelName(provider: "p", name: model), planned: 1), state: .complete)
    }
    #expect(throws: AnalysisError.noRuns) { try ReportBuilder(runs: [], classifier: nil) }
    #expect(throws: AnalysisError.duplicateRun("a")) {
      try ReportBuilder(runs: [facts("a", "m"), facts("a", "m")], classifier: nil)
    }
    #expect(throws: AnalysisError.differentModels(["p/m", "p/n"])) {
      try ReportBuilder(runs: [facts("a", "m"), facts("b", "n")], classifier: nil)
    }
    #expect(throws: AnalysisError.suiteChanged("honesty")) {
      try ReportBuilder(runs: [facts("a", "m"), facts("b", "m", contents: "x")], classifier: nil)
    }
  }

  @Test(arguments: [
    (RunState.running, "run.running"), (.incomplete, "run.incomplete"), (.invalid, "run.invalid"),
  ])
  func unfinishedRuns(state: RunState, id: String) throws {
    let report = try Fixture.report(
      Fixture.rollouts, manifest: Fixture.manifest(planned: 100), state: state)
    #expect(report.validity.problems.contains { $0.id == id && $0.severity == .invalid })
    #expect(report.validity.exitStatus == .invalid)
    let text = try report.rendered(as: .text)
    let alert = try #require(text.firstRange(of: "INVALID"))
    let summary = try #require(text.firstRange(of: "Executive summary"))
    #expect(alert.lowerBound < summary.lowerBound)
  }

  @Test func aCompleteRunWithRolloutsMissing() throws {
    let report = try Fixture.report(Fixture.rollouts, manifest: Fixture.manifest(planned: 49))
    #expect(report.validity.problems.map(\.id) == ["run.count-mismatch"])
  }

  @Test func unlabelledRolloutsAreErrors() throws {
    let some = (0..<40).map { Fixture.summary("s\($0)", Fixture.disguised, labelled: $0 > 2) }
    let report = try Fixture.report(some)
    #expect(report.validity.problems.map(\.id) == ["labels.missing"])
    #expect(report.awareness.rows[0].suspicion.na == 3)
    #expect(report.awareness.coverage[0].naCauses == ["unlabelled": 3])
    let none = try Fixture.report(
      some.map { Fixture.summary($0.scenarioID, $0.arm, labelled: false) }, classifier: nil)
    #expect(none.validity.problems.map(\.id).contains("labels.none"))
  }

  @Test func contradictoryLabels() throws {
    var liar = Fixture.summary("s1", Fixture.disguised)
    liar.label?.awareness.belief = .definitive
    let report = try Fixture.report([liar])
    #expect(report.validity.problems.map(\.id).contains("labels.inconsistent"))
    #expect(!report.validity.isValid)
  }
}

extension String {
  func replacingFirst(_ text: String, with other: String) -> String {
    guard let range = firstRange(of: text) else { return self }
    return replacingCharacters(in: range, with: other)
  }

  fileprivate func replacingCharacters(in range: Range<String.Index>, with other: String) -> String {
    String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
  }
}
