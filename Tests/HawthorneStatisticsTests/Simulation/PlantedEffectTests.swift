import Testing

@testable import HawthorneStatistics

/// Effects that were planted are found: no bias, and intervals that hold them.
@Suite struct PlantedEffectTests {
  /// An odds ratio of 3 within scenarios of very different rates.
  @Test(arguments: [12, 40]) func commonOddsRatio(scenarios: Int) throws {
    var suite = SuiteSimulator(scenarios: scenarios, epochs: 20, base: 0.4, clustering: .beta(0.3), seed: 11)
    var (ratio, difference) = (Share(), 0.0)
    let rounds = isLong ? 4000 : 40
    for _ in 0..<rounds {
      suite.draw()
      let strata = suite.rates.map { rate in
        let odds = 3 * rate.second / (1 - min(rate.second, 1 - 1e-12))
        let aware = suite.successes(0.4, of: 20)
        return StratifiedDifference.Stratum(
          awarePositives: suite.successes(odds / (1 + odds), of: aware), awareTotal: aware,
          unawarePositives: suite.successes(rate.second, of: 20 - aware), unawareTotal: 20 - aware)
      }
      let found = try MantelHaenszel.analyse(strata)
      ratio.count(found.interval?.contains(3) == true)
      difference += (logarithm(found.oddsRatio ?? 3) - logarithm(3)) / Double(rounds)
    }
    if isLong {
      print("PLANTED odds ratio n=\(scenarios): coverage \(ratio.value) bias of the log \(difference)")
    }
    #expect(ratio.isAtLeast(0.95) && abs(difference) < (isLong ? 0.05 : 0.2))
  }

  /// A change of the effect, on both scales.
  @Test(arguments: [12, 40], [0.2, 0.5]) func changeOfAnEffect(scenarios: Int, base: Double) throws {
    var suite = SuiteSimulator(
      scenarios: scenarios, epochs: 5, base: base, clustering: .beta(0.3), effect: .shift(0.4), seed: 12)
    var (risk, odds, given) = (Share(), Share(), 0)
    // Marginal log odds: the mean of the first arm moves from base + 0.1(1 − base) to base + 0.4(1 − base).
    func logit(_ p: Double) -> Double { logarithm(p) - logarithm(1 - p) }
    let truth = logit(base + 0.4 * (1 - base)) - logit(base + 0.1 * (1 - base))
    let rounds = isLong ? 2000 : 12
    for round in 0..<rounds {
      suite.draw()
      let cells = suite.pairs.indices.map { place in
        let second = suite.rates[place].second
        return DifferenceInDifferences.Cells(
          old: ScenarioPair(
            first: ScenarioCounts(successes: suite.successes(second + 0.1 * (1 - second), of: 5), trials: 5),
            second: ScenarioCounts(successes: suite.successes(second, of: 5), trials: 5)),
          new: suite.pairs[place])
      }
      let found = try #require(
        try DifferenceInDifferences.risk(cells, seed: UInt64(round), draws: isLong ? 1000 : 400))
      risk.count(found.interval.contains(0.3 * (1 - base)))
      if let interval = try DifferenceInDifferences.logOdds(cells)?.interval {
        given += 1
        odds.count(interval.contains(truth))
      }
    }
    if isLong {
      print(
        "PLANTED change n=\(scenarios) p=\(base): risk \(risk.value) log odds \(odds.value) of",
        Double(given) / Double(rounds))
    }
    #expect(risk.isAtLeast(0.95) && odds.isAtLeast(0.94))
  }

  /// A rise of 20 points over three levels.
  @Test(arguments: [12, 40]) func trend(scenarios: Int) throws {
    var suite = SuiteSimulator(scenarios: scenarios, epochs: 5, base: 0.3, clustering: .beta(0.3), seed: 13)
    var (covered, found, bias) = (Share(), Share(), 0.0)
    let rounds = isLong ? 2000 : 12
    for round in 0..<rounds {
      suite.draw()
      let rows = suite.rates.map { rate in
        (0..<3).map { level in
          ScenarioCounts(
            successes: suite.successes(rate.second + Double(level) * 0.15 * (1 - rate.second), of: 5),
            trials: 5)
        }
      }
      let result = try #require(
        try DoseTrend.test(rows, doses: [0, 1, 2], seed: UInt64(round), draws: isLong ? 500 : 400))
      covered.count(try #require(result.interval).contains(0.21))
      found.count(result.p <= 0.05)
      bias += (result.change - 0.21) / Double(rounds)
    }
    if isLong {
      print("PLANTED trend n=\(scenarios): coverage \(covered.value) power \(found.value) bias \(bias)")
    }
    #expect(covered.isAtLeast(0.95) && abs(bias) < (isLong ? 0.005 : 0.06))
    #expect(found.value > (scenarios == 40 ? 0.9 : 0.4))
  }

  /// A rise of 21 points of which a third of the levels is not known; in the second design two levels are neighbours.
  @Test(arguments: [12, 40], [[0, 1, 2], [1, 2, 9]] as [[Double]])
  func trendWithGaps(scenarios: Int, doses: [Double]) throws {
    for (epochs, shift) in [(5, 0.3), (1, 0.3), (2, 0.0)] {
      var suite = SuiteSimulator(
        scenarios: scenarios, epochs: epochs, base: 0.3, clustering: .beta(0.3), seed: 14)
      var (covered, bias, width) = (Share(), 0.0, 0.0)
      let rounds = isLong ? 2000 : 12
      for round in 0..<rounds {
        suite.draw()
        let rows = suite.rates.map { rate in
          doses.map { dose in
            let share = (dose - doses[0]) / (doses[2] - doses[0])
            let isKnown = suite.successes(2.0 / 3, of: 1) == 1
            return ScenarioCounts(
              successes: isKnown
                ? suite.successes(rate.second + share * shift * (1 - rate.second), of: epochs) : 0,
              trials: isKnown ? epochs : 0)
          }
        }
        let result = try #require(try DoseTrend.test(rows, doses: doses, seed: UInt64(round), draws: 400))
        let interval = try #require(result.interval)
        covered.count(interval.contains(shift * 0.7))
        bias += (result.change - shift * 0.7) / Double(rounds)
        width += interval.width / Double(rounds)
      }
      if isLong {
        print(
          "PLANTED gaps n=\(scenarios) \(doses) e=\(epochs) \(shift): \(covered.value) bias \(bias) width \(width)"
        )
      }
      #expect(
        covered.isAtLeast(0.95) && abs(bias) < (isLong ? 0.012 : 0.2), "\(epochs) \(shift) \(covered.value)")
    }
  }

  /// A changed endpoint, in either way, and the promise of `SameModel.power`.
  @Test func changedEndpoint() throws {
    let rounds = isLong ? 400 : 25
    func power(_ shift: Double, _ change: SameModel.Change) throws -> Double {
      try SameModel.power(
        prompts: 40, rollouts: 10, rate: 0.3, correlation: 0.3, shift: shift, change: change,
        simulations: rounds, draws: 99, seed: 14)
    }
    let (none, shared, scattered) = (
      try power(0, .shared), try power(0.15, .shared), try power(0.3, .scattered)
    )
    if isLong { print("PLANTED same model: level \(none) shared 0.15 \(shared) scattered 0.3 \(scattered)") }
    #expect(none <= (isLong ? 0.1 : 0.25) && shared > 0.8 && scattered > 0.8)
  }

  /// Flips of a rerun lie in the predicted interval.
  @Test(arguments: [12, 40]) func reruns(scenarios: Int) throws {
    for clustering in [SuiteSimulator.Clustering.beta(0.3), .beta(0.7)] {
      var suite = SuiteSimulator(scenarios: scenarios, epochs: 5, base: 0.3, clustering: clustering, seed: 15)
      var (predicted, compared, control) = (Share(), Share(), Share())
      var bias = 0.0
      let rounds = isLong ? 2000 : 10
      for round in 0..<rounds {
        suite.draw()
        let again = suite.rates.map {
          ScenarioCounts(successes: suite.successes($0.second, of: 5), trials: 5)
        }
        let rows = suite.pairs.map(\.second)
        let flips = zip(rows, again).count { (2 * $0.successes > 5) != (2 * $1.successes > 5) }
        let found = try #require(
          try RerunFlips.predicted(
            rows, epochs: 5, verdict: .majority, seed: UInt64(round), draws: isLong ? 400 : 100))
        predicted.count(found.interval.contains(Double(flips)))
        bias += (found.expected - Double(flips)) / Double(rounds)
        let test = try #require(
          try RerunFlips.compared(
            zip(rows, again).map { ScenarioPair(first: $0, second: $1) }, verdict: .majority))
        compared.count(test.p <= 0.05)
        // Single rollouts: the control arm's discordance against a rerun's.
        let singles = suite.rates.map { rate in (0..<4).map { _ in suite.successes(rate.second, of: 1) } }
        let fromControl = try #require(
          try RerunFlips.fromControl(
            discordant: singles.count { $0[0] != $0[1] }, pairs: scenarios, scenarios: scenarios))
        control.count(fromControl.interval.contains(Double(singles.count { $0[2] != $0[3] })))
      }
      if isLong {
        print(
          "PLANTED reruns n=\(scenarios) \(clustering): predicted \(predicted.value) bias \(bias)",
          "size of compared \(compared.value) control \(control.value)")
      }
      #expect(predicted.isAtLeast(0.94) && compared.isAtMost(0.05) && control.isAtLeast(0.95))
    }
  }
}
