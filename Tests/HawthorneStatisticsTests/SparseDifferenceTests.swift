import HawthorneStatistics
import Testing

@Suite struct SparseDifferenceTests {
  @Test func boundsAreThoseOfTheSigns() throws {
    let differences = [0.2, 0.6, 0.2, -0.4] + [Double](repeating: 0, count: 36)
    let interval = try #require(try SparseDifference.interval(differences: differences))
    let positive = try #require(try ClopperPearson.interval(successes: 3, trials: 40))
    let negative = try #require(try ClopperPearson.interval(successes: 1, trials: 40))
    #expect(close(interval, [-negative.upper, positive.upper], tolerance: 1e-12))
    #expect(interval.level == 0.95)
    let scaled = try #require(
      try SparseDifference.interval(differences: differences.map { 100 * $0 }, bound: 100))
    #expect(close(scaled, [100 * interval.lower, 100 * interval.upper]))
  }

  @Test func noDifferenceStillHasAWidth() throws {
    let interval = try #require(
      try SparseDifference.interval(differences: [Double](repeating: 0, count: 12)))
    #expect(rounds(interval.upper, to: 0.2646, decimals: 4) && interval.lower == -interval.upper)
    #expect(try SparseDifference.interval(differences: []) == nil)
  }

  @Test func equalDifferencesAreHeldAroundThemselves() throws {
    let interval = try #require(
      try SparseDifference.interval(differences: [Double](repeating: 1, count: 40)))
    let departing = try #require(try RuleOfThree.upperBound(trials: 39, confidence: 0.975))
    #expect(close(interval, [1 - 2 * departing, 1]))
    #expect(close(try SparseDifference.interval(differences: [0.4]), [-1, 1]))
  }

  @Test func hostileInputThrows() {
    for value in [Double.nan, .infinity, 1.5, -1.5] {
      #expect(throws: StatisticsError.self) { try SparseDifference.interval(differences: [0, value]) }
    }
    for bound in [-1, Double.nan, .infinity] {
      #expect(throws: StatisticsError.self) { try SparseDifference.interval(differences: [0], bound: bound) }
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) { try SparseDifference.interval(differences: [0], level: level) }
    }
  }
}
