import FoundationEssentials
import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneInterchange
import HawthorneModels
import HawthorneRunner
import HawthorneStore

/// What `run` and `resume` have in common: the adapter, the run itself, and what is said at its end.
struct RunExecution {
  var classifier: TraceClassifier
  /// The options that chose its packs, for 'resume' to be given again.
  var ruleWords: String
  var display: RunDisplayOptions
  var console: ConsoleOptions

  /// The adapter of a model, with its recordings and what a simulation must know.
  ///
  /// - Parameter secrets: of the command that the model is, beside the environment's.
  static func adapter(
    for model: ModelName, endpoint: RunRequest.Endpoint, baseURL: String?, suites: [Suite],
    secrets: [String: String] = [:]
  ) throws -> any ModelAdapter {
    let options = AdapterOptions(
      baseURL: baseURL ?? endpoint.baseURL, timeout: .seconds(endpoint.timeout),
      idleTimeout: .seconds(min(300, max(1, endpoint.timeout.rounded()))), streaming: endpoint.streaming,
      sources: recording, organism: OrganismContext(suites: suites))
    return try ModelRegistry.adapter(
      for: model, options: options, environment: ProcessInfo.processInfo.environment.merging(secrets) { $1 })
  }

  /// A recording file, or `STORE#RUN`: a stored run.
  @Sendable private static func recording(_ path: String) throws -> any RolloutSource {
    if let mark = path.lastIndex(of: "#") {
      let store = try Store(path: String(path[..<mark]), access: .read)
      return try StoredRunSource(store: store, run: String(path[path.index(after: mark)...]))
    }
    return try Recording(path: path)
  }

  /// Carries out an opened run and prints how it ended; the last line on stdout is the run's id.
  func carryOut(
    _ run: OpenedRun, adapter: any ModelAdapter, settings: RunSettings, store: Store,
    prices: PriceTable?, retryErrors: Bool = false
  ) async throws -> ExitStatus {
    let recorders = try display.recorders(console)
    let stop = StopSwitch()
    let signals = Signals(stop: stop) { Console.error($0) }
    let runner = Runner(
      adapter: adapter, labeller: RolloutLabeller(classifier), store: store,
      settings: settings, recorders: recorders.all, stop: stop, prices: prices)
    let end = await runner.carryOut(run, retryErrors: retryErrors)
    withExtendedLifetime(signals) {}
    report(end, run: run.id, store: store)
    try Console.result(display.json ? try Self.json(end, run: run.id) : run.id)
    if let failure = recorders.events?.failure {
      Console.error("hawthorne: \(failure.description)")
      if end.exitStatus == .pass { return failure.exitStatus }
    }
    return end.exitStatus
  }

  /// Prints the end of a run that has nothing left to do; it stays as it is.
  func alreadyComplete(_ record: RunRecord) throws -> ExitStatus {
    let progress = RunProgress(
      planned: record.manifest.plannedRollouts, done: record.counts.stored, failed: record.counts.failed)
    let end = RunEnd(state: record.state, reason: record.reason, exitStatus: .pass, progress: progress)
    console.note("run \(record.id) is complete already.")
    try Console.result(display.json ? try Self.json(end, run: record.id) : record.id)
    return .pass
  }

  private func report(_ end: RunEnd, run: String, store: Store) {
    let progress = end.progress
    var text = "run \(run) is \(end.state.rawValue): \(progress.done) of \(progress.planned) rollouts stored"
    if progress.failed > 0 { text += ", \(progress.failed) of them failed" }
    if let reason = end.reason { text += "; \(reason)" }
    guard end.state != .complete else {
      console.note(text + (text.hasSuffix(".") ? "" : "."))
      return
    }
    let retry =
      (progress.failed > 0 ? " --retry-errors" : "") + (ruleWords.isEmpty ? "" : " \(ruleWords)")
    let hint =
      end.state == .stoppedByPolicy
      ? "" : "\nGo on with: hawthorne resume \(run) --store \(store.path)\(retry)"
    Console.error("hawthorne: \(text)\(hint)")
  }

  private static func json(_ end: RunEnd, run: String) throws -> String {
    try CanonicalJSON.text(
      of: .object([
        "run": .string(run), "state": .string(end.state.rawValue),
        "reason": end.reason.map { .string($0) } ?? .null,
        "planned": .integer(Int64(end.progress.planned)), "stored": .integer(Int64(end.progress.done)),
        "failed": .integer(Int64(end.progress.failed)), "retries": .integer(Int64(end.progress.retries)),
        "exit": .integer(Int64(end.exitStatus.rawValue)),
      ]))
  }
}
