import HawthorneStatistics
import Testing

@Suite struct SignFlipTests {
  struct Case: Decodable {
    var differences: [Double]
    var p: Double
    var level: Double
    var interval: [Double]?
  }

  @Test func agreesWithBruteForce() throws {
    for item in try fixtures("signflip", of: Case.self) {
      let result = try SignFlip.pValue(differences: item.differences, seed: 1)
      #expect(close(result.p, item.p) && result.isExact, "\(item)")
      let interval = try SignFlip.interval(differences: item.differences, level: item.level, seed: 1)
      // The reference finds a jump of the p-value by bisection with a slack of 1e-10.
      if let interval, let bounds = item.interval {
        #expect(abs(interval.lower - bounds[0]) < 1e-9, "\(item) \(interval)")
        #expect(abs(interval.upper - bounds[1]) < 1e-9, "\(item) \(interval)")
      } else {
        #expect(interval == nil && item.interval == nil, "\(item)")
      }
    }
  }

  /// Fisher's Darwin data: 15 pairs of plants, height differences in eighths of an inch; 1726 of the 32768
  /// sign vectors are as extreme as the sum of 314 (The Design of Experiments, §21).
  @Test func darwinsPlants() throws {
    let eighths: [Double] = [49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48]
    let result = try SignFlip.pValue(differences: eighths, seed: 0)
    #expect(result == PermutationResult(p: 1726.0 / 32768, isExact: true))
  }

  @Test func oneRolloutAnArmIsMcNemar() throws {
    for (b, c, same) in [(10, 2, 0), (1, 9, 20), (6, 0, 3), (4, 4, 1)] {
      let differences =
        [Double](repeating: 1, count: b) + [Double](repeating: -1, count: c)
        + [Double](repeating: 0, count: same)
      let p = try SignFlip.pValue(differences: differences, seed: 5).p
      #expect(close(p, try McNemar.test(b: b, c: c).exact))
    }
  }

  @Test func intervalAndTestAgreeOnZero() throws {
    var generator = SeededGenerator(seed: 77)
    var excluded = 0
    for round in 0..<300 {
      let count = 6 + generator.next(below: 6)
      // Differences of rates over five rollouts, with many ties and zeros.
      let differences = (0..<count).map { _ in Double(generator.next(below: 7) - 2) / 5 }
      let p = try SignFlip.pValue(differences: differences, seed: 1).p
      guard let interval = try SignFlip.interval(differences: differences, level: 0.9, seed: 1) else {
        continue
      }
      #expect(interval.contains(0) == (p > 1 - 0.9), "round \(round): \(differences) \(p) \(interval)")
      if !interval.contains(0) { excluded += 1 }
    }
    #expect(excluded > 10)
  }

  @Test func drawnIntervalAndTestAgreeOnZero() throws {
    var generator = SeededGenerator(seed: 78)
    for _ in 0..<40 {
      let differences = (0..<30).map { _ in generator.unit() - 0.4 }
      let result = try SignFlip.pValue(differences: differences, seed: 9, draws: 2000)
      #expect(!result.isExact)
      let interval = try #require(
        try SignFlip.interval(differences: differences, level: 0.9, seed: 9, draws: 2000))
      #expect(interval.contains(0) == (result.p > 1 - 0.9))
    }
  }

  @Test func drawnValuesApproachExactOnes() throws {
    // 24 equal differences of which few have the other sign: the exact p is McNemar's.
    let differences = [Double](repeating: 0.2, count: 17) + [Double](repeating: -0.2, count: 7)
    let exact = try McNemar.test(b: 17, c: 7).exact
    let drawn = try SignFlip.pValue(differences: differences, seed: 4, draws: 20_000)
    // Six standard errors of a drawn proportion.
    #expect(abs(drawn.p - exact) < 6 * (exact * (1 - exact) / 20_000).squareRoot())
    #expect(drawn.p > 0 && !drawn.isExact)
  }

  @Test func sameSeedSameAnswer() throws {
    let differences = (0..<30).map { Double($0 % 7) / 5 - 0.4 }
    let one = try SignFlip.pValue(differences: differences, seed: 11, draws: 500)
    #expect(try SignFlip.pValue(differences: differences, seed: 11, draws: 500) == one)
    let other = try SignFlip.pValue(differences: differences, seed: 12, draws: 500)
    #expect(other != one)
  }

  @Test func drawnPIsNeverZero() throws {
    let result = try SignFlip.pValue(differences: [Double](repeating: 1, count: 60), seed: 1, draws: 999)
    #expect(result.p == 1.0 / 1000)
  }

  @Test func scaleAndOrderDoNotMatter() throws {
    let differences = [0.1, -0.2, 0.3, 0.3, 0, 0.5, 0.4, -0.1, 0.2]
    let p = try SignFlip.pValue(differences: differences, seed: 1).p
    #expect(try SignFlip.pValue(differences: differences.reversed(), seed: 1).p == p)
    #expect(try SignFlip.pValue(differences: differences.map { -$0 * 1e9 }, seed: 1).p == p)
    let one = try #require(try SignFlip.interval(differences: differences, level: 0.9, seed: 1))
    let two = try #require(
      try SignFlip.interval(differences: differences.map { -2 * $0 }, level: 0.9, seed: 1))
    #expect(abs(two.lower + 2 * one.upper) < 1e-12 && abs(two.upper + 2 * one.lower) < 1e-12)
  }

  @Test func tooLittleHasNoInterval() throws {
    #expect(try SignFlip.interval(differences: [], seed: 1) == nil)
    #expect(try SignFlip.interval(differences: [0.1, 0.2, 0.3, 0.4, 0.5], seed: 1) == nil)
    #expect(try SignFlip.interval(differences: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6], seed: 1) != nil)
    #expect(try SignFlip.interval(differences: [Double](repeating: 0, count: 40), seed: 1) == nil)
    let five = [0.1, 0.2, 0.3, 0.4, 0.5] + [Double](repeating: 0, count: 35)
    #expect(try SignFlip.interval(differences: five, seed: 1, draws: 500) == nil)
    #expect(try SignFlip.interval(differences: five + [0.6], seed: 1, draws: 500) != nil)
    #expect(
      try SignFlip.interval(differences: (0..<30).map(Double.init), level: 0.99, seed: 1, draws: 50) == nil)
    #expect(try SignFlip.pValue(differences: [], seed: 1) == PermutationResult(p: 1, isExact: true))
    #expect(try SignFlip.pValue(differences: [0, 0], seed: 1) == PermutationResult(p: 1, isExact: true))
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude])
  func valuesWithoutASumThrow(value: Double) {
    #expect(throws: StatisticsError.notFinite(name: "differences")) {
      try SignFlip.pValue(differences: [0.1, value], seed: 1)
    }
    #expect(throws: StatisticsError.notFinite(name: "differences")) {
      try SignFlip.interval(differences: [0.1, value], seed: 1)
    }
  }

  @Test func badDrawsAndSizesThrow() {
    for draws in [0, -1, Int.min, Int.max] {
      #expect(throws: StatisticsError.self) {
        try SignFlip.pValue(differences: [1, 2], seed: 1, draws: draws)
      }
      #expect(throws: StatisticsError.self) {
        try SignFlip.interval(differences: [1, 2], seed: 1, draws: draws)
      }
    }
    let many = [Double](repeating: 1, count: Limits.differences + 1)
    #expect(throws: StatisticsError.self) { try SignFlip.pValue(differences: many, seed: 1) }
    for level in badLevels {
      #expect(throws: StatisticsError.self) {
        try SignFlip.interval(differences: [1, 2], level: level, seed: 1)
      }
    }
  }
}
