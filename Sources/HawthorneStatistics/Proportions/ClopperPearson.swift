/// The exact (Clopper–Pearson) interval of one proportion: for gates.
///
/// The lower bound is the p with P(X ≥ x | n, p) = α/2, the upper the p with P(X ≤ x | n, p) = α/2
/// (one-sided bounds: α). Bounds are fractions in [0, 1]; coverage is never below the level.
/// Source: Clopper & Pearson, Biometrika 26 (1934) 404.
public enum ClopperPearson {
  /// The two-sided interval; nil for 0 trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func interval(successes: Int, trials: Int, level: Double = 0.95) throws -> Interval? {
    try Checks.binomial(successes: successes, trials: trials)
    try Checks.level("level", level)
    guard trials > 0 else { return nil }
    let tail = (1 - level) / 2
    return Interval(
      lower: lower(successes: successes, trials: trials, tail: tail),
      upper: 1 - lower(successes: trials - successes, trials: trials, tail: tail), level: level)
  }

  /// The one-sided lower bound, the figure a floor is gated on; nil for 0 trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a confidence outside (0, 1).
  public static func lowerBound(successes: Int, trials: Int, confidence: Double = 0.95) throws -> Double? {
    try Checks.binomial(successes: successes, trials: trials)
    try Checks.level("confidence", confidence)
    guard trials > 0 else { return nil }
    return lower(successes: successes, trials: trials, tail: 1 - confidence)
  }

  /// The one-sided upper bound, the figure a ceiling is gated on; nil for 0 trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a confidence outside (0, 1).
  public static func upperBound(successes: Int, trials: Int, confidence: Double = 0.95) throws -> Double? {
    try Checks.binomial(successes: successes, trials: trials)
    try Checks.level("confidence", confidence)
    guard trials > 0 else { return nil }
    return 1 - lower(successes: trials - successes, trials: trials, tail: 1 - confidence)
  }

  /// The p with P(X ≥ successes) = tail, by Newton steps kept inside a shrinking bracket.
  private static func lower(successes: Int, trials: Int, tail: Double) -> Double {
    if successes == 0 { return 0 }
    if successes == trials { return exponential(logarithm(tail) / Double(trials)) }
    // P(X ≥ x) grows with p, from 0 at p = 0 to 1 at p = 1.
    var low = 0.0
    var high = 1.0
    var p = Double(successes) / Double(trials)
    for _ in 0..<400 {
      let distribution = Binomial(trials: trials, p: p)
      let excess = distribution.upperTail(successes) - tail
      if excess == 0 { return p }
      if excess > 0 { high = p } else { low = p }
      // d/dp P(X ≥ x) = (x/p)·P(X = x).
      let slope = distribution.mass(successes) * Double(successes) / p
      var next = p - excess / slope
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if abs(next - p) <= 1e-15 * next || next == low || next == high { return next }
      p = next
    }
    return p
  }
}
