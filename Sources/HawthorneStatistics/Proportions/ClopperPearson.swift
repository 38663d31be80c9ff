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
      upper: upper(successes: successes, trials: trials, tail: tail), level: level)
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
    return upper(successes: successes, trials: trials, tail: 1 - confidence)
  }

  /// The p with P(X ≥ successes) = tail.
  private static func lower(successes: Int, trials: Int, tail: Double) -> Double {
    if successes == 0 { return 0 }
    if successes == trials { return exponential(logarithm(tail) / Double(trials)) }
    return root(from: Double(successes) / Double(trials)) { p in
      let distribution = Binomial(trials: trials, p: p)
      // d/dp P(X ≥ x) = (x/p)·P(X = x).
      let slope = distribution.mass(successes) * Double(successes) / p
      return (distribution.upperTail(successes) - tail, slope)
    }
  }

  /// The p with P(X ≤ successes) = tail; not one less the other bound, which loses digits of a rare event.
  private static func upper(successes: Int, trials: Int, tail: Double) -> Double {
    if successes == trials { return 1 }
    if successes == 0 { return -exponentialMinusOne(logarithm(tail) / Double(trials)) }
    return root(from: Double(successes) / Double(trials)) { p in
      let distribution = Binomial(trials: trials, p: p)
      // d/dp P(X ≤ x) = −((n − x)/(1 − p))·P(X = x).
      let slope = distribution.mass(successes) * Double(trials - successes) / (1 - p)
      return (tail - distribution.lowerTail(successes), slope)
    }
  }

  /// The zero in (0, 1) of an increasing function, by Newton steps kept inside a shrinking bracket.
  private static func root(
    from start: Double, _ function: (Double) -> (value: Double, slope: Double)
  ) -> Double {
    var low = 0.0
    var high = 1.0
    var p = start
    for _ in 0..<400 {
      let (value, slope) = function(p)
      if value == 0 { return p }
      if value > 0 { high = p } else { low = p }
      var next = p - value / slope
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if abs(next - p) <= 1e-15 * next || next == low || next == high { return next }
      p = next
    }
    return p
  }
}
