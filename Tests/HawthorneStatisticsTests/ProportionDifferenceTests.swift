import HawthorneStatistics
import Testing

@Suite struct ProportionDifferenceTests {
  struct Case: Decodable {
    var table: [Int]
    var level: Double
    var newcombe: [Double]
    var score: [Double]?
  }

  @Test func agreesWithTheReference() throws {
    for item in try fixtures("twoproportions", of: Case.self) {
      let t = item.table
      let newcombe = try #require(
        try ProportionDifference.newcombe((t[0], t[1]), (t[2], t[3]), level: item.level))
      #expect(abs(newcombe.lower - item.newcombe[0]) < 1e-9 && abs(newcombe.upper - item.newcombe[1]) < 1e-9)
      let score = try #require(
        try ProportionDifference.miettinenNurminen((t[0], t[1]), (t[2], t[3]), level: item.level))
      if let reference = item.score {
        #expect(abs(score.lower - reference[0]) < 1e-5 && abs(score.upper - reference[1]) < 1e-5, "\(item)")
      }
    }
  }

  /// 56/70 against 48/80, the first example of Newcombe 1998: his methods 6 and 10.
  @Test func published() throws {
    let score = try #require(try ProportionDifference.miettinenNurminen((56, 70), (48, 80)))
    #expect(rounds(score.lower, to: 0.0528, decimals: 4) && rounds(score.upper, to: 0.3382, decimals: 4))
    let hybrid = try #require(try ProportionDifference.newcombe((56, 70), (48, 80)))
    #expect(rounds(hybrid.lower, to: 0.0524, decimals: 4) && rounds(hybrid.upper, to: 0.3339, decimals: 4))
  }

  @Test func edges() throws {
    // The score at the ends of the scale, where a numerical maximum lies on the edge.
    let none = try #require(try ProportionDifference.miettinenNurminen((0, 12), (0, 40)))
    #expect(
      none.contains(0) && none.lower > -0.12 && none.lower < -0.05 && none.upper > 0.2 && none.upper < 0.3)
    let all = try #require(try ProportionDifference.miettinenNurminen((12, 12), (40, 40)))
    #expect(abs(all.lower + none.upper) < 1e-9 && abs(all.upper + none.lower) < 1e-9)
    let apart = try #require(try ProportionDifference.miettinenNurminen((5, 5), (0, 7)))
    #expect(apart.upper == 1 && apart.lower > 0.3 && apart.lower < 0.7)
    let huge = try #require(
      try ProportionDifference.miettinenNurminen((Limits.count / 2, Limits.count), (0, Limits.count)))
    #expect(huge.contains(0.5) && huge.width < 1e-3)
    #expect(try ProportionDifference.miettinenNurminen((0, 0), (1, 2)) == nil)
    #expect(try ProportionDifference.newcombe((1, 2), (0, 0)) == nil)
  }

  @Test func mirrors() throws {
    for (x, m, y, n) in [(3, 12, 9, 40), (0, 5, 2, 9), (7, 7, 1, 3)] {
      let one = try #require(try ProportionDifference.miettinenNurminen((x, m), (y, n)))
      let two = try #require(try ProportionDifference.miettinenNurminen((y, n), (x, m)))
      #expect(abs(one.lower + two.upper) < 1e-9 && abs(one.upper + two.lower) < 1e-9)
    }
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) { try ProportionDifference.miettinenNurminen((count, 5), (1, 5)) }
    #expect(throws: StatisticsError.self) { try ProportionDifference.miettinenNurminen((1, 5), (0, count)) }
    #expect(throws: StatisticsError.self) { try ProportionDifference.newcombe((1, 5), (count, 5)) }
  }

  @Test(arguments: badLevels) func badLevelsThrow(level: Double) {
    #expect(throws: StatisticsError.self) {
      try ProportionDifference.miettinenNurminen((1, 5), (1, 5), level: level)
    }
    #expect(throws: StatisticsError.self) { try ProportionDifference.newcombe((1, 5), (1, 5), level: level) }
  }
}
