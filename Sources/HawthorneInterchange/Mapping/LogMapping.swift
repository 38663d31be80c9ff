public import HawthorneCore
import HawthorneFormats

/// What a user says of a log: which rollout is which scenario in which arm (`Documentation/import-logs.md`).
public struct LogMapping: Sendable, Hashable {
  /// What can be said of a rollout.
  public enum Member: String, Sendable, Hashable, CaseIterable {
    case suite, scenario, arm, disclosure, wording, mode, epoch
    case domain, severity, language, harm, twin, purpose

    /// Those of a scenario, which its rollouts must agree about.
    static let ofScenario: [Member] = [.domain, .severity, .language, .harm, .twin, .purpose]
  }

  /// A value with the place in the mapping that says so; nil where it comes from the command line.
  public struct Value: Sendable, Hashable {
    public var text: String
    public var location: Diagnostic.Location?

    public init(_ text: String, at location: Diagnostic.Location? = nil) {
      self.text = text
      self.location = location
    }
  }

  /// A member taken from a field of the log.
  struct Taken: Sendable, Hashable {
    var field: String
    /// What the field's values stand for; nil takes them as they are.
    var values: [String: String]?
    var location: Diagnostic.Location
    /// Where the field is named.
    var fieldLocation: Diagnostic.Location
  }

  /// What is said of the rollouts that meet all conditions.
  struct Rule: Sendable, Hashable {
    /// A field and the values that it may have; `*` in one stands for anything.
    var conditions: [String: [String]]
    /// Where each condition stands.
    var places: [String: Diagnostic.Location]
    var location: Diagnostic.Location
    var values: [Member: Value]
    /// Leaves the rollout out.
    var skips: Bool
  }

  /// Of the suite that is made.
  struct SuiteFacts: Sendable, Hashable {
    var title: String?
    var version: String?
    var licence: String?
    var visibility: Suite.Visibility = .private
    var kind: Suite.Kind = .paired
  }

  var rules: [Rule] = []
  var taken: [Member: Taken] = [:]
  public var defaults: [Member: Value] = [:]
  var suite = SuiteFacts()
  /// Columns of plain rows by what they are.
  public var columns: [RowColumn: String] = [:]
  /// Those that the file names, and where.
  var columnPlaces: [RowColumn: Value] = [:]
  /// SHA-256 of the file; nil for none.
  public var hash: ContentHash?

  public init() {}

  /// What is said of one rollout; nil leaves it out.
  ///
  /// - Parameter trace: counts what the rollout has and lacks; nil where nobody asks.
  /// - Throws: `DiagnosticsError` where a field has a value that the mapping does not know.
  func values(
    of rollout: LoggedRollout, file: String, trace: inout MappingTrace?
  ) throws(DiagnosticsError) -> [Member: Value]? {
    trace?.look(at: rollout, file: file)
    var values: [Member: Value] = [:]
    for (number, rule) in rules.enumerated()
    where rule.conditions.allSatisfy({ field, patterns in
      guard let text = LoggedValue.name(rollout.field(field, file: file)) else { return false }
      return patterns.contains { Self.matches(text, $0) }
    }) {
      trace?.meet(rule: number)
      if rule.skips { return nil }
      values.merge(rule.values) { first, _ in first }
    }
    for (member, taken) in taken where values[member] == nil {
      guard let text = LoggedValue.name(rollout.field(taken.field, file: file)) else {
        trace?.lack(member)
        continue
      }
      guard let list = taken.values else {
        values[member] = Value(text, at: taken.location)
        continue
      }
      guard let meant = list[text] else {
        throw DiagnosticsError([
          Diagnostic(
            id: "mapping.unlisted-value", location: taken.location,
            message:
              "add '\(TerminalText.stripped(String(text.prefix(80))))' to the values of \(member.rawValue): "
              + "\(TerminalText.stripped(rollout.place)) of \(TerminalText.stripped(file)) has it",
            notes: NearestName.hint(for: text, among: list.keys.sorted()))
        ])
      }
      values[member] = Value(meant, at: taken.location)
    }
    return values.merging(defaults) { first, _ in first }
  }

  /// Where the file names a column as it is now; nil where the command does.
  func place(of column: RowColumn) -> Diagnostic.Location? {
    columnPlaces[column].flatMap { $0.text == columns[column] ? $0.location : nil }
  }

  /// Whether a text is what a pattern says, `*` standing for anything.
  static func matches(_ text: String, _ pattern: String) -> Bool {
    let pieces = pattern.utf8.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false)
    var rest = text.utf8[...]
    guard pieces.count > 1 else { return text == pattern }
    guard rest.starts(with: pieces[0]) else { return false }
    rest = rest.dropFirst(pieces[0].count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let range = find(Array(piece), in: rest) else { return false }
      rest = rest[range.upperBound...]
    }
    let last = pieces[pieces.count - 1]
    return rest.count >= last.count && rest.suffix(last.count).elementsEqual(last)
  }

  private static func find(_ needle: [UInt8], in text: Substring.UTF8View) -> Range<String.Index>? {
    var index = text.startIndex
    while index < text.endIndex {
      if text[index...].starts(with: needle) {
        return index..<text.index(index, offsetBy: needle.count)
      }
      index = text.index(after: index)
    }
    return nil
  }
}

extension LoggedRollout {
  /// What every log has beside its own fields.
  static let commonFields = ["file", "task", "sample", "epoch", "model"]

  /// A field of the log by the name that a mapping uses; nil where there is none.
  func field(_ name: String, file: String) -> JSONValue? {
    switch name {
    case "file": return .string(file.split(separator: "/").last.map(String.init) ?? file)
    case "task": return task.map { .string($0) }
    case "sample": return .string(sample)
    case "epoch": return epoch.map { .integer(Int64($0)) }
    case "model": return model.map { .string($0) }
    default: break
    }
    if let value = fields[name] { return value }
    // `metadata.a.b` names b of the object a where no member is called `a.b`.
    var head = name[...]
    var tail: [Substring] = []
    while let dot = head.lastIndex(of: ".") {
      tail.insert(head[head.index(after: dot)...], at: 0)
      head = head[..<dot]
      guard var value = fields[String(head)] else { continue }
      for key in tail {
        guard let inner = value[String(key)] else { return nil }
        value = inner
      }
      return value
    }
    return nil
  }
}
