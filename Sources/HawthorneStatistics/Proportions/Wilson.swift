/// The Wilson score interval of one proportion: for display.
///
/// Bounds are the p at which |p̂ − p| = z·√(p(1 − p)/n):
/// (p̂ + z²/2n ± z·√(p̂(1 − p̂)/n + z²/4n²)) / (1 + z²/n). Bounds are fractions in [0, 1].
/// Source: E. B. Wilson, JASA 22 (1927) 209; Newcombe, Statist. Med. 17 (1998) 857, method 3.
/// Coverage is right on average and falls short at some rates; a gate uses `ClopperPearson`.
public enum Wilson {
  /// The two-sided interval; nil for 0 trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func interval(successes: Int, trials: Int, level: Double = 0.95) throws -> Interval? {
    try Checks.binomial(successes: successes, trials: trials)
    try Checks.level("level", level)
    guard trials > 0 else { return nil }
    let z = -Normal.quantile((1 - level) / 2)
    return Interval(
      lower: bound(successes: successes, trials: trials, z: -z),
      upper: bound(successes: successes, trials: trials, z: z), level: level)
  }

  /// The one-sided lower bound; nil for 0 trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a confidence outside (0, 1).
  public static func lowerBound(successes: Int, trials: Int, confidence: Double = 0.95) throws -> Double? {
    try Checks.binomial(successes: successes, trials: trials)
    try Checks.level("confidence", confidence)
    guard trials > 0 else { return nil }
    return bound(successes: successes, trials: trials, z: Normal.quantile(1 - confidence))
  }

  /// The one-sided upper bound; nil for 0 trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a confidence outside (0, 1).
  public static func upperBound(successes: Int, trials: Int, confidence: Double = 0.95) throws -> Double? {
    try Checks.binomial(successes: successes, trials: trials)
    try Checks.level("confidence", confidence)
    guard trials > 0 else { return nil }
    return bound(successes: successes, trials: trials, z: -Normal.quantile(1 - confidence))
  }

  /// The bound at the signed normal quantile `z`: below the rate for z < 0, above it for z > 0.
  static func bound(successes: Int, trials: Int, z: Double) -> Double {
    if successes == 0, z <= 0 { return 0 }
    if successes == trials, z >= 0 { return 1 }
    let n = Double(trials)
    let rate = Double(successes) / n
    let square = z * z
    let failures = Double(trials - successes) / n
    let spread = z * (rate * failures / n + square / (4 * n * n)).squareRoot()
    return min(1, max(0, (rate + square / (2 * n) + spread) / (1 + square / n)))
  }
}
