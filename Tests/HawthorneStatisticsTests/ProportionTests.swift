import HawthorneStatistics
import Testing

@Suite struct ProportionTests {
  struct Case: Decodable {
    var x: Int
    var n: Int
    var level: Double
    var wilson: [Double]
    var exact: [Double]
    var wilsonLower: Double
    var wilsonUpper: Double
    var exactLower: Double
    var exactUpper: Double
  }

  @Test func agreesWithSciPy() throws {
    for item in try fixtures("proportions", of: Case.self) {
      let (x, n, level) = (item.x, item.n, item.level)
      #expect(close(try Wilson.interval(successes: x, trials: n, level: level), item.wilson), "\(item)")
      #expect(
        close(try ClopperPearson.interval(successes: x, trials: n, level: level), item.exact), "\(item)")
      #expect(
        close(try Wilson.lowerBound(successes: x, trials: n, confidence: level), item.wilsonLower), "\(item)")
      #expect(
        close(try Wilson.upperBound(successes: x, trials: n, confidence: level), item.wilsonUpper), "\(item)")
      #expect(
        close(try ClopperPearson.lowerBound(successes: x, trials: n, confidence: level), item.exactLower),
        "\(item)")
      #expect(
        close(try ClopperPearson.upperBound(successes: x, trials: n, confidence: level), item.exactUpper),
        "\(item)")
    }
  }

  @Test(arguments: [
    (263, 268, 0.95708, 0.99201, 0.95700, 0.99392), (0, 50, 0, 0.07135, 0, 0.07112),
    (98, 100, 0.92999, 0.99450, 0.92962, 0.99757), (100, 100, 0.96301, 1, 0.96378, 1),
    (38, 5000, 0.00554, 0.01041, 0.00538, 0.01042),
  ])
  func recomputedIntervals(x: Int, n: Int, wl: Double, wu: Double, el: Double, eu: Double) throws {
    let wilson = try #require(try Wilson.interval(successes: x, trials: n))
    #expect(rounds(wilson.lower, to: wl, decimals: 5))
    #expect(rounds(wilson.upper, to: wu, decimals: 5))
    let exact = try #require(try ClopperPearson.interval(successes: x, trials: n))
    #expect(rounds(exact.lower, to: el, decimals: 5))
    #expect(rounds(exact.upper, to: eu, decimals: 5))
  }

  @Test func oneSidedBoundsOfTwentyFiveInTwentyFive() throws {
    #expect(rounds(try Wilson.lowerBound(successes: 25, trials: 25), to: 0.90235, decimals: 5))
    #expect(rounds(try ClopperPearson.lowerBound(successes: 25, trials: 25), to: 0.88707, decimals: 5))
  }

  @Test func noTrialsHaveNoInterval() throws {
    #expect(try Wilson.interval(successes: 0, trials: 0) == nil)
    #expect(try Wilson.lowerBound(successes: 0, trials: 0) == nil)
    #expect(try Wilson.upperBound(successes: 0, trials: 0) == nil)
    #expect(try ClopperPearson.interval(successes: 0, trials: 0) == nil)
    #expect(try ClopperPearson.lowerBound(successes: 0, trials: 0) == nil)
    #expect(try ClopperPearson.upperBound(successes: 0, trials: 0) == nil)
    #expect(try RuleOfThree.upperBound(trials: 0) == nil)
    #expect(try RuleOfThree.approximateUpperBound(trials: 0) == nil)
  }

  @Test func edgesAreExact() throws {
    let none = try #require(try ClopperPearson.interval(successes: 0, trials: 7))
    let all = try #require(try ClopperPearson.interval(successes: 7, trials: 7))
    #expect(none.lower == 0 && all.upper == 1)
    #expect(abs(none.upper - (1 - all.lower)) < 1e-15)
    #expect(try Wilson.interval(successes: 0, trials: 7)?.lower == 0)
    #expect(try Wilson.interval(successes: 7, trials: 7)?.upper == 1)
  }

  @Test func veryLargeCountsAreTaken() throws {
    let interval = try #require(
      try ClopperPearson.interval(successes: Limits.count / 2, trials: Limits.count))
    // The normal approximation is exact to many digits here: 1.96·0.5/√1e9.
    #expect(abs(interval.width - 2 * 1.959964 * 0.5 / 31622.7766) < 1e-9)
    #expect(interval.contains(0.5))
  }

  @Test func exactBoundsContainWilsonsRate() throws {
    for n in [1, 2, 5, 12, 40] {
      for x in 0...n {
        let rate = Double(x) / Double(n)
        #expect(try ClopperPearson.interval(successes: x, trials: n)?.contains(rate) == true)
        #expect(try Wilson.interval(successes: x, trials: n)?.contains(rate) == true)
      }
    }
  }

  @Test func ruleOfThree() throws {
    #expect(rounds(try RuleOfThree.approximateUpperBound(trials: 100), to: 0.03, decimals: 3))
    for n in [1, 12, 40, 1000] {
      #expect(
        close(
          try RuleOfThree.upperBound(trials: n), try ClopperPearson.upperBound(successes: 0, trials: n),
          tolerance: 1e-12))
    }
    #expect(try RuleOfThree.approximateUpperBound(trials: 1) == 1)
  }

  @Test(arguments: badLevels) func badLevelsThrow(level: Double) {
    #expect(throws: StatisticsError.self) { try Wilson.interval(successes: 1, trials: 2, level: level) }
    #expect(throws: StatisticsError.self) {
      try Wilson.lowerBound(successes: 1, trials: 2, confidence: level)
    }
    #expect(throws: StatisticsError.self) {
      try Wilson.upperBound(successes: 1, trials: 2, confidence: level)
    }
    #expect(throws: StatisticsError.self) {
      try ClopperPearson.interval(successes: 1, trials: 2, level: level)
    }
    #expect(throws: StatisticsError.self) {
      try ClopperPearson.lowerBound(successes: 1, trials: 2, confidence: level)
    }
    #expect(throws: StatisticsError.self) {
      try ClopperPearson.upperBound(successes: 1, trials: 2, confidence: level)
    }
    #expect(throws: StatisticsError.self) { try RuleOfThree.upperBound(trials: 3, confidence: level) }
    #expect(throws: StatisticsError.self) {
      try RuleOfThree.approximateUpperBound(trials: 3, confidence: level)
    }
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) { try Wilson.interval(successes: count, trials: 5) }
    #expect(throws: StatisticsError.self) { try Wilson.interval(successes: 0, trials: count) }
    #expect(throws: StatisticsError.self) { try Wilson.upperBound(successes: count, trials: 5) }
    #expect(throws: StatisticsError.self) { try Wilson.upperBound(successes: 5, trials: count) }
    #expect(throws: StatisticsError.self) { try ClopperPearson.lowerBound(successes: count, trials: 5) }
    #expect(throws: StatisticsError.self) { try ClopperPearson.upperBound(successes: 0, trials: count) }
    #expect(throws: StatisticsError.self) { try ClopperPearson.interval(successes: count, trials: count) }
    #expect(throws: StatisticsError.self) { try RuleOfThree.upperBound(trials: count) }
    #expect(throws: StatisticsError.self) { try RuleOfThree.approximateUpperBound(trials: count) }
  }

  @Test func moreSuccessesThanTrialsThrow() {
    let error = StatisticsError.successesExceedTrials(successes: 3, trials: 2)
    #expect(throws: error) { try Wilson.interval(successes: 3, trials: 2) }
    #expect(throws: error) { try Wilson.upperBound(successes: 3, trials: 2) }
    #expect(throws: error) { try ClopperPearson.interval(successes: 3, trials: 2) }
  }
}
