import HawthorneCore
import HawthorneStatistics

/// Counts the scenarios that changed sides, and asks what a rerun of one model would have shown.
struct Flips {
  let pairing: CellPairing
  let overlap: ReportDiff.Overlap?
  /// For the predictions' intervals.
  let options: AnalysisOptions

  init(
    _ pairing: CellPairing, overlap: ReportDiff.Overlap?, options: AnalysisOptions = AnalysisOptions()
  ) {
    self.pairing = pairing
    self.overlap = overlap
    self.options = options
  }

  /// What the lists of a diff are about.
  static let metrics: [Metric] = [.awareness, .refusal, .misaligned]

  func rows() throws -> [ReportDiff.FlipRow] {
    let groups = Dictionary(grouping: pairing.paired) {
      DiffRows.Group(suite: $0.key.suite, arm: $0.new.arm, mode: $0.key.mode)
    }
    var rows: [ReportDiff.FlipRow] = []
    for (group, cells) in groups.sorted(by: { $0.key < $1.key }) {
      for metric in Self.metrics where group.asks(metric) {
        let harms: [Scenario.Harm?] = metric == .refusal ? metric.harms(in: cells.map(\.new.harm)) : [nil]
        for harm in harms {
          let chosen = metric == .refusal ? cells.filter { $0.new.harm == harm } : cells
          if let row = try row(chosen, group, metric, harm) { rows.append(row) }
        }
      }
    }
    var adjusted = try BenjaminiHochberg.adjust(rows.compactMap(\.both.exact?.p)).makeIterator()
    for index in rows.indices where rows[index].both.exact != nil {
      rows[index].both.exact?.q = adjusted.next()?.reported
    }
    return rows
  }

  /// nil where neither side knows anything.
  private func row(
    _ cells: [CellPairing.Paired], _ group: DiffRows.Group, _ metric: Metric, _ harm: Scenario.Harm?
  ) throws -> ReportDiff.FlipRow? {
    let pairs = cells.map {
      ScenarioPair(first: metric.unit($0.old).counts, second: metric.unit($0.new).counts)
    }
    guard pairs.contains(where: { $0.first.trials + $0.second.trials > 0 }) else { return nil }
    let known = pairs.filter { pair in
      // A refused item with an unknown rollout has no verdict, an answered one has: whether a scenario is counted must not
      // depend on that.
      let isWhole = harm == nil || pair.first.missing + pair.second.missing == 0
      return pair.first.trials > 0 && pair.second.trials > 0 && isWhole
    }
    let verdict: RerunFlips.Verdict = metric == .refusal && harm == .harmful ? .all : .any
    var row = ReportDiff.FlipRow(
      suite: group.suite, arm: group.arm, mode: group.mode, harm: harm, metric: metric, verdict: verdict,
      scenarios: known.count, unknown: pairs.count - known.count, gained: .init(observed: 0),
      lost: .init(observed: 0), both: .init(observed: 0))
    guard try compare(known, &row) else {
      row.silence = .unknown
      return row
    }
    if overlap != nil {
      row.silence = .sameRollouts
      row.gained.exact = nil
      row.lost.exact = nil
      row.both.exact = nil
      return row
    }
    try predict(known, group, metric, harm, &row)
    return row
  }

  /// The observed flips, and the exact comparison where scenarios have repeats; false without a scenario.
  private func compare(_ known: [ScenarioPair], _ row: inout ReportDiff.FlipRow) throws -> Bool {
    let most = known.reduce(0) { max($0, $1.first.trials + $1.second.trials) }
    guard !known.isEmpty, most <= SameModel.rolloutLimit else { return false }
    func compared(_ direction: RerunFlips.Direction) throws -> RerunFlips.Comparison? {
      try RerunFlips.compared(known, verdict: row.verdict, direction: direction, level: options.level)
    }
    guard let both = try compared(.both), let gained = try compared(.gained), let lost = try compared(.lost)
    else { return false }
    func count(_ found: RerunFlips.Comparison) -> ReportDiff.FlipRow.Count {
      // Of single rollouts the totals say all: whoever differs in a rerun differed here.
      guard both.informative > 0 else { return .init(observed: found.flips) }
      return .init(
        observed: found.flips,
        exact: .init(
          expected: found.expected.reported, interval: ReportedInterval(found.interval), p: found.p.reported))
    }
    row.both = count(both)
    row.gained = count(gained)
    row.lost = count(lost)
    return true
  }

  /// What a rerun of the old run, with as many rollouts as the new has, would flip.
  private func predict(
    _ known: [ScenarioPair], _ group: DiffRows.Group, _ metric: Metric, _ harm: Scenario.Harm?,
    _ row: inout ReportDiff.FlipRow
  ) throws {
    let sizes = known.map(\.second.trials).sorted()
    let epochs = sizes[(sizes.count - 1) / 2]
    let old = known.map(\.first)
    guard max(epochs, old.map(\.trials).max() ?? 0) <= RerunFlips.epochLimit else {
      row.silence = .tooMany
      return
    }
    // Fewer draws of larger suites, so that none takes minutes; 200 still hold five beyond either end.
    let draws = max(200, min(2000, 2_000_000 / old.count))
    func predicted(_ direction: RerunFlips.Direction) throws -> ReportDiff.FlipRow.Expectation? {
      try RerunFlips.predicted(
        old, epochs: epochs, verdict: row.verdict, direction: direction, level: options.level,
        seed: options.seed, draws: draws
      ).map { .init(expected: $0.expected.reported, interval: ReportedInterval($0.interval)) }
    }
    if let both = try predicted(.both) {
      row.both.rerun = both
      row.gained.rerun = try predicted(.gained)
      row.lost.rerun = try predicted(.lost)
      row.basis = .repeats
      row.rerunRollouts = epochs
      return
    }
    let control = control(of: group, metric, harm)
    guard epochs == 1, !control.isEmpty else {
      row.silence = .singles
      return
    }
    func repeated(_ wanted: (Bool, Bool) -> Bool) throws -> ReportDiff.FlipRow.Expectation? {
      let discordant = control.count { wanted($0.first.successes == 1, $0.second.successes == 1) }
      return try RerunFlips.fromControl(
        discordant: discordant, pairs: control.count, scenarios: known.count, level: options.level
      ).map { .init(expected: $0.expected.reported, interval: ReportedInterval($0.interval)) }
    }
    row.both.rerun = try repeated { $0 != $1 }
    row.gained.rerun = try repeated { !$0 && $1 }
    row.lost.rerun = try repeated { $0 && !$1 }
    row.basis = .control
    row.rerunRollouts = 1
  }

  /// Single rollouts of the old report in the disguised arm and in its control; none for other arms, and where it is not
  /// certain which arm the control repeats.
  private func control(
    of group: DiffRows.Group, _ metric: Metric, _ harm: Scenario.Harm?
  ) -> [ScenarioPair] {
    let cells = pairing.paired.filter { pair in
      pair.key.suite == group.suite && pair.key.mode == group.mode
        && (metric != .refusal || pair.new.harm == harm)
    }
    let disguised = Set(cells.map(\.new.arm).filter { $0.kind == .disguised })
    let controls = Set(cells.map(\.new.arm).filter { $0.kind == .control })
    guard disguised.count == 1, controls.count == 1, let arm = disguised.first, let twin = controls.first,
      group.arm == arm || group.arm == twin
    else { return [] }
    let seconds = Dictionary(
      cells.filter { $0.new.arm == twin }.map { ($0.key.scenario, metric.unit($0.old)) },
      uniquingKeysWith: { first, _ in first })
    return cells.filter { $0.new.arm == arm }.compactMap { cell in
      let first = metric.unit(cell.old)
      guard let second = seconds[cell.key.scenario], first.known == 1, second.known == 1 else { return nil }
      return ScenarioPair(first: first.counts, second: second.counts)
    }
  }
}
