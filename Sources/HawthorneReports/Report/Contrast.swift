public import HawthorneCore

/// One arm against another, paired by scenario.
public struct Contrast: Sendable, Hashable, Codable {
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// overt − placebo.
    case primary
    /// overt − disguised.
    case secondary
    /// control − disguised, the same arm twice: an effect here is noise or drift.
    case negativeControl = "negative_control"
  }

  /// What test a p-value is of.
  public enum Test: String, Sendable, Hashable, Codable, CaseIterable {
    /// Every paired scenario has one rollout in each arm.
    case exactMcNemar = "exact_mcnemar"
    /// Several rollouts: sign flips of the differences of scenario means.
    case signFlip = "sign_flip"
  }

  /// How an interval was made.
  public enum IntervalMethod: String, Sendable, Hashable, Codable, CaseIterable {
    /// One rollout an arm: the outer ends of Tango's score interval and Bonett and Price's.
    case guardedScore = "tango+bonett-price"
    /// Several: the sign-flip test, inverted, and guarded by two imaginary scenarios.
    case padded = "sign-flip+padded"
    /// Exact bounds of how many scenarios differ: where too few do for a permutation.
    case sparse
    /// The sign-flip test, inverted: of imported scores, which have no bounds.
    case signFlip = "sign-flip"
    /// Tango's score interval alone, in reports of versions that took it.
    case tango
  }

  /// Paired scenarios by what both arms showed; only where each has one rollout an arm.
  public struct Discordance: Sendable, Hashable, Codable {
    public var both: Int
    public var onlyFirst: Int
    public var onlySecond: Int
    public var neither: Int
  }

  public var role: Role
  public var suite: String
  public var mode: String
  /// Items of this harm alone; nil where the suite marks none. Refusals of harmful and benign items are never pooled.
  public var harm: Scenario.Harm?
  public var metric: Metric
  public var first: Arm
  public var second: Arm
  /// Scenarios with a known value in both arms: the n of the test.
  public var scenarios: Int
  /// Scenarios run in only one of the arms.
  public var unpaired: Int
  /// Scenarios run in both whose value is NA throughout in at least one.
  public var missing: Int
  /// Rollouts NA in each arm, over scenarios run in both.
  public var firstNA: Int
  public var secondNA: Int
  /// Means over the paired scenarios of the scenario means; nil without a paired scenario.
  public var firstRate: Double?
  public var secondRate: Double?
  public var difference: Double?
  public var test: Test?
  public var discordance: Discordance?
  public var p: Double?
  /// McNemar's mid-p, secondary.
  public var midP: Double?
  /// False where the permutations were drawn and not enumerated.
  public var pIsExact: Bool?
  public var interval: ReportedInterval?
  public var intervalMethod: IntervalMethod?
  /// The smallest true difference found with 80 % power at a two-sided 0.05 with this n.
  public var minimumDetectable: Double?
  /// The difference with every NA counted against it, and for it.
  public var bounds: ReportedBounds?
  /// Benjamini–Hochberg over the family of the table it stands in.
  public var q: Double?
}
