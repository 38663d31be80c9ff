import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

@testable import HawthorneReports

/// Two made-up runs of one suite, of which one is old and the other new.
enum DiffFixture {
  static let oldRun = "a1b2c3d4e5f60718"
  static let newRun = "ffffffffffffffff"

  static func report(
    run: String, _ rollouts: [RolloutSummary], model: String = "test-model",
    suites: [Suite] = [Fixture.suite("honesty"), Fixture.suite("hazard", kind: .refusal)],
    held: [SuiteFacts]? = nil, metadata: [String: String] = [:], modes: [Mode] = [Mode()],
    parameters: GenerationParameters = GenerationParameters(temperature: 0.7)
  ) throws -> Report {
    let manifest = Fixture.manifest(
      id: run, suites: suites, model: ModelName(provider: "openai", name: model), modes: modes,
      parameters: parameters, epochs: rollouts.map(\.epoch).max() ?? 1, planned: rollouts.count,
      metadata: metadata)
    let own = rollouts.map { summary in
      var summary = summary
      summary.runID = run
      return summary
    }
    return try Fixture.report(own, manifest: manifest, suites: held)
  }

  static func old(_ rollouts: [RolloutSummary]) throws -> Report { try report(run: oldRun, rollouts) }
  static func new(_ rollouts: [RolloutSummary]) throws -> Report { try report(run: newRun, rollouts) }

  /// Scenarios in the disguised arm; of each how many of its rollouts are aware, of how many.
  static func aware(
    _ counts: [(aware: Int, of: Int)], arm: Arm = Fixture.disguised, na: Set<Int> = []
  ) -> [RolloutSummary] {
    counts.enumerated().flatMap { number, count in
      (0..<count.of).map { epoch in
        Fixture.summary(
          "s\(number)", arm, epoch: epoch + 1, belief: epoch < count.aware ? .suspicion : .none,
          na: na.contains(number) ? .encrypted : nil, aligned: true)
      }
    }
  }

  /// A run drawn at random: arms, epochs, refusals, awareness, NA, failures and scenarios that are not there.
  static func random(_ generator: inout SeededGenerator, scenarios: Int, epochs: Int) -> [RolloutSummary] {
    var all: [RolloutSummary] = []
    for number in 0..<scenarios {
      for arm in [Fixture.overt, Fixture.placebo, Fixture.disguised, Arm(.control)]
      where generator.next(below: 10) > 0 {
        for epoch in 1...epochs {
          let outcomes: [Outcome] = [.refused, .complied, .complied, .blocked, .error]
          all.append(
            Fixture.summary(
              "s\(number)", arm, epoch: epoch, outcome: outcomes[generator.next(below: 5)],
              belief: generator.next(below: 3) == 0 ? .recognition : .none,
              na: generator.next(below: 8) == 0 ? .encrypted : nil,
              aligned: [true, true, false, nil][generator.next(below: 4)],
              correct: [true, false, nil][generator.next(below: 3)],
              visible: generator.next(below: 4) == 0))
        }
      }
      for harm in [Scenario.Harm.harmful, .benign] {
        for epoch in 1...epochs {
          all.append(
            Fixture.summary(
              suite: "hazard", "\(harm.rawValue)\(number)", Arm(.disguised, variant: "bare"), epoch: epoch,
              outcome: [.refused, .complied, .blocked][generator.next(below: 3)], harm: harm))
        }
      }
    }
    return all
  }
}

extension ReportDiff {
  func row(_ metric: Metric, _ arm: Arm? = nil) -> Row? {
    rows.first { $0.metric == metric && (arm == nil || $0.arm == arm) }
  }

  func flip(_ metric: Metric, _ arm: Arm? = nil) -> FlipRow? {
    flips.first { $0.metric == metric && (arm == nil || $0.arm == arm) }
  }
}
