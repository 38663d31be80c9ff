import HawthorneStatistics
import Testing

@Suite struct AcceptanceSamplingTests {
  struct Case: Decodable {
    var kind: String
    var floor: Double
    var n: Int
    var failures: Int?
    var confidence: Double?
    var rate: Double?
    var power: Double?
    var probability: Double?
  }

  @Test func agreesWithBruteForce() throws {
    for item in try fixtures("acceptance", of: Case.self) {
      if item.kind == "zero" {
        let (failures, confidence) = (try #require(item.failures), try #require(item.confidence))
        #expect(
          try AcceptanceSampling.requiredTrials(
            floor: item.floor, failures: failures, confidence: confidence) == item.n, "\(item)")
      } else if item.kind == "break" {
        #expect(
          try AcceptanceSampling.breakingFailures(
            trials: item.n, floor: item.floor, confidence: try #require(item.confidence)) == item.failures,
          "\(item)")
      } else {
        let (rate, power) = (try #require(item.rate), try #require(item.power))
        #expect(
          try AcceptanceSampling.requiredTrials(floor: item.floor, trueRate: rate, power: power) == item.n,
          "\(item)")
        #expect(
          close(
            try AcceptanceSampling.passProbability(trials: item.n, floor: item.floor, trueRate: rate),
            item.probability), "\(item)")
      }
    }
  }

  @Test(arguments: [(0.90, 29), (0.95, 59), (0.98, 149), (0.99, 299), (0.995, 598)])
  func zeroFailureTable(floor: Double, trials: Int) throws {
    #expect(try AcceptanceSampling.requiredTrials(floor: floor, failures: 0) == trials)
  }

  @Test(arguments: [
    (0.95, [59, 93, 124, 153, 208]), (0.98, [149, 236, 313, 386, 523]), (0.99, [299, 473, 628, 773, 1049]),
  ])
  func allowedFailureTable(floor: Double, trials: [Int]) throws {
    for (failures, expected) in zip([0, 1, 2, 3, 5], trials) {
      #expect(try AcceptanceSampling.requiredTrials(floor: floor, failures: failures) == expected)
    }
  }

  @Test func planAndExactBoundAgree() throws {
    for floor in [0.5, 0.9, 0.98] {
      for failures in [0, 1, 4] {
        let n = try #require(try AcceptanceSampling.requiredTrials(floor: floor, failures: failures))
        let enough = try #require(try ClopperPearson.lowerBound(successes: n - failures, trials: n))
        let short = try #require(try ClopperPearson.lowerBound(successes: n - 1 - failures, trials: n - 1))
        #expect(enough >= floor && short < floor)
        #expect(try AcceptanceSampling.allowedFailures(trials: n, floor: floor) == failures)
      }
    }
  }

  @Test func impossiblePlansAreNil() throws {
    #expect(try AcceptanceSampling.requiredTrials(floor: 1, failures: 0) == nil)
    #expect(try AcceptanceSampling.requiredTrials(floor: 0.9, failures: AcceptanceSampling.cap) == nil)
    #expect(try AcceptanceSampling.requiredTrials(floor: 0.9, trueRate: 0.9) == nil)
    #expect(try AcceptanceSampling.requiredTrials(floor: 0.9, trueRate: 0.5) == nil)
    #expect(try AcceptanceSampling.requiredTrials(floor: 0.9, trueRate: 0.90001) == nil)
    #expect(try AcceptanceSampling.allowedFailures(trials: 28, floor: 0.9) == nil)
    #expect(try AcceptanceSampling.allowedFailures(trials: 0, floor: 0.9) == nil)
    #expect(try AcceptanceSampling.passProbability(trials: 28, floor: 0.9, trueRate: 1) == 0)
  }

  @Test func edges() throws {
    #expect(try AcceptanceSampling.requiredTrials(floor: 0, failures: 0) == 1)
    #expect(try AcceptanceSampling.requiredTrials(floor: 0, failures: 5) == 5)
    #expect(try AcceptanceSampling.requiredTrials(floor: 0, trueRate: 0.5) == 1)
    #expect(try AcceptanceSampling.passProbability(trials: 29, floor: 0.9, trueRate: 1) == 1)
    #expect(try AcceptanceSampling.passProbability(trials: 29, floor: 0.9, trueRate: 0) == 0)
  }

  @Test func largePlans() throws {
    let n = try #require(try AcceptanceSampling.requiredTrials(floor: 0.98, trueRate: 0.982))
    #expect(n > 20_000 && n < 40_000)
    #expect(try AcceptanceSampling.passProbability(trials: n, floor: 0.98, trueRate: 0.982) >= 0.8)
  }

  @Test(arguments: badRates) func badRatesThrow(rate: Double) {
    #expect(throws: StatisticsError.self) { try AcceptanceSampling.requiredTrials(floor: rate, failures: 0) }
    #expect(throws: StatisticsError.self) { try AcceptanceSampling.requiredTrials(floor: rate, trueRate: 1) }
    #expect(throws: StatisticsError.self) {
      try AcceptanceSampling.requiredTrials(floor: 0.5, trueRate: rate)
    }
    #expect(throws: StatisticsError.self) {
      try AcceptanceSampling.passProbability(trials: 5, floor: rate, trueRate: 0.9)
    }
    #expect(throws: StatisticsError.self) {
      try AcceptanceSampling.passProbability(trials: 5, floor: 0.5, trueRate: rate)
    }
    #expect(throws: StatisticsError.self) { try AcceptanceSampling.allowedFailures(trials: 5, floor: rate) }
    #expect(throws: StatisticsError.self) { try AcceptanceSampling.breakingFailures(trials: 5, floor: rate) }
  }

  @Test(arguments: badLevels) func badLevelsThrow(level: Double) {
    #expect(throws: StatisticsError.self) {
      try AcceptanceSampling.requiredTrials(floor: 0.9, failures: 0, confidence: level)
    }
    #expect(throws: StatisticsError.self) {
      try AcceptanceSampling.requiredTrials(floor: 0.9, trueRate: 0.95, power: level)
    }
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) {
      try AcceptanceSampling.requiredTrials(floor: 0.9, failures: count)
    }
    #expect(throws: StatisticsError.self) {
      try AcceptanceSampling.passProbability(trials: count, floor: 0.9, trueRate: 0.95)
    }
  }
}
