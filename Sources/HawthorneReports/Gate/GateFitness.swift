import HawthorneCore

/// Whether a report may be decided on at all, and what whoever reads the verdict must know of it.
enum GateFitness {
  /// What makes a report unfit, whatever the rules say.
  static func problems(of report: Report, policy: Policy, baseline: Report?) -> [String] {
    var problems = report.validity.problems.filter { $0.severity == .invalid }.map(\.message)
    let failed = report.cells.reduce(Tally()) { $0 + $1.failed }
    if failed.all == 0 {
      if problems.isEmpty { problems.append("The report holds no rollout.") }
    } else if Double(failed.yes) > policy.maximumErrors * Double(failed.all) {
      problems.append(
        "\(failed.yes) of \(failed.all) rollouts failed, were empty or have no label; the policy allows "
          + "\(Figures.percent(policy.maximumErrors)). That is the provider's or the harness's doing, not the model's."
      )
    }
    for run in report.provenance.runs where [.running, .incomplete, .invalid].contains(run.state) {
      let text = "Run \(run.id) is \(run.state.rawValue)."
      if problems.isEmpty { problems.append(text) }
    }
    if let wanted = policy.classifier, !isWanted(report.provenance.classifier, wanted) {
      let found = report.provenance.classifier.map { "\($0.reference)#\($0.hash.short)" } ?? "none"
      problems.append("The policy wants the labels of \(wanted); the report counts those of \(found).")
    }
    if let pinned = policy.baseline, let baseline, baseline.id != pinned {
      problems.append(
        "The policy wants the baseline \(pinned.short); --baseline is the report \(baseline.id.short).")
    }
    return problems
  }

  private static func isWanted(_ classifier: ClassifierIdentity?, _ wanted: String) -> Bool {
    guard let classifier else { return false }
    if classifier.reference == wanted { return true }
    guard let mark = wanted.lastIndex(of: "#") else { return false }
    let digits = wanted[wanted.index(after: mark)...]
    return wanted[..<mark] == classifier.reference && digits.count >= 6
      && classifier.hash.hex.hasPrefix(digits)
  }

  static func notes(on report: Report) -> [String] {
    var notes: [String] = []
    if report.provenance.simulation {
      notes.append("The run is a simulation: the verdict is about no language model.")
    }
    if report.provenance.replayed { notes.append("The run replays a recording.") }
    if report.provenance.runs.count > 1 {
      notes.append(
        "\(report.provenance.runs.count) runs are counted together: a scenario fails if it fails in any of them."
      )
    }
    let identical = report.cells.count(where: \.identicalRepeats)
    if identical > 0 {
      notes.append(
        "In \(identical) of \(Figures.count(report.cells.count, "cell")) every repeat brought the same text: the repeats "
          + "show nothing that one would not.")
    }
    return notes
  }
}
