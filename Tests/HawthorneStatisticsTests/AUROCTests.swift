import HawthorneStatistics
import Testing

@Suite struct AUROCTests {
  struct Case: Decodable {
    var positives: [Double]
    var negatives: [Double]
    var level: Double
    var area: Double
    var error: Double?
    var interval: [Double]
    var score: [Double]
  }

  @Test func agreesWithTheDefinition() throws {
    for item in try fixtures("auroc", of: Case.self) {
      let estimate = try #require(
        try AUROC.deLong(positives: item.positives, negatives: item.negatives, level: item.level))
      #expect(close(estimate.area, item.area, tolerance: 1e-14), "\(item)")
      #expect(close(estimate.standardError, item.error, tolerance: 1e-11), "\(item) \(estimate)")
      #expect(close(estimate.interval, item.interval, tolerance: 1e-9), "\(item) \(estimate)")
      #expect(estimate.method == (item.error == nil ? .score : .deLong))
      #expect(estimate.positives == item.positives.count && estimate.negatives == item.negatives.count)
      let score = try AUROC.scoreInterval(
        area: item.area, positives: Double(item.positives.count),
        negatives: Double(item.negatives.count), level: item.level)
      #expect(close(score, item.score, tolerance: 1e-9), "\(item)")
      #expect(close(try AUROC.area(positives: item.positives, negatives: item.negatives), item.area))
    }
  }

  @Test func countsPairs() throws {
    var generator = SeededGenerator(seed: 8)
    for _ in 0..<500 {
      // Few distinct scores, so that ties of every kind come up.
      let positives = (0...generator.next(below: 9)).map { _ in Double(generator.next(below: 5)) }
      let negatives = (0...generator.next(below: 9)).map { _ in Double(generator.next(below: 4)) }
      var wins = 0.0
      for p in positives { for n in negatives { wins += p > n ? 1 : p == n ? 0.5 : 0 } }
      let area = try #require(try AUROC.area(positives: positives, negatives: negatives))
      #expect(abs(area - wins / Double(positives.count * negatives.count)) < 1e-14)
      let swapped = try #require(try AUROC.area(positives: negatives, negatives: positives))
      #expect(abs(area + swapped - 1) < 1e-14)
      let estimate = try #require(try AUROC.deLong(positives: positives, negatives: negatives))
      let mirror = try #require(try AUROC.deLong(positives: negatives, negatives: positives))
      #expect(estimate.interval.lower <= area && area <= estimate.interval.upper)
      #expect(estimate.interval.width > 0 && estimate.interval.lower >= 0 && estimate.interval.upper <= 1)
      #expect(close(estimate.interval.lower, 1 - mirror.interval.upper, tolerance: 1e-9))
      #expect(estimate.standardError != 0)
    }
  }

  @Test(arguments: [1, 2, 14, 40, 1000]) func separationIsNoCertainty(n: Int) throws {
    let high = (0..<n).map { 10_000 + Double($0) }
    let low = (0..<n).map(Double.init)
    let perfect = try #require(try AUROC.deLong(positives: high, negatives: low))
    #expect(perfect.area == 1 && perfect.interval.upper == 1 && perfect.interval.lower < 1)
    #expect(perfect.standardError == nil && perfect.method == .score)
    let reversed = try #require(try AUROC.deLong(positives: low, negatives: high))
    #expect(reversed.area == 0 && reversed.interval.lower == 0)
    #expect(close(reversed.interval.upper, 1 - perfect.interval.lower, tolerance: 1e-9))
    let tied = try #require(try AUROC.deLong(positives: low.map { _ in 3 }, negatives: low.map { _ in 3 }))
    #expect(tied.area == 0.5 && tied.standardError == nil && tied.interval.width > 0)
    if n == 14 { #expect(perfect.interval.lower > 0.8 && perfect.interval.lower < 0.9) }
  }

  @Test func onlyTheOrderCounts() throws {
    let positives = [1.0, 2, 5, 9, 3, 0]
    let negatives = [0.0, 2, 4, -3, 1]
    let estimate = try AUROC.deLong(positives: positives, negatives: negatives)
    let stretched = try AUROC.deLong(
      positives: positives.map { $0 * 1e300 - 1e299 }, negatives: negatives.map { $0 * 1e300 - 1e299 })
    #expect(estimate == stretched)
    #expect(try AUROC.area(positives: [0], negatives: [-0.0]) == 0.5)
    #expect(try AUROC.area(positives: [.leastNonzeroMagnitude], negatives: [0]) == 1)
  }

  @Test func emptyClassesAreNil() throws {
    for (positives, negatives) in [([], [1.0]), ([1.0], []), ([], [])] as [([Double], [Double])] {
      #expect(try AUROC.area(positives: positives, negatives: negatives) == nil)
      #expect(try AUROC.deLong(positives: positives, negatives: negatives) == nil)
    }
    #expect(try AUROC.scoreInterval(area: 0.5, positives: 0, negatives: 3) == nil)
  }

  @Test func hostileInputThrows() {
    for bad in [Double.nan, .infinity, -.infinity] {
      #expect(throws: StatisticsError.self) { try AUROC.area(positives: [1, bad], negatives: [2]) }
      #expect(throws: StatisticsError.self) { try AUROC.deLong(positives: [1], negatives: [bad]) }
      #expect(throws: StatisticsError.self) {
        try AUROC.scoreInterval(area: 0.5, positives: bad, negatives: 3)
      }
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) { try AUROC.deLong(positives: [1], negatives: [2], level: level) }
      #expect(throws: StatisticsError.self) {
        try AUROC.scoreInterval(area: 0.5, positives: 2, negatives: 3, level: level)
      }
    }
    for rate in badRates {
      #expect(throws: StatisticsError.self) {
        try AUROC.scoreInterval(area: rate, positives: 2, negatives: 3)
      }
    }
    #expect(throws: StatisticsError.self) { try AUROC.scoreInterval(area: 0.5, positives: -1, negatives: 3) }
    #expect(throws: StatisticsError.self) {
      try AUROC.area(positives: [Double](repeating: 0, count: Limits.scores), negatives: [0])
    }
  }
}
