public import HawthorneCore
import HawthorneFormats
public import HawthorneModels
public import HawthorneStore
public import HawthorneSuites

/// A run that this process holds the lease of.
public struct OpenedRun: Sendable {
  public let manifest: RunManifest
  public let plan: Plan
  public let lease: Lease

  public var id: String { manifest.id }
}

/// Begins runs and takes up old ones.
public struct RunOpening: Sendable {
  private let store: Store
  private let clock: RunnerClock

  public init(store: Store, clock: RunnerClock = .system) {
    self.store = store
    self.clock = clock
  }

  /// Creates a run in the store, with everything frozen that `resume` will need.
  ///
  /// A replay takes over its recording's time, so that the same replay is the same run: if the store holds
  /// it already, that one is taken up.
  ///
  /// - Parameters:
  ///   - adapter: of the model that will be asked; it is not asked here.
  ///   - registration: the frozen plan that the run was begun with.
  /// - Throws: `RunError` from `RunCheck`, `StoreError`, `CanonicalJSON.NotFinite`.
  public func create(
    _ request: RunRequest, plan: Plan, adapter: any ModelAdapter, metadata: [String: String] = [:],
    registration: FrozenPlan? = nil, harnessVersion: String
  ) throws -> OpenedRun {
    try RunCheck.requireAskable(plan, of: adapter)
    let model = adapter.capabilities
    var manifest = manifest(of: plan, model: model, metadata: metadata, harnessVersion: harnessVersion)
    manifest.registration = registration
    let scenarios = plan.askedScenarios.map { (suiteID: $0.suite.id, scenario: $0.scenario) }
    while true {
      manifest.id = ""
      manifest.id = String(try ContentHash(canonical: manifest).hex.prefix(16))
      let new = try NewRun(manifest: manifest, suites: plan.suites, scenarios: scenarios, options: request)
      do throws(StoreError) {
        return OpenedRun(manifest: manifest, plan: plan, lease: try store.createRun(new))
      } catch {
        guard case .runExists(let id) = error.kind else { throw error }
        if model.replayed != nil { return try resume(try find(id), adapter: adapter) }
        // Two runs begun in one millisecond.
        manifest.startedAt += 1
      }
    }
  }

  /// What the store holds of a run: enough to make its adapter before the lease is taken.
  public struct Stored: Sendable {
    public let record: RunRecord
    public let request: RunRequest
    public let suites: [Suite]
  }

  /// Finds a run to go on with.
  ///
  /// - Parameters:
  ///   - name: an id or the beginning of one; nil takes the latest run that is unfinished.
  ///   - retryErrors: whether failed rollouts make a run unfinished.
  /// - Throws: `StoreError`, `RunError.nothingToResume`.
  public func find(_ name: String?, retryErrors: Bool = false) throws -> Stored {
    let record: RunRecord
    if let name {
      record = try store.run(name)
    } else {
      // An imported run is its log's to go on with.
      let unfinished = try store.runs().first {
        $0.manifest.imported == nil
          && ($0.state == .incomplete
            || $0.counts.stored < $0.manifest.plannedRollouts && $0.state != .running
            || retryErrors && $0.counts.failed > 0)
      }
      guard let unfinished else { throw RunError.nothingToResume(store: store.path) }
      record = unfinished
    }
    guard record.manifest.imported == nil else { throw RunError.imported(run: record.id) }
    return Stored(
      record: record, request: try store.options(of: record.id, as: RunRequest.self),
      suites: try store.suites(of: record.id))
  }

  /// Takes up a run: its plan is made anew from the frozen suites and must be the one it was begun with.
  ///
  /// - Parameter adapter: the one that will answer; it must be the one that answered so far.
  /// - Throws: `RunError.planChanged`, `.endpointChanged`, `.recordingChanged`, those of `RunCheck`,
  ///   `StoreError.leaseHeld`.
  public func resume(_ stored: Stored, adapter: any ModelAdapter) throws -> OpenedRun {
    let model = adapter.capabilities
    let plan = try Plan(suites: stored.suites, options: stored.request.plan)
    let manifest = stored.record.manifest
    guard plan.hash == manifest.planHash, plan.count == manifest.plannedRollouts else {
      throw RunError.planChanged(run: manifest.id, version: manifest.harnessVersion)
    }
    guard manifest.replayed == model.replayed else { throw RunError.recordingChanged(run: manifest.id) }
    if let was = manifest.metadata[Self.endpointNote], let endpoint = model.endpoint, was != endpoint {
      throw RunError.endpointChanged(run: manifest.id, was: was, now: endpoint)
    }
    try RunCheck.requireAskable(plan, of: adapter)
    let lease = try store.takeLease(of: manifest.id)
    try store.reopenRun(lease)
    return OpenedRun(manifest: manifest, plan: plan, lease: lease)
  }

  /// The manifest's note of the address that was asked.
  private static let endpointNote = "endpoint"

  private func manifest(
    of plan: Plan, model: ModelCapabilities, metadata: [String: String], harnessVersion: String
  ) -> RunManifest {
    let options = plan.options
    var notes = metadata
    if let endpoint = model.endpoint { notes[Self.endpointNote] = endpoint }
    return RunManifest(
      id: "", harnessVersion: harnessVersion, startedAt: model.replayed?.startedAt ?? clock.milliseconds(),
      suites: zip(plan.suites, plan.counts.suites).map { suite, counts in
        RunManifest.SuiteReference(
          suite, scenarios: counts.scenarios, scenarioHash: counts.scenarioHash, arms: counts.arms,
          languages: counts.languages)
      }, model: options.model, modes: options.modes,
      parameters: plan.parameters, epochs: plan.epochs, seed: options.seed,
      planHash: plan.hash, plannedRollouts: plan.count, simulation: model.isSimulation,
      replayed: model.replayed, metadata: notes)
  }
}
