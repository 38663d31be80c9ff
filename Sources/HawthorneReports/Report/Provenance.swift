public import HawthorneCore
public import HawthorneStore

/// Where a report's figures come from: everything that a diff must hold still.
public struct Provenance: Sendable, Hashable, Codable {
  public var runs: [RunProvenance]
  /// nil where the runs hold no label of any classifier.
  public var classifier: ClassifierIdentity?
  /// Models that said they answered, with the number of rollouts; `(not said)` where the provider did not.
  public var servedModels: [String: Int]
  public var systemFingerprints: [String: Int]
  public var finishReasons: [String: Int]
  /// How rollouts ended by protocol: `completed`, `blocked`, `off_script`, `failed: <kind>`.
  public var statuses: [String: Int]
  /// Rollouts whose text was taken out of a recording, by the classifier whose label they came with.
  public var withheld: [String: Int]
  /// Any of the runs is a simulation, or replays one.
  public var simulation: Bool
  public var replayed: Bool
}

/// What identifies one run.
public struct RunProvenance: Sendable, Hashable, Codable {
  public var id: String
  public var harnessVersion: String
  /// ISO 8601, UTC, from the run's own clock; a replay inherits the recording's. nil where an imported log does not say.
  public var startedAt: String?
  public var endedAt: String?
  public var suites: [RunManifest.SuiteReference]
  /// `provider/name` as requested; of a replay, as the recording requested it.
  public var model: String
  /// The deployed system around the model, as `--metadata system=…` named it; nil means the bare model.
  public var system: String?
  public var modes: [Mode]
  public var parameters: GenerationParameters
  public var epochs: Int
  /// Decimal digits: a 64-bit number does not fit a JSON number.
  public var seed: String
  public var planHash: ContentHash
  public var planned: Int
  public var done: Int
  public var state: RunState
  public var stateReason: String?
  public var simulation: Bool
  public var replayed: ReplayedProvenance?
  /// What came from the response cache; nil in reports of versions that did not say.
  public var fromCache: CacheUse?
  public var metadata: [String: String]
}

/// What a replay replayed.
public struct ReplayedProvenance: Sendable, Hashable, Codable {
  public var runID: String
  public var model: String
  /// nil where the recording is of an imported run whose log does not say.
  public var startedAt: String?
  public var simulation: Bool
  public var metadata: [String: String]
  public var fileHash: ContentHash
}

extension RunProvenance {
  /// Whether another harness asked the model.
  var isImported: Bool { metadata[ImportedProvenance.formatKey] != nil }

  init(_ facts: RunFacts, done: Int) {
    let manifest = facts.manifest
    id = manifest.id
    harnessVersion = manifest.harnessVersion
    startedAt = manifest.statedStart.map(Figures.date(milliseconds:))
    endedAt = facts.endedAt.map(Figures.date(milliseconds:))
    suites = manifest.suites.sorted { $0.id < $1.id }
    model = facts.model.description
    system = manifest.metadata["system"]
    modes = manifest.modes.sorted { $0.name < $1.name }
    parameters = manifest.parameters
    epochs = manifest.epochs
    seed = String(manifest.seed)
    planHash = manifest.planHash
    planned = manifest.plannedRollouts
    self.done = done
    state = facts.state
    stateReason = facts.stateReason
    simulation = manifest.simulation
    replayed = manifest.replayed.map { recorded in
      ReplayedProvenance(
        runID: recorded.runID, model: recorded.model.description,
        startedAt: recorded.statedStart.map(Figures.date(milliseconds:)), simulation: recorded.simulation,
        metadata: recorded.metadata, fileHash: recorded.fileHash)
    }
    fromCache = facts.fromCache
    metadata = manifest.metadata.merging(manifest.imported?.facts ?? [:]) { _, fact in fact }
  }
}
