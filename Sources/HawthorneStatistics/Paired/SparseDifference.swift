/// A guaranteed interval of a mean difference when almost no scenario differs.
///
/// A mean of differences within [−bound, bound] is at most bound·P(d > 0) and at least −bound·P(d < 0); each
/// probability gets its exact (Clopper–Pearson) upper bound at 1 − α/2 from how many scenarios had that
/// sign. The level is kept for any distribution. Wide when many scenarios differ: there, use `SignFlip`.
/// When all n differences are one value v, the same is said of departures from v, with n − 1 trials because
/// v was chosen by the data: P(all equal) is at most P(d = v)^(n − 1).
/// Source: Clopper & Pearson 1934 with Bonferroni's inequality.
public enum SparseDifference {
  /// The interval, in the unit of the differences; nil for none.
  ///
  /// - Throws: `StatisticsError` for values that are not finite or beyond ±`bound`, a level outside (0, 1),
  ///   too many values, or a negative bound.
  public static func interval(
    differences: [Double], bound: Double = 1, level: Double = 0.95
  ) throws -> Interval? {
    guard bound.isFinite else { throw StatisticsError.notFinite(name: "bound") }
    guard bound >= 0 else { throw StatisticsError.negativeMagnitude(name: "bound", value: bound) }
    try Checks.level("level", level)
    try Checks.count("differences", differences.count)
    for value in differences {
      guard value.isFinite else { throw StatisticsError.notFinite(name: "differences") }
      guard abs(value) <= bound else {
        throw StatisticsError.beyondBound(name: "differences", value: value, bound: bound)
      }
    }
    guard let first = differences.first else { return nil }
    // Differences of rates that are equal may differ in their last bits.
    let noise = 1e-12 * bound
    let equal = differences.allSatisfy { abs($0 - first) <= noise }
    let centre = equal ? first : 0
    let trials = equal && abs(first) > noise ? differences.count - 1 : differences.count
    func most(_ count: Int) throws -> Double {
      try ClopperPearson.upperBound(successes: count, trials: trials, confidence: 1 - (1 - level) / 2) ?? 1
    }
    let below = try most(differences.count { $0 < centre - noise })
    let above = try most(differences.count { $0 > centre + noise })
    return Interval(
      lower: centre - (bound + centre) * below, upper: centre + (bound - centre) * above, level: level)
  }
}
