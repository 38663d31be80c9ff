/// Percentile intervals of any figures by resampling clusters whole.
///
/// Each resample draws as many clusters as there are, with replacement. The percentiles are widened for the number of
/// clusters g: Φ(−√(g/(g − 1))·t) instead of α/2, t the quantile with g − 1 degrees of freedom, because plain
/// percentiles undercover with few clusters; below some fifty they may still be rather short.
/// Source: B. Efron & R. Tibshirani, An Introduction to the Bootstrap (1993) ch. 13; T. C. Hesterberg, Amer. Statist.
/// 69 (2015) 371, "expanded percentile".
public enum ClusterBootstrap {
  /// The fewest clusters resampled.
  public static let leastClusters: Int = 6
  /// An interval is given only where this share of the replicates has the figure.
  public static let leastDefined: Double = 0.95

  /// The interval of each figure; nil for one that too many replicates lack, or that is the same in all of them:
  /// without a mistake to resample, or without a hit, the spread is unknown and not 0.
  ///
  /// - Parameters:
  ///   - clusters: how many there are, numbered from 0.
  ///   - count: how many figures the closure gives, always the same.
  ///   - figures: the figures of a resample, from the numbers of the clusters drawn.
  /// - Throws: `StatisticsError` for bad replicates or a level outside (0, 1), and what `figures` throws.
  public static func intervals(
    clusters: Int, figures count: Int, replicates: Int = 2000, seed: UInt64, level: Double = 0.95,
    _ figures: (_ drawn: [Int]) throws -> [Double?]
  ) throws -> [Interval?] {
    try Checks.level("level", level)
    try Checks.draws(replicates)
    guard clusters >= leastClusters else { return Array(repeating: nil, count: count) }
    var generator = SeededGenerator(seed: seed)
    var drawn = Array(repeating: 0, count: clusters)
    var draws = Array(repeating: [Double](), count: count)
    for _ in 0..<replicates {
      for index in drawn.indices { drawn[index] = generator.next(below: clusters) }
      for (index, value) in try figures(drawn).enumerated() where index < count {
        if let value { draws[index].append(value) }
      }
    }
    let tail = widenedTail(clusters: clusters, level: level)
    return draws.map { values in
      guard Double(values.count) >= leastDefined * Double(replicates) else { return nil }
      let sorted = values.sorted()
      guard let first = sorted.first, let last = sorted.last, last - first > 1e-12 else { return nil }
      return Interval(lower: quantile(sorted, tail), upper: quantile(sorted, 1 - tail), level: level)
    }
  }

  /// The tail probability of an expanded percentile.
  static func widenedTail(clusters: Int, level: Double) -> Double {
    let g = Double(clusters)
    let t = StudentT(degrees: g - 1).quantile((1 - level) / 2)
    return Normal.lowerTail((g / (g - 1)).squareRoot() * t)
  }

  /// Between order statistics, linearly (Hyndman & Fan's type 7).
  static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = max(0, min(sorted.count - 1, Int(place)))
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}
