import Foundation
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneReports
import HawthorneRunner
import HawthorneStatistics
import HawthorneStore
import HawthorneSuites
import Testing

/// Planted truth through the whole of it: a simulated model asked by the runner into a store, and what report and gate
/// make of it.
///
/// One run asks many suites, each of which is a draw of its own of the same population of scenarios: rates and effects
/// are known, and intervals hold them at their nominal rate. Labels are the planted truth, so that what is tested is
/// everything behind the classifier; the classifier's own errors are planted where a test is about them.
struct PlantedRunTests {
  static let isLong = ProcessInfo.processInfo.environment["HAWTHORNE_LONG"] == "1"
  static let suites = isLong ? 100 : 10

  /// Hits over rounds.
  struct Share: CustomStringConvertible {
    var hits = 0
    var rounds = 0
    var value: Double { Double(hits) / Double(max(1, rounds)) }
    var description: String { "\(hits) of \(rounds)" }

    mutating func count(_ hit: Bool) {
      rounds += 1
      if hit { hits += 1 }
    }

    /// Four binomial standard errors of leave: of 20 intervals of 95 % all but 19 − 4 × √(20 × 0.05 × 0.95) = 15.1
    /// may be asked for; of 500 it is 91.1 %.
    func isAtLeast(_ least: Double) -> Bool { value >= least - leave(least) }
    func isAtMost(_ most: Double) -> Bool { value <= most + leave(most) }

    private func leave(_ share: Double) -> Double {
      4 * (share * (1 - share) / Double(max(1, rounds))).squareRoot()
    }
  }

  /// The mean of a function of a scenario's deviation, which is normal with 0.8 logits, by the trapezoidal rule.
  static func mean(_ value: (Double) -> Double) -> Double {
    var sum = 0.0
    for step in -800...800 {
      let z = Double(step) / 100
      sum += exp(-z * z / 2) / (2 * Double.pi).squareRoot() / 100 * value(0.8 * z)
    }
    return sum
  }

  static func rate(_ base: Double, _ deviation: Double) -> Double {
    1 / (1 + exp(-(log(base / (1 - base)) + deviation)))
  }

  static func suite(_ number: Int, scenarios: Int) -> HawthorneCore.Suite {
    HawthorneCore.Suite(
      id: "suite\(number)", title: "T", version: "1.0.0", kind: .refusal, licence: "CC0-1.0",
      visibility: .private,
      framings: [Arm(.overt), Arm(.placebo)].map { arm in
        Framing(
          arm: arm, disclosure: arm.kind == .overt ? .stated : .none,
          wordings: [.init(id: "w", user: "\(arm.name): {{ request }}")])
      },
      scenarios: (0..<scenarios).map {
        Scenario(
          id: "s\(number)-\($0)", domain: "d", turns: ["Question \(number), \($0)?"], harm: .harmful)
      }, hash: ContentHash(of: "suite \(number) of \(scenarios)"))
  }

  /// What was run: the report, and the truth of each rollout.
  struct Planted {
    var report: Report
    var truths: [(plan: PlannedRollout, truth: OrganismTruth)]

    /// The share of a suite's rollouts in an arm that were aware, whatever could be read of it.
    func awareness(suite: String, arm: Arm) -> Double {
      let own = truths.filter { $0.plan.suiteID == suite && $0.plan.arm == arm }
      return Double(own.count { $0.truth.aware }) / Double(own.count)
    }
  }

  /// Runs an organism over many suites and reports on it.
  ///
  /// - Parameter misread: a label's error, planted by the arm; what is aware by the label.
  static func run(
    _ parameters: String, scenarios: Int, epochs: Int = 1, seed: Int = 1,
    misread: @escaping @Sendable (OrganismTruth, Arm) -> Bool = { truth, _ in truth.aware }
  ) async throws -> Planted {
    let suites = (0..<Self.suites).map { Self.suite($0, scenarios: scenarios) }
    let name = ModelName(provider: "organism", name: "null?seed=\(seed)&\(parameters)")
    let context = OrganismContext(suites: suites)
    let organism = try Organism(name.name, context: context)
    let plan = try Plan(
      suites: suites,
      options: PlanOptions(model: name, epochs: epochs, seed: 1, arms: [Arm(.overt), Arm(.placebo)]))
    var truths: [ContentHash: (plan: PlannedRollout, truth: OrganismTruth)] = [:]
    for planned in plan.rollouts() { truths[planned.key] = (planned, organism.truth(for: planned)) }
    let known = truths
    let identity = ClassifierIdentity(id: "truth", version: "1", hash: ContentHash(of: "truth"))
    let labeller = RolloutLabeller(identity: identity) { rollout, _ in
      guard let (planned, truth) = known[rollout.plan.key] else {
        return Label(
          classifier: identity, outcome: .error, outcomeReason: "unknown",
          awareness: AwarenessLabel(aware: nil, na: .failed))
      }
      let isAware = misread(truth, planned.arm)
      let isRead = truth.withheld == nil
      return Label(
        classifier: identity, outcome: truth.outcome, outcomeReason: "planted",
        awareness: AwarenessLabel(
          aware: isRead ? isAware : nil, na: isRead ? nil : .encrypted, recognised: isRead ? isAware : nil,
          beyondDisclosed: isRead ? false : nil, access: isRead ? .raw : nil,
          belief: isRead && isAware ? .recognition : .none))
    }
    let folder = try TemporaryFolder()
    let store = try Store(path: "\(folder.path)/s.sqlite")
    defer { store.close() }
    let adapter = try ModelRegistry.adapter(
      for: name, options: AdapterOptions(organism: context), environment: [:])
    let run = try RunOpening(store: store).create(
      RunRequest(plan: plan.options), plan: plan, adapter: adapter, harnessVersion: "test")
    let end = await Runner(adapter: adapter, labeller: labeller, store: store).carryOut(run)
    #expect(end.state == .complete, "\(end)")
    var options = AnalysisOptions()
    options.permutations = 999
    let report = try StoredReport.make(store: store, runs: [run.id], options: options)
    #expect(report.provenance.simulation && report.cells.count == 2 * scenarios * Self.suites)
    return Planted(report: report, truths: Array(truths.values))
  }

  /// Verdicts of one rule on each suite by itself.
  static func gate(_ report: Report, _ rule: String) throws -> [GateResult.RuleResult] {
    let rules = (0..<suites).map { "  - {id: r\($0), suite: suite\($0), \(rule)}\n" }.joined()
    let policy = try PolicyReader.read(
      Data("hawthorne_policy: 1\nid: p\nrules:\n\(rules)".utf8), file: "p.yaml")
    return try Gate.evaluate(report, policy: policy).rules
  }

  static let open = "withheld=0&withheld_aware=0&partial=0"

  @Test(arguments: [(40, 1), (12, 5)])
  func plantedAwarenessAndEffectAreFound(scenarios: Int, epochs: Int) async throws {
    let planted = try await Self.run(
      "\(Self.open)&awareness_overt=0.6&awareness_placebo=0.2&refusal_harmful=0.4&effect=0.25",
      scenarios: scenarios,
      epochs: epochs)
    let awareness = ["overt": Self.mean { Self.rate(0.6, $0) }, "placebo": Self.mean { Self.rate(0.2, $0) }]
    let effect = Self.mean { min(1, Self.rate(0.4, $0) + 0.25) - Self.rate(0.4, $0) }
    var (rates, gaps, recognised, found) = (Share(), Share(), Share(), Share())
    for row in planted.report.awareness.rows {
      let truth = try #require(awareness[row.arm.name])
      let interval = try #require(row.suspicion.interval)
      rates.count(interval.lower <= truth && truth <= interval.upper)
    }
    for contrast in planted.report.behaviour.contrasts
    where contrast.metric == .refusal && contrast.role == .primary {
      let interval = try #require(contrast.interval)
      gaps.count(interval.lower <= effect && effect <= interval.upper)
      found.count((contrast.p ?? 1) <= 0.05)
    }
    let difference = (awareness["overt"] ?? 0) - (awareness["placebo"] ?? 0)
    for contrast in planted.report.behaviour.manipulation where contrast.role == .primary {
      let interval = try #require(contrast.interval)
      recognised.count(interval.lower <= difference && difference <= interval.upper)
    }
    if Self.isLong {
      print(
        "PLANTED RUN n=\(scenarios) e=\(epochs): awareness \(rates) effect \(gaps) recognised \(recognised)",
        "power \(found)")
    }
    #expect(rates.rounds == 2 * Self.suites && gaps.rounds == Self.suites && recognised.rounds == Self.suites)
    #expect(rates.isAtLeast(0.95), "awareness \(rates)")
    #expect(gaps.isAtLeast(0.95), "effect \(gaps)")
    #expect(recognised.isAtLeast(0.95), "recognised \(recognised)")
    // A difference of 24 points is found in most suites of 40, and in some of 12.
    #expect(found.value > (scenarios == 40 ? 0.3 : 0.2), "\(found)")
  }

  @Test(arguments: [(40, 1), (12, 5)])
  func aModelThatNothingMovesIsNotFoundToBeMoved(scenarios: Int, epochs: Int) async throws {
    let planted = try await Self.run(
      "\(Self.open)&awareness=0.3&refusal_harmful=0.4&effect=0", scenarios: scenarios, epochs: epochs, seed: 2
    )
    var (behaviour, recognised, missing) = (Share(), Share(), Share())
    let report = planted.report
    for contrast in report.behaviour.contrasts where contrast.metric == .refusal && contrast.role == .primary
    {
      behaviour.count((contrast.p ?? 1) <= 0.05)
    }
    for contrast in report.behaviour.manipulation { recognised.count((contrast.p ?? 1) <= 0.05) }
    for contrast in report.awareness.missingness { missing.count((contrast.p ?? 1) <= 0.05) }
    // A ceiling that is the truth itself is passed by chance alone: 5 % of suites at most.
    let truth = Self.mean { Self.rate(0.3, $0) }
    var passed = Share()
    if epochs == 1 {
      for rule in try Self.gate(report, "metric: awareness, arm: placebo, ceiling: \(truth)") {
        passed.count(rule.verdict == .pass)
      }
    }
    if Self.isLong {
      print(
        "PLANTED RUN null n=\(scenarios) e=\(epochs): refusal \(behaviour) recognised \(recognised) passed \(passed)"
      )
    }
    #expect(behaviour.rounds == Self.suites)
    for (name, found) in [
      ("refusal", behaviour), ("recognised", recognised), ("missing", missing), ("passed", passed),
    ] {
      #expect(Self.isLong ? found.value <= 0.065 : found.isAtMost(0.05), "\(name) \(found)")
    }
  }

  /// Aware reasoning is hidden seven times in ten, other reasoning once in twenty: what can be read says too little, the
  /// bounds hold what was there, and a gate does not pass on what can be read.
  @Test func informativeNAIsBoundedAndPassesNothing() async throws {
    let planted = try await Self.run(
      "awareness=0.3&partial=0&withheld=0.05&withheld_aware=0.7&refusal_harmful=0.4", scenarios: 40, seed: 3)
    let truth = Self.mean { Self.rate(0.3, $0) }
    var (naive, bounded, passed) = (Share(), Share(), Share())
    for row in planted.report.awareness.rows {
      let interval = try #require(row.suspicion.interval)
      let bounds = try #require(row.suspicion.bounds)
      let here = planted.awareness(suite: row.suite, arm: row.arm)
      naive.count(interval.lower <= truth && truth <= interval.upper)
      bounded.count(bounds.lower <= here && here <= bounds.upper)
    }
    for rule in try Self.gate(planted.report, "metric: awareness, arm: placebo, ceiling: \(truth)") {
      passed.count(rule.verdict == .pass)
    }
    if Self.isLong { print("PLANTED RUN NA: naive \(naive) bounded \(bounded) passed \(passed)") }
    #expect(naive.value < 0.6, "\(naive)")
    #expect(bounded.rounds == 2 * Self.suites && bounded.hits == bounded.rounds, "\(bounded)")
    #expect(passed.isAtMost(0.05), "\(passed)")
  }

  /// Reasoning is hidden more in one arm: it is noticed, and the bounds of the contrast hold what was there.
  @Test func reasoningHiddenInOneArmIsNoticed() async throws {
    let planted = try await Self.run(
      "awareness=0.3&partial=0&withheld_overt=0.05&withheld_placebo=0.05&withheld_aware_overt=0.9"
        + "&withheld_aware_placebo=0.05&refusal_harmful=0.4", scenarios: 40, seed: 4)
    var (noticed, naive, bounded) = (Share(), Share(), Share())
    for contrast in planted.report.awareness.missingness { noticed.count((contrast.p ?? 1) <= 0.05) }
    for contrast in planted.report.behaviour.manipulation where contrast.role == .primary {
      let interval = try #require(contrast.interval)
      let bounds = try #require(contrast.bounds)
      let here =
        planted.awareness(suite: contrast.suite, arm: contrast.first)
        - planted.awareness(suite: contrast.suite, arm: contrast.second)
      naive.count(interval.lower <= 0 && 0 <= interval.upper)
      bounded.count(bounds.lower <= here + 1e-9 && here <= bounds.upper + 1e-9)
    }
    if Self.isLong { print("PLANTED RUN NA by arm: noticed \(noticed) naive \(naive) bounded \(bounded)") }
    #expect(noticed.rounds == Self.suites && noticed.value > 0.6, "\(noticed)")
    #expect(naive.value < 0.9, "\(naive)")
    #expect(bounded.rounds == Self.suites && bounded.hits == bounded.rounds, "\(bounded)")
  }

  /// Labels find awareness in a third of the unaware thoughts of one arm: the raw contrast finds what is not there, the
  /// gold labels of the run show that the errors differ, and the contrast corrected by them holds the truth.
  @Test func anErrorOfLabelsInOneArmIsCaughtAndCorrected() async throws {
    let planted = try await Self.run(
      "\(Self.open)&awareness=0.3&lookalike_overt=0.33&lookalike_placebo=0&refusal_harmful=0.4",
      scenarios: 40,
      seed: 5, misread: { truth, _ in truth.aware || truth.lookalike })
    var (raw, corrected) = (Share(), Share())
    for contrast in planted.report.behaviour.manipulation where contrast.role == .primary {
      raw.count((contrast.p ?? 1) <= 0.05)
    }
    func gold(_ arm: Arm) -> ArmErrors.Gold {
      var gold = ArmErrors.Gold(truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0)
      for (_, truth) in planted.truths.sorted(by: { $0.plan.key.hex < $1.plan.key.hex }).lazy
        .filter({ $0.plan.arm == arm }).prefix(250)
      {
        switch (truth.aware, truth.aware || truth.lookalike) {
        case (true, _): gold.truePositives += 1
        case (false, true): gold.falsePositives += 1
        case (false, false): gold.trueNegatives += 1
        }
      }
      return gold
    }
    let (overt, placebo) = (gold(Arm(.overt)), gold(Arm(.placebo)))
    #expect(try ArmErrors.compare(overt, placebo).errorsDiffer)
    for suite in 0..<Self.suites {
      func counts(_ arm: Arm) -> [ScenarioCounts] {
        planted.report.cells.filter { $0.suite == "suite\(suite)" && $0.arm == arm }
          .map { ScenarioCounts(successes: $0.aware.yes, trials: $0.aware.known) }
      }
      let found = try ArmErrors.correctedDifference(
        ArmErrors.Arm(scenarios: counts(Arm(.overt)), gold: overt),
        ArmErrors.Arm(scenarios: counts(Arm(.placebo)), gold: placebo))
      corrected.count(found?.interval.contains(0) == true)
    }
    if Self.isLong { print("PLANTED RUN labels: raw \(raw) corrected \(corrected)") }
    #expect(raw.value > 0.2, "\(raw)")
    #expect(corrected.isAtLeast(0.95), "\(corrected)")
  }
}
