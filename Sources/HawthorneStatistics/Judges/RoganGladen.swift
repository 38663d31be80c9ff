/// A raw positive rate corrected for the error of the classifier that produced it.
///
/// With raw rate q, sensitivity se and specificity sp the true rate is (q + sp − 1)/(se + sp − 1).
/// Source: Rogan & Gladen, Am. J. Epidemiol. 107 (1978) 71.
public enum RoganGladen {
  public struct Correction: Sendable, Hashable, Codable {
    /// The corrected rate within [0, 1].
    public var value: Double
    /// The formula's own answer, perhaps outside [0, 1].
    public var unclipped: Double
    /// Whether `value` was clipped: below 0 the raw rate is what false positives alone would give.
    public var clipped: Bool
  }

  /// The least Youden index se + sp − 1 with which a correction is made.
  ///
  /// Below it the division blows any error in se and sp up more than fivefold.
  public static let leastYouden: Double = 0.2

  /// The corrected rate, all arguments and the answer fractions; nil (refused) below `leastYouden`.
  ///
  /// - Throws: `StatisticsError.proportionOutOfRange` for an argument outside [0, 1] or NaN.
  public static func corrected(
    raw: Double, sensitivity: Double, specificity: Double
  ) throws -> Correction? {
    try Checks.proportion("raw", raw)
    try Checks.proportion("sensitivity", sensitivity)
    try Checks.proportion("specificity", specificity)
    let youden = sensitivity + specificity - 1
    guard youden >= leastYouden else { return nil }
    let unclipped = (raw + specificity - 1) / youden
    let value = min(1, max(0, unclipped))
    return Correction(value: value, unclipped: unclipped, clipped: value != unclipped)
  }

  /// The interval of the corrected rate when sensitivity and specificity are themselves estimated.
  ///
  /// `sensitivity` is true positives over gold positives, `specificity` true negatives over gold negatives.
  /// The raw rate is shrunk as in Agresti–Coull, se and sp by one pseudo-item a class, and the limits are
  /// est + Δ ± z·√V/(se + sp − 1) with the paper's shift Δ; clipped to [0, 1]. Nil with an empty
  /// denominator or below `leastYouden` (before and after shrinking).
  /// Source: Lang & Reiczigel, Prev. Vet. Med. 113 (2014) 13, section 2.
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func interval(
    raw: (positives: Int, rollouts: Int), sensitivity: (correct: Int, gold: Int),
    specificity: (correct: Int, gold: Int), level: Double = 0.95
  ) throws -> Interval? {
    try Checks.binomial(successes: raw.positives, trials: raw.rollouts)
    guard raw.rollouts > 0 else {
      // The other arguments are checked all the same.
      _ = try interval(
        rawRate: 0, effectiveTrials: 1, sensitivity: sensitivity, specificity: specificity, level: level)
      return nil
    }
    return try interval(
      rawRate: Double(raw.positives) / Double(raw.rollouts), effectiveTrials: Double(raw.rollouts),
      sensitivity: sensitivity, specificity: specificity, level: level)
  }

  /// The same interval where rollouts come in scenarios: the raw rate over an effective number of trials, such as
  /// `ScenarioRate.Estimate.effectiveTrials`, which need not be whole.
  ///
  /// - Throws: `StatisticsError` for impossible counts, a rate outside [0, 1], trials that are not above 0, or a level
  ///   outside (0, 1).
  public static func interval(
    rawRate: Double, effectiveTrials: Double, sensitivity: (correct: Int, gold: Int),
    specificity: (correct: Int, gold: Int), level: Double = 0.95
  ) throws -> Interval? {
    try Checks.proportion("rawRate", rawRate)
    guard effectiveTrials > 0, effectiveTrials.isFinite else {
      throw StatisticsError.notPositive(name: "effectiveTrials", value: effectiveTrials)
    }
    try Checks.binomial(successes: sensitivity.correct, trials: sensitivity.gold)
    try Checks.binomial(successes: specificity.correct, trials: specificity.gold)
    try Checks.level("level", level)
    guard sensitivity.gold > 0, specificity.gold > 0 else { return nil }
    let plain =
      Double(sensitivity.correct) / Double(sensitivity.gold)
      + Double(specificity.correct) / Double(specificity.gold) - 1
    let z = -Normal.quantile((1 - level) / 2)
    let n = effectiveTrials + z * z
    let q = (rawRate * effectiveTrials + z * z / 2) / n
    let goldPositives = Double(sensitivity.gold) + 2
    let goldNegatives = Double(specificity.gold) + 2
    let se = (Double(sensitivity.correct) + 1) / goldPositives
    let sp = (Double(specificity.correct) + 1) / goldNegatives
    let youden = se + sp - 1
    guard plain >= leastYouden, youden >= leastYouden else { return nil }
    let estimate = (q + sp - 1) / youden
    let sePart = se * (1 - se) / goldPositives
    let spPart = sp * (1 - sp) / goldNegatives
    let shift = 2 * z * z * (estimate * sePart - (1 - estimate) * spPart)
    let variance =
      q * (1 - q) / n + estimate * estimate * sePart + (1 - estimate) * (1 - estimate) * spPart
    let reach = z * variance.squareRoot() / youden
    func clip(_ value: Double) -> Double { min(1, max(0, value)) }
    return Interval(
      lower: clip(estimate + shift - reach), upper: clip(estimate + shift + reach), level: level)
  }
}
