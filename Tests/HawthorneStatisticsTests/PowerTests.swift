import HawthorneStatistics
import Testing

@Suite struct PowerTests {
  struct Case: Decodable {
    var kind: String
    var n: Int
    var forward: Double?
    var reverse: Double?
    var difference: Double?
    var sd: Double?
    var power: Double
  }

  @Test func agreesWithSciPyAndStatsmodels() throws {
    for item in try fixtures("powers", of: Case.self) {
      if item.kind == "mcnemar" {
        let power = try Power.exactMcNemar(
          pairs: item.n, forward: item.forward ?? 0, reverse: item.reverse ?? 0)
        #expect(abs(power - item.power) < 1e-9, "\(item) \(power)")
      } else {
        let power = try #require(
          try Power.meanDifference(
            scenarios: item.n, difference: item.difference ?? 0, standardDeviation: item.sd ?? 1))
        #expect(abs(power - item.power) < 1e-6, "\(item) \(power)")
      }
    }
  }

  @Test func powerInvertsTheMinimumDetectableEffect() throws {
    for (pairs, reverse) in [(100, 0.01), (100, 0.03), (100, 0.05), (40, 0.02)] {
      let effect = try #require(try MinimumDetectableEffect.exactMcNemar(pairs: pairs, reverse: reverse))
      #expect(
        abs(try Power.exactMcNemar(pairs: pairs, forward: reverse + effect, reverse: reverse) - 0.8) < 1e-6)
    }
  }

  @Test func requiredNumbers() throws {
    let scenarios = try #require(try Power.requiredScenarios(difference: 0.1, standardDeviation: 0.3))
    let enough = try #require(
      try Power.meanDifference(scenarios: scenarios, difference: 0.1, standardDeviation: 0.3))
    let short = try #require(
      try Power.meanDifference(scenarios: scenarios - 1, difference: 0.1, standardDeviation: 0.3))
    #expect(enough >= 0.8 && short < 0.8)
    // G*Power and R 4.3's power.t.test(delta = .1, sd = .3, power = .8, type = "one.sample"): 72.58, so 73.
    #expect(scenarios == 73)
    let pairs = try #require(try Power.requiredPairs(forward: 0.2, reverse: 0.05))
    #expect(try Power.exactMcNemar(pairs: pairs, forward: 0.2, reverse: 0.05) >= 0.8)
    #expect(pairs > 60 && pairs < 120)
    // scipy 1.17: binomial sums over the number of discordant pairs.
    for (effect, needed) in [(0.058, 389), (0.089, 200), (0.1, 168), (0.2, 61)] {
      #expect(try Power.requiredPairs(forward: 0.05 + effect, reverse: 0.05) == needed)
    }
    #expect(try Power.requiredPairs(forward: 0.1, reverse: 0.1, most: 2000) == nil)
    #expect(try Power.requiredScenarios(difference: 0, standardDeviation: 1, most: 5000) == nil)
  }

  @Test func edges() throws {
    #expect(try Power.exactMcNemar(pairs: 0, forward: 0.5, reverse: 0.1) == 0)
    #expect(try Power.exactMcNemar(pairs: 12, forward: 0, reverse: 0) == 0)
    #expect(try Power.exactMcNemar(pairs: 12, forward: 1, reverse: 0) == 1)
    #expect(try Power.meanDifference(scenarios: 1, difference: 1, standardDeviation: 1) == nil)
    #expect(
      try #require(try Power.meanDifference(scenarios: 2, difference: 9, standardDeviation: 1e-3)) > 0.999)
    for bad in badCounts {
      #expect(throws: StatisticsError.self) { try Power.exactMcNemar(pairs: bad, forward: 0.1, reverse: 0.1) }
      #expect(throws: StatisticsError.self) {
        try Power.meanDifference(scenarios: bad, difference: 1, standardDeviation: 1)
      }
    }
    for bad in badRates {
      #expect(throws: StatisticsError.self) { try Power.exactMcNemar(pairs: 5, forward: bad, reverse: 0.1) }
    }
    #expect(throws: StatisticsError.self) { try Power.exactMcNemar(pairs: 5, forward: 0.6, reverse: 0.6) }
    for bad in [0, -1, .nan, .infinity] as [Double] {
      #expect(throws: StatisticsError.self) {
        try Power.meanDifference(scenarios: 9, difference: 1, standardDeviation: bad)
      }
    }
    #expect(throws: StatisticsError.self) {
      try Power.meanDifference(scenarios: 9, difference: .nan, standardDeviation: 1)
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) {
        try Power.requiredPairs(forward: 0.2, reverse: 0.1, power: level)
      }
    }
  }
}
