/// What can be said after no event in n trials.
///
/// Source: Hanley & Lippman-Hand, JAMA 249 (1983) 1743; Jovanovic & Levy, Amer. Statist. 51 (1997) 137.
public enum RuleOfThree {
  /// The exact one-sided upper bound 1 − (1 − confidence)^(1/n), a fraction; nil for 0 trials.
  ///
  /// - Throws: `StatisticsError` for a bad count or a confidence outside (0, 1).
  public static func upperBound(trials: Int, confidence: Double = 0.95) throws -> Double? {
    try Checks.count("trials", trials)
    try Checks.level("confidence", confidence)
    guard trials > 0 else { return nil }
    return -exponentialMinusOne(logarithmOnePlus(-confidence) / Double(trials))
  }

  /// The rule itself, −ln(1 − confidence)/n (3/n at 95 %), at most 1; nil for 0 trials.
  ///
  /// - Throws: `StatisticsError` for a bad count or a confidence outside (0, 1).
  public static func approximateUpperBound(trials: Int, confidence: Double = 0.95) throws -> Double? {
    try Checks.count("trials", trials)
    try Checks.level("confidence", confidence)
    guard trials > 0 else { return nil }
    return min(1, -logarithmOnePlus(-confidence) / Double(trials))
  }
}
