import Testing

@testable import HawthorneStatistics

@Suite struct MantelHaenszelTests {
  typealias Stratum = StratifiedDifference.Stratum

  struct Case: Decodable {
    var strata: [[Int]]
    var ratio: Double
    var interval: [Double]
    var chi: Double
    var p: Double
    var corrected: Double
    var breslowDay: Double
    var breslowDayP: Double
    var tarone: Double
    var taroneP: Double
  }

  struct ChiCase: Decodable {
    var x: Double
    var degrees: Int
    var p: Double
  }

  private func strata(_ rows: [[Int]]) -> [Stratum] {
    rows.map {
      Stratum(awarePositives: $0[0], awareTotal: $0[1], unawarePositives: $0[2], unawareTotal: $0[3])
    }
  }

  @Test func agreesWithStatsmodels() throws {
    for item in try fixtures("cmh", of: Case.self) {
      let found = try MantelHaenszel.analyse(strata(item.strata))
      #expect(close(found.oddsRatio, item.ratio) && close(found.interval, item.interval, tolerance: 1e-8))
      #expect(close(found.chiSquared, item.chi, tolerance: 1e-9) && close(found.p, item.p, tolerance: 1e-8))
      #expect(close(found.correctedP, item.corrected, tolerance: 1e-8))
      let spread = try #require(found.heterogeneity)
      #expect(abs(spread.breslowDay - item.breslowDay) < 1e-8 && abs(spread.tarone - item.tarone) < 1e-8)
      #expect(abs(spread.breslowDayP - item.breslowDayP) < 1e-8 && abs(spread.p - item.taroneP) < 1e-8)
    }
  }

  @Test func chiSquaredAgreesWithSciPy() throws {
    for item in try fixtures("chisquared", of: ChiCase.self) {
      let p = ChiSquared.upperTail(item.x, degrees: item.degrees)
      #expect(abs(p - item.p) <= max(1e-14, 1e-9 * item.p), "\(item) \(p)")
    }
    #expect(ChiSquared.upperTail(0, degrees: 3) == 1)
  }

  @Test func degenerateStrataSayNothing() throws {
    let none = try MantelHaenszel.analyse([])
    #expect(none.oddsRatio == nil && none.p == nil && none.informative == 0 && !none.isInfinite)
    let oneClass = try MantelHaenszel.analyse(
      strata([[0, 0, 3, 10], [4, 10, 0, 0], [5, 5, 5, 5], [0, 4, 0, 4]]))
    #expect(oneClass.strata == 4 && oneClass.informative == 0 && oneClass.p == nil)
    let infinite = try MantelHaenszel.analyse(strata([[5, 5, 0, 5], [3, 4, 0, 2]]))
    #expect(infinite.oddsRatio == nil && infinite.isInfinite && infinite.interval == nil)
    #expect(try #require(infinite.p) < 0.05)
    let zero = try MantelHaenszel.analyse(strata([[0, 5, 5, 5]]))
    #expect(zero.oddsRatio == 0 && zero.interval == nil && !zero.isInfinite)
    #expect(try MantelHaenszel.analyse(strata([[3, 5, 1, 5]])).heterogeneity == nil)
  }

  @Test func hugeCountsAndHostileOnes() throws {
    let n = Limits.count
    let found = try MantelHaenszel.analyse(strata([[n / 2, n, n / 4, n], [n / 3, n, n / 8, n]]))
    #expect(try #require(found.interval).width < 0.01 && found.heterogeneity != nil)
    for bad in badCounts {
      #expect(throws: StatisticsError.self) { try MantelHaenszel.analyse(strata([[bad, 5, 1, 5]])) }
      #expect(throws: StatisticsError.self) { try MantelHaenszel.analyse(strata([[1, 5, 1, bad]])) }
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) { try MantelHaenszel.analyse([], level: level) }
    }
  }
}
