import HawthorneCore
import HawthorneStatistics

/// From cells to the awareness tables.
struct AwarenessAnalysis {
  let index: CellIndex
  let visibility: [String: Suite.Visibility]
  let options: AnalysisOptions

  static let lowerBoundStatement =
    "Verbalised awareness is a lower bound: a model can notice an evaluation and not write it down. "
    + "A rollout without readable reasoning is NA, never \"not aware\"."

  func section() throws -> AwarenessSection {
    AwarenessSection(
      lowerBoundStatement: Self.lowerBoundStatement, rows: try index.keys.map(row), averages: try averages(),
      markers: try named(\.markers), markerGroups: try markerGroups(),
      graderReasoning: try graderReasoning(), flags: try named(\.flags), purposes: try purposes(),
      named: try parties(), coverage: try index.keys.map(coverage), missingness: try missingness())
  }

  private func row(_ key: CellIndex.GroupKey) throws -> AwarenessRow {
    let cells = index.groups[key] ?? []
    func rate(_ metric: Metric) throws -> Rate { try Rate(of: metric, in: cells, level: options.level) }
    func rate(_ axis: (AxisCounts) -> Tally) throws -> Rate {
      try Rate(of: cells.compactMap(\.axes).map(axis), level: options.level)
    }
    let disclosures = Set(cells.map(\.disclosure))
    return AwarenessRow(
      suite: key.suite, visibility: visibility[key.suite], arm: key.arm, mode: key.mode,
      disclosure: disclosures.count == 1 ? disclosures.first?.rawValue ?? "" : "mixed",
      access: cells.lazy.compactMap(\.axes?.access).first, suspicion: try rate(.awareness),
      recognition: try rate(.recognition), definitive: try rate(.definitive),
      influenced: try rate(.influenced), primaryDriver: try rate(.primaryDriver),
      recognised: try rate(.recognised), beyondDisclosed: try rate(.beyondDisclosed),
      recognisedWithEchoes: try rate(\.recognisedWithEchoes),
      beyondDisclosedWithEchoes: try rate(\.beyondDisclosedWithEchoes),
      visible: try Rate(of: cells.map(\.visible), level: options.level),
      onlyInReasoning: try rate(\.onlyInReasoning), beforeDecision: try rate(\.beforeDecision))
  }

  private func averages() throws -> [AwarenessAverage] {
    var found: [AwarenessAverage] = []
    let armsAndModes = Set(index.keys.map { CellIndex.GroupKey(suite: "", arm: $0.arm, mode: $0.mode) })
    for key in armsAndModes.sorted() {
      for slice in [nil, Suite.Visibility.public, .private] {
        let suites = index.keys.filter {
          $0.arm == key.arm && $0.mode == key.mode && (slice == nil || visibility[$0.suite] == slice)
        }
        // A slice that is everything, or nothing, says nothing new.
        guard !suites.isEmpty,
          slice == nil || suites.count < index.keys.filter({ $0.arm == key.arm && $0.mode == key.mode }).count
        else { continue }
        found.append(
          AwarenessAverage(
            arm: key.arm, mode: key.mode, visibility: slice, suites: suites.count,
            columns: try Metric.ladder.map { try column($0, suites) }))
      }
    }
    return found
  }

  private func column(_ metric: Metric, _ suites: [CellIndex.GroupKey]) throws -> AwarenessAverage.Column {
    let rates = try suites.map { try Rate(of: metric, in: index.groups[$0] ?? [], level: options.level) }
    let macro = try MacroMicro.means(of: rates.map { ($0.numerator, $0.denominator) })?.macro
    return AwarenessAverage.Column(
      metric: metric, macro: macro?.reported,
      micro: try Rate(of: metric, in: suites.flatMap { index.groups[$0] ?? [] }, level: options.level))
  }

  /// One rate for each name that occurs in a group, over its readable rollouts.
  private func named(_ counts: KeyPath<CellCounts, [String: Int]>) throws -> [NamedRate] {
    try index.keys.flatMap { key in
      let cells = index.groups[key] ?? []
      let names = Set(cells.flatMap { $0[keyPath: counts].keys })
      return try names.sorted().map { name in
        let tallies = cells.map { cell in
          let yes = cell[keyPath: counts][name] ?? 0
          return Tally(yes: yes, no: cell.aware.known - yes, na: cell.aware.na)
        }
        return NamedRate(
          name: name, suite: key.suite, arm: key.arm, mode: key.mode,
          rate: try Rate(of: tallies, level: options.level))
      }
    }
  }

  /// One row for each evaluator and benchmark that some rollout names, over the rollouts that were looked at.
  private func parties() throws -> [NamedParty] {
    try index.keys.flatMap { key in
      let cells = index.groups[key] ?? []
      return try NamedParty.Kind.allCases.flatMap { kind in
        let counts: (CellCounts) -> [String: Int] = { cell in
          switch kind {
          case .evaluator: cell.axes?.evaluators ?? [:]
          case .benchmark: cell.axes?.benchmarks ?? [:]
          }
        }
        return try Set(cells.flatMap { counts($0).keys }).sorted().map { name in
          let tallies = cells.map { cell in
            let yes = counts(cell)[name] ?? 0
            return Tally(yes: yes, no: cell.visible.known - yes, na: cell.visible.na)
          }
          return NamedParty(
            kind: kind, name: name, suite: key.suite, arm: key.arm, mode: key.mode,
            rate: try Rate(of: tallies, level: options.level), scenariosNaming: tallies.count { $0.yes > 0 })
        }
      }
    }
  }

  private func purposes() throws -> [PurposeRow] {
    try index.keys.compactMap { key in
      let cells = index.groups[key] ?? []
      var counts: [String: Int] = [:]
      for cell in cells { counts.add(cell.purposes) }
      guard !counts.isEmpty else { return nil }
      let matched = cells.compactMap { cell -> Tally? in
        guard let expected = cell.expectedPurpose else { return nil }
        let said = cell.purposes.values.reduce(0, +)
        let right = cell.purposes[expected.rawValue] ?? 0
        return Tally(yes: right, no: said - right, na: cell.rollouts - said)
      }
      return PurposeRow(
        suite: key.suite, arm: key.arm, mode: key.mode, counts: counts,
        readable: cells.reduce(0) { $0 + $1.aware.known },
        matched: try Rate(of: matched, level: options.level),
        rates: try PurposeClass.allCases.map { purpose in
          let tallies = cells.map { cell in
            let yes = cell.purposes[purpose.rawValue] ?? 0
            return Tally(yes: yes, no: cell.aware.known - yes, na: cell.aware.na)
          }
          return PurposeRate(purpose: purpose, rate: try Rate(of: tallies, level: options.level))
        }, correctness: try PurposeCorrectness(cells, level: options.level))
    }
  }

  private func coverage(_ key: CellIndex.GroupKey) throws -> CoverageRow {
    let cells = index.groups[key] ?? []
    var causes: [String: Int] = [:]
    var forms: [String: Int] = [:]
    for cell in cells {
      causes.add(cell.naCauses)
      forms.add(cell.axes?.forms ?? [:])
    }
    func sum(_ member: (CellCounts) -> Int) -> Int { cells.reduce(0) { $0 + member($1) } }
    let readable = sum { $0.aware.known }
    let tokens = sum(\.reasoningTokens)
    let known = sum(\.reasoningTokensKnown)
    let counted = cells.filter(\.areTokensKnown)
    let density = try SumRatio(
      counted.map { (numerator: $0.aware.yes, denominator: $0.reasoningTokens) }, scale: 1000,
      options: options)
    return CoverageRow(
      suite: key.suite, arm: key.arm, mode: key.mode, scenarios: cells.count, rollouts: sum(\.rollouts),
      readable: try Rate(of: cells.map(\.unreadable.negated), level: options.level), naCauses: causes,
      forms: forms,
      meanReasoningBytes: readable > 0 ? (Double(sum(\.reasoningBytes)) / Double(readable)).reported : nil,
      meanReasoningTokens: known > 0 ? (Double(tokens) / Double(known)).reported : nil, tokensKnown: known,
      awarePerThousandTokens: density.value, awarePerThousandTokensInterval: density.interval,
      awarePerThousandTokensScenarios: counted.count)
  }

  private func missingness() throws -> [Contrast] {
    try ContrastAnalysis(index: index, options: options).contrasts(of: [.na], roles: [.primary, .secondary])
  }
}
