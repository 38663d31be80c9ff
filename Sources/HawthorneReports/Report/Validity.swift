public import HawthorneCore

/// Whether a report's figures may be relied on, and what stands against it.
public struct Validity: Sendable, Hashable, Codable {
  public struct Problem: Sendable, Hashable, Codable {
    public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
      /// The figures must not be used for a decision.
      case invalid
      /// The figures stand, with this in mind.
      case warning
    }

    /// Stable across versions: `run.incomplete`, `errors.too-many`, …
    public var id: String
    public var severity: Severity
    public var message: String

    public init(id: String, severity: Severity, message: String) {
      self.id = id
      self.severity = severity
      self.message = message
    }
  }

  /// The worst state among the runs.
  public var state: RunState
  public var problems: [Problem]

  public var isValid: Bool { !problems.contains { $0.severity == .invalid } }
  public var exitStatus: ExitStatus { isValid ? .pass : .invalid }
}
