import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct RegistrationTests {
  /// A plan that the fixture's run keeps to.
  static func plan(_ change: (inout FrozenPlan) -> Void = { _ in }) throws -> FrozenPlan {
    let suites = [Fixture.suite("honesty"), Fixture.suite("hazard", kind: .refusal)]
    var plan = FrozenPlan(
      hash: ContentHash(of: ""), harnessVersion: "0.1.0", classifier: Fixture.classifier,
      hypothesis: "Overt *raises* awareness.",
      contrast: .init(first: Fixture.overt, second: Fixture.placebo, metric: .awareness), margin: nil,
      alpha: 0.05, power: 0.8, reverse: 0.05, stopping: .fixed, exclusions: "None.",
      models: ["openai/test-model"], sources: ["a"],
      suites: suites.map { suite in
        FrozenPlan.SuiteShare(
          id: suite.id, title: suite.title, version: suite.version, hash: suite.hash, scenarios: 12,
          scenarioHash: ContentHash(of: "ids"),
          arms: [Fixture.overt], languages: ["en"], epochs: 1,
          rollouts: Fixture.rollouts.count { $0.suiteID == suite.id },
          contrasts: suite.id == "honesty"
            ? [
              .init(
                first: Fixture.overt, second: Fixture.placebo, harm: nil, pairs: 12, minimumDetectable: 0.4)
            ] : [])
      }, modes: [Mode()], epochs: 1, seed: "18446744073709551615",
      parameters: GenerationParameters(temperature: 0.7), options: .init())
    change(&plan)
    var members = try #require(try JSONTree.value(of: plan).objectValue)
    members["hash"] = nil
    plan.hash = ContentHash(of: try CanonicalJSON.text(of: .object(members)))
    return plan
  }

  private static func manifest(
    _ plan: FrozenPlan?, _ change: (inout RunManifest) -> Void = { _ in }
  ) -> RunManifest {
    var manifest = Fixture.manifest(planned: Fixture.rollouts.count)
    manifest.registration = plan
    for index in manifest.suites.indices {
      manifest.suites[index].scenarios = 12
      manifest.suites[index].scenarioHash = ContentHash(of: "ids")
      manifest.suites[index].arms = [Fixture.overt]
      manifest.suites[index].languages = ["en"]
    }
    change(&manifest)
    return manifest
  }

  private func registered(_ report: Report) throws -> RegisteredPlan {
    try #require(report.registration?.plans.first)
  }

  @Test func aRunWithoutAPlanSaysSo() throws {
    let report = try Fixture.report()
    #expect(report.registration?.plans == [])
    #expect(report.registration?.unregistered == ["a1b2c3d4e5f60718"])
    #expect(try report.rendered(as: .markdown).contains("Not pre-registered"))
    #expect(try report.rendered(as: .text).contains("Not pre-registered"))
  }

  @Test func aRunThatKeepsToItsPlanHasNoDeviations() throws {
    let plan = try Self.plan()
    let report = try Fixture.report(manifest: Self.manifest(plan))
    let found = try registered(report)
    #expect(found.deviations == [])
    #expect(found.hash == plan.hash && found.document == plan && found.runs == ["a1b2c3d4e5f60718"])
    #expect(report.registration?.unregistered == [])
    // Overt 10 of 12, placebo 1 of 12: b = 9, c = 0.
    let row = try #require(found.contrasts.first)
    #expect(found.contrasts.count == 1)
    #expect(row.contrast.scenarios == 12 && row.contrast.discordance?.onlyFirst == 9)
    #expect(row.contrast.p == 0.00390625 && row.contrast.q == row.contrast.p)
    #expect(row.insideMargin == nil && row.marginInterval == nil)
    let markdown = try report.rendered(as: .markdown)
    #expect(markdown.contains("## Pre-registered plan") && markdown.contains(plan.hash.hex))
    #expect(markdown.contains("No deviations from the plan.") && !markdown.contains("Overt *raises*"))
    #expect(try report.rendered(as: .text).contains("No deviations from the plan."))
    #expect(try ReportReader.read(Data(report.text().utf8), origin: "r") == report)
  }

  @Test func everyDeviationIsNamed() throws {
    let changes: [(String, (inout RunManifest) -> Void)] = [
      ("suite.missing", { $0.suites.removeAll { $0.id == "hazard" } }),
      ("suite.added", { $0.suites.append(.init(Fixture.suite("more"))) }),
      ("suite.version", { $0.suites[0].version = "1.0.1" }),
      ("suite.hash", { $0.suites[0].hash = ContentHash(of: "other") }),
      ("scenarios", { $0.suites[0].scenarios = 11 }), ("scenarios", { $0.suites[0].scenarios = nil }),
      // As many, and others.
      ("scenarios", { $0.suites[0].scenarioHash = ContentHash(of: "other ids") }),
      ("arms", { $0.suites[0].arms = [Fixture.overt, Fixture.placebo] }),
      ("languages", { $0.suites[0].languages = ["en", "ja"] }),
      ("model", { $0.model.name = "another" }), ("modes", { $0.modes = [Mode(name: "thinking")] }),
      ("modes", { $0.modes = [Mode(reasoningEffort: "high")] }), ("epochs", { $0.epochs = 2 }),
      ("seed", { $0.seed = 0 }), ("parameters", { $0.parameters.temperature = 1 }),
      ("parameters", { $0.parameters.extra = ["k": 1] }), ("harness", { $0.harnessVersion = "0.2.0" }),
      ("plan.altered", { $0.registration?.hypothesis = "x" }),
    ]
    let plan = try Self.plan()
    for (id, change) in changes {
      let report = try Fixture.report(manifest: Self.manifest(plan, change))
      let found = try registered(report).deviations
      #expect(found.map(\.id) == [id], "\(id): \(found)")
      #expect(try report.rendered(as: .markdown).contains("Deviations from the plan: 1"))
    }
    // Repeats of a suite that has not the most of them.
    let more = try Fixture.report(manifest: Self.manifest(plan) { $0.plannedRollouts += 1 })
    #expect(try registered(more).deviations.map(\.id) == ["rollouts", "run.incomplete"])
    let stopped = try Fixture.report(manifest: Self.manifest(plan), state: .stoppedByPolicy)
    #expect(try registered(stopped).deviations.map(\.id) == ["run.incomplete"])
  }

  /// Whoever may choose afterwards which rules read the rollouts has another hypothesis for each.
  @Test func anotherClassifierIsADeviation() throws {
    let plan = try Self.plan { $0.classifier.version = "1.1.0" }
    let found = try registered(try Fixture.report(manifest: Self.manifest(plan)))
    #expect(found.deviations.map(\.id) == ["classifier"])
    #expect(found.deviations[0].message.contains("1.1.0") && found.deviations[0].message.contains("1.2.0"))
  }

  @Test func everyModeOwesItsContrast() throws {
    let modes = [Mode(), Mode(name: "thinking")]
    let manifest = Self.manifest(try Self.plan { $0.modes = modes }) { $0.modes = modes }
    let found = try registered(try Fixture.report(manifest: manifest))
    #expect(found.deviations.map(\.id) == ["contrast.missing"])
    #expect(found.deviations[0].message.contains("mode thinking"))
  }

  @Test func behaviourIsTakenApartAsThePlanSaysItIs() {
    for metric in FrozenPlan.Metric.allCases {
      #expect(metric.isBehaviour == Metric.behaviour.contains(metric.reported), "\(metric)")
    }
  }

  /// Items that are marked as neither stand for themselves, not for all.
  @Test func itemsOfNoHarmAreNotAllItems() throws {
    let rollouts = (1...9).flatMap { number in
      [Fixture.overt, Fixture.placebo].map { arm in
        Fixture.summary("s\(number)", arm, aligned: true, harm: number <= 6 ? .harmful : nil)
      }
    }
    let plan = try Self.plan { plan in
      plan.contrast.metric = .misaligned
      plan.suites[0].contrasts = [(Scenario.Harm.harmful, 6), (nil, 3)].map { harm, pairs in
        .init(
          first: Fixture.overt, second: Fixture.placebo, harm: harm, pairs: pairs, minimumDetectable: nil)
      }
    }
    let found = try registered(try Fixture.report(rollouts, manifest: Self.manifest(plan)))
    #expect(found.contrasts.map(\.contrast.harm) == [.harmful, nil])
    #expect(found.contrasts.map(\.contrast.scenarios) == [6, 3])
    #expect(!found.deviations.contains { $0.id == "contrast.missing" })
  }

  @Test func anyModelIsAnyAndAReplayIsItsRecordedModel() throws {
    let any = try Self.plan { $0.models = [] }
    let other = Self.manifest(any) { $0.model.name = "another" }
    #expect(try registered(try Fixture.report(manifest: other)).deviations.isEmpty)
    let replay = Self.manifest(try Self.plan()) {
      $0.replayed = RecordedProvenance(of: $0, fileHash: ContentHash(of: "file"))
      $0.model = ModelName(provider: "replay", name: "r.jsonl")
    }
    #expect(try registered(try Fixture.report(manifest: replay)).deviations.isEmpty)
  }

  /// Whoever replays a recording could have frozen a plan that fits it.
  @Test func aPlanForAnswersThatWereThereIsADeviation() throws {
    let replay = Self.manifest(try Self.plan()) {
      $0.replayed = RecordedProvenance(
        of: Fixture.manifest(planned: 1), fileHash: ContentHash(of: "file"))
      $0.model = ModelName(provider: "replay", name: "r.jsonl")
    }
    #expect(try registered(try Fixture.report(manifest: replay)).deviations.map(\.id) == ["run.replayed"])
  }

  @Test func aContrastWithoutDataIsADeviation() throws {
    let plan = try Self.plan { $0.contrast.metric = .correct }
    let found = try registered(try Fixture.report(manifest: Self.manifest(plan)))
    #expect(found.contrasts.isEmpty)
    #expect(found.deviations.map(\.id) == ["contrast.missing"])
  }

  @Test func levelsAreThePlans() throws {
    let wide = try registered(
      try Fixture.report(manifest: Self.manifest(try Self.plan { $0.alpha = 0.01 })))
    let narrow = try registered(try Fixture.report(manifest: Self.manifest(try Self.plan())))
    let (first, second) = (try #require(wide.contrasts.first), try #require(narrow.contrasts.first))
    #expect(first.contrast.interval?.level == 0.99 && second.contrast.interval?.level == 0.95)
    #expect(
      try #require(first.contrast.minimumDetectable) > (try #require(second.contrast.minimumDetectable)))
    let report = try Fixture.report(manifest: Self.manifest(try Self.plan { $0.alpha = 0.01 }))
    #expect(try report.rendered(as: .text).contains("99.0 % CI"))
  }

  @Test(
    arguments: [
      (10.0, FrozenPlan.Margin.Side.both, -0.05...0.05, -0.05...0.05, true),
      (10, .both, -0.05...0.12, -0.05...0.05, false), (10, .upper, -0.5...0.05, -0.5...0.05, true),
      (10, .upper, -0.5...0.1, -0.5...0.05, false), (10, .lower, -0.05...0.5, -0.05...0.5, true),
      (10, .lower, -0.11...0.5, -0.05...0.5, false),
      // Unread rollouts could still be outside.
      (10, .both, -0.05...0.05, -0.3...0.3, false), (10, .upper, -0.05...0.05, -0.3...0.09, true),
    ]) func aMarginIsHeldByTheIntervalAndTheBounds(
      points: Double, side: FrozenPlan.Margin.Side, interval: ClosedRange<Double>,
      bounds: ClosedRange<Double>,
      holds: Bool
    )
  {
    let margin = FrozenPlan.Margin(points: points, side: side)
    func answer(isNegated: Bool, _ i: ClosedRange<Double>, _ b: ClosedRange<Double>) -> Bool {
      margin.holds(
        ReportedInterval(lower: i.lowerBound, upper: i.upperBound, level: 0.9),
        ReportedBounds(lower: b.lowerBound, upper: b.upperBound), isNegated: isNegated)
    }
    #expect(answer(isNegated: false, interval, bounds) == holds)
    // The opposite question about the opposite figures has the same answer.
    #expect(
      answer(
        isNegated: true, -interval.upperBound ... -interval.lowerBound,
        -bounds.upperBound ... -bounds.lowerBound)
        == holds)
    #expect(!margin.holds(nil, nil, isNegated: false))
  }

  @Test func aMarginIsReportedWithItsInterval() throws {
    let plan = try Self.plan { $0.margin = .init(points: 20, side: .upper) }
    let report = try Fixture.report(manifest: Self.manifest(plan))
    let row = try #require(try registered(report).contrasts.first)
    #expect(row.marginInterval?.level == 0.9)
    #expect(row.insideMargin == false)
    #expect(try report.rendered(as: .markdown).contains("not shown"))
  }

  @Test func aDiffShowsAnotherPlan() throws {
    let plan = try Self.plan()
    let other = try Self.plan { $0.hypothesis = "Another." }
    let diff = try ReportDiff(
      Fixture.report(manifest: Self.manifest(plan)), Fixture.report(manifest: Self.manifest(other)))
    let change = try #require(diff.confounds.first { $0.id == "registration" })
    #expect(change.old == plan.hash.short && change.new == other.hash.short)
    let lost = try ReportDiff(Fixture.report(manifest: Self.manifest(plan)), Fixture.report())
    #expect(lost.confounds.contains { $0.id == "registration" && $0.new == "none" })
  }

  @Test func waiversAreRepeated() throws {
    var suite = Fixture.suite("honesty")
    suite.waivers = [
      Waiver(finding: "lint.length", scenario: "s01", reason: "A | pipe", by: "Ann", expires: "2027-01-01"),
      Waiver(finding: "lint.old", reason: "Was so.", by: "Bob", expires: "2020-01-01"),
    ]
    let manifest = Fixture.manifest(suites: [suite], planned: Fixture.rollouts.count)
    let report = try Fixture.report(manifest: manifest)
    #expect(report.provenance.runs[0].suites[0].waivers == suite.waivers)
    let markdown = try report.rendered(as: .markdown)
    for text in ["Waived findings", "lint.length", "s01", "Ann", "2027-01-01", "over before the run"] {
      #expect(markdown.contains(text), "\(text)")
    }
    #expect(!markdown.contains("A | pipe"))
    #expect(try report.rendered(as: .text).contains("Waived findings"))
    #expect(try report.text().contains("\"waivers\""))
    let none = try Fixture.report()
    #expect(try !none.rendered(as: .markdown).contains("Waived findings") && !none.text().contains("waivers"))
  }
}
