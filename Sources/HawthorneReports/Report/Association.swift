public import HawthorneCore

/// Behaviour of aware rollouts against behaviour of rollouts not aware: an association, not a cause.
public struct Association: Sendable, Hashable, Codable {
  public var suite: String
  /// Items of this harm alone; nil where the suite marks none.
  public var harm: Scenario.Harm?
  public var metric: Metric
  /// Rollouts aware before their decision, and not aware, with a known value.
  public var aware: Tally
  public var notAware: Tally
  /// Difference of the two pooled rates.
  public var pooled: Double?
  /// Within scenario × arm × mode, weight n₁n₀/(n₁+n₀).
  public var stratified: Double?
  public var stratifiedInterval: ReportedInterval?
  /// Strata with both classes, which alone enter `stratified`.
  public var contributingStrata: Int
  /// Those of them whose rate also lies strictly between 5 % and 95 %.
  public var usableStrata: Int
  /// Strata with any known value.
  public var strata: Int
  /// Scenarios behind the contributing strata.
  public var scenarios: Int
  /// pooled − stratified over the same scenarios, with its interval.
  public var shift: Double?
  public var shiftInterval: ReportedInterval?
  /// The interval of the shift excludes 0: pooling tells another story than the strata.
  public var simpson: Bool?
  /// Aware rollouts left out because none of their evidence is known to stand before the decision.
  public var awareAfterDecision: Int
}
