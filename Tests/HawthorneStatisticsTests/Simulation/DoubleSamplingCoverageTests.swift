import Testing

@testable import HawthorneStatistics

/// People's labels of a sample against planted truth: raw figures err by the machine's errors, corrected ones hold.
@Suite struct DoubleSamplingCoverageTests {
  struct Setting: Sendable, CustomStringConvertible {
    var scenarios: Int
    var epochs: Int
    var base: Double
    /// Sensitivity and specificity of the machine in the first arm; 0.85 and 0.97 in the second.
    var sensitivity: Double
    var specificity: Double
    var negatives: Int
    var description: String { "\(scenarios)×\(epochs) base \(base) se \(sensitivity) sp \(specificity)" }
  }

  static let settings: [Setting] = [
    Setting(scenarios: 40, epochs: 5, base: 0.2, sensitivity: 0.85, specificity: 0.8, negatives: 40),
    Setting(scenarios: 40, epochs: 1, base: 0.3, sensitivity: 0.6, specificity: 0.97, negatives: 15),
    Setting(scenarios: 100, epochs: 3, base: 0.03, sensitivity: 0.7, specificity: 0.9, negatives: 60),
    Setting(scenarios: 12, epochs: 5, base: 0.4, sensitivity: 0.85, specificity: 0.7, negatives: 15),
    Setting(scenarios: 60, epochs: 2, base: 0.1, sensitivity: 0.3, specificity: 0.99, negatives: 40),
  ]

  /// What the machine says of the true counts of scenarios, all positives read and so many of the others at random.
  private func arm(
    _ truths: [Int], epochs: Int, se: Double, sp: Double, negatives: Int, _ suite: inout SuiteSimulator
  ) -> DoubleSampling.Arm {
    var scenarios: [[DoubleSampling.Cell]] = []
    // Every machine-negative: its scenario, and whether it is truly positive.
    var others: [(place: Int, isPositive: Bool)] = []
    for (place, truth) in truths.enumerated() {
      let found = suite.successes(se, of: truth)
      let alarms = suite.successes(1 - sp, of: epochs - truth)
      scenarios.append([
        .init(rollouts: found + alarms, gold: found + alarms, positive: found),
        .init(rollouts: epochs - found - alarms),
      ])
      others += Array(repeating: (place, true), count: truth - found)
      others += Array(repeating: (place, false), count: epochs - truth - alarms)
    }
    for index in 0..<min(negatives, others.count) {
      others.swapAt(index, index + suite.generator.next(below: others.count - index))
      scenarios[others[index].place][1].gold += 1
      if others[index].isPositive { scenarios[others[index].place][1].positive += 1 }
    }
    return DoubleSampling.Arm(isPositive: [true, false], scenarios: scenarios)
  }

  @Test(arguments: settings) func correctedIntervalsHold(_ setting: Setting) throws {
    var suite = SuiteSimulator(
      scenarios: setting.scenarios, epochs: setting.epochs, base: setting.base, clustering: .beta(0.3),
      seed: 29)
    var (rate, difference, rawRate, rawDifference, given) = (Share(), Share(), Share(), Share(), Share())
    var (sum, rawSum) = (0.0, 0.0)
    let rounds = isLong ? 2000 : 60
    for round in 0..<rounds {
      suite.draw()
      let first = arm(
        suite.pairs.map(\.first.successes), epochs: setting.epochs, se: setting.sensitivity,
        sp: setting.specificity,
        negatives: setting.negatives, &suite)
      let second = arm(
        suite.pairs.map(\.second.successes), epochs: setting.epochs, se: 0.85, sp: 0.97,
        negatives: setting.negatives,
        &suite)
      if case .success(let found) = try DoubleSampling.rate(first) {
        given.count(true)
        rate.count(found.interval.contains(setting.base))
        let counts = first.scenarios.map {
          ScenarioCounts(successes: $0[0].rollouts, trials: setting.epochs)
        }
        rawRate.count(try ScenarioRate.estimate(counts)?.interval.contains(setting.base) == true)
        sum += found.rate
        rawSum += found.raw
      } else {
        given.count(false)
      }
      if case .success(let found) = try DoubleSampling.difference(
        first, second, seed: UInt64(round), draws: isLong ? 400 : 199)
      {
        difference.count(found.interval.contains(0))
        let raw = zip(first.scenarios, second.scenarios).map {
          ScenarioPair(
            first: ScenarioCounts(successes: $0[0].rollouts, trials: setting.epochs),
            second: ScenarioCounts(successes: $1[0].rollouts, trials: setting.epochs))
        }
        rawDifference.count(
          try PairedRateDifference.interval(raw, seed: UInt64(round), draws: 199)?.interval.contains(0)
            == true)
      }
    }
    if isLong {
      print(
        "DOUBLE \(setting): rate \(rate.value) raw \(rawRate.value) difference \(difference.value)",
        "raw \(rawDifference.value) given \(given.value) mean \(sum / Double(rate.rounds)) raw \(rawSum / Double(rate.rounds))"
      )
    }
    #expect(given.value > 0.9)
    #expect(rate.isAtLeast(0.95), "\(rate)")
    #expect(difference.isAtLeast(0.95), "\(difference)")
    // Unbiased within four standard errors of the mean of the rounds, which clustering makes no smaller than this.
    let mean = sum / Double(max(1, rate.rounds))
    let leave: Double = isLong ? 0.006 : 0.04
    #expect((mean - setting.base).magnitude < leave, "\(mean)")
    let alarms: Double = (1 - setting.base) * (1 - setting.specificity)
    let expected: Double = setting.base * setting.sensitivity + alarms
    if abs(expected - setting.base) > 0.1, setting.scenarios >= 40 {
      #expect(rawRate.value < 0.7, "\(rawRate)")
    }
  }
}
