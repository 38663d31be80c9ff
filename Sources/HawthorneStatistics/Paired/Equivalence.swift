/// Is a difference small enough? Two one-sided tests (equivalence) and one (non-inferiority), never a large p.
///
/// The two one-sided tests at `alpha` reject both |difference| ≥ margin exactly when the interval of level 1 − 2·alpha lies
/// inside ±margin. Every method here answers with that interval, so that a reader sees what was decided on.
/// Source: D. J. Schuirmann, J. Pharmacokinet. Biopharm. 15 (1987) 657; for pairs T. Tango, Statist. Med. 17 (1998) 891.
public enum Equivalence {
  public struct Result: Sendable, Hashable, Codable {
    /// first − second, a fraction.
    public var difference: Double
    /// Of level 1 − 2·alpha.
    public var interval: Interval
    public var margin: Double
    public var alpha: Double
    /// Which method made the interval.
    public var method: String
    /// The larger of the two one-sided p-values, for the methods that are tests of their own; nil for others.
    public var p: Double?
    /// Whether the difference is shown to lie within ±margin.
    public var isEquivalent: Bool { interval.lower > -margin && interval.upper < margin }
    /// Whether first is shown not to lie below second by the margin or more.
    public var isNonInferior: Bool { interval.lower > -margin }
    /// Whether first is shown not to lie above second by the margin or more: the question of a ceiling on awareness.
    public var isNonSuperior: Bool { interval.upper < margin }
  }

  /// Of matched pairs, one rollout an arm: `PairedDifference.guarded`, and p by Tango's score at ±margin.
  ///
  /// Nil for no pairs. `p` may lie just below alpha where the guarded interval does not clear the margin; the
  /// interval decides.
  /// - Throws: `StatisticsError` for a bad count, a margin outside (0, 1) or an alpha outside (0, ½).
  public static func paired(
    n11: Int, n10: Int, n01: Int, n00: Int, margin: Double, alpha: Double = 0.05
  ) throws -> Result? {
    try check(margin: margin, most: 1, alpha: alpha)
    guard
      let interval = try PairedDifference.guarded(
        n11: n11, n10: n10, n01: n01, n00: n00, level: 1 - 2 * alpha)
    else { return nil }
    let n = Double(n11 + n10 + n01 + n00)
    func score(_ delta: Double) -> Double {
      PairedDifference.tangoScore(b: Double(n10), c: Double(n01), pairs: n, difference: delta)
    }
    return Result(
      difference: (Double(n10) - Double(n01)) / n, interval: interval, margin: margin, alpha: alpha,
      method: PairedRateDifference.Method.guardedScore.rawValue,
      p: max(Normal.lowerTail(-score(-margin)), Normal.lowerTail(score(margin))))
  }

  /// Of scenarios with several rollouts an arm, by `PairedRateDifference`; nil where none is known in both arms.
  ///
  /// - Throws: `StatisticsError` as `PairedRateDifference.estimate`, and for a bad margin or alpha.
  public static func scenarios(
    _ pairs: [ScenarioPair], margin: Double, alpha: Double = 0.05, seed: UInt64, draws: Int = 100_000
  ) throws -> Result? {
    try check(margin: margin, most: 1, alpha: alpha)
    guard
      let found = try PairedRateDifference.estimate(
        pairs, level: 1 - 2 * alpha, seed: seed, draws: draws)
    else { return nil }
    return Result(
      difference: found.difference, interval: found.interval, margin: margin, alpha: alpha,
      method: found.method.rawValue, p: nil)
  }

  /// Of means of any unit, by two one-sided t tests of the scenario differences; nil for fewer than two or no spread.
  ///
  /// - Parameter margin: above 0, in the unit of the differences.
  /// - Throws: `StatisticsError` for values that are not finite, a bad margin or alpha.
  public static func means(
    differences: [Double], margin: Double, alpha: Double = 0.05
  ) throws -> Result? {
    try check(margin: margin, most: .infinity, alpha: alpha)
    guard let interval = try StudentInterval.mean(differences, level: 1 - 2 * alpha) else { return nil }
    let distribution = StudentT(degrees: Double(differences.count - 1))
    let mean = 0.5 * (interval.lower + interval.upper)
    let error = 0.5 * interval.width / -distribution.quantile(alpha)
    return Result(
      difference: mean, interval: interval, margin: margin, alpha: alpha, method: "student",
      p: max(
        distribution.lowerTail(-(mean + margin) / error), distribution.lowerTail((mean - margin) / error)))
  }

  /// Of two independent proportions, by Miettinen and Nurminen's scores; nil where either has no trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts, a margin outside (0, 1) or an alpha outside (0, ½).
  public static func proportions(
    _ first: ProportionDifference.Count, _ second: ProportionDifference.Count, margin: Double,
    alpha: Double = 0.05
  ) throws -> Result? {
    try check(margin: margin, most: 1, alpha: alpha)
    guard
      let interval = try ProportionDifference.miettinenNurminen(first, second, level: 1 - 2 * alpha)
    else { return nil }
    func score(_ delta: Double) -> Double {
      ProportionDifference.score(first, second, difference: delta)
    }
    return Result(
      difference: Double(first.successes) / Double(first.trials)
        - Double(second.successes) / Double(second.trials),
      interval: interval, margin: margin, alpha: alpha, method: "miettinen-nurminen",
      p: max(Normal.lowerTail(-score(-margin)), Normal.lowerTail(score(margin))))
  }

  private static func check(margin: Double, most: Double, alpha: Double) throws {
    try Checks.level("alpha", 2 * alpha)
    guard margin.isFinite else { throw StatisticsError.notFinite(name: "margin") }
    guard margin > 0 else { throw StatisticsError.notPositive(name: "margin", value: margin) }
    guard margin < most else {
      throw StatisticsError.beyondBound(name: "margin", value: margin, bound: most)
    }
  }
}
