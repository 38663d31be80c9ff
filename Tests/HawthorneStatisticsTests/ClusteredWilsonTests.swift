import Testing

@testable import HawthorneStatistics

@Suite struct ClusteredWilsonTests {
  @Test func oneTrialAClusterIsWilson() throws {
    let clusters = (0..<100).map { (successes: $0 < 98 ? 1 : 0, trials: 1) }
    let clustered = try #require(try Wilson.interval(clusters: clusters))
    let plain = try #require(try Wilson.interval(successes: 98, trials: 100))
    #expect(abs(clustered.lower - plain.lower) < 1e-12)
    #expect(abs(clustered.upper - plain.upper) < 1e-12)
  }

  @Test func equalRepeatsCountAsTheirClusters() throws {
    let repeated = (0..<50).map { _ in (successes: 0, trials: 10) }
    let clustered = try #require(try Wilson.interval(clusters: repeated))
    #expect(clustered.lower == 0)
    // 0/50, not 0/500: Newcombe's published 0.07135.
    #expect(abs(clustered.upper - 0.07135) < 5e-6)
  }

  @Test func unequalClustersLowerTheEffectiveNumber() throws {
    // (1 + 1 + 2)² / (1 + 1 + 4) = 16/6; the rate is 2/4.
    let interval = try #require(
      try Wilson.interval(clusters: [(1, 1), (0, 1), (1, 2)].map { (successes: $0.0, trials: $0.1) }))
    let z = 1.959963984540054
    let n = 16.0 / 6
    let centre = 0.5 + z * z / (2 * n)
    let reach = z * (0.25 / n + z * z / (4 * n * n)).squareRoot()
    #expect(abs(interval.lower - (centre - reach) / (1 + z * z / n)) < 1e-12)
    #expect(abs(interval.upper - (centre + reach) / (1 + z * z / n)) < 1e-12)
  }

  @Test func refusesTheImpossible() throws {
    #expect(throws: StatisticsError.successesExceedTrials(successes: 2, trials: 1)) {
      try Wilson.interval(clusters: [(successes: 2, trials: 1)])
    }
    #expect(try Wilson.interval(clusters: []) == nil)
    for (rate, trials) in [
      (-0.1, 5.0), (1.1, 5), (.nan, 5), (0.5, 0), (0.5, -1), (0.5, .nan), (0.5, .infinity),
    ] {
      #expect(throws: StatisticsError.self) { try Wilson.interval(rate: rate, effectiveTrials: trials) }
    }
  }
}
