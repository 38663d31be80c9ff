public import HawthorneCore

/// Something that a suite's author should know before a token is spent.
public struct LintFinding: Sendable, Hashable, Codable {
  public var kind: LintKind
  public var severity: Diagnostic.Severity
  public var location: Diagnostic.Location
  /// Phrased as the fix.
  public var message: String
  public var notes: [String]
  /// What it is about, where it is about one.
  public var scenario: String?
  public var arm: String?
  public var wording: String?
  /// Set where the suite accepts the finding: it then does not fail the lint.
  public var waiver: Waiver?

  public init(
    _ kind: LintKind, severity: Diagnostic.Severity? = nil, at location: Diagnostic.Location,
    scenario: String? = nil, arm: Arm? = nil, wording: String? = nil, _ message: String, notes: [String] = []
  ) {
    self.kind = kind
    self.severity = severity ?? kind.severity
    self.location = location
    self.message = message
    self.notes = notes
    self.scenario = scenario
    self.arm = arm?.name
    self.wording = wording
  }

  /// Whether it makes the lint fail.
  public var counts: Bool { waiver == nil && severity != .note }

  public var diagnostic: Diagnostic {
    Diagnostic(
      id: kind.rawValue, severity: severity, location: location, message: message,
      notes: notes + (waiver.map { ["waived until \($0.expires) by \($0.by): \($0.reason)"] } ?? []))
  }

  private enum CodingKeys: String, CodingKey {
    case kind = "id"
    case severity, location, message, notes, scenario, arm, wording, waiver
  }
}
