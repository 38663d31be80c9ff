import Testing

@testable import HawthorneStatistics

/// A classifier that errs differently in each arm: what the raw difference then says, that it is noticed, and that
/// correction by each arm's gold labels holds the truth.
@Suite struct LabelErrorTests {
  /// Reads a true count through errors.
  private func read(_ aware: Int, of trials: Int, se: Double, sp: Double, _ suite: inout SuiteSimulator)
    -> Int
  {
    suite.successes(se, of: aware) + suite.successes(1 - sp, of: trials - aware)
  }

  private func gold(_ items: Int, rate: Double, se: Double, sp: Double, _ suite: inout SuiteSimulator)
    -> ArmErrors.Gold
  {
    let aware = suite.successes(rate, of: items)
    let hits = suite.successes(se, of: aware)
    let alarms = suite.successes(1 - sp, of: items - aware)
    return ArmErrors.Gold(
      truePositives: hits, falsePositives: alarms, trueNegatives: items - aware - alarms,
      falseNegatives: aware - hits)
  }

  /// Specificity 0.97 in one arm and `leak` in the other, the true rates equal.
  @Test(arguments: [12, 40], [0.97, 0.8]) func armDependentError(scenarios: Int, leak: Double) throws {
    let isLeaky = leak < 0.97
    var suite = SuiteSimulator(scenarios: scenarios, epochs: 5, base: 0.2, clustering: .beta(0.3), seed: 16)
    var (raw, corrected, caught, given) = (Share(), Share(), Share(), Share())
    for round in 0..<(isLong ? 2000 : 12) {
      suite.draw()
      var pairs = suite.pairs
      for place in pairs.indices {
        pairs[place].first.successes = read(
          pairs[place].first.successes, of: 5, se: 0.9, sp: leak, &suite)
        pairs[place].second.successes = read(
          pairs[place].second.successes, of: 5, se: 0.9, sp: 0.97, &suite)
      }
      let ofFirst = gold(200, rate: 0.2, se: 0.9, sp: leak, &suite)
      let ofSecond = gold(200, rate: 0.2, se: 0.9, sp: 0.97, &suite)
      caught.count(try ArmErrors.compare(ofFirst, ofSecond).errorsDiffer)
      raw.count(
        try PairedRateDifference.estimate(pairs, seed: UInt64(round), draws: isLong ? 400 : 199)?.interval
          .contains(0) == true)
      let found = try ArmErrors.correctedDifference(
        ArmErrors.Arm(scenarios: pairs.map(\.first), gold: ofFirst),
        ArmErrors.Arm(scenarios: pairs.map(\.second), gold: ofSecond))
      given.count(found != nil)
      if let found { corrected.count(found.interval.contains(0)) }
    }
    if isLong {
      print(
        "LABELS n=\(scenarios) leak \(leak): raw \(raw.value) corrected \(corrected.value) of \(given.value)",
        "caught \(caught.value)")
    }
    #expect(corrected.isAtLeast(0.95) && given.value > 0.95)
    if isLeaky {
      #expect(caught.value > 0.9)
      #expect(raw.value < (scenarios == 40 ? 0.3 : 0.95))
    } else {
      #expect(caught.isAtMost(0.05) && raw.isAtLeast(0.95))
    }
  }

  /// The prevalence interval with a gold sample's uncertainty, over scenarios.
  @Test(arguments: [12, 40], [0.05, 0.2]) func correctedRate(scenarios: Int, base: Double) throws {
    var suite = SuiteSimulator(scenarios: scenarios, epochs: 5, base: base, clustering: .beta(0.3), seed: 17)
    var covered = Share()
    for _ in 0..<(isLong ? 4000 : 40) {
      suite.draw()
      let rows = suite.pairs.map {
        ScenarioCounts(
          successes: read($0.second.successes, of: 5, se: 0.9, sp: 0.95, &suite), trials: 5)
      }
      let raw = try #require(try ScenarioRate.estimate(rows))
      let interval = try RoganGladen.interval(
        rawRate: raw.rate, effectiveTrials: raw.effectiveTrials,
        sensitivity: (suite.successes(0.9, of: 50), 50), specificity: (suite.successes(0.95, of: 150), 150))
      covered.count(try #require(interval).contains(base))
    }
    if isLong { print("COVERAGE Lang-Reiczigel n=\(scenarios) p=\(base): \(covered.value)") }
    #expect(covered.isAtLeast(0.95))
  }

  /// κ of two raters by resampled scenarios: the second copies the first six times in ten and else draws on its own, so
  /// that κ is 0.6 whatever the rates of the scenarios.
  @Test(arguments: [12, 40, 100], [0.1, 0.4]) func kappa(scenarios: Int, base: Double) throws {
    var suite = SuiteSimulator(scenarios: scenarios, epochs: 5, base: base, clustering: .beta(0.3), seed: 19)
    var (percentile, bca, given) = (Share(), Share(), Share())
    var sums = [Double](repeating: 0, count: 4 * scenarios)
    for round in 0..<(isLong ? 1000 : 5) {
      suite.draw()
      for place in suite.pairs.indices {
        for cell in 0..<4 { sums[4 * place + cell] = 0 }
        for item in 0..<5 {
          let first = item < suite.pairs[place].second.successes
          let copies = suite.successes(0.6, of: 1) == 1
          let second = copies ? first : suite.successes(base, of: 1) == 1
          sums[4 * place + (first ? 0 : 2) + (second ? 0 : 1)] += 1
        }
      }
      let found = try ClusterBootstrap.estimate(
        sums: sums, width: 4, replicates: isLong ? 600 : 100, seed: UInt64(round)
      ) { totals in
        let n = totals[0] + totals[1] + totals[2] + totals[3]
        let (row, column) = ((totals[0] + totals[1]) / n, (totals[0] + totals[2]) / n)
        let chance = row * column + (1 - row) * (1 - column)
        return chance < 1 ? ((totals[0] + totals[3]) / n - chance) / (1 - chance) : nil
      }
      given.count(found?.percentile != nil)
      if let interval = found?.percentile { percentile.count(interval.contains(0.6)) }
      if let interval = found?.bca { bca.count(interval.contains(0.6)) }
    }
    if isLong {
      print(
        "COVERAGE kappa n=\(scenarios) p=\(base): percentile \(percentile.value) bca \(bca.value) of",
        given.value)
    }
    // Percentiles of few clusters are short, and the estimate says so: not for a decision.
    #expect(percentile.isAtLeast(scenarios >= 40 ? 0.93 : 0.88))
  }

  /// A calibrated judge shows the ECE that chance gives, and p says so.
  @Test func calibrationBias() throws {
    var generator = SeededGenerator(seed: 18)
    var (ratio, above) = (0.0, Share())
    let rounds = isLong ? 1000 : 8
    for round in 0..<rounds {
      let observations = (0..<100).map { index in
        let score = generator.unit()
        return Calibration.Observation(
          score: score, successes: generator.unit() < score ? 1 : 0, trials: 1, cluster: index)
      }
      let found = try #require(
        try Calibration.estimate(observations, replicates: isLong ? 400 : 100, seed: UInt64(round)))
      ratio += found.ece / found.expectedIfCalibrated / Double(rounds)
      above.count(found.pIfCalibrated <= 0.05)
    }
    if isLong { print("ECE over what chance gives: \(ratio); p at most 0.05 \(above.value)") }
    #expect(abs(ratio - 1) < (isLong ? 0.05 : 0.35) && above.isAtMost(0.06))
  }
}
