public import HawthorneCore

/// How much more one mode thinks than another, and how aware it is for it.
public struct ThinkingSection: Sendable, Hashable, Codable {
  /// One row for each suite, arm and pair of modes in which some scenario was asked.
  public var rows: [ThinkingComparison]
  /// How q was computed: the family and its size.
  public var multiplicity: String
}

/// Two modes of the same scenarios in the same arm, paired by scenario.
public struct ThinkingComparison: Sendable, Hashable, Codable {
  /// How much was thought, in one unit, over the scenarios for which all of it is known in both modes.
  public struct Volume: Sendable, Hashable, Codable {
    public var scenarios: Int
    public var first: Int
    public var second: Int
    /// `second / first`, a ratio of sums; nil where the first mode did not think.
    public var ratio: Double?
    /// 95 %, by resampling scenarios; nil under six of them.
    public var interval: ReportedInterval?
    /// Aware rollouts per 1,000 units: a shorter thought has less room to look aware.
    public var firstAwarePerThousand: Double?
    public var secondAwarePerThousand: Double?
    /// 95 %, by resampling scenarios; nil under six of them or where nothing varies.
    public var firstAwarePerThousandInterval: ReportedInterval?
    public var secondAwarePerThousandInterval: ReportedInterval?
    /// nil where one mode's longest scenario is shorter than the other's shortest.
    public var overlap: Overlap?
  }

  /// Awareness where both modes think at the same length: outside of it, mode and length cannot be told apart.
  ///
  /// A scenario's length is the mean over its rollouts, and which scenarios are inside may differ between the modes, so that
  /// the two rates are not paired.
  public struct Overlap: Sendable, Hashable, Codable {
    /// The shortest and longest length that both modes have, in units a rollout.
    public var lower: Double
    public var upper: Double
    /// Over the rollouts of the mode's scenarios inside.
    public var first: Rate
    public var second: Rate
  }

  public var suite: String
  public var arm: Arm
  /// The modes.
  public var first: String
  public var second: String
  /// Scenarios with readable reasoning in both modes: the n of the awareness comparison.
  public var scenarios: Int
  /// Scenarios run in only one of the modes.
  public var unpaired: Int
  /// Scenarios run in both of which one is NA throughout.
  public var missing: Int
  /// Mean shares of aware rollouts over the paired scenarios.
  public var firstAware: Double?
  public var secondAware: Double?
  /// `firstAware − secondAware`.
  public var difference: Double?
  public var test: Contrast.Test?
  public var p: Double?
  public var q: Double?
  public var interval: ReportedInterval?
  public var intervalMethod: Contrast.IntervalMethod?
  public var minimumDetectable: Double?
  /// The difference with every NA counted against it, and for it.
  public var bounds: ReportedBounds?
  /// Reasoning tokens as the provider counted them, where every rollout's were counted and could be read.
  public var tokens: Volume?
  /// UTF-8 bytes of readable reasoning, where every rollout's could be read.
  public var bytes: Volume?
}
