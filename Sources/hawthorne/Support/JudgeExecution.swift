import HawthorneClassifiers
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneReports
import HawthorneRunner
import HawthorneStore

/// Carries out the judging of one run by some judges, one after the other, and prints what came of it.
struct JudgeExecution {
  var options: JudgeOptions
  var execution: ExecutionOptions
  var files: DocumentFiles
  var display: RunDisplayOptions
  var console: ConsoleOptions

  private struct Result: Encodable {
    var run: String
    var complete: Bool
    var reason: String?
    var asked: Int
    var figures: JudgeFigures
  }

  private struct DryResult: Encodable {
    var run: String
    var classifier: ClassifierIdentity
    var estimate: JudgeEstimate
  }

  func carryOut(run name: String, store path: String) async throws -> ExitStatus {
    // A name that says no format costs no request.
    _ = try files.targets()
    let judges = try options.judgesAsked()
    let adapters = try zip(judges, try options.secrets()).map { judge, secrets in
      try RunExecution.adapter(
        for: judge.model,
        endpoint: RunRequest.Endpoint(
          baseURL: execution.baseURL, streaming: execution.stream, timeout: execution.timeout ?? 600),
        baseURL: execution.baseURL, suites: [], secrets: secrets)
    }
    let store = try Store(path: path, access: .write)
    defer { store.close() }
    let record = try store.run(name)
    for judge in judges where judge.model == record.manifest.model {
      console.note("note: \(judge.model) judges its own rollouts.")
    }
    let prices = try execution.priceTable()
    let recorders = try display.recorders(console)
    let stop = StopSwitch()
    // Made before anything is asked, so that a judge that cannot be one costs nothing.
    let judgings = try zip(judges, adapters).map { judge, adapter in
      try Judging(
        adapter: adapter, judge: judge, store: store,
        settings: JudgeSettings(execution.settings(over: RunSettings())),
        recorders: recorders.all, stop: stop, prices: prices)
    }
    let lease = try store.takeLease(of: record.id)
    let signals = Signals(stop: stop) { Console.error($0) }
    var status = ExitStatus.pass
    var results: [Result] = []
    for (judge, judging) in zip(judges, judgings) where stop.cause == nil {
      let end = await judging.carryOut(lease: lease, only: try options.range)
      tell(end, judge: judge, run: record.id, store: store)
      if status == .pass { status = end.exitStatus }
      let figures = try JudgeFigures(of: record.id, classifier: judge.identity, in: store)
      results.append(
        Result(
          run: record.id, complete: end.isComplete, reason: end.reason, asked: end.asked, figures: figures))
    }
    withExtendedLifetime(signals) {}
    for adapter in adapters { await adapter.close() }
    try store.release(lease)
    for result in results { try files.write(result.figures, console: console) }
    if display.json {
      try Console.result(try CanonicalJSON.text(of: results, indented: true))
    } else if files.output.isEmpty {
      for result in results { try files.print(result.figures, console: console) }
    }
    if let failure = recorders.events?.failure {
      Console.error("hawthorne: \(failure.description)")
      if status == .pass { return failure.exitStatus }
    }
    return status
  }

  /// Prints what would be asked.
  func dryRun(run record: RunRecord, store: Store) throws -> ExitStatus {
    var results: [DryResult] = []
    for judge in try options.judgesAsked() {
      let estimate = try Judging.estimate(judge, run: record.id, only: try options.range, in: store)
      results.append(DryResult(run: record.id, classifier: judge.identity, estimate: estimate))
    }
    if display.json {
      try Console.result(try CanonicalJSON.text(of: results, indented: true))
      return .pass
    }
    for result in results {
      let (identity, estimate) = (result.classifier, result.estimate)
      try Console.result(
        FactList.text([
          ("judge", "\(identity.id) \(identity.version) (\(identity.hash.short))"),
          (
            "rollouts", "\(estimate.rollouts) to label, \(estimate.withoutRequests) of them without a request"
          ),
          (
            "requests",
            "\(estimate.requests)"
              + (estimate.layerRequests > 0
                ? ", and up to \(estimate.layerRequests) of the layer pass where awareness is found" : "")
          ),
          (
            "tokens",
            "about \(estimate.inputTokens) in (bytes / 4), at most \(estimate.outputTokens) out"
          ),
        ]))
    }
    return .pass
  }

  private func tell(_ end: JudgeEnd, judge: Judge, run: String, store: Store) {
    var text =
      "run \(run), \(judge.identity.id): \(end.progress.done) of \(end.progress.planned) rollouts labelled, "
      + "\(end.asked) requests sent"
    if let reason = end.reason { text += "; \(reason)" }
    guard !end.isComplete else { return console.note(text + ".") }
    Console.error(
      "hawthorne: \(text)\nGo on with the same command: every answer is stored, and only what is missing is asked."
    )
  }
}
