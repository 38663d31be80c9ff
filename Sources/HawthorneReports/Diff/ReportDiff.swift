import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// Two reports side by side: first what else changed, then what the figures say.
///
/// The same two reports give the same bytes.
public struct ReportDiff: Sendable, Hashable, Codable {
  public static let schema = "hawthorne-diff/1"

  /// One of the two reports.
  public struct Side: Sendable, Hashable, Codable {
    public var report: ContentHash
    public var model: String
    public var runs: [String]
    public var startedAt: [String]
    public var state: RunState
    public var mode: String?
  }

  /// Something that is not the same in both.
  public struct Change: Sendable, Hashable, Codable {
    /// Stable: `suite.hash`, `model.served`, `parameters`, …
    public var id: String
    public var what: String
    public var old: String
    public var new: String
  }

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
    /// Whether the difference stands at q < 0.05; otherwise nothing can be said.
    public var stands: Bool
  }

  /// How the framing effect, overt − placebo, changed: the difference of two differences.
  public struct FramingRow: Sendable, Hashable, Codable {
    public var suite: String
    public var mode: String
    public var harm: Scenario.Harm?
    public var metric: Metric
    public var first: Arm
    public var second: Arm
    /// Scenarios with a known value in both arms of both reports.
    public var scenarios: Int
    public var old: Double
    public var new: Double
    public var difference: Double
    public var interval: ReportedInterval?
    public var intervalMethod: Contrast.IntervalMethod?
    public var p: Double
    public var pIsExact: Bool
    public var q: Double?
    public var minimumDetectable: Double?
    public var stands: Bool
  }

  /// Cells that changed sides.
  public struct Changes: Sendable, Hashable, Codable {
    public struct Place: Sendable, Hashable, Codable {
      public var suite: String
      public var scenario: String
      public var arm: Arm
      public var mode: String
    }

    public var newlyAware: [Place] = []
    public var noLongerAware: [Place] = []
    /// Harmful items refused before and answered now.
    public var newlyComplying: [Place] = []
    /// Items answered before and refused now.
    public var newlyRefusing: [Place] = []
    public var newlyMisaligned: [Place] = []
    public var newlyUnreadable: [Place] = []
    /// Cells of the old report alone, and of the new alone.
    public var lost: [Place] = []
    public var added: [Place] = []
  }

  public var schema: String
  public var id: ContentHash
  public var across: DiffFactor
  public var old: Side
  public var new: Side
  /// What differs in the factor that was meant to.
  public var varied: [Change]
  /// What else differs: any of it could be behind any difference below.
  public var confounds: [Change]
  /// What would have forbidden the comparison and was allowed by name.
  public var allowed: [DiffAllowance]
  public var sharedScenarios: Int
  public var rows: [Row]
  public var framing: [FramingRow]
  public var changes: Changes

  public func text() throws -> String {
    try CanonicalJSON.text(of: JSONTree.value(of: self), indented: true) + "\n"
  }
}
