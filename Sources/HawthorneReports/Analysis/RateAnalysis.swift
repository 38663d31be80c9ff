import HawthorneCore
import HawthorneStatistics

extension Rate {
  /// The rate of a metric over cells, one scenario each.
  ///
  /// - Throws: `StatisticsError` for counts beyond what the statistics take.
  init(of metric: Metric, in cells: [CellCounts], level: Double) throws {
    try self.init(of: cells.map(metric.tally), level: level)
  }

  /// The rate over tallies of one scenario each.
  init(of tallies: [Tally], level: Double) throws {
    let scenarios = tallies.map(\.counts)
    let estimate = try ScenarioRate.estimate(scenarios, level: level)
    let numerator = scenarios.reduce(0) { $0 + $1.successes }
    let denominator = scenarios.reduce(0) { $0 + $1.trials }
    let na = scenarios.reduce(0) { $0 + $1.missing }
    let bounds = try ManskiBounds.rate(positives: numerator, negatives: denominator - numerator, missing: na)
    self.init(
      numerator: numerator, denominator: denominator, na: na, scenarios: estimate?.scenarios ?? 0,
      interval: estimate.map { ReportedInterval($0.interval) }, method: estimate?.method,
      bounds: bounds.map { ReportedBounds(lower: $0.lower, upper: $0.upper) })
  }
}

extension [String: Int] {
  /// Adds the counts of another dictionary.
  mutating func add(_ other: [String: Int]) { merge(other, uniquingKeysWith: +) }
}

extension Tally {
  /// The same counts as the statistics take them.
  var counts: ScenarioCounts { ScenarioCounts(successes: yes, trials: known, missing: na) }
}
