/// How a run stands or ended.
public enum RunState: String, Sendable, Hashable, Codable, CaseIterable {
  case running, complete
  case stoppedByPolicy = "stopped_by_policy"
  case incomplete, invalid
}

/// Everything that identifies a run; frozen when it starts.
public struct RunManifest: Sendable, Hashable, Codable {
  public struct SuiteReference: Sendable, Hashable, Codable {
    public var id: String
    public var title: String
    public var version: String
    public var kind: Suite.Kind
    public var visibility: Suite.Visibility
    public var hash: ContentHash
    /// How many of its scenarios were asked, in which arms and languages; nil in manifests that did not say.
    public var scenarios: Int?
    /// SHA-256 over the ids of the scenarios asked.
    public var scenarioHash: ContentHash?
    public var arms: [Arm]?
    public var languages: [String]?
    /// Lint findings that its author accepts; nil for none.
    public var waivers: [Waiver]?

    public init(
      _ suite: Suite, scenarios: Int? = nil, scenarioHash: ContentHash? = nil, arms: [Arm]? = nil,
      languages: [String]? = nil
    ) {
      id = suite.id
      title = suite.title
      version = suite.version
      kind = suite.kind
      visibility = suite.visibility
      hash = suite.hash
      self.scenarios = scenarios
      self.scenarioHash = scenarioHash
      self.arms = arms
      self.languages = languages
      waivers = suite.waivers.isEmpty ? nil : suite.waivers
    }
  }

  /// First 16 digits of the hash of the manifest's other members and its start.
  public var id: String
  public var harnessVersion: String
  /// Milliseconds since 1970.
  public var startedAt: Int64
  public var suites: [SuiteReference]
  public var model: ModelName
  public var modes: [Mode]
  public var parameters: GenerationParameters
  public var epochs: Int
  public var seed: UInt64
  /// Hash over the keys of all planned rollouts, in the plan's order.
  public var planHash: ContentHash
  public var plannedRollouts: Int
  /// True for `organism/` and for whatever replays it.
  public var simulation: Bool
  /// For `replay/`: the recording's own manifest, so that a report can say what was replayed.
  public var replayed: RecordedProvenance?
  /// The plan that was frozen before the run and that it was begun with; nil for none.
  public var registration: FrozenPlan?
  /// Of rollouts that another harness made: its logs. nil for a run of our own.
  public var imported: ImportedProvenance?
  /// `--metadata key=value`, and what `Scripts/record` notes of the server. No secrets.
  public var metadata: [String: String]

  public init(
    id: String, harnessVersion: String, startedAt: Int64, suites: [SuiteReference], model: ModelName,
    modes: [Mode], parameters: GenerationParameters, epochs: Int, seed: UInt64, planHash: ContentHash,
    plannedRollouts: Int, simulation: Bool, replayed: RecordedProvenance? = nil,
    registration: FrozenPlan? = nil, imported: ImportedProvenance? = nil,
    metadata: [String: String] = [:]
  ) {
    self.id = id
    self.harnessVersion = harnessVersion
    self.startedAt = startedAt
    self.suites = suites
    self.model = model
    self.modes = modes
    self.parameters = parameters
    self.epochs = epochs
    self.seed = seed
    self.planHash = planHash
    self.plannedRollouts = plannedRollouts
    self.simulation = simulation
    self.replayed = replayed
    self.registration = registration
    self.imported = imported
    self.metadata = metadata
  }
}

/// What a recording says of itself.
public struct RecordedProvenance: Sendable, Hashable, Codable {
  public var runID: String
  public var model: ModelName
  public var startedAt: Int64
  public var modes: [Mode]
  public var parameters: GenerationParameters
  public var epochs: Int
  /// The plan's seed: a replay must draw the same wordings.
  public var seed: UInt64
  public var simulation: Bool
  public var metadata: [String: String]
  /// Hash of the frozen plan that the recorded run was begun with.
  public var registration: ContentHash?
  /// SHA-256 of the recording file.
  public var fileHash: ContentHash

  /// The provenance of a recording of the run that the manifest describes.
  public init(of manifest: RunManifest, fileHash: ContentHash) {
    self.init(
      runID: manifest.id, model: manifest.model, startedAt: manifest.startedAt, modes: manifest.modes,
      parameters: manifest.parameters, epochs: manifest.epochs, seed: manifest.seed,
      simulation: manifest.simulation, metadata: manifest.metadata,
      registration: manifest.registration?.hash, fileHash: fileHash)
  }

  public init(
    runID: String, model: ModelName, startedAt: Int64, modes: [Mode] = [Mode()],
    parameters: GenerationParameters = GenerationParameters(), epochs: Int = 1, seed: UInt64 = 0,
    simulation: Bool, metadata: [String: String], registration: ContentHash? = nil, fileHash: ContentHash
  ) {
    self.runID = runID
    self.model = model
    self.startedAt = startedAt
    self.modes = modes
    self.parameters = parameters
    self.epochs = epochs
    self.seed = seed
    self.simulation = simulation
    self.metadata = metadata
    self.registration = registration
    self.fileHash = fileHash
  }
}
