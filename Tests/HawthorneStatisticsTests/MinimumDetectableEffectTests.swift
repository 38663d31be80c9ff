import HawthorneStatistics
import Testing

@Suite struct MinimumDetectableEffectTests {
  struct Case: Decodable {
    var kind: String
    var n: Int
    var reverse: Double?
    var sd: Double?
    var epochs: Int?
    var correlation: Double?
    var value: Double?
    var noncentral: Double?
  }

  @Test func agreesWithSciPy() throws {
    for item in try fixtures("mde", of: Case.self) {
      if item.kind == "mcnemar" {
        let value = try MinimumDetectableEffect.exactMcNemar(
          pairs: item.n, reverse: try #require(item.reverse))
        #expect(close(value, item.value, tolerance: 1e-9), "\(item) \(String(describing: value))")
      } else if item.kind == "epochs" {
        let value = try MinimumDetectableEffect.pairedContrast(
          scenarios: item.n, epochs: try #require(item.epochs), reverse: try #require(item.reverse),
          correlation: try #require(item.correlation))
        #expect(close(value, item.value, tolerance: 1e-9), "\(item) \(String(describing: value))")
      } else {
        let deviation = try #require(item.sd)
        let value = try #require(
          try MinimumDetectableEffect.meanDifference(scenarios: item.n, standardDeviation: deviation))
        #expect(close(value, item.value), "\(item)")
        // Bloom's formula against the exact power of the t test: within 1 % from six scenarios on.
        #expect(close(value, item.noncentral, tolerance: 0.01), "\(item)")
      }
    }
  }

  @Test(arguments: [(0.01, 9.57), (0.03, 12.12), (0.05, 14.16)])
  func hundredPairs(reverse: Double, points: Double) throws {
    let value = try #require(try MinimumDetectableEffect.exactMcNemar(pairs: 100, reverse: reverse))
    #expect(rounds(100 * value, to: points, decimals: 2))
  }

  @Test(arguments: [
    (50, [17.2, 20.5, 23.0]), (100, [9.6, 12.1, 14.2]), (200, [5.5, 7.5, 8.9]),
  ])
  func table(pairs: Int, points: [Double]) throws {
    for (reverse, expected) in zip([0.01, 0.03, 0.05], points) {
      let value = try #require(try MinimumDetectableEffect.exactMcNemar(pairs: pairs, reverse: reverse))
      #expect(rounds(100 * value, to: expected, decimals: 1))
    }
  }

  @Test func undetectableIsNil() throws {
    #expect(try MinimumDetectableEffect.exactMcNemar(pairs: 0, reverse: 0.01) == nil)
    #expect(try MinimumDetectableEffect.exactMcNemar(pairs: 5, reverse: 0) == nil)
    #expect(try MinimumDetectableEffect.exactMcNemar(pairs: 100, reverse: 0.5) == nil)
    #expect(try MinimumDetectableEffect.exactMcNemar(pairs: 100, reverse: 1) == nil)
    #expect(try MinimumDetectableEffect.meanDifference(scenarios: 5, standardDeviation: 0.3) == nil)
    #expect(try MinimumDetectableEffect.meanDifference(scenarios: 0, standardDeviation: 0.3) == nil)
    #expect(try MinimumDetectableEffect.meanDifference(scenarios: 12, standardDeviation: 0) == 0)
  }

  @Test func largeDesignsAreFast() throws {
    let value = try #require(try MinimumDetectableEffect.exactMcNemar(pairs: 20_000, reverse: 0.03))
    // The normal approximation: (1.96 + 0.84)·√(2·0.03/n), a little more for the effect itself.
    #expect(value > 0.0048 && value < 0.0052)
  }

  @Test func hostileInputThrows() {
    for count in badCounts {
      #expect(throws: StatisticsError.self) {
        try MinimumDetectableEffect.exactMcNemar(pairs: count, reverse: 0.01)
      }
      #expect(throws: StatisticsError.self) {
        try MinimumDetectableEffect.meanDifference(scenarios: count, standardDeviation: 1)
      }
    }
    for rate in badRates {
      #expect(throws: StatisticsError.self) {
        try MinimumDetectableEffect.exactMcNemar(pairs: 10, reverse: rate)
      }
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) {
        try MinimumDetectableEffect.exactMcNemar(pairs: 10, reverse: 0, alpha: level)
      }
      #expect(throws: StatisticsError.self) {
        try MinimumDetectableEffect.meanDifference(scenarios: 10, standardDeviation: 1, power: level)
      }
    }
    for deviation in [-1, Double.nan, .infinity] {
      #expect(throws: StatisticsError.self) {
        try MinimumDetectableEffect.meanDifference(scenarios: 10, standardDeviation: deviation)
      }
    }
    #expect(throws: StatisticsError.self) {
      try MinimumDetectableEffect.exactMcNemar(pairs: MinimumDetectableEffect.pairLimit + 1, reverse: 0)
    }
  }
}
