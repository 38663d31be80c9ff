public import HawthorneCore
import HawthorneFormats

/// What came of making a report, or another file of ours, again and holding the two against each other.
///
/// The same file and the same store give the same bytes.
public struct Verification: Sendable, Hashable, Codable {
  public static let schema = "hawthorne-verify/1"

  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    /// Everything recomputed is as the file says, and every check holds.
    case same
    /// A value differs, a member is in one of the two only, or a check fails.
    case differs
    /// Nothing could be recomputed: what the file is made of is not there.
    case notRecomputed = "not_recomputed"
  }

  /// One thing that was looked at beside the figures.
  public struct Check: Sendable, Hashable, Codable {
    public enum Outcome: String, Sendable, Hashable, Codable, CaseIterable {
      case holds, fails
      /// Could not be looked at, and says why; it does not change the verdict.
      case skipped
    }

    /// Stable: `seal`, `counts`, `runs`, `hashes`, …
    public var id: String
    public var outcome: Outcome
    public var message: String

    public init(_ id: String, _ outcome: Outcome, _ message: String) {
      self.id = id
      self.outcome = outcome
      self.message = message
    }
  }

  /// The figures of one top-level member.
  public struct Section: Sendable, Hashable, Codable {
    public var name: String
    /// Values that both have.
    public var compared: Int
    /// Of them, how many are not the same.
    public var differing: Int
    public var onlyInReport: Int
    public var onlyInStore: Int

    var isSame: Bool { differing == 0 && onlyInReport == 0 && onlyInStore == 0 }
  }

  /// One place where the file and what was recomputed differ.
  public struct Difference: Sendable, Hashable, Codable {
    /// `value`, `only_in_report` or `only_in_store`.
    public var kind: String
    /// A JSON Pointer (RFC 6901) into the file; of what only the recomputed one has, into that.
    public var path: String
    /// What names the rows on the way.
    public var place: String
    /// nil where the file, or the recomputed one, has nothing there.
    public var report: JSONValue?
    public var store: JSONValue?
  }

  public var schema: String
  /// The schema of the file: `hawthorne-report/1`.
  public var document: String
  /// The id that the file states; nil where it states none.
  public var stated: String?
  public var verdict: Verdict
  public var compared: Int
  public var differing: Int
  public var onlyInReport: Int
  public var onlyInStore: Int
  public var checks: [Check]
  public var sections: [Section]
  public var differences: [Difference]
  public var notes: [String]

  init(
    document: String, stated: String?, comparison: TreeComparison?, checks: [Check], notes: [String]
  ) {
    schema = Self.schema
    self.document = document
    self.stated = stated
    self.checks = checks
    self.notes = notes
    let found = comparison?.differences ?? []
    differences = found.map {
      Difference(
        kind: $0.kind.rawValue, path: $0.path, place: $0.place, report: $0.report, store: $0.store)
    }
    let bySection = Dictionary(grouping: found, by: \.section)
    let names = Set((comparison?.compared ?? [:]).keys).union(bySection.keys).sorted()
    sections = names.map { name in
      let here = bySection[name] ?? []
      return Section(
        name: name, compared: comparison?.compared[name] ?? 0, differing: here.count { $0.kind == .value },
        onlyInReport: here.count { $0.kind == .onlyInReport },
        onlyInStore: here.count { $0.kind == .onlyInStore })
    }
    compared = sections.reduce(0) { $0 + $1.compared }
    differing = sections.reduce(0) { $0 + $1.differing }
    onlyInReport = sections.reduce(0) { $0 + $1.onlyInReport }
    onlyInStore = sections.reduce(0) { $0 + $1.onlyInStore }
    verdict = .same
    settle(isRecomputed: comparison != nil)
  }

  /// Adds what others looked at.
  public mutating func add(_ more: [Check]) {
    checks += more
    settle(isRecomputed: verdict != .notRecomputed)
  }

  private mutating func settle(isRecomputed: Bool) {
    verdict =
      !isRecomputed
      ? .notRecomputed
      : differences.isEmpty && !checks.contains { $0.outcome == .fails } ? .same : .differs
  }

  public var exitStatus: ExitStatus { verdict == .same ? .pass : .invalid }

  public func text() throws -> String {
    try CanonicalJSON.text(of: JSONTree.value(of: self), indented: true) + "\n"
  }
}
