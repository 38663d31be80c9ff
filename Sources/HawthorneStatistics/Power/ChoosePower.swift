/// What a design can show, before a model is asked: for the lint and the plan.
public enum ChoosePower {
  /// What `items` items can say of a floor on a rate.
  public struct Floor: Sendable, Hashable, Codable {
    public var items: Int
    /// The rate to be shown, a fraction.
    public var floor: Double
    public var confidence: Double
    /// The fewest items that pass without a failure; nil when no number up to `AcceptanceSampling.cap` does.
    public var requiredWithoutFailure: Int?
    /// The most failures with which these items pass; nil when not even 0 will do.
    public var allowedFailures: Int?
    /// The fewest failures that show a rate below the floor; nil when not even all failing would.
    public var breakingFailures: Int?
    /// The rate assumed of the model, a fraction.
    public var trueRate: Double
    /// How probably a model with `trueRate` passes, a fraction.
    public var passProbability: Double

    /// Whether the gate cannot pass: even no failure among these items does not reach the floor.
    public var noResultCouldPass: Bool { allowedFailures == nil }
    /// Whether it can neither pass nor fail: every result is inconclusive.
    public var noResultCouldDecide: Bool { allowedFailures == nil && breakingFailures == nil }
  }

  /// What `items` items can say of a floor, gated on the exact bound, one-sided each way at `confidence`.
  ///
  /// See `AcceptanceSampling`. The floor is broken by f failures when P(F ≥ f | items, 1 − floor) ≤
  /// 1 − confidence. A policy of several rules corrects that for their number (Holm) and so needs more.
  /// - Throws: `StatisticsError` for a bad count, rate or confidence.
  public static func floor(
    items: Int, floor: Double, trueRate: Double, confidence: Double = 0.95
  ) throws -> Floor {
    Floor(
      items: items, floor: floor, confidence: confidence,
      requiredWithoutFailure: try AcceptanceSampling.requiredTrials(
        floor: floor, failures: 0, confidence: confidence),
      allowedFailures: try AcceptanceSampling.allowedFailures(
        trials: items, floor: floor, confidence: confidence),
      breakingFailures: try AcceptanceSampling.breakingFailures(
        trials: items, floor: floor, confidence: confidence),
      trueRate: trueRate,
      passProbability: try AcceptanceSampling.passProbability(
        trials: items, floor: floor, trueRate: trueRate, confidence: confidence))
  }

  /// What a paired contrast over `scenarios` scenarios can find.
  public struct Contrast: Sendable, Hashable, Codable {
    public var scenarios: Int
    public var epochs: Int
    /// The assumed rate of single rollouts that differ against the effect, a fraction.
    public var reverse: Double
    /// The assumed intraclass correlation of a scenario's differences; without effect at one epoch.
    public var correlation: Double
    /// The smallest difference of rates found with `power`, a fraction; nil when none is.
    public var minimumDetectableEffect: Double?
    /// The same at one epoch: what repeats gain.
    public var atOneEpoch: Double?
    public var alpha: Double
    public var power: Double
  }

  /// What a paired contrast can find, by `MinimumDetectableEffect.pairedContrast` with its assumptions.
  ///
  /// - Throws: `StatisticsError` as that does.
  public static func contrast(
    scenarios: Int, epochs: Int, reverse: Double = MinimumDetectableEffect.assumedReverse,
    correlation: Double = MinimumDetectableEffect.assumedCorrelation, alpha: Double = 0.05,
    power: Double = 0.8
  ) throws -> Contrast {
    func effect(_ epochs: Int) throws -> Double? {
      try MinimumDetectableEffect.pairedContrast(
        scenarios: scenarios, epochs: epochs, reverse: reverse, correlation: correlation, alpha: alpha,
        power: power)
    }
    return Contrast(
      scenarios: scenarios, epochs: epochs, reverse: reverse, correlation: correlation,
      minimumDetectableEffect: try effect(epochs), atOneEpoch: try effect(1), alpha: alpha, power: power)
  }
}
