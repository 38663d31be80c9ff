/// Worst-case bounds of a rate when some outcomes are missing: each NA counted either way.
///
/// rate ∈ [positives/N, (positives + missing)/N] with N = positives + negatives + missing. The bounds assume
/// nothing about why outcomes are missing and carry no sampling error (`level` is 1).
/// Source: C. F. Manski, Amer. Econ. Rev. P&P 80 (1990) 319; Horowitz & Manski, JASA 95 (2000) 77.
public enum ManskiBounds {
  /// The outcomes of one arm.
  public struct Counts: Sendable, Hashable, Codable {
    public var positives: Int
    public var negatives: Int
    public var missing: Int

    public init(positives: Int, negatives: Int, missing: Int) {
      self.positives = positives
      self.negatives = negatives
      self.missing = missing
    }
  }

  /// The bounds of one rate, fractions; nil when all three counts are 0.
  ///
  /// - Throws: `StatisticsError` for a bad count.
  public static func rate(positives: Int, negatives: Int, missing: Int) throws -> Interval? {
    try Checks.count("positives", positives)
    try Checks.count("negatives", negatives)
    try Checks.count("missing", missing)
    let total = Double(positives + negatives + missing)
    guard total > 0 else { return nil }
    return Interval(
      lower: Double(positives) / total, upper: Double(positives + missing) / total, level: 1)
  }

  /// The bounds of `first` − `second`, fractions in [−1, 1]; nil when either has no outcome at all.
  ///
  /// - Throws: `StatisticsError` for a bad count.
  public static func difference(_ first: Counts, minus second: Counts) throws -> Interval? {
    let one = try rate(positives: first.positives, negatives: first.negatives, missing: first.missing)
    let two = try rate(positives: second.positives, negatives: second.negatives, missing: second.missing)
    guard let one, let two else { return nil }
    return Interval(lower: one.lower - two.upper, upper: one.upper - two.lower, level: 1)
  }
}
