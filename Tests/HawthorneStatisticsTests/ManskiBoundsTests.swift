import HawthorneStatistics
import Testing

@Suite struct ManskiBoundsTests {
  @Test func missingCountsEitherWay() throws {
    let bounds = try #require(try ManskiBounds.rate(positives: 2, negatives: 6, missing: 2))
    #expect(bounds == Interval(lower: 0.2, upper: 0.4, level: 1))
    #expect(
      try ManskiBounds.rate(positives: 0, negatives: 0, missing: 5) == Interval(lower: 0, upper: 1, level: 1))
    #expect(try ManskiBounds.rate(positives: 0, negatives: 0, missing: 0) == nil)
  }

  @Test func everyCompletionLiesWithin() throws {
    let first = ManskiBounds.Counts(positives: 3, negatives: 5, missing: 4)
    let second = ManskiBounds.Counts(positives: 6, negatives: 1, missing: 2)
    let bounds = try #require(try ManskiBounds.difference(first, minus: second))
    var reached: [Double] = []
    for a in 0...4 {
      for b in 0...2 { reached.append(Double(3 + a) / 12 - Double(6 + b) / 9) }
    }
    #expect(abs(bounds.lower - (reached.min() ?? .nan)) < 1e-15)
    #expect(abs(bounds.upper - (reached.max() ?? .nan)) < 1e-15)
  }

  @Test func noOutcomesNoBounds() throws {
    let none = ManskiBounds.Counts(positives: 0, negatives: 0, missing: 0)
    let some = ManskiBounds.Counts(positives: 1, negatives: 0, missing: 0)
    #expect(try ManskiBounds.difference(none, minus: some) == nil)
    #expect(try ManskiBounds.difference(some, minus: none) == nil)
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) {
      try ManskiBounds.rate(positives: count, negatives: 1, missing: 1)
    }
    #expect(throws: StatisticsError.self) {
      try ManskiBounds.rate(positives: 1, negatives: count, missing: 1)
    }
    #expect(throws: StatisticsError.self) {
      try ManskiBounds.rate(positives: 1, negatives: 1, missing: count)
    }
    let bad = ManskiBounds.Counts(positives: 1, negatives: 1, missing: count)
    #expect(throws: StatisticsError.self) { try ManskiBounds.difference(bad, minus: bad) }
  }
}
