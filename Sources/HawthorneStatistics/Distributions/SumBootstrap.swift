/// Percentile and BCa intervals of a figure of sums, by resampling clusters whole.
///
/// Each cluster (scenario) is a row of sums, and the figure is made of their totals (a ratio of two, an odds ratio, a
/// difference of rates): so a resample costs one addition a sum and cluster, and the jackknife one subtraction, whatever
/// the number of rollouts.
extension ClusterBootstrap {
  /// Below this many clusters an interval by resampling is rather short, and the estimate says so.
  public static let trustedClusters: Int = 50

  public enum Warning: String, Sendable, Hashable, Codable {
    /// Fewer than `trustedClusters`: use a permutation or score interval where there is one.
    case fewClusters = "few-clusters"
    /// Fewer than `leastClusters`: no interval is given.
    case tooFewClusters = "too-few-clusters"
    /// The figure is the same in every resample, or missing in too many: no interval is given.
    case noSpread = "no-spread"
  }

  public struct Estimate: Sendable, Hashable, Codable {
    /// The figure of all clusters.
    public var value: Double
    /// Percentiles widened for the number of clusters, as `intervals` gives.
    public var percentile: Interval?
    /// Bias-corrected and accelerated; nil where the bias is beyond all resamples.
    public var bca: Interval?
    public var clusters: Int
    public var warning: Warning?
  }

  /// The figure with both intervals; nil where it does not exist for all clusters together.
  ///
  /// BCa takes the percentiles Φ(z₀ + (z₀ ± z)/(1 − a(z₀ ± z))) with z₀ from the share of resamples below the figure (ties
  /// half) and a = Σ(θ̄ − θᵢ)³/(6·(Σ(θ̄ − θᵢ)²)^1.5) from leaving out each cluster.
  /// Source: B. Efron, JASA 82 (1987) 171; Efron & Tibshirani, An Introduction to the Bootstrap (1993) §14.3.
  /// - Parameters:
  ///   - sums: the rows of all clusters in one list.
  ///   - width: how many sums a cluster has.
  ///   - figure: of the totals; nil where it does not exist (a denominator of 0).
  /// - Throws: `StatisticsError` for a list that is no whole number of rows, sums that are not finite, bad replicates or
  ///   a level outside (0, 1).
  public static func estimate(
    sums: [Double], width: Int, level: Double = 0.95, replicates: Int = 2000, seed: UInt64,
    figure: (_ totals: [Double]) -> Double?
  ) throws -> Estimate? {
    try Checks.level("level", level)
    try Checks.draws(replicates)
    guard width >= 1 else { throw StatisticsError.tooFew(name: "sums", needed: 1, found: width) }
    let count = sums.count / width
    try Checks.same("sums", sums.count, as: count * width)
    try Checks.finite("sums", sums)
    var totals = [Double](repeating: 0, count: width)
    for (place, value) in sums.enumerated() { totals[place % width] += value }
    guard count > 0, let value = figure(totals) else { return nil }
    var result = Estimate(value: value, percentile: nil, bca: nil, clusters: count, warning: nil)
    guard count >= leastClusters else {
      result.warning = .tooFewClusters
      return result
    }
    result.warning = count < trustedClusters ? .fewClusters : nil
    var left: [Double] = []
    left.reserveCapacity(count)
    var drawn = totals
    for cluster in 0..<count {
      for place in 0..<width { drawn[place] = totals[place] - sums[cluster * width + place] }
      if let without = figure(drawn) { left.append(without) }
    }
    var generator = SeededGenerator(seed: seed)
    var values: [Double] = []
    values.reserveCapacity(replicates)
    for _ in 0..<replicates {
      for place in 0..<width { drawn[place] = 0 }
      for _ in 0..<count {
        let start = generator.next(below: count) * width
        for place in 0..<width { drawn[place] += sums[start + place] }
      }
      if let value = figure(drawn) { values.append(value) }
    }
    values.sort()
    guard Double(values.count) >= leastDefined * Double(replicates), let first = values.first,
      let last = values.last, last - first > 1e-12
    else {
      result.warning = .noSpread
      return result
    }
    let tail = widenedTail(clusters: count, level: level)
    result.percentile = Interval(
      lower: quantile(values, tail), upper: quantile(values, 1 - tail), level: level)
    if left.count == count { result.bca = bca(values, value: value, left: left, level: level) }
    return result
  }

  private static func bca(
    _ sorted: [Double], value: Double, left: [Double], level: Double
  ) -> Interval? {
    let slack = 1e-12 * max(1, abs(value))
    var below = 0.0
    for each in sorted {
      if each < value - slack { below += 1 } else if each <= value + slack { below += 0.5 }
    }
    let share = below / Double(sorted.count)
    guard share > 0, share < 1 else { return nil }
    let bias = Normal.quantile(share)
    let mean = left.reduce(0, +) / Double(left.count)
    var (squares, cubes) = (0.0, 0.0)
    for each in left {
      let off = mean - each
      squares += off * off
      cubes += off * off * off
    }
    let acceleration = squares > 0 ? cubes / (6 * squares * squares.squareRoot()) : 0
    func end(_ z: Double) -> Double? {
      let scale = 1 - acceleration * (bias + z)
      guard scale > 0 else { return nil }
      return quantile(sorted, Normal.lowerTail(bias + (bias + z) / scale))
    }
    let z = -Normal.quantile((1 - level) / 2)
    guard let lower = end(-z), let upper = end(z) else { return nil }
    return Interval(lower: lower, upper: upper, level: level)
  }
}
