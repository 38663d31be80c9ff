public import HawthorneCore

/// What was frozen before the runs, and how the runs keep to it.
public struct RegistrationSection: Sendable, Hashable, Codable {
  public var plans: [RegisteredPlan]
  /// Runs that were begun without a plan.
  public var unregistered: [String]

  /// No run was registered.
  public var isEmpty: Bool { plans.isEmpty }
}

/// One frozen plan, the runs begun with it, and the analysis that it names.
public struct RegisteredPlan: Sendable, Hashable, Codable {
  public var hash: ContentHash
  public var runs: [String]
  public var document: FrozenPlan
  /// Everything that was not done as it was written; empty where all was.
  public var deviations: [Deviation]
  /// The plan's contrast for each suite, mode and harm. p is two-sided, q Benjamini–Hochberg over this table.
  public var contrasts: [RegisteredContrast]

  public struct Deviation: Sendable, Hashable, Codable {
    /// Stable across versions: `suite.hash`, `run.incomplete`, …
    public var id: String
    /// nil where it concerns the whole report.
    public var run: String?
    public var message: String

    init(_ id: String, run: String? = nil, _ message: String) {
      self.id = id
      self.run = run
      self.message = message
    }
  }
}

/// The plan's contrast in one suite × mode × harm, at the plan's alpha and power.
public struct RegisteredContrast: Sendable, Hashable, Codable {
  /// Its interval is at 1 − alpha.
  public var contrast: Contrast
  /// At 1 − 2·alpha: two one-sided tests at alpha (Schuirmann, J. Pharmacokinet. Biopharm. 15, 1987).
  public var marginInterval: ReportedInterval?
  /// Whether that interval, and the bounds with every NA counted against it, lie inside the margin; nil without one.
  public var insideMargin: Bool?
}
