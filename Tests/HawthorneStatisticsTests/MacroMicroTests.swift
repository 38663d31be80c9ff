import HawthorneStatistics
import Testing

@Suite struct MacroMicroTests {
  /// The six public rows of table 24, Muse Spark Safety & Preparedness Report (arXiv 2606.12429).
  @Test func publicRowsOfTable24() throws {
    let rows: [MacroMicro.Rate] = [
      .init(value: 0.3575, denominator: 898), .init(value: 0.3563, denominator: 595),
      .init(value: 0.12, denominator: 100), .init(value: 0.0849, denominator: 1178),
      .init(value: 0.0698, denominator: 2978), .init(value: 0.068, denominator: 9131),
    ]
    let means = try #require(try MacroMicro.means(of: rows))
    #expect(rounds(100 * means.macro, to: 17.6, decimals: 1))
    #expect(rounds(100 * means.micro, to: 9.9, decimals: 1))
    #expect(means.groups == 6 && means.empty == 0 && means.denominator == 14_880)
  }

  @Test func emptyGroupsAreCountedApart() throws {
    let means = try #require(try MacroMicro.means(of: [(1, 2), (0, 0), (3, 4)]))
    #expect(means.macro == 0.625 && abs(means.micro - 4.0 / 6) < 1e-15)
    #expect(means.groups == 2 && means.empty == 1 && means.denominator == 6)
    #expect(try MacroMicro.means(of: [(0, 0)]) == nil)
    #expect(try MacroMicro.means(of: [MacroMicro.Rate]()) == nil)
    #expect(try MacroMicro.means(of: [.init(value: .nan, denominator: 0)]) == nil)
  }

  @Test(arguments: badRates) func badRatesThrow(rate: Double) {
    #expect(throws: StatisticsError.self) { try MacroMicro.means(of: [.init(value: rate, denominator: 3)]) }
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) {
      try MacroMicro.means(of: [.init(value: 0.1, denominator: count)])
    }
    #expect(throws: StatisticsError.self) { try MacroMicro.means(of: [(count, 3)]) }
    #expect(throws: StatisticsError.self) { try MacroMicro.means(of: [(0, count)]) }
  }
}
