import HawthorneStatistics

/// A ratio of two sums over scenarios, such as tokens against tokens or aware rollouts against tokens.
struct SumRatio {
  /// nil where the denominator is 0.
  var value: Double?
  /// By resampling scenarios; nil under six of them, or where every resample gives the same.
  var interval: ReportedInterval?

  /// - Parameters:
  ///   - scenarios: both amounts of each; the ratio is `numerator / denominator`.
  ///   - scale: what the ratio is multiplied by.
  /// - Throws: `StatisticsError` for amounts beyond what the statistics take.
  init(
    _ scenarios: [(numerator: Int, denominator: Int)], scale: Double = 1, options: AnalysisOptions
  ) throws {
    let estimate = try ClusterBootstrap.estimate(
      sums: scenarios.flatMap { [Double($0.numerator), Double($0.denominator)] }, width: 2,
      level: options.level, seed: options.seed
    ) { totals in totals[1] > 0 ? scale * totals[0] / totals[1] : nil }
    value = estimate?.value.reported
    interval = estimate?.percentile.map(ReportedInterval.init)
  }
}
