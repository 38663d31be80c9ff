import Testing

@testable import HawthorneStatistics

@Suite struct SparseDifferenceTests {
  @Test func boundsAreThoseOfTheSigns() throws {
    let differences = [0.2, 0.6, 0.2, -0.4] + [Double](repeating: 0, count: 36)
    let interval = try #require(try SparseDifference.interval(differences: differences))
    let most = try (0...3).map { try #require(try ClopperPearson.interval(successes: $0, trials: 40)).upper }
    // None beyond 0.6 and −0.4, one beyond 0.2, three beyond 0.
    let lower = -0.6 * most[0] - 0.4 * most[1]
    let upper = 0.4 * most[0] + 0.4 * most[1] + 0.2 * most[3]
    #expect(close(interval, [lower, upper], tolerance: 1e-12))
    let whole = try #require(
      try SparseDifference.interval(differences: [1, 1, 1, -1] + [Double](repeating: 0, count: 36)))
    #expect(close(whole, [-most[1], most[3]], tolerance: 1e-12))
    #expect(interval.level == 0.95)
    let scaled = try #require(
      try SparseDifference.interval(differences: differences.map { 100 * $0 }, bound: 100))
    #expect(close(scaled, [100 * interval.lower, 100 * interval.upper]))
  }

  /// Two sizes of differences, which counts of them alone would make longer: each end keeps its 0.975.
  @Test(arguments: [12, 60]) func endsKeepTheirLevel(scenarios: Int) throws {
    var generator = SeededGenerator(seed: 5)
    for (size, share, whole) in [(0.2, 0.05, 0.2), (0.25, 0.03, 0.2), (0.8, 0.03, 0.2), (0.25, 0.1, 0.01)] {
      var covered = Share()
      for _ in 0..<(isLong ? 4000 : 300) {
        let differences = (0..<scenarios).map { _ -> Double in
          let draw = generator.unit()
          return draw < whole ? 1 : draw < whole + share ? size : 0
        }
        let found = try #require(try SparseDifference.interval(differences: differences))
        covered.count(found.upper >= whole + share * size)
      }
      #expect(covered.isAtLeast(0.975), "\(size) \(share) \(covered.value)")
    }
  }

  @Test func manyValuesAreLumpedOutwards() throws {
    let differences = (1...600).map { Double($0) / 1000 }
    let interval = try #require(try SparseDifference.interval(differences: differences))
    #expect(interval.upper < 1 && interval.upper > 0.31 && interval.contains(0.3))
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
