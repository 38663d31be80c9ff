extension ClopperPearson {
  /// The two-sided interval of a rate over an effective number of trials, which need not be whole.
  ///
  /// The exact bounds are beta quantiles, which exist for fractions too: with x = rate·n the lower is
  /// B⁻¹(α/2; x, n − x + 1), the upper B⁻¹(1 − α/2; x + 1, n − x). At whole x and n it is `interval`'s.
  /// Source: E. L. Korn & B. I. Graubard, Survey Methodology 24 (1998) 193.
  /// - Parameter rate: a fraction in [0, 1].
  /// - Throws: `StatisticsError` for a rate outside [0, 1], trials that are not above 0 or above `Limits.count`, or
  ///   a level outside (0, 1).
  public static func interval(
    rate: Double, effectiveTrials n: Double, level: Double = 0.95
  ) throws -> Interval {
    try Checks.proportion("rate", rate)
    guard n.isFinite else { throw StatisticsError.notFinite(name: "effectiveTrials") }
    guard n > 0 else { throw StatisticsError.notPositive(name: "effectiveTrials", value: n) }
    guard n <= Double(Limits.count) else {
      throw StatisticsError.beyondBound(name: "effectiveTrials", value: n, bound: Double(Limits.count))
    }
    try Checks.level("level", level)
    let tail = (1 - level) / 2
    let x = rate * n
    // Closed forms at the ends, where a parameter of the beta is 0.
    let lower =
      rate == 0
      ? 0 : rate == 1 ? exponential(logarithm(tail) / n) : IncompleteBeta.quantile(tail, x, n - x + 1)
    let upper =
      rate == 1
      ? 1
      : rate == 0
        ? -exponentialMinusOne(logarithm(tail) / n) : 1 - IncompleteBeta.quantile(tail, n - x, x + 1)
    return Interval(lower: min(lower, rate), upper: max(upper, rate), level: level)
  }
}
