public import HawthorneCore

/// What the levels of a dose do to awareness and behaviour: a trend where levels have an order, and every level against
/// the arm that it is built on.
public struct DoseSection: Sendable, Hashable, Codable {
  public var trends: [DoseTrendRow]
  public var steps: [DoseStep]
  /// How the trends' q was computed: the family and its size.
  public var trendMultiplicity: String
  /// The same of the steps.
  public var stepMultiplicity: String
  /// Suites and modes whose levels have no disguised arm beside them, so that they are against nothing.
  public var withoutBase: [String]
}

/// Targets or their difficulty-matched controls: a drop counts only where it exceeds the controls'.
public enum DoseItems: String, Sendable, Hashable, Codable, CaseIterable {
  case targets, controls
}

/// One question over the ordered levels of a dose, in one suite and mode.
public struct DoseTrendRow: Sendable, Hashable, Codable {
  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// q < 0.05, the interval on the same side of 0, and NA does not account for it.
    case rises, falls
    /// The same, but the bounds are not on that side of 0, and NA moves with the level too or the change lies outside
    /// them: NA could make the trend alone.
    case missingness
    /// Not the same as no trend.
    case notShown = "not_shown"
    /// No scenario is known at two levels.
    case untested
  }

  public var suite: String
  public var mode: String
  public var dose: Dose
  public var metric: Metric
  /// Items of this harm alone; nil where the suite marks none, and for what is no behaviour.
  public var harm: Scenario.Harm?
  /// nil where the suite has no controls, and for what is no behaviour.
  public var items: DoseItems?
  /// Arms whose prompt states the evaluation are left out of this row; another row has them.
  public var withoutStated: Bool
  /// From the lowest dose to the highest.
  public var levels: [DoseLevel]
  /// nil where no scenario is known at two levels.
  public var trend: DoseTrendFigures?
  /// Whether NA moves with the level; nil where nothing is NA, or nobody can say.
  public var missingness: DoseMissingness?
  public var verdict: Verdict
}

/// What was seen at one level.
public struct DoseLevel: Sendable, Hashable, Codable {
  /// `low`, `unmonitored`, `3 factors`.
  public var name: String
  /// Its place on the axis: 1, 2, 3 for stakes, 0 and 1 for tiers, the number of factors for factors.
  public var dose: Double
  public var arms: [Arm]
  /// What its prompts say of evaluation: `none`, `hinted`, `stated`, `mixed`.
  public var disclosure: String
  public var rate: Rate
  /// Flagged as strategic underperformance, over readable rollouts; only in the row of awareness.
  public var strategic: Rate?
}

/// The trend within scenarios.
public struct DoseTrendFigures: Sendable, Hashable, Codable {
  /// Scenarios with at least two known levels: n.
  public var scenarios: Int
  /// The change from the lowest dose to the highest along a line that all scenarios share, each with a constant of its
  /// own, a fraction in [−1, 1].
  public var change: Double
  public var interval: ReportedInterval?
  public var intervalMethod: Contrast.IntervalMethod?
  /// Shuffling levels within scenarios, two-sided.
  public var p: Double
  public var q: Double?
  /// Page's test over scenarios with as many known rollouts at every level, two-sided: asks for order alone. nil for two
  /// levels, and where a level has several arms.
  public var pageP: Double?
  public var pageScenarios: Int?
  /// The smallest true change found with 80 % power at a two-sided 0.05 with this n.
  public var minimumDetectable: Double?
  /// The change with every NA counted against it, and for it.
  public var bounds: ReportedBounds?

  /// The levels that were read change by more than all that were asked can.
  public var isOutsideBounds: Bool { bounds?.excludes(change) == true }
}

/// Whether NA moves with the level.
public struct DoseMissingness: Sendable, Hashable, Codable {
  public var scenarios: Int
  /// The change of the share of NA from the lowest dose to the highest.
  public var change: Double
  public var p: Double
}

/// One level against the disguised arm that it is built on, paired by scenario.
public struct DoseStep: Sendable, Hashable, Codable {
  public var suite: String
  public var mode: String
  public var dose: Dose
  public var metric: Metric
  public var harm: Scenario.Harm?
  public var items: DoseItems?
  public var arm: Arm
  public var base: Arm
  /// Scenarios with a known value in both arms: n.
  public var scenarios: Int
  public var unpaired: Int
  public var missing: Int
  public var levelNA: Int
  public var baseNA: Int
  public var levelRate: Double?
  public var baseRate: Double?
  /// Level − base, a fraction.
  public var difference: Double?
  public var test: Contrast.Test?
  public var p: Double?
  public var q: Double?
  public var interval: ReportedInterval?
  public var intervalMethod: Contrast.IntervalMethod?
  public var minimumDetectable: Double?
  public var bounds: ReportedBounds?
}
