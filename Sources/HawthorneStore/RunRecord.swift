public import HawthorneCore

/// A run as the store holds it.
public struct RunRecord: Sendable, Hashable {
  /// How many of its rollouts are stored, by status.
  public struct Counts: Sendable, Hashable, Codable {
    public var completed = 0
    public var blocked = 0
    public var offScript = 0
    public var failed = 0

    public init() {}

    public var stored: Int { completed + blocked + offScript + failed }
  }

  public var manifest: RunManifest
  /// A run whose process ended without a word is `incomplete` here, whatever the table says.
  public var state: RunState
  public var reason: String?
  /// Milliseconds since 1970; nil while it runs, or when its process was killed.
  public var endedAt: Int64?
  /// The process at work on it now.
  public var holder: LeaseHolder?
  public var counts: Counts

  public var id: String { manifest.id }
}

/// What a run needs to be created; all of it is frozen.
public struct NewRun: Sendable {
  public var manifest: RunManifest
  public var suites: [Suite]
  /// The scenarios that the plan asks for, with the ids of their suites.
  public var scenarios: [(suiteID: String, scenario: Scenario)]
  /// What `resume` needs beside the manifest, as JSON. No secrets.
  let options: String

  /// - Parameter options: what `resume` needs beside the manifest; no secrets.
  /// - Throws: its encoding error.
  public init(
    manifest: RunManifest, suites: [Suite], scenarios: [(suiteID: String, scenario: Scenario)],
    options: some Encodable
  ) throws {
    self.manifest = manifest
    self.suites = suites
    self.scenarios = scenarios
    self.options = try StoredJSON.text(of: options)
  }
}
