public import HawthorneCore
public import HawthorneStatistics

extension ReportDiff {
  /// How many scenarios of a suite × arm × mode changed their verdict, and how many would in a rerun of one model.
  public struct FlipRow: Sendable, Hashable, Codable {
    /// What an expectation from the old report alone rests on.
    public enum Basis: String, Sendable, Hashable, Codable {
      /// The repeats of each scenario.
      case repeats
      /// The disguised arm and its control, one rollout each.
      case control
    }

    /// Why nothing can be said of a rerun.
    public enum Silence: String, Sendable, Hashable, Codable {
      /// One rollout a scenario, and no control of this arm.
      case singles
      /// Both sides are the same rollouts.
      case sameRollouts = "same_rollouts"
      /// No scenario has a verdict on both sides.
      case unknown
      /// More rollouts of a scenario than the prediction takes.
      case tooMany = "too_many"
    }

    public struct Expectation: Sendable, Hashable, Codable {
      public var expected: Double
      /// Holds the number in 95 % of reruns; whole numbers.
      public var interval: ReportedInterval
    }

    /// Old against new, given how often each scenario had the property in both together.
    public struct Exact: Sendable, Hashable, Codable {
      /// Expected if both were of one model.
      public var expected: Double
      public var interval: ReportedInterval
      /// P(as many or more) for one model.
      public var p: Double
      /// Benjamini–Hochberg over the table; of the flips both ways alone.
      public var q: Double?
    }

    public struct Count: Sendable, Hashable, Codable {
      public var observed: Int
      /// In a rerun of the old run; nil where nothing can be said of one.
      public var rerun: Expectation?
      /// nil where no scenario has two rollouts on a side.
      public var exact: Exact?
    }

    public var suite: String
    public var arm: Arm
    public var mode: String
    public var harm: Scenario.Harm?
    public var metric: Metric
    /// How the rollouts of a scenario make one verdict.
    public var verdict: RerunFlips.Verdict
    /// Scenarios with a verdict on both sides.
    public var scenarios: Int
    /// Scenarios in both without a verdict on one of the sides.
    public var unknown: Int
    /// From not having the property to having it, the other way, and both.
    public var gained: Count
    public var lost: Count
    public var both: Count
    /// Rollouts of each scenario in the rerun that is spoken of: those of the new run.
    public var rerunRollouts: Int?
    public var basis: Basis?
    public var silence: Silence?
  }
}
