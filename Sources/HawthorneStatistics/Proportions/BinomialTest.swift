/// Exact one-sided tests of one proportion against a limit: what a gate's FAIL is decided on.
///
/// Their p-values invert the Clopper–Pearson bounds: `p ≤ α` exactly when the bound of confidence 1 − α
/// excludes the limit.
public enum BinomialTest {
  /// P(X ≤ successes | trials, limit): small when the rate is below the limit. 1 for 0 trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a limit outside [0, 1].
  public static func below(_ limit: Double, successes: Int, trials: Int) throws -> Double {
    try Checks.binomial(successes: successes, trials: trials)
    try Checks.proportion("limit", limit)
    return Binomial(trials: trials, p: limit).lowerTail(successes)
  }

  /// P(X ≥ successes | trials, limit): small when the rate is above the limit. 1 for 0 trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a limit outside [0, 1].
  public static func above(_ limit: Double, successes: Int, trials: Int) throws -> Double {
    try Checks.binomial(successes: successes, trials: trials)
    try Checks.proportion("limit", limit)
    return Binomial(trials: trials, p: limit).upperTail(successes)
  }
}
