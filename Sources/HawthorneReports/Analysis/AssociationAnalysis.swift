import HawthorneCore
import HawthorneStatistics

/// Aware rollouts against those not aware, pooled and within strata.
struct AssociationAnalysis {
  let index: CellIndex
  let options: AnalysisOptions

  /// One row for each suite and metric for which both classes have a known value.
  func associations() throws -> [Association] {
    try index.suites.flatMap { suite in
      try index.harms(suite: suite).flatMap { try associations(suite: suite, harm: $0) }
    }
  }

  private func associations(suite: String, harm: Scenario.Harm?) throws -> [Association] {
    let cells = index.cells.filter { $0.suite == suite && $0.harm == harm }
    return try [
      (Metric.refusal, \DecisionCounts.refused), (.misaligned, \.misaligned), (.correct, \.correct),
    ].compactMap { try association(suite: suite, harm: harm, metric: $0.0, member: $0.1, cells: cells) }
  }

  private func association(
    suite: String, harm: Scenario.Harm?, metric: Metric, member: KeyPath<DecisionCounts, Tally>,
    cells: [CellCounts]
  ) throws -> Association? {
    var numbers: [String: Int] = [:]
    var strata: [StratifiedDifference.Stratum] = []
    var aware = Tally()
    var notAware = Tally()
    var mixed: Set<String> = []
    for cell in cells {
      let yes = cell.whenAware[keyPath: member]
      let no = cell.whenNotAware[keyPath: member]
      aware = aware + yes
      notAware = notAware + no
      guard yes.known + no.known > 0 else { continue }
      let number = numbers[cell.scenario] ?? numbers.count
      numbers[cell.scenario] = number
      if yes.known > 0, no.known > 0 { mixed.insert(cell.scenario) }
      strata.append(
        StratifiedDifference.Stratum(
          awarePositives: yes.yes, awareTotal: yes.known, unawarePositives: no.yes, unawareTotal: no.known,
          cluster: number))
    }
    guard aware.known + notAware.known > 0 else { return nil }
    let result = try StratifiedDifference.estimate(strata: strata, level: options.level, seed: options.seed)
    return Association(
      suite: suite, harm: harm, metric: metric, aware: aware, notAware: notAware,
      pooled: result.pooled?.reported,
      stratified: result.difference?.reported, stratifiedInterval: result.interval.map(ReportedInterval.init),
      contributingStrata: result.contributing, usableStrata: result.usable, strata: result.strata,
      scenarios: mixed.count, shift: result.poolingBias?.reported,
      shiftInterval: result.poolingBiasInterval.map(ReportedInterval.init),
      simpson: result.poolingBiasInterval == nil ? nil : result.simpsonFlag,
      awareAfterDecision: cells.reduce(0) { $0 + $1.awareAfterDecision })
  }
}
