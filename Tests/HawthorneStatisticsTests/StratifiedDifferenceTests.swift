import HawthorneStatistics
import Testing

@Suite struct StratifiedDifferenceTests {
  typealias Stratum = StratifiedDifference.Stratum

  struct Case: Decodable {
    var strata: [[Int]]
    var difference: Double?
    var pooled: Double?
    var interval: [Double]?
    var bias: [Double]?
  }

  private func strata(_ rows: [[Int]], cluster: (Int) -> Int? = { _ in nil }) -> [Stratum] {
    rows.enumerated().map { i, row in
      Stratum(
        awarePositives: row[0], awareTotal: row[1], unawarePositives: row[2], unawareTotal: row[3],
        cluster: cluster(i))
    }
  }

  @Test func agreesWithRegression() throws {
    for item in try fixtures("stratified", of: Case.self) {
      let result = try StratifiedDifference.estimate(strata: strata(item.strata), seed: 7)
      #expect(close(result.difference, item.difference), "\(item)")
      #expect(close(result.pooled, item.pooled), "\(item)")
      #expect(close(result.interval, item.interval), "\(item)")
      if let bounds = item.bias {
        let interval = try #require(result.poolingBiasInterval)
        #expect(abs(interval.lower - bounds[0]) < 1e-12 && abs(interval.upper - bounds[1]) < 1e-12, "\(item)")
      } else {
        #expect(result.poolingBiasInterval == nil)
      }
    }
  }

  /// Awareness is common where outcomes are rare, and does nothing within a scenario.
  @Test func poolingAcrossScenariosIsFlagged() throws {
    var rows: [[Int]] = []
    for i in 0..<12 { rows.append(i % 2 == 0 ? [1, 20, 0, 4] : [4, 5, 15, 20]) }
    let result = try StratifiedDifference.estimate(strata: strata(rows), seed: 1)
    let difference = try #require(result.difference)
    let pooled = try #require(result.pooled)
    #expect(abs(difference) < 0.1 && pooled < -0.3)
    #expect(result.simpsonFlag)
    #expect(result.interval?.contains(0) == true)
  }

  @Test func equalStrataAreNotFlagged() throws {
    for row in [[3, 5, 1, 5], [1, 3, 1, 7], [2, 7, 3, 11], [1, 10, 2, 30]] {
      let rows = [[Int]](repeating: row, count: 9)
      let result = try StratifiedDifference.estimate(strata: strata(rows), seed: 1)
      #expect(result.poolingBias == 0 && !result.simpsonFlag, "\(row)")
    }
  }

  @Test func countsOfStrata() throws {
    let rows = [
      [1, 5, 2, 5], [0, 0, 3, 10], [0, 20, 0, 20], [20, 20, 20, 20], [0, 0, 0, 0], [1, 1, 0, 1],
    ]
    let result = try StratifiedDifference.estimate(strata: strata(rows), seed: 1)
    #expect(result.strata == 6 && result.contributing == 4 && result.usable == 2)
    #expect(result.awareTotal == 46 && result.unawareTotal == 56)
  }

  @Test func oneClassHasNoDifference() throws {
    let result = try StratifiedDifference.estimate(strata: strata([[1, 4, 0, 0], [0, 3, 0, 0]]), seed: 1)
    #expect(result.difference == nil && result.interval == nil && result.pooled == nil)
    #expect(result.poolingBias == nil && result.poolingBiasInterval == nil && !result.simpsonFlag)
    let apart = try StratifiedDifference.estimate(strata: strata([[1, 4, 0, 0], [0, 0, 2, 3]]), seed: 1)
    #expect(apart.difference == nil && apart.pooled != nil && apart.poolingBias == nil)
    let none = try StratifiedDifference.estimate(strata: [], seed: 1)
    #expect(none.difference == nil && none.strata == 0)
  }

  @Test func outcomesWithoutVariationHaveNoInterval() throws {
    let result = try StratifiedDifference.estimate(strata: strata([[0, 4, 0, 6], [0, 2, 0, 3]]), seed: 1)
    #expect(result.difference == 0 && result.interval == nil)
  }

  @Test func strataOfOneScenarioAreRedrawnTogether() throws {
    let rows = (0..<12).map { $0 % 2 == 0 ? [1, 20, 0, 4] : [4, 5, 15, 20] }
    let apart = try StratifiedDifference.estimate(strata: strata(rows), seed: 1)
    let paired = try StratifiedDifference.estimate(strata: strata(rows) { $0 / 2 }, seed: 1)
    // Each pair of strata holds the whole contrast, so redrawing pairs leaves nothing to vary.
    let narrow = try #require(paired.poolingBiasInterval)
    let wide = try #require(apart.poolingBiasInterval)
    #expect(narrow.width < 1e-12 && wide.width > 0.05)
    let few = try StratifiedDifference.estimate(strata: strata(rows) { $0 / 3 }, seed: 1)
    #expect(few.poolingBiasInterval == nil)
  }

  @Test func sameSeedSameInterval() throws {
    let rows = (0..<9).map { [$0 % 3, 3 + $0, ($0 + 1) % 4, 20 - 2 * $0] }
    let one = try StratifiedDifference.estimate(strata: strata(rows), seed: 3)
    #expect(try StratifiedDifference.estimate(strata: strata(rows), seed: 3) == one)
    #expect(try StratifiedDifference.estimate(strata: strata(rows), seed: 4) != one)
  }

  /// Six aware rollouts in strata where nobody has the outcome, nine outcomes elsewhere: pooled −9/74 against 0 within, but
  /// the strata with both classes say nothing of how much the difference within varies.
  @Test func noFlagWhereStrataWithBothClassesShowNoOutcome() throws {
    let mixed = (0..<6).map {
      StratifiedDifference.Stratum(
        awarePositives: 0, awareTotal: 1, unawarePositives: 0, unawareTotal: 2, cluster: $0)
    }
    let others = (0..<22).map {
      StratifiedDifference.Stratum(
        awarePositives: 0, awareTotal: 0, unawarePositives: $0 < 9 ? 1 : 0, unawareTotal: 3, cluster: 6 + $0)
    }
    let result = try StratifiedDifference.estimate(strata: mixed + others, seed: 1)
    #expect(result.difference == 0)
    #expect(abs(try #require(result.pooled) + 9.0 / 78) < 1e-12)
    #expect(result.usable == 0)
    #expect(result.poolingBiasInterval == nil)
    #expect(!result.simpsonFlag)
  }

  @Test func hostileInputThrows() {
    for count in badCounts {
      for place in 0..<4 {
        var row = [1, 5, 1, 5]
        row[place] = count
        #expect(throws: StatisticsError.self) {
          try StratifiedDifference.estimate(strata: strata([row]), seed: 1)
        }
      }
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) {
        try StratifiedDifference.estimate(strata: [], level: level, seed: 1)
      }
    }
    for replicates in [0, -1, Int.max] {
      #expect(throws: StatisticsError.self) {
        try StratifiedDifference.estimate(strata: [], seed: 1, replicates: replicates)
      }
    }
  }
}
