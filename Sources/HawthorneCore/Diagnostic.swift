/// One complaint about a file that a user wrote: what is wrong, where, and what to do.
///
/// `id` is stable across versions (`suite.unknown-key`), so that scripts and waivers can name it.
public struct Diagnostic: Sendable, Hashable, Codable {
  public enum Severity: String, Sendable, Hashable, Codable, CaseIterable {
    case note, warning, error
  }

  /// A place in a file; line and column count from 1.
  public struct Location: Sendable, Hashable, Codable {
    public var file: String
    public var line: Int?
    public var column: Int?

    public init(file: String, line: Int? = nil, column: Int? = nil) {
      self.file = file
      self.line = line
      self.column = column
    }
  }

  public var id: String
  public var severity: Severity
  public var location: Location?
  /// Phrased as the fix: "add 'id' to the scenario", not "missing id".
  public var message: String
  public var notes: [String]

  public init(
    id: String, severity: Severity = .error, location: Location? = nil, message: String, notes: [String] = []
  ) {
    self.id = id
    self.severity = severity
    self.location = location
    self.message = message
    self.notes = notes
  }
}

extension Diagnostic: CustomStringConvertible {
  /// A file's name or key with a line break in it must not pass for a complaint of its own.
  private static func inOneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
  }

  /// `file:line:column: severity: message [id]`, notes indented below.
  public var description: String {
    var place = ""
    if let location {
      place = location.file
      if let line = location.line { place += ":\(line)" }
      if let column = location.column { place += ":\(column)" }
      place += ": "
    }
    let head = "\(place)\(severity.rawValue): \(message) [\(id)]"
    return ([head] + notes.map { "  note: \($0)" }).map(Self.inOneLine).joined(separator: "\n")
  }
}
