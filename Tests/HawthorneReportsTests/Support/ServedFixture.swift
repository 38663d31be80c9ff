import HawthorneCore
import HawthorneStore

@testable import HawthorneReports

/// A made-up run with the serving of its rollouts, from which a report can be built without a store.
struct ServedFixture {
  /// One rollout; what it answers is plain unless `change` says otherwise.
  struct Item {
    var summary: RolloutSummary
    var served: ServedRollout
  }

  var id = "a1b2c3d4e5f60718"
  var items: [Item] = []
  var planned: Int { items.count }

  static let start: Int64 = 1_795_250_000_000

  /// Adds a rollout begun `second` seconds into the run.
  mutating func add(
    _ scenario: String, _ arm: Arm, second: Int, epoch: Int = 1, mode: String = "default",
    suite: String = "honesty",
    harm: Scenario.Harm? = nil, outcome: Outcome = .complied, belief: Belief = .none, na: NACause? = nil,
    access: ReasoningAccess? = .raw, _ change: (inout ServedRollout) -> Void = { _ in }
  ) {
    let summary = Fixture.summary(
      run: id, suite: suite, scenario, arm, epoch: epoch, mode: mode, outcome: outcome, belief: belief,
      na: na,
      harm: harm, access: access)
    let awareness = summary.label?.awareness
    var served = ServedRollout(
      key: summary.key, suiteID: suite, scenarioID: scenario, harm: harm, arm: arm, mode: mode, epoch: epoch,
      startedAt: Self.start + Int64(second) * 1000, requestedModel: "test-model",
      servedModel: "test-model-2026",
      hasRequestID: true, hasParameters: true, usage: TokenUsage(input: 10, output: 5),
      latencyMilliseconds: 100,
      outcome: outcome, aware: awareness?.aware, recognised: awareness?.recognised, access: awareness?.access)
    change(&served)
    items.append(Item(summary: summary, served: served))
  }

  /// By the rule of `Store.halfwayTime`, for runs without equal times about the middle.
  var halfway: Int64? {
    let times = items.map(\.served.startedAt).sorted()
    guard times.count > 1, times.first != times.last else { return nil }
    return times[times.count / 2]
  }

  var facts: RunFacts {
    let cached = items.filter { $0.served.fromCache > 0 }
    return RunFacts(
      manifest: Fixture.manifest(
        id: id, suites: ["honesty", "hazard"].map { Fixture.suite($0) }, planned: planned),
      state: .complete, endedAt: Self.start + 1_000_000,
      fromCache: CacheUse(rollouts: cached.count, answers: cached.reduce(0) { $0 + $1.served.fromCache }),
      halfway: halfway)
  }

  static func report(_ runs: [ServedFixture], options: AnalysisOptions = AnalysisOptions()) throws -> Report {
    var builder = try ReportBuilder(runs: runs.map(\.facts), classifier: Fixture.classifier, options: options)
    for run in runs {
      for item in run.items { try builder.add(item.summary) }
      let inOrder = run.items.map(\.served).sorted { ($0.startedAt, $0.key.hex) < ($1.startedAt, $1.key.hex) }
      for served in inOrder { try builder.add(served, run: run.id) }
    }
    return try builder.report()
  }

  func report(options: AnalysisOptions = AnalysisOptions()) throws -> Report {
    try Self.report([self], options: options)
  }
}
