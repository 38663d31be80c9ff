extension MinimumDetectableEffect {
  /// The rate of single rollouts assumed to differ against the effect when nothing is known yet: 5 %, the
  /// most of the three (1, 3, 5 %) that tables of this power are printed for.
  public static let assumedReverse: Double = 0.05

  /// The intraclass correlation of a scenario's differences assumed when nothing is known yet.
  ///
  /// Three quarters of the variance then stay however often a scenario is repeated, and five epochs shorten
  /// the effect by about an eighth. Scenarios whose rates are spread evenly over [0, 1] have 1/3; the more of
  /// them answer always one way, the nearer to 1. Too high a value only makes the effect larger than need be.
  public static let assumedCorrelation: Double = 0.75

  /// The smallest difference of paired rates, a fraction, that `epochs` rollouts an arm of each scenario find.
  ///
  /// At one epoch it is `exactMcNemar`'s. With e epochs the variance of a scenario's mean difference is
  /// V(δ)·f with f = ρ + (1 − ρ)/e, where V(δ) = 2·reverse + δ(1 − δ) is that of one rollout's difference and
  /// ρ the correlation of two epochs' differences in one scenario. The t test's effect solves
  /// δ² = k²·f·V(δ), k = (t₁₋α/2 + t_power)/√n (as `meanDifference`); the exact effect is scaled by the ratio
  /// of its solutions at e epochs and at one. So at ρ = 1 epochs gain nothing, and no number of epochs stands
  /// for scenarios. Nil when one epoch would find nothing: a suite must not lean on repeats to be large
  /// enough. Source: L. Kish, Survey Sampling (1965) §5.4 (variance of cluster means); H. S. Bloom,
  /// Evaluation Review 19 (1995) 547.
  /// - Throws: `StatisticsError` for a bad count, rate, correlation, alpha or power, no epochs, or more
  ///   than `pairLimit` scenarios.
  public static func pairedContrast(
    scenarios: Int, epochs: Int, reverse: Double = assumedReverse,
    correlation: Double = assumedCorrelation, alpha: Double = 0.05, power: Double = 0.8
  ) throws -> Double? {
    try Checks.count("epochs", epochs)
    guard epochs >= 1 else { throw StatisticsError.tooFew(name: "epochs", needed: 1, found: epochs) }
    try Checks.proportion("correlation", correlation)
    let single = try exactMcNemar(pairs: scenarios, reverse: reverse, alpha: alpha, power: power)
    guard let single, epochs > 1, scenarios >= 2 else { return single }
    let distribution = StudentT(degrees: Double(scenarios - 1))
    let sum = max(0, -distribution.quantile(alpha / 2) - distribution.quantile(1 - power))
    let square = sum * sum / Double(scenarios)
    // The positive root of (1 + s)δ² − sδ − 2s·reverse = 0 with s = k²·f.
    func effect(_ s: Double) -> Double {
      0.5 * (s + (s * s + 8 * s * (1 + s) * reverse).squareRoot()) / (1 + s)
    }
    guard square > 0 else { return single }
    let share = correlation + (1 - correlation) / Double(epochs)
    return single * effect(square * share) / effect(square)
  }
}
