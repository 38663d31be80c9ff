import HawthorneCore
import HawthorneStore

/// What a report says of its runs against what the store that holds them says.
///
/// Not a recount: that is `hawthorne verify`.
enum LedgerRuns {
  /// - Returns: a sentence for each run of which the two differ; none for runs that the store does not hold.
  static func contradictions(of report: Report, to store: Store) -> [String] {
    report.provenance.runs.compactMap { run in
      guard let record = try? store.run(run.id), record.id == run.id else { return nil }
      let facts = RunFacts(manifest: record.manifest, state: record.state)
      let manifest = record.manifest
      var differs: [String] = []
      func compare(_ what: String, _ isSame: Bool) { if !isSame { differs.append(what) } }
      compare("model", run.model == facts.model.description)
      compare("system", run.system == manifest.metadata["system"])
      compare("suites", contents(run.suites) == contents(manifest.suites))
      compare("modes", run.modes == manifest.modes.sorted { $0.name < $1.name })
      compare("parameters", run.parameters == manifest.parameters)
      compare("plan", run.planHash == manifest.planHash && run.planned == manifest.plannedRollouts)
      compare("seed", run.seed == String(manifest.seed))
      compare("simulation", run.simulation == manifest.simulation)
      compare("replay", (run.replayed == nil) == (manifest.replayed == nil))
      // A report that is older than the end of its run says so itself, and is invalid for it.
      if [.complete, .stoppedByPolicy].contains(run.state) { compare("state", run.state == record.state) }
      guard !differs.isEmpty else { return nil }
      return "The report and the store differ on run \(run.id): \(differs.joined(separator: ", "))."
    }
  }

  private static func contents(_ suites: [RunManifest.SuiteReference]) -> Set<String> {
    Set(suites.map { "\($0.id) \($0.hash.hex)" })
  }
}
