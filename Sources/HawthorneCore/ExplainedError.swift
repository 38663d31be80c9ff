/// The exit codes of the command line.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Done; a gate passed.
  case pass = 0
  /// A gate failed, or unwaived lint findings.
  case failed = 1
  /// A gate could not tell.
  case inconclusive = 2
  /// Run or input data invalid, incomplete or not comparable.
  case invalid = 3
  /// Provider or I/O error, full disk.
  case inputOutput = 4
  /// Wrong usage, or a file of the user's that does not parse.
  case usage = 64
  case interrupted = 130
  case terminated = 143
}

/// An error that a user can act on: what went wrong, what to do next, how the process ends.
///
/// Every error that may reach the command line conforms. Neither text ever holds a key or other secret.
public protocol ExplainedError: Error, Sendable, CustomStringConvertible {
  /// One sentence: what was wrong, with the file, address or name concerned.
  var problem: String { get }
  /// One sentence: what to do next.
  var fix: String { get }
  var exitStatus: ExitStatus { get }
}

extension ExplainedError {
  public var description: String { "\(problem) \(fix)" }
}

/// The complaints about one user-written file, thrown together.
public struct DiagnosticsError: ExplainedError {
  public let diagnostics: [Diagnostic]

  public init(_ diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }

  public var problem: String { diagnostics.map(\.description).joined(separator: "\n") }
  public var fix: String { "Mend the file and try again." }
  public var exitStatus: ExitStatus { .usage }
}
