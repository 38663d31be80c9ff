import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// Two reports side by side: first what else changed, then what the figures say.
///
/// The same two reports give the same bytes.
public struct ReportDiff: Sendable, Hashable, Codable {
  public static let schema = "hawthorne-diff/1"

  /// One of the reports.
  public struct Side: Sendable, Hashable, Codable {
    public var report: ContentHash
    public var model: String
    /// The deployed systems that were asked instead of a bare model; nil for a bare model.
    public var system: String?
    public var runs: [String]
    /// Of those runs that say it.
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

  public var schema: String
  public var id: ContentHash
  public var across: DiffFactor
  public var old: Side
  public var new: Side
  /// The same rollouts on both sides, so that nothing was asked again; nil where none are.
  public var overlap: Overlap?
  /// What differs in the factor that was meant to.
  public var varied: [Change]
  /// What else differs: any of it could be behind any difference below.
  public var confounds: [Change]
  /// What redaction hides, so that it could not be compared; nil where nothing is.
  public var hidden: [String]?
  /// What would have forbidden the comparison and was allowed by name.
  public var allowed: [DiffAllowance]
  /// Scenarios whose texts are not the same in both, and suites of which that is not known.
  public var texts: TextChanges
  public var sharedScenarios: Int
  /// How far from 0 a difference may lie and still be called the same, a fraction.
  public var margin: Double
  /// nil unless it was asked for.
  public var sameModel: SameModelSection?
  public var rows: [Row]
  public var framing: [FramingRow]
  public var changes: Changes
  /// How many verdicts flipped, beside what a rerun of one model would flip.
  public var flips: [FlipRow]

  public func text() throws -> String {
    try CanonicalJSON.text(of: JSONTree.value(of: self), indented: true) + "\n"
  }
}

extension ReportDiff.Side {
  init(_ report: Report, mode: String?) {
    func list(_ texts: [String]) -> String { Set(texts).sorted().joined(separator: ", ") }
    self.report = report.id
    model = list(report.provenance.runs.map(\.model))
    let systems = list(report.provenance.runs.compactMap(\.system))
    system = systems.isEmpty ? nil : systems
    runs = report.provenance.runs.map(\.id)
    startedAt = report.provenance.runs.compactMap(\.startedAt)
    state = report.validity.state
    self.mode = mode
  }
}
