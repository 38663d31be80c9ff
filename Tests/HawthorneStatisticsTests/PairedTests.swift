import HawthorneStatistics
import Testing

@Suite struct PairedTests {
  struct McNemarCase: Decodable {
    var b: Int
    var c: Int
    var exact: Double
    var midP: Double
  }

  struct TableCase: Decodable {
    var table: [Int]
    var level: Double
    var tango: [Double]
    var newcombe: [Double]
    var uncorrected: [Double]
  }

  @Test func mcNemarAgreesWithStatsmodels() throws {
    for item in try fixtures("mcnemar", of: McNemarCase.self) {
      let result = try McNemar.test(b: item.b, c: item.c)
      #expect(close(result.exact, item.exact), "\(item)")
      #expect(close(result.midP, item.midP, tolerance: 1e-9), "\(item)")
      #expect(try McNemar.test(b: item.c, c: item.b) == result)
    }
  }

  @Test func recomputedMcNemar() throws {
    let large = try McNemar.test(b: 95, c: 27)
    #expect(rounds(large.exact * 1e10, to: 4.5635, decimals: 4))
    #expect(rounds(large.midP * 1e10, to: 2.91, decimals: 2))
    #expect(rounds(try McNemar.correctedChiSquared(b: 95, c: 27), to: 36.795, decimals: 3))
    let ten = try McNemar.test(b: 10, c: 2)
    #expect(rounds(ten.exact, to: 0.038574, decimals: 6))
    #expect(rounds(ten.midP, to: 0.022461, decimals: 6))
    let nine = try McNemar.test(b: 1, c: 9)
    #expect(rounds(nine.exact, to: 0.021484, decimals: 6))
    // 3/256 = 0.01171875, printed cut, not rounded.
    #expect(abs(nine.midP - 0.0117187) < 1e-7)
  }

  /// Bentur et al. 2009, the worked example of Fagerland, Lydersen & Laake (2013; 2014).
  @Test func publishedAirwayExample() throws {
    let result = try McNemar.test(b: 1, c: 7)
    #expect(rounds(result.exact, to: 0.0703, decimals: 4))
    #expect(rounds(result.midP, to: 0.0391, decimals: 4))
    let tango = try #require(try PairedDifference.tango(n11: 1, n10: 1, n01: 7, n00: 12))
    #expect(rounds(tango.lower, to: -0.517, decimals: 3) && rounds(tango.upper, to: -0.026, decimals: 3))
    let newcombe = try #require(try PairedDifference.newcombe(n11: 1, n10: 1, n01: 7, n00: 12))
    #expect(
      rounds(newcombe.lower, to: -0.507, decimals: 3) && rounds(newcombe.upper, to: -0.026, decimals: 3))
  }

  @Test func noDiscordantPairs() throws {
    let result = try McNemar.test(b: 0, c: 0)
    #expect(result.exact == 1 && result.midP == 1)
    #expect(try McNemar.correctedChiSquared(b: 0, c: 0) == nil)
    #expect(try McNemar.correctedChiSquared(b: 3, c: 3) == 0)
  }

  @Test func intervalsAgreeWithTheLikelihood() throws {
    for item in try fixtures("paired", of: TableCase.self) {
      let t = item.table
      let tango = try PairedDifference.tango(n11: t[0], n10: t[1], n01: t[2], n00: t[3], level: item.level)
      #expect(close(tango, item.tango, tolerance: 1e-9), "\(item) \(String(describing: tango))")
      let newcombe = try #require(
        try PairedDifference.newcombe(n11: t[0], n10: t[1], n01: t[2], n00: t[3], level: item.level))
      #expect(close(newcombe, item.newcombe), "\(item) \(newcombe)")
      let plain = try #require(
        try PairedDifference.newcombeUncorrected(
          n11: t[0], n10: t[1], n01: t[2], n00: t[3], level: item.level))
      #expect(abs(plain.lower - item.uncorrected[0]) < 1e-8, "\(item) \(plain)")
      #expect(abs(plain.upper - item.uncorrected[1]) < 1e-8, "\(item) \(plain)")
    }
  }

  /// The figures recomputed beside SCIENCE table 5.9 under "Newcombe-10" lack the n/2 of method 10: they are
  /// method 8. Method 10 gives [.011009, .148316], as two other programs and the published example confirm.
  @Test func recomputedDifference() throws {
    let tango = try #require(try PairedDifference.tango(n11: 60, n10: 10, n01: 2, n00: 28))
    #expect(rounds(tango.lower, to: 0.014296, decimals: 6) && rounds(tango.upper, to: 0.158040, decimals: 6))
    let eight = try #require(try PairedDifference.newcombeUncorrected(n11: 60, n10: 10, n01: 2, n00: 28))
    #expect(rounds(eight.lower, to: 0.013847, decimals: 6) && rounds(eight.upper, to: 0.145653, decimals: 6))
    let ten = try #require(try PairedDifference.newcombe(n11: 60, n10: 10, n01: 2, n00: 28))
    #expect(rounds(ten.lower, to: 0.011009, decimals: 6) && rounds(ten.upper, to: 0.148316, decimals: 6))
  }

  @Test func intervalsMirror() throws {
    for (b, c) in [(0, 5), (3, 1), (7, 7), (12, 0)] {
      for other in [0, 1, 20] {
        let one = try #require(try PairedDifference.tango(n11: other, n10: b, n01: c, n00: 2))
        let two = try #require(try PairedDifference.tango(n11: other, n10: c, n01: b, n00: 2))
        #expect(abs(one.lower + two.upper) < 1e-12 && abs(one.upper + two.lower) < 1e-12)
        let wide = try #require(try PairedDifference.newcombe(n11: other, n10: b, n01: c, n00: 2))
        let back = try #require(try PairedDifference.newcombe(n11: other, n10: c, n01: b, n00: 2))
        #expect(abs(wide.lower + back.upper) < 1e-12 && abs(wide.upper + back.lower) < 1e-12)
      }
    }
  }

  @Test func noPairsHaveNoInterval() throws {
    #expect(try PairedDifference.tango(n11: 0, n10: 0, n01: 0, n00: 0) == nil)
    #expect(try PairedDifference.newcombe(n11: 0, n10: 0, n01: 0, n00: 0) == nil)
  }

  @Test func hugeTablesAreTaken() throws {
    let n = Limits.count
    let tango = try #require(try PairedDifference.tango(n11: n, n10: n, n01: n, n00: n))
    let newcombe = try #require(try PairedDifference.newcombe(n11: n, n10: n, n01: n, n00: n))
    #expect(tango.width > 0 && tango.width < 1e-4 && tango.contains(0))
    #expect(newcombe.width > 0 && newcombe.width < 1e-4 && newcombe.contains(0))
    #expect(try McNemar.test(b: n, c: n).exact == 1)
    #expect(try McNemar.test(b: n, c: 0).exact == 0)
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) { try McNemar.test(b: count, c: 1) }
    #expect(throws: StatisticsError.self) { try McNemar.test(b: 1, c: count) }
    #expect(throws: StatisticsError.self) { try McNemar.correctedChiSquared(b: count, c: 1) }
    for place in 0..<4 {
      var t = [1, 1, 1, 1]
      t[place] = count
      #expect(throws: StatisticsError.self) {
        try PairedDifference.tango(n11: t[0], n10: t[1], n01: t[2], n00: t[3])
      }
      #expect(throws: StatisticsError.self) {
        try PairedDifference.newcombe(n11: t[0], n10: t[1], n01: t[2], n00: t[3])
      }
    }
  }

  @Test(arguments: badLevels) func badLevelsThrow(level: Double) {
    #expect(throws: StatisticsError.self) {
      try PairedDifference.tango(n11: 1, n10: 1, n01: 1, n00: 1, level: level)
    }
    #expect(throws: StatisticsError.self) {
      try PairedDifference.newcombe(n11: 1, n10: 1, n01: 1, n00: 1, level: level)
    }
  }
}
