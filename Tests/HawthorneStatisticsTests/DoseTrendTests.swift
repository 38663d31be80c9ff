import HawthorneStatistics
import Testing

@Suite struct DoseTrendTests {
  struct Case: Decodable {
    var doses: [Double]
    var rows: [[Int]]
    var trials: Int
    var change: Double
    var p: Double
  }

  struct PageCase: Decodable {
    var rows: [[Double]]
    var l: Double
    var p: Double
  }

  private func counts(_ rows: [[Int]], _ trials: Int) -> [[ScenarioCounts]] {
    rows.map { $0.map { ScenarioCounts(successes: $0, trials: trials) } }
  }

  @Test func agreesWithEveryPermutation() throws {
    for item in try fixtures("trend", of: Case.self) {
      let found = try #require(
        try DoseTrend.test(counts(item.rows, item.trials), doses: item.doses, seed: 3, draws: 4000))
      #expect(abs(found.change - item.change) < 1e-9)
      #expect(
        abs(found.p - item.p) < 5 * (item.p * (1 - item.p) / 4000).squareRoot() + 1e-3, "\(item) \(found)")
    }
  }

  @Test func pageAgreesWithSciPy() throws {
    for item in try fixtures("page", of: PageCase.self) {
      let found = try #require(try PageTrend.test(item.rows))
      #expect(found.l == item.l && abs(found.pRising - item.p) < 1e-10, "\(item) \(found)")
    }
  }

  @Test func twoLevelsAreAPairedDifference() throws {
    let rows = (0..<12).map { [$0 % 3, $0 % 6] }
    let trend = try #require(try DoseTrend.test(counts(rows, 5), doses: [0, 7], seed: 1, draws: 2000))
    let pairs = rows.map { pair($0[1], 5, $0[0], 5) }
    let paired = try #require(try PairedRateDifference.estimate(pairs, seed: 1))
    #expect(abs(trend.change - paired.difference) < 1e-11 && abs(trend.p - paired.p) < 0.03)
    #expect(close(trend.rates[0], 0.2) && close(trend.rates[1], 0.5))
  }

  @Test func missingLevelsAndTies() throws {
    var rows = counts((0..<12).map { [$0 % 2, 1 + $0 % 3, 3 + $0 % 2] }, 5)
    rows[0][1] = ScenarioCounts(successes: 0, trials: 0, missing: 5)
    rows[1] = [rows[1][0], ScenarioCounts(successes: 0, trials: 0), ScenarioCounts(successes: 0, trials: 0)]
    let found = try #require(try DoseTrend.test(rows, doses: [0, 1, 2], seed: 1, draws: 999))
    #expect(found.scenarios == 11 && found.p < 0.01 && found.change > 0.4)
    #expect(try #require(found.interval).lower > 0)
    // Equal rates tie whatever their order.
    let flat = try #require(
      try DoseTrend.test(
        counts(Array(repeating: [2, 2, 2], count: 9), 5), doses: [0, 1, 2], seed: 1, draws: 99))
    #expect(flat.p == 1 && flat.change == 0)
    #expect(try DoseTrend.test([], doses: [0, 1], seed: 1) == nil)
    #expect(try DoseTrend.test(counts([[1, 2]], 5), doses: [3, 3], seed: 1) == nil)
    let ties = try #require(try PageTrend.test([[1, 1, 1], [2, 2, 2]]))
    #expect(ties.z == 0 && ties.p == 1)
    #expect(try PageTrend.test([]) == nil)
  }

  @Test func hostileInputThrows() {
    let row = [ScenarioCounts(successes: 1, trials: 2), ScenarioCounts(successes: 1, trials: 2)]
    #expect(throws: StatisticsError.self) { try DoseTrend.test([row], doses: [0], seed: 1) }
    for bad in [.nan, .infinity] as [Double] {
      #expect(throws: StatisticsError.self) { try DoseTrend.test([row], doses: [0, bad], seed: 1) }
      #expect(throws: StatisticsError.self) { try PageTrend.test([[0, bad]]) }
    }
    for bad in badCounts {
      #expect(throws: StatisticsError.self) {
        try DoseTrend.test([[ScenarioCounts(successes: bad, trials: 2), row[0]]], doses: [0, 1], seed: 1)
      }
      #expect(throws: StatisticsError.self) { try DoseTrend.test([row], doses: [0, 1], seed: 1, draws: bad) }
    }
    #expect(throws: StatisticsError.self) { try PageTrend.test([[1, 2], [1]]) }
    #expect(throws: StatisticsError.self) { try PageTrend.test([[1]]) }
  }
}
