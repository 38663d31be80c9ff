extension Wilson {
  /// The two-sided interval of a rate whose trials come in clusters (rollouts of one scenario).
  ///
  /// Wilson's formula at p̂ = Σxᵢ/Σmᵢ with n = (Σmᵢ)²/Σmᵢ², the effective number of clusters: the variance
  /// p(1 − p)Σmᵢ²/(Σmᵢ)² of trials that agree perfectly within their cluster. Trials that agree less vary
  /// less, so that the interval is never too short for clustering; with one trial a cluster it is Wilson's
  /// own. Nil for no trials. Source: L. Kish, Survey Sampling (1965) §8.2, with a correlation of 1.
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func interval(
    clusters: [(successes: Int, trials: Int)], level: Double = 0.95
  ) throws -> Interval? {
    try Checks.level("level", level)
    var successes = 0.0
    var trials = 0.0
    var squares = 0.0
    for cluster in clusters {
      try Checks.binomial(successes: cluster.successes, trials: cluster.trials)
      successes += Double(cluster.successes)
      trials += Double(cluster.trials)
      squares += Double(cluster.trials) * Double(cluster.trials)
    }
    guard trials > 0 else { return nil }
    return try interval(
      rate: successes / trials, effectiveTrials: trials * trials / squares, level: level)
  }

  /// The two-sided interval of a rate over an effective number of trials, which need not be whole.
  ///
  /// - Parameter rate: a fraction in [0, 1].
  /// - Throws: `StatisticsError` for a rate outside [0, 1], trials that are not above 0, or a level outside (0, 1).
  public static func interval(
    rate: Double, effectiveTrials n: Double, level: Double = 0.95
  ) throws -> Interval {
    try Checks.proportion("rate", rate)
    guard n > 0, n.isFinite else { throw StatisticsError.notPositive(name: "effectiveTrials", value: n) }
    try Checks.level("level", level)
    let z = -Normal.quantile((1 - level) / 2)
    let centre = rate + z * z / (2 * n)
    let reach = z * (rate * (1 - rate) / n + z * z / (4 * n * n)).squareRoot()
    let scale = 1 + z * z / n
    return Interval(
      lower: rate == 0 ? 0 : max(0, (centre - reach) / scale),
      upper: rate == 1 ? 1 : min(1, (centre + reach) / scale), level: level)
  }
}
