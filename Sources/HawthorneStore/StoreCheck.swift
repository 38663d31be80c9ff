public import HawthorneCore

/// What a look at the whole of a store's file found.
public struct StoreCheck: Sendable, Hashable, Codable {
  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    case whole, damaged
  }

  /// Something that is not as it was written.
  public struct Damage: Sendable, Hashable, Codable {
    /// A kind of `RunIntegrity`, or `record` (what the store says of the run), `unreadable`, `count`, `plan`.
    public var kind: String
    /// A rollout, a suite, a scenario or a table.
    public var place: String
    public var message: String

    public init(kind: String, place: String, message: String) {
      self.kind = kind
      self.place = place
      self.message = message
    }
  }

  /// The file as a whole: its pages, the references between rows, the log beside it.
  public struct File: Sendable, Hashable, Codable {
    /// 0 where not even the list of tables can be read.
    public var pages: Int
    public var bytes: Int64
    /// The schema of the file.
    public var version: Int
    public var damage: [String]
    /// How many complaints were left out of `damage`.
    public var more: Int
    /// What is no damage and worth knowing.
    public var notes: [String]
  }

  public struct Run: Sendable, Hashable, Codable {
    public var run: String
    public var verdict: Verdict
    /// nil where the run's record cannot be read.
    public var state: RunState?
    public var planned: Int?
    /// A process is at work on it.
    public var isHeld: Bool
    /// Rollouts found.
    public var rollouts: Int
    /// How many of what were held against a hash or against what else says the same.
    public var checked: [String: Int]
    public var damage: [Damage]
    /// How many complaints were left out of `damage`.
    public var more: Int
  }

  public var file: File
  public var runs: [Run]

  /// Of a file in which not even the list of tables can be read.
  public static func unreadable(_ what: String) -> StoreCheck {
    StoreCheck(file: File(pages: 0, bytes: 0, version: 0, damage: [what], more: 0, notes: []), runs: [])
  }

  /// Whether nothing is amiss.
  public var verdict: Verdict {
    file.damage.isEmpty && runs.allSatisfy { $0.verdict == .whole } ? .whole : .damaged
  }

  public var exitStatus: ExitStatus { verdict == .whole ? .pass : .invalid }
}
