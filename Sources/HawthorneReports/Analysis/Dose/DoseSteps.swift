import HawthorneCore

/// Every level against the arm that it is built on, paired by scenario.
extension DoseAnalysis {
  /// Every level of every dose, without q.
  func steps(suite: String, mode: String, arms: [Arm], base: Arm) throws -> [DoseStep] {
    try DoseLadder.sorted(arms).flatMap { arm in
      try Self.stepMetrics.flatMap { metric in
        try parts(suite: suite, metric: metric).compactMap {
          try step(suite: suite, mode: mode, arm: arm, base: base, metric: metric, part: $0)
        }
      }
    }
  }

  private func step(
    suite: String, mode: String, arm: Arm, base: Arm, metric: Metric, part: Part
  ) throws -> DoseStep? {
    let (paired, unpaired) = index.pairs(suite: suite, mode: mode, first: arm, second: base) {
      part.holds($0, metric)
    }
    let pairs = paired.map {
      PairedComparison.Pair(first: metric.unit($0.first), second: metric.unit($0.second))
    }
    guard let dose = arm.dose?.dose, pairs.contains(where: { $0.first.known + $0.second.known > 0 }) else {
      return nil
    }
    let figures = try PairedComparison(pairs, level: options.level, options: options)
    return DoseStep(
      suite: suite, mode: mode, dose: dose, metric: metric, harm: part.harm, items: part.items, arm: arm,
      base: base, scenarios: figures.scenarios, unpaired: unpaired, missing: figures.missing,
      levelNA: figures.firstNA, baseNA: figures.secondNA, levelRate: figures.firstRate,
      baseRate: figures.secondRate, difference: figures.difference, test: figures.test, p: figures.p, q: nil,
      interval: figures.interval, intervalMethod: figures.intervalMethod,
      minimumDetectable: figures.minimumDetectable, bounds: figures.bounds)
  }
}
