public import HawthorneCore

extension ReportDiff {
  /// One metric in one suite × arm × mode, new − old, paired by scenario.
  public struct Row: Sendable, Hashable, Codable {
    public var suite: String
    public var arm: Arm
    public var mode: String
    public var harm: Scenario.Harm?
    public var metric: Metric
    public var scenarios: Int
    public var missing: Int
    public var old: Double?
    public var new: Double?
    public var difference: Double?
    public var discordance: Contrast.Discordance?
    public var interval: ReportedInterval?
    public var intervalMethod: Contrast.IntervalMethod?
    public var test: Contrast.Test?
    public var p: Double?
    public var q: Double?
    public var minimumDetectable: Double?
    public var bounds: ReportedBounds?
    /// nil where no scenario is known on both sides, and where both sides are the same rollouts.
    public var equivalence: MarginTest?
    /// Whether the difference stands at q < 0.05; otherwise nothing can be said.
    public var stands: Bool

    /// Shown to lie within the margin, by two one-sided tests.
    public var isWithin: Bool { equivalence?.isWithin ?? false }
  }

  /// Two one-sided tests at 5 % against ±margin; each row at its own 5 %.
  public struct MarginTest: Sendable, Hashable, Codable {
    /// At 90 %, over the scenarios known on both sides.
    public var interval: ReportedInterval
    /// At 90 %, its ends with every NA counted against them; given where `interval` lies inside the margin.
    public var naInterval: ReportedInterval?
    /// Both intervals lie inside ±margin.
    public var isWithin: Bool
  }

  /// How the framing effect, overt − placebo, changed: the difference of two differences.
  public struct FramingRow: Sendable, Hashable, Codable {
    /// The mean rates that the effects are of.
    public struct Rates: Sendable, Hashable, Codable {
      public var oldFirst: Double
      public var oldSecond: Double
      public var newFirst: Double
      public var newSecond: Double
    }

    /// The same change on the log-odds scale.
    public struct LogOdds: Sendable, Hashable, Codable {
      /// log of the odds ratio of the two arms.
      public var old: Double
      public var new: Double
      /// new − old, the log of the ratio of odds ratios.
      public var change: Double
      /// nil where fewer than six scenarios have the property, or lack it, in one of the four cells.
      public var interval: ReportedInterval?
      public var p: Double?
      public var q: Double?
    }

    /// What the two scales say of the change.
    public enum Scales: String, Sendable, Hashable, Codable {
      case agree
      /// The change has one sign in points and the other in log-odds.
      case signs
      /// The interval of one excludes 0 and that of the other does not.
      case significance
      /// One has no interval.
      case unknown
    }

    public var suite: String
    public var mode: String
    public var harm: Scenario.Harm?
    public var metric: Metric
    public var first: Arm
    public var second: Arm
    /// Scenarios with a known value in both arms of both reports.
    public var scenarios: Int
    /// Scenarios in all four cells without a known value in one of them.
    public var incomplete: Int
    public var rates: Rates
    public var old: Double
    public var new: Double
    public var difference: Double
    public var interval: ReportedInterval?
    public var intervalMethod: Contrast.IntervalMethod?
    public var p: Double
    public var pIsExact: Bool
    public var q: Double?
    public var minimumDetectable: Double?
    /// The difference with every NA counted against it, and for it.
    public var bounds: ReportedBounds?
    public var logOdds: LogOdds
    public var scales: Scales
    public var stands: Bool
  }
}
