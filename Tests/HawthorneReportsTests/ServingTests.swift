import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneStore
import Testing

@testable import HawthorneReports

/// Served models, fingerprints, routes and cached answers, all counted by hand.
@Suite struct ServingTests {
  static let arms = [Fixture.overt, Fixture.placebo]

  /// Scenarios s1…sN, one after the other, each in both arms.
  static func run(
    id: String = "a1b2c3d4e5f60718", scenarios: Int = 6,
    _ change: (_ scenario: Int, _ arm: Arm, inout ServedRollout) -> Void = { _, _, _ in }
  ) -> ServedFixture {
    var run = ServedFixture(id: id)
    for number in 1...scenarios {
      for (offset, arm) in arms.enumerated() {
        run.add("s\(id.prefix(1))\(number)", arm, second: 2 * number + offset) { change(number, arm, &$0) }
      }
    }
    return run
  }

  static func problems(_ report: Report, _ id: String) -> [String] {
    report.validity.problems.filter { $0.id == id }.map(\.message)
  }

  @Test func nothingChangedIsSaidInFigures() throws {
    let report = try Self.run().report()
    let serving = try #require(report.serving)
    #expect(report.validity.problems.isEmpty)
    #expect(serving.mixes.isEmpty)
    let line = try #require(serving.lines.first { $0.field == .model })
    #expect(line.values.map(\.value) == ["test-model-2026"])
    #expect(line.values.map(\.rollouts) == [12])
    #expect(line.values.first?.byArm == ["overt": 6, "placebo": 6])
    #expect((line.changes, line.notSaid) == (0, 0))
    #expect(serving.lines.first { $0.field == .route }?.notSaid == 12)
    let row = try #require(serving.totals.first)
    #expect(serving.totals.count == 1)
    #expect(row.input == ServingTotals.Sum(total: 120, rollouts: 12))
    #expect(row.output == ServingTotals.Sum(total: 60, rollouts: 12))
    // The provider counted no reasoning and named no route: that is not 0.
    #expect(row.reasoning == nil)
    #expect(row.cachedInput == nil)
    #expect(row.costs.isEmpty)
    #expect(row.latency == ServingTotals.Sum(total: 1200, rollouts: 12))
    #expect((row.withRequestID, row.withParameters, row.withRoute, row.withFingerprint) == (12, 12, 0, 0))
    let text = try report.rendered(as: .text)
    #expect(text.contains("Spent, by model and mode"))
    #expect(text.contains("NA: the provider told nothing"))
  }

  @Test func aSwitchInTheMiddleIsToldWithItsPlaceAndCounts() throws {
    // From the placebo of s4 on another model answers: 3 overt and 3 placebo before, s4 overt too.
    let report = try Self.run { number, arm, served in
      if number > 4 || number == 4 && arm == Fixture.placebo { served.servedModel = "test-model-b" }
    }.report()
    let line = try #require(report.serving?.lines.first { $0.field == .model })
    let change = try #require(line.first)
    #expect(line.changes == 1)
    #expect((change.from, change.to, change.place) == ("test-model-2026", "test-model-b", 8))
    #expect((change.scenario, change.arm) == ("sa4", Fixture.placebo))
    #expect(change.at == "2026-11-21T08:33:29Z")
    #expect(change.before == ["overt": ["test-model-2026": 4], "placebo": ["test-model-2026": 3]])
    #expect(change.after == ["overt": ["test-model-b": 2], "placebo": ["test-model-b": 3]])
    #expect(line.values.map(\.rollouts) == [7, 5])
    #expect(line.values.map(\.firstAt) == ["2026-11-21T08:33:22Z", "2026-11-21T08:33:29Z"])
    let message = try #require(Self.problems(report, "model.changed").first)
    #expect(
      message
        == "Run a1b2c3d4e5f60718: the served model changed in its course from test-model-2026 to test-model-b, in rollout "
        + "\(change.rollout.short) (honesty/sa4 [placebo, default], epoch 1), begun at 2026-11-21T08:33:29Z as number 8 "
        + "of 12. Before it overt: test-model-2026 4; placebo: test-model-2026 3; from it on overt: test-model-b 2; "
        + "placebo: test-model-b 3. Rollouts in all: test-model-2026 7, test-model-b 5.")
    #expect(report.conclusions.cannotConclude.contains { $0.id == "served.model" })
    #expect(
      report.conclusions.summary.first?.text.hasSuffix("2 served models answered, and the figures pool them.")
        == true)
    #expect(try report.rendered(as: .markdown).contains("Changes in the course of a run"))
  }

  @Test func everyChangeIsCountedAndWhatWasNotSaidIsNone() throws {
    let report = try Self.run { number, _, served in
      served.route = ["east", "west", "east", nil, "east", "west"][number - 1]
      served.systemFingerprint = number == 1 ? nil : "fp"
    }.report()
    let route = try #require(report.serving?.lines.first { $0.field == .route })
    // east → west → east → (not said) → east → west.
    #expect(route.changes == 3)
    #expect(route.notSaid == 2)
    #expect(route.values.map { "\($0.value) \($0.rollouts)" } == ["east 6", "west 4"])
    #expect(
      Self.problems(report, "route.changed").first?.contains("changed in its course 3 times, first from east")
        == true)
    #expect(Self.problems(report, "fingerprint.changed").isEmpty)
  }

  @Test func aProviderThatSaysSomethingNewEveryTimeFillsNoReport() throws {
    let report = try Self.run(scenarios: 60) { number, arm, served in
      served.systemFingerprint = "fp-\(number)-\(arm)"
    }.report()
    let line = try #require(report.serving?.lines.first { $0.field == .fingerprint })
    #expect(line.changes == 119)
    #expect(line.values.count == 33)
    #expect(line.values.last?.value == "(others)")
    #expect(line.values.last?.rollouts == 88)
    #expect(line.values.reduce(0) { $0 + $1.rollouts } == 120)
    #expect(Self.problems(report, "fingerprint.changed").first?.contains("and 27 more") == true)
  }

  @Test func armsServedByOthersAreFlaggedBesideTheirContrast() throws {
    let report = try Self.run(scenarios: 10) { number, arm, served in
      served.route = arm == Fixture.overt || number == 1 ? "east" : "west"
    }.report()
    let mix = try #require(report.serving?.mixes.first)
    #expect(report.serving?.mixes.count == 1)
    #expect((mix.field, mix.suite, mix.mode, mix.scenarios) == (.route, "honesty", "default", 10))
    #expect(mix.arms == ["overt": ["east": 10], "placebo": ["east": 1, "west": 9]])
    // Nine scenarios differ, all one way: 2 of 512 exchanges are as extreme.
    #expect(abs((mix.p ?? 1) - 2.0 / 512) < 0.002)
    #expect(mix.adjustedP == mix.p)
    #expect(
      mix.alone == [
        .init(arm: Fixture.overt, value: "east", rollouts: 10, mostElsewhere: 1),
        .init(arm: Fixture.placebo, value: "west", rollouts: 9, mostElsewhere: 0),
      ])
    #expect(mix.isUnlike)
    let message = try #require(Self.problems(report, "served.by-arm").first)
    #expect(
      message.contains(
        "the arms were not served alike, by provider route: overt: east 10; placebo: west 9, east 1."))
    // Beside the numbers of the primary contrast, and of the manipulation check.
    let tables = report.behaviourBlocks.compactMap { block -> TextTable? in
      if case .table(let table) = block { table } else { nil }
    }
    for title in ["Framing effect", "Manipulation check"] {
      let table = try #require(tables.first { $0.title.hasPrefix(title) })
      #expect(table.notes.contains { $0.contains("not served alike") && $0.hasPrefix("honesty [default]") })
    }
  }

  @Test func aMixThatIsTheSameInEveryArmIsNotFlagged() throws {
    let report = try Self.run(scenarios: 20) { number, arm, served in
      // Each arm sees each route ten times, in turn.
      served.route = (number % 2 == 0) == (arm == Fixture.overt) ? "east" : "west"
    }.report()
    let mix = try #require(report.serving?.mixes.first)
    #expect(mix.p == 1)
    #expect(!mix.isUnlike)
    #expect(mix.minimumDetectable != nil)
    #expect(Self.problems(report, "served.by-arm").isEmpty)
    #expect(try !report.rendered(as: .text).contains("not served alike, by"))
    #expect(try report.rendered(as: .text).contains("no difference seen; see MDE"))
    // Both arms of a scenario alike: nothing could tell, and nothing is claimed.
    let alike = try Self.run(scenarios: 20) { number, _, served in served.route = number < 9 ? "a" : "b" }
      .report()
    #expect(alike.serving?.mixes.first?.p == nil)
    #expect(try alike.rendered(as: .text).contains("alike in every scenario"))
  }

  @Test func failedRolloutsAreNoMixOfTheirOwn() throws {
    let report = try Self.run(scenarios: 10) { number, arm, served in
      if arm == Fixture.overt, number > 1 {
        served.isFailed = true
        served.servedModel = nil
      } else if number > 1 {
        served.servedModel = "other"
      }
    }.report()
    // One overt rollout was answered: it had no equal chance to see what nine others saw.
    let mix = try #require(report.serving?.mixes.first { $0.field == .model })
    #expect(mix.arms == ["overt": ["test-model-2026": 1], "placebo": ["other": 9, "test-model-2026": 1]])
    #expect(mix.alone.isEmpty)
  }

  @Test func cachedAnswersAreCountedAndComparedByArm() throws {
    let report = try Self.run(scenarios: 10) { _, arm, served in
      served.fromCache = arm == Fixture.overt ? 2 : 0
      served.requests = served.fromCache > 0 ? 0 : 1
      served.cost = served.fromCache > 0 ? 0 : 0.5
      served.currency = "EUR"
    }.report()
    #expect(report.provenance.runs.first?.fromCache == CacheUse(rollouts: 10, answers: 20))
    let row = try #require(report.serving?.totals.first)
    #expect((row.fromCache, row.cachedAnswers, row.requests) == (10, 20, 10))
    #expect(row.costs == [.init(currency: "EUR", amount: 5, rollouts: 20)])
    // Nobody waited for what was in the cache.
    #expect(row.latency == ServingTotals.Sum(total: 1000, rollouts: 10))
    #expect(
      Self.problems(report, "served.cached")
        == [
          "Run a1b2c3d4e5f60718: 10 of 20 rollouts hold answers from the response cache (20 requests not sent). They were "
            + "given at another time, and say nothing of how the model is served now."
        ])
    let byArm = try #require(Self.problems(report, "served.cached-by-arm").first)
    #expect(byArm.contains("overt: from the cache 10; placebo: asked anew 10."))
    #expect(try report.rendered(as: .text).contains("20 answers in 10 of 20 rollouts"))
  }

  @Test func cachedAnswersInEveryArmAlikeAreOnlyCounted() throws {
    let report = try Self.run { number, _, served in served.fromCache = number < 3 ? 1 : 0 }.report()
    #expect(Self.problems(report, "served.cached").count == 1)
    #expect(Self.problems(report, "served.cached-by-arm").isEmpty)
  }

  @Test func runsServedByOthersAreNotPooledSilently() throws {
    let first = Self.run()
    let second = Self.run(id: "b000000000000000") { _, _, served in
      served.servedModel = "test-model-b"
      served.route = "west"
    }
    let report = try ServedFixture.report([first, second])
    #expect(
      Self.problems(report, "model.between-runs")
        == [
          "The runs were not served alike, and these figures pool them: served model of a1b2c3d4e5f60718 test-model-2026 "
            + "(12); of b000000000000000 test-model-b (12)."
        ])
    // One of them did not say by which route.
    #expect(Self.problems(report, "route.between-runs").isEmpty)
    #expect(Self.problems(report, "model.changed").isEmpty)
    #expect(report.conclusions.cannotConclude.contains { $0.id == "served.model" })
    let alike = try ServedFixture.report([first, Self.run(id: "b000000000000000")])
    #expect(Self.problems(alike, "model.between-runs").isEmpty)
  }

  @Test func aDiffOfTheSameModelServedByAnotherIsConfounded() throws {
    func report(_ model: String, _ route: String?) throws -> Report {
      var run = Self.run { _, _, served in
        served.servedModel = model
        served.route = route
      }
      for index in run.items.indices { run.items[index].summary.servedModel = model }
      return try run.report()
    }
    let diff = try ReportDiff(try report("m-1", "east"), try report("m-2", "west"))
    #expect(diff.varied.isEmpty)
    #expect(diff.confounds.map(\.id) == ["model.served", "model.route"])
    #expect(diff.confounds.last?.old == "east")
    #expect(diff.confounds.last?.new == "west")
    #expect(try ReportDiff(try report("m-1", "east"), try report("m-1", "east")).confounds.isEmpty)
  }

  @Test func aDiffSeesSharesThatMoved() throws {
    func report(west: Int) throws -> Report {
      try Self.run(scenarios: 10) { number, _, served in served.route = number <= west ? "west" : "east" }
        .report()
    }
    let diff = try ReportDiff(try report(west: 1), try report(west: 5))
    #expect(diff.confounds.map(\.id) == ["model.route.shares"])
    #expect(diff.confounds.first?.old == "east 90 % (18), west 10 % (2)")
    #expect(diff.confounds.first?.new == "east 50 % (10), west 50 % (10)")
  }

  /// A report of a version that did not look neither differs in what it does not know, nor fails to read.
  @Test func olderReportsStillReadAndCompare() throws {
    let run = Self.run { _, _, served in served.route = "east" }
    let old = try Fixture.report(run.items.map(\.summary))
    #expect(old.serving == nil)
    #expect(try !old.text().contains("\"serving\""))
    #expect(try !old.text().contains("\"fromCache\""))
    #expect(try ReportReader.read(Data(old.text().utf8), origin: "r") == old)
    let confounds = try ReportDiff(old, try run.report()).confounds.map(\.id)
    #expect(!confounds.contains { $0.hasPrefix("model.") || $0 == "cache" })
  }

  @Test func aReportReadsBackAndContradictionsAreRefused() throws {
    let report = try Self.run { number, _, served in served.route = number < 3 ? "east" : "west" }.report()
    #expect(try ReportReader.read(Data(report.text().utf8), origin: "r") == report)
    var serving = try #require(report.serving)
    serving.lines[0].values[0].rollouts += 1
    #expect(ReportReader.fault(in: serving)?.contains("do not add up") == true)
    serving = try #require(report.serving)
    serving.totals[0].input?.total = -1
    #expect(ReportReader.fault(in: serving) == "serving: a count is out of range")
    serving = try #require(report.serving)
    #expect(ReportReader.fault(in: serving) == nil)
  }

  @Test func hostileNamesAndCountsAreHarmless() throws {
    let report = try Self.run { number, _, served in
      served.route = number < 3 ? "<script>alert(1)</script>\u{1B}[2J" : "b|c\n# d"
      served.usage = TokenUsage(input: .max, output: .max, reasoning: .max, cached: -5)
      served.requests = .max
      served.cost = .infinity
    }.report()
    #expect(report.serving?.totals.first?.input?.total == ReportReader.countLimit)
    #expect(report.serving?.totals.first?.cachedInput == nil)
    #expect(report.serving?.totals.first?.costs.isEmpty == true)
    #expect(try ReportReader.read(Data(report.text().utf8), origin: "r") == report)
    #expect(try !report.rendered(as: .markdown).contains("<script>"))
    #expect(try !report.rendered(as: .text).contains("\u{1B}"))
  }

  /// Ten scenarios from the store's rows to the report: s0 … s9 one after the other, each first overt, then placebo.
  @Test func fromAStoreToTheReport() async throws {
    let ids = (0..<10).map { "s\($0)" }
    try await StoredReportTests.withStore(
      scenarios: ids,
      change: { rollout in
        let number = Int64(rollout.plan.scenarioID.dropFirst()) ?? 0
        let isOvert = rollout.plan.arm == Fixture.overt
        rollout.startedAt = 1_795_250_000_000 + 10_000 * number + (isOvert ? 0 : 1_000)
        rollout.finishedAt = rollout.startedAt + 500
        rollout.serving = ServingRecord(
          requestedModel: "test-model", servedModel: number < 6 ? "m-1" : "m-2", systemFingerprint: "fp",
          route: isOvert ? "east" : number == 0 ? "east" : "west", requestID: "r\(number)",
          usage: TokenUsage(input: 7, output: 3, cached: isOvert ? 2 : nil), latencyMilliseconds: 500,
          attempts: number == 9 ? 0 : 1, parametersAsSent: ["temperature": 0.5],
          cost: number == 0 ? nil : Cost(amount: 0.125, currency: "EUR", table: ContentHash(of: "t")),
          fromCache: number == 9 ? 1 : nil)
      }
    ) { store in
      let report = try StoredReport.make(store: store, runs: [StoredReportTests.runID])
      let serving = try #require(report.serving)
      // Who served: m-1 the first twelve, m-2 the last eight.
      let model = try #require(serving.lines.first { $0.field == .model })
      #expect(model.values.map { "\($0.value) \($0.rollouts)" } == ["m-1 12", "m-2 8"])
      #expect((model.changes, model.first?.place, model.first?.scenario) == (1, 13, "s6"))
      #expect(model.first?.at == "2026-11-21T08:34:20Z")
      #expect(model.first?.before == ["overt": ["m-1": 6], "placebo": ["m-1": 6]])
      #expect(model.first?.after == ["overt": ["m-2": 4], "placebo": ["m-2": 4]])
      // Routes: east for every overt rollout and one placebo.
      let route = try #require(serving.mixes.first { $0.field == .route })
      #expect(route.arms == ["overt": ["east": 10], "placebo": ["east": 1, "west": 9]])
      #expect(route.alone.count == 2)
      // Served models come and go with the scenarios, both arms alike.
      #expect(serving.mixes.first { $0.field == .model }?.p == nil)
      // Tokens by model: m-1 has twelve rollouts, six of them overt with 2 cached each.
      #expect(serving.totals.map(\.servedModel) == ["m-1", "m-2"])
      #expect(serving.totals.map { $0.input?.total } == [84, 56])
      #expect(
        serving.totals.map { $0.cachedInput } == [
          .init(total: 12, rollouts: 6), .init(total: 8, rollouts: 4),
        ])
      #expect(serving.totals.map { $0.reasoning } == [nil, nil])
      #expect(serving.totals.map(\.requests) == [12, 6])
      #expect(serving.totals.map { $0.costs.map(\.amount) } == [[1.25], [1]])
      #expect(serving.totals.map { $0.costs.map(\.rollouts) } == [[10], [8]])
      #expect(serving.totals.map(\.withRoute) == [12, 8])
      #expect(report.provenance.runs.first?.fromCache == CacheUse(rollouts: 2, answers: 2))
      // The halves part before s5: the same scenarios either side of 10 of 20 rollouts.
      let drift = try #require(serving.drift.first { $0.measure == .recognised })
      #expect((drift.firstAlone, drift.secondAlone, drift.difference) == (5, 5, 0))
      #expect(
        Set(report.validity.problems.map(\.id))
          == [
            "served.mixed", "model.changed", "route.changed", "served.by-arm", "served.cached",
            "reasoning.unrecorded",
          ])
      #expect(try ReportReader.read(Data(report.text().utf8), origin: "r") == report)
      #expect(try StoredReport.make(store: store, runs: [StoredReportTests.runID]).text() == report.text())
    }
  }

  @Test func aRolloutOfARunThatWasNotNamedIsRefused() throws {
    var builder = try ReportBuilder(runs: [Self.run().facts], classifier: Fixture.classifier)
    #expect(throws: AnalysisError.unknownRun("other")) {
      try builder.add(Self.run().items[0].served, run: "other")
    }
  }
}
