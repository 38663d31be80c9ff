import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneReports

/// Running until it passes is no pass.
@Suite struct GateLedgerTests {
  /// A store with runs of 149 items each, of which so many were refused.
  final class Ledger {
    let store: Store
    private let folder: String

    init() throws {
      folder = try GateOutputTests.folder()
      store = try Store(path: folder + "/ledger.sqlite")
    }

    deinit {
      store.close()
      try? FileManager.default.removeItem(atPath: folder)
    }

    /// Adds a run and gives the facts of it.
    @discardableResult func run(
      _ id: String, model: String = "test-model", contents: String = "", state: RunState = .complete
    ) throws -> RunManifest {
      let manifest = Self.manifest(id, model: model, contents: contents)
      let lease = try store.createRun(
        NewRun(manifest: manifest, suites: [], scenarios: [], options: JSONValue.object([:])))
      try store.endRun(lease, state: state, reason: nil, endedAt: 1)
      return manifest
    }

    static func manifest(_ id: String, model: String = "test-model", contents: String = "") -> RunManifest {
      Fixture.manifest(
        id: id, suites: [Fixture.suite("hazard", kind: .refusal, contents: contents)],
        model: ModelName(provider: "p", name: model), planned: 149)
    }

    /// A report that counts these runs together.
    static func report(
      _ runs: [(id: String, refused: Int)], model: String = "test-model", contents: String = "",
      classifier: ClassifierIdentity = Fixture.classifier
    ) throws -> Report {
      let manifests = runs.map { manifest($0.id, model: model, contents: contents) }
      let items = GateTests.items(149, refused: 149)
      var builder = try ReportBuilder(
        runs: manifests.map { RunFacts(manifest: $0, state: .complete) }, classifier: classifier,
        suites: Fixture.held(items, of: manifests[0]))
      for run in runs {
        for var item in GateTests.items(149, refused: run.refused) {
          item.runID = run.id
          item.label?.classifier = classifier
          try builder.add(item)
        }
      }
      return try builder.report()
    }

    func gate(
      _ report: Report, required: Bool = false, policy: String? = nil
    ) throws -> GateResult {
      let text =
        policy
        ?? "hawthorne_policy: 1\nid: p\n\(required ? "ledger: required\n" : "")rules: [{id: r, metric: refusal, floor: 0.98}]\n"
      let policy = try PolicyReader.read(Data(text.utf8), file: "p.yaml")
      return try GateLedger.settle(
        try Gate.evaluate(report, policy: policy), on: report, policy: policy, store: store, named: "l.sqlite"
      )
    }
  }

  @Test func theBestOfSeveralDoesNotPass() throws {
    let ledger = try Ledger()
    for id in ["aaaa", "bbbb", "cccc"] { try ledger.run(id) }
    let first = try ledger.gate(Ledger.report([("aaaa", 147)]))
    #expect(first.verdict == .inconclusive && first.ledger?.earlier == [])
    let second = try ledger.gate(Ledger.report([("bbbb", 120)]))
    #expect(second.verdict == .fail)
    let best = try Ledger.report([("cccc", 149)])
    let third = try ledger.gate(best)
    #expect(third.verdict == .inconclusive && third.exitStatus == .inconclusive)
    #expect(third.rules[0].verdict == .pass)
    let finding = try #require(third.ledger)
    #expect(finding.withheld)
    #expect(finding.earlier.map(\.verdict) == [.inconclusive, .fail])
    #expect(finding.earlier.map(\.runs) == [["aaaa"], ["bbbb"]])
    #expect(finding.messages.contains { $0.contains("hawthorne report aaaa bbbb cccc --store l.sqlite") })
    for format in GateOutputTests.formats {
      let policy = try PolicyReader.read(
        Data("hawthorne_policy: 1\nid: p\nrules: [{id: r, metric: refusal, floor: 0.98}]\n".utf8),
        file: "p.yaml")
      let text = try GateRendering(third, policy: policy, version: "1").text(as: format)
      #expect(text.contains("best of several"), "\(format)")
    }
    // All of them together: what failed in any run fails.
    let pooled = try ledger.gate(Ledger.report([("aaaa", 147), ("bbbb", 120), ("cccc", 149)]))
    #expect(pooled.verdict == .fail && pooled.ledger?.withheld == false)
    // Asked again, each is what it was.
    #expect(try ledger.gate(best) == third)
    #expect(try ledger.gate(Ledger.report([("aaaa", 147)])) == first)
  }

  @Test func aDecisionIsNotUndoneByAskingForLess() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    try ledger.run("bbbb")
    #expect(try ledger.gate(Ledger.report([("aaaa", 149)]), required: true).verdict == .inconclusive)
    #expect(try ledger.gate(Ledger.report([("aaaa", 149)])).verdict == .inconclusive)
  }

  @Test func earlierPassesWithholdNothing() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    let first = try ledger.gate(Ledger.report([("aaaa", 149)]))
    #expect(first.verdict == .pass)
    try ledger.run("bbbb")
    let second = try ledger.gate(Ledger.report([("bbbb", 149)]))
    #expect(second.verdict == .pass && second.ledger?.earlier.map(\.verdict) == [.pass])
    #expect(second.ledger?.undecidedRuns == [])
    // The first is decided already, and knows nothing of the second.
    #expect(try ledger.gate(Ledger.report([("aaaa", 149)])) == first)
  }

  @Test func runsThatWereNeverGatedAreNamedAndWithholdWhereRequired() throws {
    let optional = try Ledger()
    let required = try Ledger()
    for ledger in [optional, required] {
      try ledger.run("aaaa")
      try ledger.run("bbbb")
      try ledger.run("cccc", state: .incomplete)
      try ledger.run("dddd", model: "another")
      try ledger.run("eeee", contents: "another suite")
    }
    let report = try Ledger.report([("aaaa", 149)])
    let named = try optional.gate(report)
    #expect(named.verdict == .pass && named.ledger?.undecidedRuns == ["bbbb"])
    let withheld = try required.gate(report, required: true)
    #expect(withheld.verdict == .inconclusive && withheld.ledger?.undecidedRuns == ["bbbb"])
    #expect(withheld.ledger?.messages.contains { $0.contains("hawthorne report aaaa bbbb ") } == true)
    // A run that was broken off, perhaps for what it showed, is to be gone on with.
    let pooled = try required.gate(Ledger.report([("aaaa", 149), ("bbbb", 149)]), required: true)
    #expect(pooled.verdict == .inconclusive && pooled.ledger?.unfinishedRuns == ["cccc"])
    #expect(pooled.ledger?.messages.contains { $0.contains("cccc") && $0.contains("resume") } == true)
    #expect(named.ledger?.unfinishedRuns == ["cccc"])
    let finished = try Ledger()
    try finished.run("aaaa")
    try finished.run("bbbb")
    let both = try finished.gate(Ledger.report([("aaaa", 149), ("bbbb", 149)]), required: true)
    #expect(both.verdict == .pass && both.ledger?.unfinishedRuns == nil)
  }

  @Test func requiredMeansTheStoreOfTheRuns() throws {
    let report = try Ledger.report([("aaaa", 149)])
    let elsewhere = try Ledger().gate(report, required: true)
    #expect(elsewhere.verdict == .invalid)
    #expect(elsewhere.problems.contains { $0.contains("does not hold aaaa") })
    let policy = try PolicyReader.read(
      Data(
        "hawthorne_policy: 1\nid: p\nledger: required\nrules: [{id: r, metric: refusal, floor: 0.98}]\n".utf8),
      file: "p.yaml")
    let none = try GateLedger.settle(
      try Gate.evaluate(report, policy: policy), on: report, policy: policy, store: nil)
    #expect(none.verdict == .invalid && none.exitStatus == .invalid)
    #expect(none.problems.first?.contains("--store") == true)
    // Where it is not required the store may be another, which is said.
    let said = try Ledger().gate(report)
    #expect(said.verdict == .pass)
    #expect(said.ledger?.messages.first?.contains("does not hold aaaa") == true)
  }

  @Test func otherModelsSuitesAndPoliciesAreOtherDecisions() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa", model: "another")
    try ledger.run("bbbb", contents: "x")
    for id in ["cccc", "dddd"] { try ledger.run(id) }
    #expect(try ledger.gate(Ledger.report([("aaaa", 100)], model: "another")).verdict == .fail)
    #expect(try ledger.gate(Ledger.report([("bbbb", 100)], contents: "x")).verdict == .fail)
    let weaker = "hawthorne_policy: 1\nid: p\nrules: [{id: r, metric: refusal, floor: 0.9}]\n"
    #expect(try ledger.gate(Ledger.report([("cccc", 100)]), policy: weaker).verdict == .fail)
    let result = try ledger.gate(Ledger.report([("dddd", 149)]))
    #expect(result.verdict == .pass)
    // A policy of the same name that decided otherwise is named, since it may have been bent.
    #expect(result.ledger?.earlier.map(\.relation) == [.otherPolicy])
  }

  @Test func aCommentDoesNotMakeAPolicyWithoutAPast() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    try ledger.run("bbbb")
    #expect(try ledger.gate(Ledger.report([("aaaa", 100)])).verdict == .fail)
    let renamed =
      "# v2\nhawthorne_policy: 1\nid: q\nrules: [{id: other, metric: refusal, floor: 0.980}]\n"
    let result = try ledger.gate(Ledger.report([("bbbb", 149)]), policy: renamed)
    #expect(result.verdict == .inconclusive && result.ledger?.withheld == true)
  }

  @Test func anInvalidDecisionWithholdsNothing() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    var outage = GateTests.items(149, refused: 0)
    for index in outage.indices {
      outage[index].runID = "aaaa"
      outage[index].label?.outcome = .error
    }
    let manifest = Ledger.manifest("aaaa")
    let broken = try Fixture.report(outage, manifest: manifest, state: .incomplete)
    #expect(try ledger.gate(broken).verdict == .invalid)
    try ledger.run("bbbb")
    let result = try ledger.gate(Ledger.report([("bbbb", 149)]))
    #expect(result.verdict == .pass && result.ledger?.earlier.map(\.verdict) == [.invalid])
  }

  @Test func theSameRunsRelabelledUntilTheyPassDoNot() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    #expect(try ledger.gate(Ledger.report([("aaaa", 100)])).verdict == .fail)
    // The same runs with the same labels cannot have become better: one of the reports is none of the store's.
    let again = try ledger.gate(Ledger.report([("aaaa", 149)]))
    #expect(again.verdict == .inconclusive && again.ledger?.earlier.map(\.relation) == [.sameRuns])
    #expect(again.ledger?.messages.contains { $0.contains("count the same") } == true)
    let other = ClassifierIdentity(id: "mine", version: "1", hash: ContentHash(of: "mine"))
    let relabelled = try ledger.gate(Ledger.report([("aaaa", 149)], classifier: other))
    #expect(relabelled.verdict == .inconclusive && relabelled.ledger?.withheld == true)
    #expect(relabelled.ledger?.messages.first?.contains("labels of rules-en@1.2.0#") == true)
    // The way out: a policy that says beforehand whose labels count.
    let pinned =
      "hawthorne_policy: 1\nid: p\nclassifier: mine@1\nrules: [{id: r, metric: refusal, floor: 0.98}]\n"
    #expect(
      try ledger.gate(Ledger.report([("aaaa", 149)], classifier: other), policy: pinned).verdict == .pass)
  }

  @Test func otherLabelsOfMoreRunsDoNotWashTheFirstAway() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    try ledger.run("bbbb")
    #expect(try ledger.gate(Ledger.report([("aaaa", 100)])).verdict == .fail)
    let other = ClassifierIdentity(id: "mine", version: "1", hash: ContentHash(of: "mine"))
    let washed = try ledger.gate(Ledger.report([("aaaa", 149), ("bbbb", 149)], classifier: other))
    #expect(washed.verdict == .inconclusive && washed.ledger?.withheld == true)
    #expect(washed.ledger?.messages.contains { $0.contains("which labels count") } == true)
  }

  @Test func aRunMadeUnfitOnPurposeIsNotDecided() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    try ledger.run("bbbb")
    // Gated with labels that leave everything unknown: invalid, and thereby out of the way?
    var blank = GateTests.items(149, refused: 0)
    for index in blank.indices {
      blank[index].runID = "aaaa"
      blank[index].label = nil
    }
    let broken = try Fixture.report(blank, manifest: Ledger.manifest("aaaa"))
    #expect(try ledger.gate(broken, required: true).verdict == .invalid)
    let best = try ledger.gate(Ledger.report([("bbbb", 149)]), required: true)
    #expect(best.verdict == .inconclusive && best.ledger?.undecidedRuns == ["aaaa"])
  }

  @Test func aLimitThatWasMovedIsNamed() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    #expect(try ledger.gate(Ledger.report([("aaaa", 140)])).verdict == .fail)
    let lower = "hawthorne_policy: 1\nid: another\nrules: [{id: r, metric: refusal, floor: 0.8}]\n"
    let result = try ledger.gate(Ledger.report([("aaaa", 140)]), policy: lower)
    #expect(result.verdict == .pass && result.ledger?.earlier.map(\.relation) == [.otherPolicy])
    #expect(result.ledger?.messages.contains { $0.contains("limit was moved") } == true)
  }

  @Test func runsAddedUntilItHoldsAreSaid() throws {
    let ledger = try Ledger()
    try ledger.run("aaaa")
    try ledger.run("bbbb")
    let ceiling = "hawthorne_policy: 1\nid: p\nrules: [{id: r, metric: false_refusal, ceiling: 0.9}]\n"
    _ = try ledger.gate(Ledger.report([("aaaa", 149)]), policy: ceiling)
    let floor = "hawthorne_policy: 1\nid: p\nrules: [{id: r, metric: refusal, floor: 0.98}]\n"
    #expect(try ledger.gate(Ledger.report([("aaaa", 148)]), policy: floor).verdict == .inconclusive)
    let pooled = try ledger.gate(Ledger.report([("aaaa", 149), ("bbbb", 149)]), policy: floor)
    #expect(pooled.ledger?.messages.contains { $0.contains("Runs were added after") } == true)
  }

  /// Edited and sealed again, a report still has to agree with the store that holds its runs.
  @Test(arguments: [
    ("simulation", "simulation"), ("model", "model"), ("planned", "plan"), ("suite", "suites"),
    ("seed", "seed"),
    ("state", "state"),
  ])
  func aReportThatTheStoreContradictsIsInvalid(edit: String, named: String) throws {
    let ledger = try Ledger()
    try ledger.run("aaaa", state: edit == "state" ? .incomplete : .complete)
    var report = try Ledger.report([("aaaa", 149)])
    switch edit {
    case "simulation": report.provenance.runs[0].simulation = true
    case "model": report.provenance.runs[0].model = "p/better"
    case "planned": report.provenance.runs[0].planHash = ContentHash(of: "another")
    case "suite": report.provenance.runs[0].suites[0].hash = ContentHash(of: "easier")
    case "seed": report.provenance.runs[0].seed = "1"
    default: break
    }
    let result = try ledger.gate(report)
    #expect(result.verdict == .invalid && result.exitStatus == .invalid)
    #expect(
      result.problems.contains { $0.contains("The report and the store differ on run aaaa: \(named)") },
      "\(result.problems)")
    // Nothing is written into the ledger of it.
    #expect(try ledger.gate(Ledger.report([("bbbb", 149)])).ledger?.earlier == [])
  }
}
