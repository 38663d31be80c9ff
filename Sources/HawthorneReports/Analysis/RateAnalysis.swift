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
    let known = tallies.filter { $0.known > 0 }
    let interval = try Wilson.interval(
      clusters: known.map { (successes: $0.yes, trials: $0.known) }, level: level)
    let numerator = known.reduce(0) { $0 + $1.yes }
    let denominator = known.reduce(0) { $0 + $1.known }
    let na = tallies.reduce(0) { $0 + $1.na }
    let bounds = try ManskiBounds.rate(positives: numerator, negatives: denominator - numerator, missing: na)
    self.init(
      numerator: numerator, denominator: denominator, na: na, scenarios: known.count,
      interval: interval.map(ReportedInterval.init),
      bounds: bounds.map { ReportedBounds(lower: $0.lower, upper: $0.upper) })
  }
}

extension [String: Int] {
  /// Adds the counts of another dictionary.
  mutating func add(_ other: [String: Int]) { merge(other, uniquingKeysWith: +) }
}
