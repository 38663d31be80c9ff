import FoundationEssentials
public import HawthorneCore
import HawthorneFormats
public import HawthorneStatistics

/// Several reports in the order given: every rate over the scenarios that all of them asked.
///
/// The same reports in the same order give the same bytes.
public struct ReportTrend: Sendable, Hashable, Codable {
  public static let schema = "hawthorne-trend/1"

  /// Between one report and the next.
  public struct Step: Sendable, Hashable, Codable {
    /// What differs in the factor that was meant to.
    public var varied: [ReportDiff.Change]
    public var confounds: [ReportDiff.Change]
    /// What redaction hides, so that it could not be compared; nil where nothing is.
    public var hidden: [String]?
    public var texts: ReportDiff.TextChanges
  }

  /// Two reports, neighbours or not, with the same rollouts in both.
  public struct Repeat: Sendable, Hashable, Codable {
    /// Places from 0.
    public var first: Int
    public var second: Int
    public var overlap: ReportDiff.Overlap
  }

  /// One report's rate, over the scenarios of its row.
  public struct Point: Sendable, Hashable, Codable {
    public var numerator: Int
    /// Known rollouts.
    public var denominator: Int
    /// Rollouts of the scenarios common to all of which nothing is known.
    public var na: Int
    /// nil where no scenario is known in all reports, as everything that follows from it.
    public var rate: Double?
    /// At 95 %, with scenarios as n.
    public var interval: ReportedInterval?
    public var method: ScenarioRate.Method?
    /// The rate over all common scenarios, every NA counted as no and as yes.
    public var bounds: ReportedBounds?
    public var fromFirst: Difference?
    /// nil in the second report, where it is the difference to the first.
    public var fromPrevious: Difference?
    /// No report has a better rate, and some a worse one; nil where all are alike, and where neither end is better by itself.
    public var isBest: Bool?
  }

  /// This report − an earlier one, paired by scenario.
  public struct Difference: Sendable, Hashable, Codable {
    public var difference: Double
    public var interval: ReportedInterval?
    public var intervalMethod: Contrast.IntervalMethod?
    public var test: Contrast.Test?
    public var p: Double?
    /// Benjamini–Hochberg over all differences of the trend.
    public var q: Double?
    public var minimumDetectable: Double?
    /// Over all common scenarios, every NA counted against the difference, and for it.
    public var bounds: ReportedBounds?
    public var stands: Bool
  }

  public struct Row: Sendable, Hashable, Codable {
    public enum Better: String, Sendable, Hashable, Codable { case lower, higher }

    public var suite: String
    public var arm: Arm
    public var mode: String
    public var harm: Scenario.Harm?
    public var metric: Metric
    /// With a known value in all reports: n.
    public var scenarios: Int
    /// Asked in all reports and NA throughout in one or more.
    public var missing: Int
    public var better: Better?
    public var points: [Point]
  }

  public var schema: String
  public var id: ContentHash
  public var across: DiffFactor
  public var reports: [ReportDiff.Side]
  /// One less than there are reports.
  public var steps: [Step]
  public var repeats: [Repeat]
  public var allowed: [DiffAllowance]
  /// Asked in all reports, in the same arm and mode.
  public var sharedScenarios: Int
  /// Cells of each report that not all of them have, and that stand in no figure.
  public var leftOut: [Int]
  public var rows: [Row]

  public func text() throws -> String {
    try CanonicalJSON.text(of: JSONTree.value(of: self), indented: true) + "\n"
  }
}
