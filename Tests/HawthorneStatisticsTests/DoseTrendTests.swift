import HawthorneStatistics
import Testing

@Suite struct DoseTrendTests {
  struct Case: Decodable {
    var doses: [Double]
    var rows: [[Int?]]
    var trials: Int
    var change: Double
    var p: Double
  }

  struct PageCase: Decodable {
    var rows: [[Double]]
    var l: Double
    var p: Double
  }

  private func counts(_ rows: [[Int?]], _ trials: Int) -> [[ScenarioCounts]] {
    rows.map { $0.map { ScenarioCounts(successes: $0 ?? 0, trials: $0 == nil ? 0 : trials) } }
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

  /// Where all know the same levels the common slope is the mean of the scenarios' own, with the interval of such a mean.
  @Test func withoutGapsItIsAMeanOfSlopes() throws {
    var generator = SeededGenerator(seed: 4)
    for doses in [[0, 1, 2], [1, 2, 9]] as [[Double]] {
      let rows = (0..<14).map { _ in (0..<3).map { _ in generator.next(below: 6) } }
      let found = try #require(try DoseTrend.test(counts(rows, 5), doses: doses, seed: 1, draws: 500))
      let middle = doses.reduce(0, +) / 3
      let squares = doses.reduce(0) { $0 + ($1 - middle) * ($1 - middle) }
      let slopes = rows.map { row in
        zip(doses, row).reduce(0) { $0 + ($1.0 - middle) * Double($1.1) / 5 } / squares
          * (doses[2] - doses[0])
      }
      let mean = slopes.reduce(0, +) / 14
      let above = doses.reduce(0) { $0 + max(0, $1 - middle) }
      let steepest = above / squares * (doses[2] - doses[0])
      let plain = try #require(
        try PairedRateDifference.interval(
          differences: slopes, bound: max(1, steepest * (1 + 1e-9)), seed: 1, draws: 500))
      let spread = (slopes.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 13).squareRoot()
      #expect(abs(found.change - mean) < 1e-11 && abs(found.effectiveScenarios - 14) < 1e-9)
      #expect(abs(try #require(found.spread) - spread) < 1e-11)
      #expect(close(found.interval, [plain.interval.lower, plain.interval.upper]))
    }
  }

  /// Six scenarios fall between two neighbouring levels of which no more is known; over the whole range eighteen rise.
  @Test func neighboursDoNotOutweighTheRange() throws {
    let rows: [[Int?]] =
      Array(repeating: [1, 0, nil], count: 6) + Array(repeating: [0, 0, 1], count: 4)
      + Array(repeating: [0, nil, 1], count: 10) + Array(repeating: [0, nil, 0], count: 4)
    let found = try #require(try DoseTrend.test(counts(rows, 1), doses: [1, 2, 9], seed: 1, draws: 4000))
    // Products −½·6 + 5·4 + 4·10 over squares ½·6 + 38·4 + 32·14, times the range.
    #expect(abs(found.change - 57.0 / 603 * 8) < 1e-9 && found.p < 0.01 && found.scenarios == 24)
    let interval = try #require(found.interval)
    #expect(interval.lower > 0 && interval.contains(found.change) && interval.upper < 1)
    #expect(found.effectiveScenarios > 18 && found.effectiveScenarios < 24)
  }

  @Test func estimateAndTestAgreeInSign() throws {
    var generator = SeededGenerator(seed: 21)
    for round in 0..<150 {
      let doses: [Double] = [[0, 1, 2], [1, 2, 9], [0, 1, 3, 10]][round % 3]
      let rows = (0..<10).map { _ in
        doses.indices.map { _ in generator.next(below: 3) == 0 ? nil : generator.next(below: 3) }
      }
      guard let found = try DoseTrend.test(counts(rows, 2), doses: doses, seed: 1, draws: 99),
        let interval = found.interval
      else { continue }
      #expect(interval.contains(found.change))
      let turned = try #require(
        try DoseTrend.test(
          counts(rows.map { $0.map { $0.map { 2 - $0 } } }, 2), doses: doses, seed: 1, draws: 99))
      #expect(abs(turned.change + found.change) < 1e-9 && abs(turned.p - found.p) < 1e-9)
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
