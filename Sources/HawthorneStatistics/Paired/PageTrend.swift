/// Page's test: do the ranks within scenarios rise with the order of the levels?
///
/// L = Σⱼ j·Rⱼ over the levels in order, Rⱼ the sum over scenarios of the mid-ranks within each. Under no trend its mean is
/// n·k(k + 1)²/4 and its variance Σᵢ [Σⱼ(j − j̄)²·Σⱼ(rᵢⱼ − r̄)²]/(k − 1), which counts ties. It asks only for order, where
/// `DoseTrend` asks how far.
/// Source: E. B. Page, JASA 58 (1963) 216; ties: Lehmann, Nonparametrics (1975) §7.
public enum PageTrend {
  public struct Result: Sendable, Hashable, Codable {
    public var l: Double
    /// (L − mean)/√variance; 0 where every scenario ties all its levels.
    public var z: Double
    /// One-sided for a rise, normal approximation.
    public var pRising: Double
    /// Two-sided.
    public var p: Double
    public var scenarios: Int
  }

  /// The test over scenarios that have every level; nil for none.
  ///
  /// - Parameter scenarios: for each, its value at each level in ascending order; any unit.
  /// - Throws: `StatisticsError` for values that are not finite, rows of different length, fewer than two levels, or
  ///   too many values.
  public static func test(_ scenarios: [[Double]]) throws -> Result? {
    guard let levels = scenarios.first?.count else { return nil }
    guard levels >= 2 else { throw StatisticsError.tooFew(name: "levels", needed: 2, found: levels) }
    guard scenarios.count <= Limits.scores / levels else {
      throw StatisticsError.tooMany(
        name: "scores", limit: Limits.scores, found: Limits.scores + 1)
    }
    let k = Double(levels)
    let ofOrder = k * (k * k - 1) / 12
    var (l, variance) = (0.0, 0.0)
    for row in scenarios {
      try Checks.same("levels", row.count, as: levels)
      guard row.allSatisfy(\.isFinite) else { throw StatisticsError.notFinite(name: "scores") }
      let ranks = MidRanks.ranks(of: row).ranks
      var spread = 0.0
      for (place, rank) in ranks.enumerated() {
        l += Double(place + 1) * rank
        spread += (rank - (k + 1) / 2) * (rank - (k + 1) / 2)
      }
      variance += ofOrder * spread / (k - 1)
    }
    let mean = Double(scenarios.count) * k * (k + 1) * (k + 1) / 4
    let z = variance > 0 ? (l - mean) / variance.squareRoot() : 0
    return Result(
      l: l, z: z, pRising: Normal.lowerTail(-z), p: min(1, 2 * Normal.lowerTail(-abs(z))),
      scenarios: scenarios.count)
  }
}
