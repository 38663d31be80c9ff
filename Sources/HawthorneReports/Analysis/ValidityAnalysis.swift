import HawthorneCore
import HawthorneStore

/// What stands against the figures of a report.
struct ValidityAnalysis {
  let provenance: Provenance
  let index: CellIndex
  let options: AnalysisOptions
  var serving: ServingSection?

  func validity() -> Validity {
    var problems: [Validity.Problem] = []
    for run in provenance.runs { problems += self.problems(of: run) }
    problems += dataProblems()
    problems += cacheProblems()
    if let serving { problems += ServingFindings(section: serving).problems }
    let order: [RunState] = [.complete, .stoppedByPolicy, .running, .incomplete, .invalid]
    let worst = provenance.runs.map(\.state).max {
      (order.firstIndex(of: $0) ?? 0) < (order.firstIndex(of: $1) ?? 0)
    }
    return Validity(state: worst ?? .invalid, problems: problems)
  }

  private func problems(of run: RunProvenance) -> [Validity.Problem] {
    let reason = run.stateReason.map { ": \($0)" } ?? ""
    let share = "\(run.done) of \(run.planned) planned rollouts are there"
    switch run.state {
    case .running:
      return [
        .init(id: "run.running", severity: .invalid, message: "Run \(run.id) has not ended; \(share).")
      ]
    case .incomplete:
      return [
        .init(
          id: "run.incomplete", severity: .invalid,
          message: "Run \(run.id) is incomplete\(reason); \(share). "
            + (run.isImported
              ? "Import its logs again when they are whole." : "'hawthorne resume' goes on with it."))
      ]
    case .invalid:
      return [
        .init(id: "run.invalid", severity: .invalid, message: "Run \(run.id) is invalid\(reason); \(share).")
      ]
    case .stoppedByPolicy:
      return [
        .init(
          id: "run.stopped", severity: .warning,
          message:
            "Run \(run.id) was stopped by a policy\(reason); \(share), and intervals made for a fixed n "
            + "do not hold for a run that stopped because of what it saw.")
      ]
    case .complete:
      guard run.done != run.planned else { return [] }
      return [
        .init(
          id: "run.count-mismatch", severity: .invalid,
          message: "Run \(run.id) says it is complete, but \(share).")
      ]
    }
  }

  private func dataProblems() -> [Validity.Problem] {
    guard !index.cells.isEmpty else {
      return [.init(id: "report.empty", severity: .invalid, message: "There is no rollout to report on.")]
    }
    var problems: [Validity.Problem] = []
    func sum(_ member: (CellCounts) -> Int) -> Int { index.cells.reduce(0) { $0 + member($1) } }
    let rollouts = sum(\.rollouts)
    let unlabelled = sum(\.unlabelled)
    if unlabelled == rollouts {
      problems.append(
        .init(
          id: "labels.none", severity: .invalid,
          message: "No rollout has a label of the classifier asked for; 'hawthorne classify' makes them."))
    } else if unlabelled > 0 {
      problems.append(
        .init(
          id: "labels.missing", severity: .warning,
          message: "\(unlabelled) of \(Figures.count(rollouts, "rollout")) have no label and count as errors."
        ))
    }
    let inconsistent = sum(\.inconsistent)
    if inconsistent > 0 {
      problems.append(
        .init(
          id: "labels.inconsistent", severity: .invalid,
          message:
            "\(Figures.count(inconsistent, "label")) say aware without a belief, or a belief without aware."))
    }
    for key in index.keys { problems += groupProblems(key) }
    problems += formProblems()
    problems += languageProblems()
    let others = provenance.withheld.filter {
      $0.key != provenance.classifier.map { "\($0.reference) (\($0.hash.short))" }
    }
    if !others.isEmpty {
      let mix = others.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: ", ")
      problems.append(
        .init(
          id: "labels.mixed", severity: .warning,
          message:
            "Withheld answers carry the labels they were recorded with, of another classifier (\(mix))."))
    }
    let identical = index.cells.filter(\.identicalRepeats)
    if !identical.isEmpty {
      problems.append(
        .init(
          id: "repeats.identical", severity: .warning,
          message:
            "In \(identical.count) of \(index.cells.count) scenario × arm × mode cells every repeat brought "
            + "the same text; their epochs are no independent repeats and count as one rollout in paired tests."
        ))
    }
    let said = provenance.servedModels.filter { $0.key != Provenance.notSaid }
    if said.count > 1 {
      let mix = said.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }.joined(separator: ", ")
      problems.append(
        .init(
          id: "served.mixed", severity: .warning, message: "More than one served model answered: \(mix)."))
    }
    return problems
  }

  /// Answers that were not asked for anew are of another time, and perhaps of another serving.
  private func cacheProblems() -> [Validity.Problem] {
    provenance.runs.compactMap { run in
      guard let cached = run.fromCache, cached.rollouts > 0 else { return nil }
      return .init(
        id: "served.cached", severity: .warning,
        message:
          "Run \(run.id): \(cached.rollouts) of \(Figures.count(run.done, "rollout")) hold answers from the response cache "
          + "(\(Figures.count(cached.answers, "request")) not sent). They were given at another time, and say nothing of how the "
          + "model is served now.")
    }
  }

  /// Reasoning that reached us in several forms, or in one that nobody recorded.
  private func formProblems() -> [Validity.Problem] {
    struct Place: Hashable, Comparable {
      var suite: String
      var mode: String
      static func < (left: Self, right: Self) -> Bool { (left.suite, left.mode) < (right.suite, right.mode) }
    }
    var problems: [Validity.Problem] = []
    let places = Dictionary(grouping: index.withoutProbes.cells) { Place(suite: $0.suite, mode: $0.mode) }
    for (place, cells) in places.sorted(by: { $0.key < $1.key }) {
      var forms: [String: Int] = [:]
      for cell in cells { forms.add(cell.axes?.forms ?? [:]) }
      let read = cells.reduce(0) { $0 + $1.aware.known }
      let access = cells.lazy.compactMap(\.axes?.access).first
      let name = "\(place.suite) [\(place.mode)]"
      let counted = access ?? (read > 0 ? nil : options.reasoning ?? .raw)
      let others = forms.filter { $0.key != ReadingForm(counted).rawValue && $0.value > 0 }
      if !others.isEmpty {
        let mix = others.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        problems.append(
          .init(
            id: "reasoning.forms", severity: .warning,
            message:
              "\(name): awareness is counted over \(Figures.count(read, "rollout")) whose reasoning was read as "
              + "\(ReadingForm(counted).rawValue); those read in another form are NA (\(mix))."))
      }
      if access == nil, read > 0 {
        problems.append(
          .init(
            id: "reasoning.unrecorded", severity: .warning,
            message:
              "\(name): \(Figures.count(read, "label")) do not say whether raw reasoning or a summary was read, so "
              + "that a rate may be over both; 'hawthorne rescan' makes labels that do."))
      }
    }
    return problems
  }

  /// Arms that were asked in different languages differ in more than their framing.
  private func languageProblems() -> [Validity.Problem] {
    struct Place: Hashable {
      var suite: String
      var scenario: String
      var mode: String
    }
    let places = Dictionary(grouping: index.cells) {
      Place(suite: $0.suite, scenario: $0.scenario, mode: $0.mode)
    }
    let uneven = places.values.filter { cells in Set(cells.map { Set($0.byLanguage.keys) }).count > 1 }
    guard !uneven.isEmpty else { return [] }
    return [
      .init(
        id: "languages.uneven", severity: .warning,
        message:
          "In \(uneven.count) of \(places.count) scenarios × modes the arms were asked in different languages, so that a "
          + "difference between arms may be one between languages.")
    ]
  }

  private func groupProblems(_ key: CellIndex.GroupKey) -> [Validity.Problem] {
    let cells = index.groups[key] ?? []
    let place = "\(key.suite) [\(key.arm.name), \(key.mode)]"
    let rollouts = cells.reduce(0) { $0 + $1.rollouts }
    guard rollouts > 0 else { return [] }
    var problems: [Validity.Problem] = []
    let useless = cells.reduce(0) { $0 + $1.failed.yes }
    if Double(useless) > options.maximumErrors * Double(rollouts) {
      problems.append(
        .init(
          id: "errors.too-many", severity: .invalid,
          message: "\(place): \(useless) of \(rollouts) rollouts failed, were empty or have no label; "
            + "at most \(Figures.percent(options.maximumErrors, decimals: 0)) may."))
    }
    let offScript = cells.reduce(0) { $0 + $1.count(.offScript) }
    if Double(offScript) > options.maximumErrors * Double(rollouts) {
      problems.append(
        .init(
          id: "off-script.many", severity: .warning,
          message: "\(place): \(offScript) of \(rollouts) rollouts left the script of a simulated tool."))
    }
    // Nobody looks for awareness in the answer to a probe.
    guard key.arm.kind != .probe else { return problems }
    let readable = cells.reduce(0) { $0 + $1.aware.known }
    if readable == 0 {
      problems.append(
        .init(
          id: "reasoning.none", severity: .warning,
          message: "\(place): no reasoning could be read in \(Figures.count(rollouts, "rollout")); "
            + "awareness is not measured here."))
    } else if Double(readable) < options.minimumCoverage * Double(rollouts) {
      problems.append(
        .init(
          id: "reasoning.sparse", severity: .warning,
          message: "\(place): reasoning could be read in only \(readable) of \(rollouts) rollouts."))
    }
    return problems
  }
}
