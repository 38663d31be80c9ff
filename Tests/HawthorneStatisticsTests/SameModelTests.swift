import HawthorneStatistics
import Testing

@Suite struct SameModelTests {
  struct Case: Decodable {
    var prompts: [[[Int]]]
    var shared: Double
    var scattered: Double
  }

  @Test func agreesWithEveryRedrawing() throws {
    for item in try fixtures("sessions", of: Case.self) {
      let prompts = item.prompts.map { SameModel.Prompt(first: $0[0], second: $0[1]) }
      let draws = 4000
      let found = try SameModel.test(prompts, seed: 5, draws: draws)
      for (p, reference) in [(found.pShared, item.shared), (found.pScattered, item.scattered)] {
        let slack = 5 * (reference * (1 - reference) / Double(draws)).squareRoot() + 2 / Double(draws)
        #expect(abs(p - reference) <= slack, "\(item) \(found)")
      }
      #expect(found.p >= min(found.pShared, found.pScattered) - 1e-12)
    }
  }

  @Test func oneRolloutASessionSeesOnlyASharedMove() throws {
    let prompts = (0..<12).map { _ in SameModel.Prompt(pair(1, 1, 0, 1)) }
    let found = try SameModel.test(prompts, seed: 1, draws: 2000)
    #expect(found.pScattered == 1 && found.pShared < 0.01 && found.p < 0.02)
  }

  @Test func nothingToTellApart() throws {
    let same = [
      SameModel.Prompt(first: [5, 0], second: [5, 0]), SameModel.Prompt(first: [0, 0], second: [1, 2]),
    ]
    let found = try SameModel.test(same, seed: 1)
    #expect(found.p == 1 && found.informative == 0 && found.prompts == 2)
    #expect(try SameModel.test([], seed: 1).p == 1)
    // Swapping the sessions changes nothing.
    let prompts = (0..<6).map { SameModel.Prompt(first: [$0, 6 - $0, 1], second: [3, 1, $0]) }
    let turned = prompts.map { SameModel.Prompt(first: $0.second, second: $0.first) }
    let (one, two) = (try SameModel.test(prompts, seed: 1), try SameModel.test(turned, seed: 1))
    #expect(abs(one.p - two.p) < 0.03)
  }

  @Test func manyRolloutsAreCountsOnly() throws {
    let prompts = (0..<40).map {
      SameModel.Prompt(first: [$0 * 25, 2500 - $0 * 25], second: [$0 * 25, 2500 - $0 * 25])
    }
    #expect(try SameModel.test(prompts, seed: 1, draws: 99).p > 0.9)
  }

  @Test func hostileInputThrows() {
    #expect(throws: StatisticsError.self) {
      try SameModel.test([SameModel.Prompt(first: [1], second: [1, 2])], seed: 1)
    }
    for bad in badCounts {
      #expect(throws: StatisticsError.self) {
        try SameModel.test([SameModel.Prompt(first: [bad, 1], second: [1, 2])], seed: 1)
      }
      #expect(throws: StatisticsError.self) { try SameModel.test([], seed: 1, draws: bad) }
      #expect(throws: StatisticsError.self) {
        try SameModel.power(
          prompts: bad, rollouts: 5, rate: 0.2, correlation: 0.3, shift: 0.1, change: .shared, seed: 1)
      }
    }
    #expect(throws: StatisticsError.self) {
      try SameModel.test([SameModel.Prompt(first: [Limits.count, 1], second: [1, 2])], seed: 1)
    }
  }
}
