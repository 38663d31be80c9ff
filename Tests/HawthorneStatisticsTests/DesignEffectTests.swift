import Testing

@testable import HawthorneStatistics

@Suite struct DesignEffectTests {
  private typealias Cluster = DesignEffect.Cluster

  @Test func trialsThatStandAloneAreCountedEach() throws {
    let clusters = (0..<100).map { Cluster(successes: $0 < 90 ? 1 : 0, trials: 1) }
    #expect(try DesignEffect.effectiveTrials(clusters) == 100)
    let interval = try #require(try Wilson.interval(designClusters: clusters))
    let plain = try #require(try Wilson.interval(successes: 90, trials: 100))
    #expect(abs(interval.lower - plain.lower) < 1e-12 && abs(interval.upper - plain.upper) < 1e-12)
  }

  @Test func copiesCountOnce() throws {
    // Forty clusters of five copies: p(1 − p)/V = 40·(39/40)·… with V over identical answers.
    let clusters = (0..<40).map { Cluster(successes: $0 < 20 ? 5 : 0, trials: 5) }
    let n = try #require(try DesignEffect.effectiveTrials(clusters))
    // p(1 − p)/V = 40; times 39/40 and (z/t)² with t(39) = 2.022690920.
    let shrink = 1.959963984540054 / 2.022690920036762
    #expect(abs(n - 39 * shrink * shrink) < 1e-6)
  }

  @Test func noMistakeCountsEachClusterOnce() throws {
    let perfect = (0..<68).map { _ in Cluster(successes: 15, trials: 15) }
    #expect(try #require(try DesignEffect.effectiveTrials(perfect)) == 68)
    // Five clusters with a mistake are not yet believed, six are.
    func n(_ mistaken: Int) throws -> Double {
      try #require(
        try DesignEffect.effectiveTrials(
          (0..<68).map { Cluster(successes: $0 < mistaken ? 14 : 15, trials: 15) }))
    }
    #expect(try n(5) == 68)
    #expect(try n(6) > 900 && n(6) <= 1020)
  }

  @Test func weightsLowerTheNumber() throws {
    let weights: [Double] = [4, 1, 1, 2, 1, 3, 1, 1, 2, 1, 1, 1, 5, 1, 1, 1]
    let clusters = weights.enumerated().map { index, weight in
      Cluster(hits: index % 2 == 0 ? weight : 0, total: weight, squares: weight * weight)
    }
    let n = try #require(try DesignEffect.effectiveTrials(clusters))
    #expect(n < 27.0 * 27 / 69)
  }

  @Test func nothingAndTheImpossible() throws {
    #expect(try DesignEffect.effectiveTrials([]) == nil)
    #expect(try Wilson.interval(designClusters: [Cluster(successes: 0, trials: 0)]) == nil)
    for bad in [
      Cluster(hits: 2, total: 1, squares: 1), Cluster(hits: -1, total: 1, squares: 1),
      Cluster(hits: .nan, total: 1, squares: 1), Cluster(hits: 1, total: .infinity, squares: 1),
      Cluster(hits: 1e-200, total: 1e-200, squares: 0), Cluster(hits: 1e200, total: 1e200, squares: 1e300),
    ] {
      #expect(throws: StatisticsError.self) { try DesignEffect.effectiveTrials([bad]) }
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) { try DesignEffect.effectiveTrials([], level: level) }
    }
  }

  /// How often the interval holds the rate: beta-binomial clusters of 1 to 9 trials.
  @Test(arguments: [
    (12, 0.5, 0.2), (12, 0.9, 0.7), (40, 0.5, 0.0), (40, 0.9, 0.2), (40, 0.97, 0.7), (124, 0.9, 0.2),
  ])
  func coverage(clusters: Int, rate: Double, correlation: Double) throws {
    var generator = SeededGenerator(seed: UInt64(clusters) + 7)
    func uniform() -> Double { (Double(generator.next() >> 11) + 0.5) / 9007199254740992 }
    let rounds = isLong ? 4000 : 600
    var covered = 0
    for _ in 0..<rounds {
      let found = (0..<clusters).map { _ in
        // A cluster's trials copy its first answer with probability √ρ each: the correlation of two is ρ.
        let shared = uniform() < rate
        let trials = 1 + generator.next(below: 9)
        let copies = correlation.squareRoot()
        let hits = (0..<trials).count { _ in uniform() < copies ? shared : uniform() < rate }
        return Cluster(successes: hits, trials: trials)
      }
      if try Wilson.interval(designClusters: found)?.contains(rate) == true { covered += 1 }
    }
    let share = Double(covered) / Double(rounds)
    if isLong { print("COVERAGE design \(clusters) \(rate) \(correlation): \(share)") }
    #expect(share >= (isLong ? 0.935 : 0.92), "\(share)")
  }
}

@Suite struct ClusterBootstrapTests {
  @Test func copiesOfItemsDoNotShortenAnInterval() throws {
    // 60 clusters, half of them hits; each counted once, and five times over.
    func width(copies: Int) throws -> Double {
      let found = try ClusterBootstrap.intervals(clusters: 60, figures: 1, seed: 3) { drawn in
        [Double(drawn.count { $0 < 30 } * copies) / Double(drawn.count * copies)]
      }
      return try #require(found[0]).width
    }
    #expect(try width(copies: 5) == width(copies: 1))
    #expect(try abs(width(copies: 1) - 2 * 1.96 * (0.25 / 60).squareRoot()) < 0.03)
  }

  @Test func sameSeedSameInterval() throws {
    func run(_ seed: UInt64) throws -> [Interval?] {
      try ClusterBootstrap.intervals(clusters: 30, figures: 1, replicates: 300, seed: seed) { drawn in
        [Double(drawn.reduce(0, +))]
      }
    }
    #expect(try run(1) == run(1))
    #expect(try run(1) != run(2))
  }

  @Test func whatIsUnknownIsNil() throws {
    let found = try ClusterBootstrap.intervals(clusters: 30, figures: 3, seed: 1) { drawn in
      [1, drawn.contains(0) ? 0.5 : nil, Double(drawn[0])]
    }
    #expect(found[0] == nil && found[1] == nil && found[2] != nil)
    let few = try ClusterBootstrap.intervals(clusters: 5, figures: 1, seed: 1) { [Double($0[0])] }
    #expect(few == [nil])
    #expect(throws: StatisticsError.self) {
      try ClusterBootstrap.intervals(clusters: 9, figures: 1, replicates: 0, seed: 1) { _ in [1] }
    }
  }
}

@Suite struct StudentIntervalTests {
  /// Cushny and Peebles' sleep data in Student's own paper; R 4.3, t.test(x)$conf.int.
  @Test func studentsSleep() throws {
    let interval = try #require(
      try StudentInterval.mean([1.2, 2.4, 1.3, 1.3, 0, 1.0, 1.8, 0.8, 4.6, 1.4]))
    #expect(abs(interval.lower - 0.7001142) < 1e-6 && abs(interval.upper - 2.4598858) < 1e-6)
  }

  @Test func withoutSpreadThereIsNone() throws {
    #expect(try StudentInterval.mean([]) == nil)
    #expect(try StudentInterval.mean([3]) == nil)
    #expect(try StudentInterval.mean([3, 3, 3]) == nil)
    #expect(throws: StatisticsError.self) { try StudentInterval.mean([1, .nan]) }
    #expect(throws: StatisticsError.self) { try StudentInterval.mean([1, .infinity]) }
    #expect(throws: StatisticsError.self) { try StudentInterval.mean([1e308, -1e308]) }
    for level in badLevels {
      #expect(throws: StatisticsError.self) { try StudentInterval.mean([1, 2], level: level) }
    }
  }
}
