import HawthorneStatistics
import Testing

@Suite struct ClusteredAUROCTests {
  struct Case: Decodable {
    var positives: [Double]
    var positiveClusters: [Int]
    var negatives: [Double]
    var negativeClusters: [Int]
    var area: Double
    var error: Double
    var interval: [Double]
  }

  @Test func agreesWithScikitLearnOnTheSameResamples() throws {
    for item in try fixtures("clustered", of: Case.self) {
      let estimate = try #require(
        try AUROC.clustered(
          positives: item.positives, positiveClusters: item.positiveClusters, negatives: item.negatives,
          negativeClusters: item.negativeClusters, resamples: 500, seed: 11))
      #expect(close(estimate.area, item.area) && estimate.method == .bootstrap)
      #expect(close(estimate.standardError, item.error), "\(estimate)")
      #expect(close(estimate.interval, item.interval), "\(estimate)")
      #expect(estimate.clusters == Set(item.positiveClusters + item.negativeClusters).count)
    }
  }

  /// Twenty pairs with a shared part, one positive and one negative each.
  private func pairs(seed: UInt64, apart: Double = 0.8) -> (positives: [Double], negatives: [Double]) {
    var generator = SeededGenerator(seed: seed)
    let shared = (0..<20).map { _ in 2 * generator.unit() }
    return (shared.map { $0 + generator.unit() + apart }, shared.map { $0 + generator.unit() })
  }

  @Test func orderAndNamesOfClustersDoNotMatter() throws {
    let (positives, negatives) = pairs(seed: 1)
    let names = Array(0..<20)
    func estimate(_ order: [Int], _ rename: (Int) -> Int) throws -> AUROC.Estimate? {
      try AUROC.clustered(
        positives: order.map { positives[$0] }, positiveClusters: order.map { rename(names[$0]) },
        negatives: negatives, negativeClusters: names.map(rename), seed: 3)
    }
    let straight = try estimate(names, { $0 })
    #expect(straight != nil)
    #expect(try estimate(names.reversed(), { $0 }) == straight)
    #expect(try estimate(names, { 100 * $0 - 7 }) == straight)
    let again = try AUROC.clustered(
      positives: positives, positiveClusters: names, negatives: negatives, negativeClusters: names, seed: 4)
    #expect(again != straight && again?.area == straight?.area)
  }

  @Test func percentilesAreOrderStatistics() throws {
    let (positives, negatives) = pairs(seed: 5)
    let estimate = try #require(
      try AUROC.clustered(
        positives: positives, positiveClusters: Array(0..<20), negatives: negatives,
        negativeClusters: Array(0..<20), seed: 3))
    let percentiles = try #require(estimate.percentiles)
    #expect(percentiles.lower < estimate.area && estimate.area < percentiles.upper)
    #expect(abs(percentiles.width - estimate.interval.width) < 0.1)
  }

  @Test func copiesOfAScoreAddNothing() throws {
    // Positives and negatives in clusters of their own: nothing but the copies is dependent.
    let (positives, negatives) = pairs(seed: 2)
    let (first, second) = (Array(0..<20), Array(20..<40))
    let single = try AUROC.clustered(
      positives: positives, positiveClusters: first, negatives: negatives, negativeClusters: second, seed: 1)
    let many = try #require(
      try AUROC.clustered(
        positives: positives + positives + positives, positiveClusters: first + first + first,
        negatives: negatives + negatives, negativeClusters: second + second, seed: 1))
    #expect(close(many.standardError, single?.standardError))
    #expect(close(many.interval.lower, single?.interval.lower))
    let independent = try #require(
      try AUROC.deLong(positives: positives + positives + positives, negatives: negatives + negatives))
    // DeLong takes the copies for facts.
    #expect(independent.interval.width < 0.8 * many.interval.width)
  }

  @Test func separationIsNoCertainty() throws {
    for copies in [1, 5] {
      let names = (0..<14 * copies).map { $0 % 14 }
      let perfect = try #require(
        try AUROC.clustered(
          positives: names.map { 100 + Double($0) }, positiveClusters: names,
          negatives: names.map(Double.init), negativeClusters: names, seed: 1))
      #expect(perfect.area == 1 && perfect.method == .score && perfect.standardError == nil)
      // As wide as for fourteen independent scores each, however many copies.
      let score = try #require(try AUROC.scoreInterval(area: 1, positives: 14, negatives: 14))
      #expect(close(perfect.interval, [score.lower, 1]))
    }
    let tied = try #require(
      try AUROC.clustered(
        positives: (0..<14).map { _ in 1 }, positiveClusters: Array(0..<14),
        negatives: (0..<14).map { _ in 1 }, negativeClusters: Array(0..<14), seed: 1))
    #expect(tied.area == 0.5 && tied.method == .score && tied.interval.width > 0.3)
  }

  @Test func fewClustersOfAClassGiveNoBootstrap() throws {
    // Forty clusters, of which five hold positives.
    let estimate = try #require(
      try AUROC.clustered(
        positives: [3, 5, 8, 2, 9, 10, 11], positiveClusters: [0, 0, 0, 1, 2, 3, 4],
        negatives: (0..<40).map { Double($0 % 7) }, negativeClusters: Array(0..<40), seed: 1))
    #expect(estimate.method == .score && estimate.standardError == nil && estimate.percentiles == nil)
    // Kish's number of positives: 49/13.
    let score = try AUROC.scoreInterval(area: estimate.area, positives: 49.0 / 13, negatives: 40)
    #expect(estimate.interval == score)
    let one = try #require(
      try AUROC.clustered(
        positives: [1, 2, 3], positiveClusters: [7, 7, 7], negatives: [2, 3], negativeClusters: [7, 7],
        seed: 1)
    )
    #expect(one.clusters == 1 && one.interval.width > 0.85)
  }

  @Test func emptyClassesAreNil() throws {
    #expect(
      try AUROC.clustered(
        positives: [], positiveClusters: [], negatives: [1], negativeClusters: [0], seed: 1) == nil)
  }

  @Test func hostileInputThrows() {
    func estimate(
      _ positives: [Double], _ clusters: [Int], level: Double = 0.95, resamples: Int = 200
    ) throws -> AUROC.Estimate? {
      try AUROC.clustered(
        positives: positives, positiveClusters: clusters, negatives: [0, 2], negativeClusters: [0, 1],
        level: level, resamples: resamples, seed: 1)
    }
    #expect(throws: StatisticsError.shape(name: "positiveClusters", expected: 2, found: 1)) {
      try estimate([1, 2], [0])
    }
    #expect(throws: StatisticsError.notFinite(name: "scores")) { try estimate([1, .nan], [0, 1]) }
    #expect(throws: StatisticsError.tooFew(name: "resamples", needed: 100, found: 99)) {
      try estimate([1, 2], [0, 1], resamples: 99)
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) { try estimate([1, 2], [0, 1], level: level) }
    }
    for count in badCounts {
      #expect(throws: StatisticsError.self) { try estimate([1, 2], [0, 1], resamples: count) }
    }
    #expect(throws: Never.self) { try estimate([1, 2], [.min, .max]) }
  }
}
