import Testing

@testable import HawthorneStatistics

@Suite struct ScenarioRateTests {
  struct EffectiveCase: Decodable {
    var rate: Double
    var n: Double
    var level: Double
    var interval: [Double]
  }

  struct RateCase: Decodable {
    var rows: [[Int]]
    var level: Double
    var rate: Double
    var n: Double
    var interval: [Double]
  }

  private func counts(_ rows: [[Int]]) -> [ScenarioCounts] {
    rows.map { ScenarioCounts(successes: $0[0], trials: $0[1]) }
  }

  @Test func effectiveBoundsAgreeWithSciPy() throws {
    for item in try fixtures("effective", of: EffectiveCase.self) {
      let interval = try ClopperPearson.interval(
        rate: item.rate, effectiveTrials: item.n, level: item.level)
      #expect(close(interval, item.interval, tolerance: 1e-8), "\(item) \(interval)")
    }
  }

  @Test func wholeTrialsAreTheExactInterval() throws {
    for n in [1, 2, 12, 40, 268] {
      for x in [0, 1, n / 2, n - 1, n] {
        let exact = try #require(try ClopperPearson.interval(successes: x, trials: n))
        let found = try ClopperPearson.interval(
          rate: Double(x) / Double(n), effectiveTrials: Double(n))
        #expect(abs(exact.lower - found.lower) < 1e-9 && abs(exact.upper - found.upper) < 1e-9, "\(x)/\(n)")
      }
    }
  }

  @Test func ratesAgreeWithTheFormula() throws {
    for item in try fixtures("scenariorate", of: RateCase.self) {
      let found = try #require(try ScenarioRate.estimate(counts(item.rows), level: item.level))
      #expect(close(found.rate, item.rate) && close(found.effectiveTrials, item.n, tolerance: 1e-8))
      #expect(close(found.interval, item.interval, tolerance: 1e-7), "\(item) \(found)")
    }
  }

  @Test func methodsAreNamed() throws {
    func method(_ rows: [[Int]]) throws -> ScenarioRate.Method? {
      try ScenarioRate.estimate(counts(rows))?.method
    }
    #expect(try method([[0, 1], [1, 1]]) == .exact)
    #expect(try method(Array(repeating: [0, 5], count: 12)) == .scenarios)
    #expect(try method(Array(repeating: [2, 5], count: 5)) == .scenarios)
    #expect(try method((0..<12).map { [$0 % 5, 5] }) == .effective)
  }

  @Test func naIsNoOutcomeButMovesTheBounds() throws {
    let rows = (0..<12).map { ScenarioCounts(successes: $0 % 2, trials: 2, missing: $0 % 3) }
    let found = try #require(try ScenarioRate.estimate(rows))
    #expect(found.rate == 0.25 && found.missing == 12 && found.trials == 24 && found.scenarios == 12)
    let bounds = try #require(try ScenarioRate.bounds(rows))
    #expect(bounds.lower < found.interval.lower && bounds.upper > found.interval.upper)
    // All NA: nothing is known, and the bounds say so.
    let none = [ScenarioCounts](repeating: ScenarioCounts(successes: 0, trials: 0, missing: 5), count: 12)
    #expect(try ScenarioRate.estimate(none) == nil)
    let all = try #require(try ScenarioRate.bounds(none))
    #expect(all.lower == 0 && all.upper == 1)
    #expect(try ScenarioRate.estimate([]) == nil && ScenarioRate.bounds([]) == nil)
  }

  @Test func edges() throws {
    let one = try #require(
      try ScenarioRate.estimate([ScenarioCounts(successes: 3, trials: 5)]))
    #expect(one.effectiveTrials == 1 && one.interval.width > 0.9)
    let full = try #require(try ScenarioRate.estimate(counts(Array(repeating: [5, 5], count: 40))))
    #expect(full.interval.upper == 1 && full.interval.lower > 0.9 && full.interval.lower < 0.92)
    // A million rollouts in a thousand scenarios of a thousand, and the largest counts.
    let large = try #require(
      try ScenarioRate.estimate(counts((0..<1000).map { [$0, 1000] })))
    #expect(large.trials == 1_000_000 && large.interval.contains(large.rate) && large.interval.width < 0.08)
    let huge = try #require(
      try ScenarioRate.estimate(counts((0..<12).map { [$0 * 10_000_000, Limits.count] })))
    #expect(huge.interval.contains(huge.rate))
    let single = try ClopperPearson.interval(rate: 0.3, effectiveTrials: Double(Limits.count))
    #expect(single.contains(0.3) && single.width < 1e-4)
  }

  @Test func hostileCountsThrow() {
    for bad in badCounts {
      #expect(throws: StatisticsError.self) {
        try ScenarioRate.estimate([ScenarioCounts(successes: bad, trials: 5)])
      }
      #expect(throws: StatisticsError.self) {
        try ScenarioRate.bounds([ScenarioCounts(successes: 0, trials: 5, missing: bad)])
      }
    }
    #expect(throws: StatisticsError.self) {
      try ScenarioRate.estimate([ScenarioCounts(successes: 6, trials: 5)])
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) { try ScenarioRate.estimate([], level: level) }
      #expect(throws: StatisticsError.self) {
        try ClopperPearson.interval(rate: 0.5, effectiveTrials: 5, level: level)
      }
    }
    for n in [0, -1, .nan, .infinity, 2e9] as [Double] {
      #expect(throws: StatisticsError.self) { try ClopperPearson.interval(rate: 0.5, effectiveTrials: n) }
    }
    for rate in badRates {
      #expect(throws: StatisticsError.self) { try ClopperPearson.interval(rate: rate, effectiveTrials: 5) }
    }
  }
}
