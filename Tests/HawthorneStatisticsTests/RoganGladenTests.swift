import HawthorneStatistics
import Testing

@Suite struct RoganGladenTests {
  struct Case: Decodable {
    var arguments: [Int]
    var level: Double
    var interval: [Double]
  }

  @Test func recomputedValues() throws {
    let plain = try #require(try RoganGladen.corrected(raw: 0.10, sensitivity: 0.9, specificity: 0.97))
    #expect(rounds(plain.value, to: 0.080460, decimals: 6) && !plain.clipped)
    let below = try #require(try RoganGladen.corrected(raw: 0.02, sensitivity: 0.9, specificity: 0.97))
    #expect(rounds(below.unclipped, to: -0.011494, decimals: 6))
    #expect(below.value == 0 && below.clipped)
    let above = try #require(try RoganGladen.corrected(raw: 0.95, sensitivity: 0.9, specificity: 0.97))
    #expect(above.value == 1 && above.clipped && above.unclipped > 1)
  }

  @Test func weakClassifiersAreRefused() throws {
    #expect(try RoganGladen.corrected(raw: 0.3, sensitivity: 0.5, specificity: 0.5) == nil)
    #expect(try RoganGladen.corrected(raw: 0.3, sensitivity: 0.1, specificity: 0.2) == nil)
    #expect(try RoganGladen.corrected(raw: 0.3, sensitivity: 0.59, specificity: 0.6) == nil)
    #expect(try RoganGladen.corrected(raw: 0.3, sensitivity: 0.75, specificity: 0.5) != nil)
    #expect(try RoganGladen.interval(raw: (3, 10), sensitivity: (5, 10), specificity: (5, 10)) == nil)
    #expect(try RoganGladen.interval(raw: (0, 0), sensitivity: (5, 5), specificity: (5, 5)) == nil)
    #expect(try RoganGladen.interval(raw: (1, 2), sensitivity: (0, 0), specificity: (5, 5)) == nil)
    #expect(try RoganGladen.interval(raw: (1, 2), sensitivity: (5, 5), specificity: (0, 0)) == nil)
  }

  @Test func intervalFollowsLangAndReiczigel() throws {
    for item in try fixtures("rogangladen", of: Case.self) {
      let a = item.arguments
      let interval = try RoganGladen.interval(
        raw: (a[0], a[1]), sensitivity: (a[2], a[3]), specificity: (a[4], a[5]), level: item.level)
      #expect(close(interval, item.interval), "\(item) \(String(describing: interval))")
    }
  }

  @Test(arguments: badRates) func badRatesThrow(rate: Double) {
    #expect(throws: StatisticsError.self) {
      try RoganGladen.corrected(raw: rate, sensitivity: 0.9, specificity: 0.9)
    }
    #expect(throws: StatisticsError.self) {
      try RoganGladen.corrected(raw: 0.5, sensitivity: rate, specificity: 0.9)
    }
    #expect(throws: StatisticsError.self) {
      try RoganGladen.corrected(raw: 0.5, sensitivity: 0.9, specificity: rate)
    }
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) {
      try RoganGladen.interval(raw: (count, 10), sensitivity: (9, 10), specificity: (9, 10))
    }
    #expect(throws: StatisticsError.self) {
      try RoganGladen.interval(raw: (1, 10), sensitivity: (1, count), specificity: (9, 10))
    }
    #expect(throws: StatisticsError.self) {
      try RoganGladen.interval(raw: (1, 10), sensitivity: (9, 10), specificity: (count, 10))
    }
  }
}
