import Testing

@testable import HawthorneStatistics

/// A pair of scenarios from four numbers: successes and trials of either arm.
func pair(_ x: Int, _ m: Int, _ y: Int, _ n: Int, missing: (Int, Int) = (0, 0)) -> ScenarioPair {
  ScenarioPair(
    first: ScenarioCounts(successes: x, trials: m, missing: missing.0),
    second: ScenarioCounts(successes: y, trials: n, missing: missing.1))
}

@Suite struct PairedRateDifferenceTests {
  struct AddedCase: Decodable {
    var table: [Int]
    var level: Double
    var interval: [Double]
  }

  struct PaddedCase: Decodable {
    var differences: [Double]
    var weights: [Double]?
    var level: Double
    var interval: [Double]
  }

  @Test func bonettPriceAgreesWithTheCovariance() throws {
    for item in try fixtures("bonettprice", of: AddedCase.self) {
      let t = item.table
      let found = try PairedDifference.bonettPrice(
        n11: t[0], n10: t[1], n01: t[2], n00: t[3], level: item.level)
      #expect(close(found, item.interval), "\(item) \(String(describing: found))")
      let guarded = try #require(
        try PairedDifference.guarded(n11: t[0], n10: t[1], n01: t[2], n00: t[3], level: item.level))
      let tango = try #require(
        try PairedDifference.tango(n11: t[0], n10: t[1], n01: t[2], n00: t[3], level: item.level))
      #expect(
        guarded.lower == min(tango.lower, item.interval[0]) || abs(guarded.lower - item.interval[0]) < 1e-9)
      #expect(guarded.upper >= tango.upper && guarded.lower <= tango.lower)
    }
    #expect(try PairedDifference.guarded(n11: 0, n10: 0, n01: 0, n00: 0) == nil)
    #expect(try PairedDifference.bonettPrice(n11: 0, n10: 0, n01: 0, n00: 0) == nil)
  }

  @Test func paddedAgreesWithBruteForce() throws {
    for item in try fixtures("padded", of: PaddedCase.self) {
      let found = try #require(
        try PaddedDifference.interval(
          differences: item.differences, weights: item.weights, level: item.level, seed: 1))
      #expect(
        abs(found.lower - item.interval[0]) < 1e-6 && abs(found.upper - item.interval[1]) < 1e-6,
        "\(item) \(found)")
    }
  }

  /// K scenarios fail in one epoch of several: more failures never bring the bad end nearer, and levels nest.
  @Test(arguments: [30, 60, 100], [2, 3, 4, 5]) func moreFailuresNeverLookBetter(scenarios: Int, epochs: Int)
    throws
  {
    var last: [Double: Interval] = [:]
    for failing in 0...20 {
      let pairs = (0..<scenarios).map { pair($0 < failing ? epochs - 1 : epochs, epochs, epochs, epochs) }
      var found: [Double: Interval] = [:]
      for level in [0.9, 0.95] {
        let result = try #require(
          try PairedRateDifference.interval(pairs, level: level, seed: 1, draws: 400))
        #expect(result.method == (failing < 6 ? .sparse : .padded), "\(failing) \(level)")
        if let before = last[level] {
          #expect(result.interval.lower <= before.lower + 1e-12, "\(failing) \(level)")
          #expect(result.interval.upper <= before.upper + 1e-12, "\(failing) \(level)")
        }
        found[level] = result.interval
      }
      let (inner, outer) = (try #require(found[0.9]), try #require(found[0.95]))
      #expect(outer.lower <= inner.lower && outer.upper >= inner.upper, "\(failing)")
      last = found
    }
  }

  /// One of six that fails a little the other way does not bring the end nearer either.
  @Test func aFailureMoreThanTheFewKeepsTheEnd() throws {
    let five = [-1, -1, -1, -1, -0.25] + [Double](repeating: 0, count: 55)
    let sparse = try #require(try PairedRateDifference.interval(differences: five, level: 0.9, seed: 1))
    for value in [-0.25, -0.05, 0.05] {
      var six = five
      six[10] = value
      let found = try #require(
        try PairedRateDifference.interval(differences: six, level: 0.9, seed: 1, draws: 400))
      #expect(found.method == .padded && found.interval.lower <= sparse.interval.lower + 1e-12)
    }
  }

  struct FewCase: Decodable {
    var differences: [Double]
    var level: Double
    var interval: [Double]
  }

  @Test func fewAgreesWithBruteForce() throws {
    for item in try fixtures("few", of: FewCase.self) {
      let found = try #require(
        try PairedRateDifference.interval(differences: item.differences, level: item.level, seed: 1))
      #expect(
        abs(found.interval.lower - item.interval[0]) < 1e-6
          && abs(found.interval.upper - item.interval[1]) < 1e-6,
        "\(item) \(found)")
    }
  }

  @Test func equalWeightsAreNone() throws {
    var generator = SeededGenerator(seed: 9)
    for count in [9, 30] {
      let d = (0..<count).map { _ in generator.unit() - 0.4 }
      let plain = try #require(try PairedRateDifference.interval(differences: d, seed: 1, draws: 500))
      let weighed = try #require(
        try PairedRateDifference.interval(
          differences: d, weights: [Double](repeating: 0.25, count: count), seed: 1, draws: 500))
      #expect(close(weighed.interval, [plain.interval.lower, plain.interval.upper]))
      #expect(weighed.method == plain.method)
    }
    for bad in [[1, 0], [1, -1], [1, .nan], [1, .infinity], [1]] as [[Double]] {
      #expect(throws: StatisticsError.self) {
        try PairedRateDifference.interval(differences: [0.5, 0], weights: bad, seed: 1)
      }
      #expect(throws: StatisticsError.self) {
        try SignFlip.interval(differences: [0.5, 0], weights: bad, seed: 1)
      }
    }
  }

  @Test func paddingNeverChangesWhetherZeroIsInside() throws {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<100 {
      let d = (0..<9).map { _ in (generator.unit() - 0.35).rounded(toPlaces: 2) }
      guard let plain = try SignFlip.interval(differences: d, seed: 1) else { continue }
      let padded = try #require(try PaddedDifference.interval(differences: d, seed: 1))
      #expect(plain.contains(0) == padded.contains(0))
      #expect(padded.lower <= plain.lower && padded.upper >= plain.upper)
    }
  }

  @Test func oneRolloutAnArmIsMcNemar() throws {
    let pairs =
      (0..<10).map { _ in pair(1, 1, 0, 1) } + [pair(0, 1, 1, 1), pair(0, 1, 1, 1)]
      + (0..<20).map { _ in pair(0, 1, 0, 1) } + (0..<8).map { _ in pair(1, 1, 1, 1) }
    let found = try #require(try PairedRateDifference.estimate(pairs, seed: 1))
    #expect(found.test == .exactMcNemar && found.method == .guardedScore && found.isExact)
    #expect(rounds(found.p, to: 0.038574, decimals: 6) && rounds(found.midP, to: 0.022461, decimals: 6))
    #expect(found.difference == 0.2 && found.scenarios == 40 && found.differing == 12)
  }

  @Test func severalRolloutsAreMeansOfScenarios() throws {
    let pairs = (0..<12).map { pair(3 + $0 % 3, 5, $0 % 3, 5) }
    let found = try #require(try PairedRateDifference.estimate(pairs, seed: 1))
    #expect(found.test == .signFlip && found.midP == nil)
    // The same difference everywhere: no spread, so that only the exact bounds stand.
    #expect(found.method == .sparse && abs(found.difference - 0.6) < 1e-12 && found.interval.contains(0.6))
    let mixed = (0..<12).map { pair($0 % 6, 5, $0 % 2, 5) }
    let second = try #require(try PairedRateDifference.estimate(mixed, seed: 1))
    #expect(second.method == .padded && second.interval.contains(second.difference))
    // A scenario with an unequal number of rollouts weighs as one.
    let uneven = mixed + [pair(500, 1000, 1, 2)]
    #expect(try #require(try PairedRateDifference.estimate(uneven, seed: 1)).scenarios == 13)
  }

  @Test func naIsLeftOutAndBounded() throws {
    let pairs = (0..<12).map { pair($0 % 4, 4, 0, $0 == 0 ? 0 : 4, missing: (1, 1)) }
    let found = try #require(try PairedRateDifference.estimate(pairs, seed: 1))
    #expect(found.scenarios == 11 && found.incomplete == 1)
    let bounds = try #require(try PairedRateDifference.bounds(pairs, seed: 1))
    #expect(bounds.lower < found.interval.lower && bounds.upper > found.interval.upper)
    let nothing = [ScenarioPair](repeating: pair(0, 0, 0, 0, missing: (3, 3)), count: 12)
    #expect(try PairedRateDifference.estimate(nothing, seed: 1) == nil)
    let all = try #require(try PairedRateDifference.bounds(nothing, seed: 1))
    #expect(all.lower <= -0.99 && all.upper >= 0.99)
    #expect(try PairedRateDifference.estimate([], seed: 1) == nil)
    #expect(try PairedRateDifference.bounds([], seed: 1) == nil)
  }

  @Test func edges() throws {
    let one = try #require(try PairedRateDifference.estimate([pair(5, 5, 0, 5)], seed: 1))
    #expect(one.p == 1 && one.interval.contains(0) && one.interval.contains(1))
    let same = [ScenarioPair](repeating: pair(2, 5, 2, 5), count: 40)
    let none = try #require(try PairedRateDifference.estimate(same, seed: 1))
    #expect(none.p == 1 && none.method == .sparse && none.interval.contains(0) && none.interval.width > 0)
    let n = Limits.count
    let huge = (0..<12).map { pair($0 * (n / 20), n, 0, n) }
    #expect(try #require(try PairedRateDifference.estimate(huge, seed: 1)).difference > 0.27)
    for bad in badCounts {
      #expect(throws: StatisticsError.self) {
        try PairedRateDifference.estimate([pair(bad, 5, 0, 5)], seed: 1)
      }
      #expect(throws: StatisticsError.self) { try PairedRateDifference.bounds([pair(0, 5, 0, bad)], seed: 1) }
      #expect(throws: StatisticsError.self) { try PairedDifference.guarded(n11: bad, n10: 0, n01: 0, n00: 1) }
    }
    for bad in [.nan, .infinity, -1] as [Double] {
      #expect(throws: StatisticsError.self) {
        try PaddedDifference.interval(differences: [0, 1], pad: bad, seed: 1)
      }
    }
    #expect(throws: StatisticsError.self) { try PaddedDifference.interval(differences: [.nan, 1], seed: 1) }
    #expect(throws: StatisticsError.self) {
      try PairedRateDifference.interval(differences: [1.5], seed: 1)
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) { try PairedRateDifference.estimate([], level: level, seed: 1) }
    }
  }
}

extension Double {
  func rounded(toPlaces places: Int) -> Double {
    var unit = 1.0
    for _ in 0..<places { unit *= 10 }
    return (self * unit).rounded() / unit
  }
}
