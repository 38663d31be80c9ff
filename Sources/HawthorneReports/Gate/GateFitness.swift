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
    let known = Set(problems)
    problems += recounted(report).filter { !known.contains($0) }
    for run in report.provenance.runs where [.running, .incomplete, .invalid].contains(run.state) {
      let text = "Run \(run.id) is \(run.state.rawValue)."
      if problems.isEmpty { problems.append(text) }
    }
    if let wanted = policy.classifier, !isWanted(report.provenance.classifier, wanted) {
      let found = report.provenance.classifier.map { "\($0.reference)#\($0.hash.short)" } ?? "none"
      problems.append("The policy wants the labels of \(wanted); the report counts those of \(found).")
    }
    problems += pinned(report, policy)
    if let pinned = policy.baseline, let baseline, baseline.id != pinned {
      problems.append(
        "The policy wants the baseline \(pinned.short); --baseline is the report \(baseline.id.short).")
    }
    return problems
  }

  /// What the report's own cells say against it, whatever its list of problems does.
  private static func recounted(_ report: Report) -> [String] {
    let validity = ValidityAnalysis(
      provenance: report.provenance, index: CellIndex(report.cells), options: AnalysisOptions(),
      serving: report.serving
    ).validity()
    return validity.problems.filter { $0.severity == .invalid }.map(\.message)
  }

  /// What the policy wants the report to be of.
  private static func pinned(_ report: Report, _ policy: Policy) -> [String] {
    var problems: [String] = []
    let models = Set(report.provenance.runs.map(\.model)).sorted()
    if !policy.models.isEmpty, !Set(models).isSubset(of: policy.models) {
      problems.append(
        "The policy is about \(policy.models.joined(separator: " or ")); the report is of "
          + "\(models.joined(separator: ", ")).")
    }
    let suites = report.provenance.runs.flatMap(\.suites)
    for text in policy.suites {
      guard let pin = Pin(text), !suites.contains(where: pin.isOf) else { continue }
      let found = Set(suites.filter { $0.id == pin.id }.map { "\($0.id)@\($0.version)#\($0.hash.short)" })
        .sorted()
      problems.append(
        "The policy wants the suite \(text); the report has "
          + (found.isEmpty ? "none of that id." : "\(found.joined(separator: ", "))."))
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

  static func notes(on report: Report, policy: Policy, baseline: Report?) -> [String] {
    var notes: [String] = []
    if let baseline { notes += self.notes(on: baseline, of: report, policy) }
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

  /// Who names the baseline chooses what is "no worse": it is said what it is.
  private static func notes(on baseline: Report, of report: Report, _ policy: Policy) -> [String] {
    guard policy.rules.contains(where: { if case .margin = $0.limit { true } else { false } }) else {
      return ["The baseline is compared with by no rule: none has a margin."]
    }
    let models = Set(baseline.provenance.runs.map(\.model)).sorted().joined(separator: ", ")
    var notes: [String] = []
    if policy.baseline == nil {
      notes.append(
        "The policy pins no baseline, and this one, of \(models), was chosen by whoever ran the gate.")
    }
    let others = Confounds.find(baseline, report, options: DiffOptions()).others
      .filter { !["seed", "state", "registration", "harness"].contains($0.id) }
    if !others.isEmpty {
      notes.append(
        "Not the same as in the baseline: "
          + others.map { "\($0.what) (\($0.old) → \($0.new))" }.joined(separator: "; ") + ".")
    }
    return notes
  }
}
