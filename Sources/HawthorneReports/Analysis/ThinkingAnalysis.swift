import HawthorneCore
import HawthorneStatistics

/// Modes against each other: thinking and awareness, scenario by scenario.
///
/// Arms are never pooled, since a framing that states the evaluation raises awareness by itself.
struct ThinkingAnalysis {
  let index: CellIndex
  let options: AnalysisOptions

  private typealias Pair = (first: CellCounts, second: CellCounts)

  /// nil where no scenario was asked in two modes.
  func section() throws -> ThinkingSection? {
    var rows: [ThinkingComparison] = []
    for suite in index.suites {
      for arm in Set(index.keys.filter { $0.suite == suite }.map(\.arm)).sorted() {
        let modes = index.modes.filter { index.groups[.init(suite: suite, arm: arm, mode: $0)] != nil }
        for (place, first) in modes.enumerated() {
          for second in modes[(place + 1)...] {
            if let row = try comparison(suite: suite, arm: arm, first: first, second: second) {
              rows.append(row)
            }
          }
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    let adjusted = try BenjaminiHochberg.adjust(rows.compactMap(\.p))
    var next = adjusted.makeIterator()
    for index in rows.indices where rows[index].p != nil { rows[index].q = next.next()?.reported }
    return ThinkingSection(
      rows: rows,
      multiplicity:
        "q is Benjamini–Hochberg over suite × arm × pair of modes, one family of \(Figures.count(adjusted.count, "test"))."
    )
  }

  private func comparison(
    suite: String, arm: Arm, first: String, second: String
  ) throws -> ThinkingComparison? {
    func cells(_ mode: String) -> [CellCounts] {
      index.groups[.init(suite: suite, arm: arm, mode: mode)] ?? []
    }
    let others = Dictionary(
      cells(second).map { ($0.scenario, $0) }, uniquingKeysWith: { first, _ in first })
    let pairs: [Pair] = cells(first).compactMap { cell in others[cell.scenario].map { (cell, $0) } }
    guard !pairs.isEmpty else { return nil }
    let figures = try PairedComparison(
      pairs.map { .init(first: Metric.awareness.unit($0.first), second: Metric.awareness.unit($0.second)) },
      level: options.level, options: options)
    return ThinkingComparison(
      suite: suite, arm: arm, first: first, second: second, scenarios: figures.scenarios,
      unpaired: cells(first).count + others.count - 2 * pairs.count, missing: figures.missing,
      firstAware: figures.firstRate, secondAware: figures.secondRate, difference: figures.difference,
      test: figures.test, p: figures.p, q: nil, interval: figures.interval,
      intervalMethod: figures.intervalMethod, minimumDetectable: figures.minimumDetectable,
      bounds: figures.bounds,
      tokens: try volume(
        pairs.filter { $0.first.areTokensKnown && $0.second.areTokensKnown }, \.reasoningTokens),
      bytes: try volume(pairs.filter { $0.first.isAllRead && $0.second.isAllRead }, \.reasoningBytes))
  }

  private func volume(
    _ pairs: [Pair], _ amount: (CellCounts) -> Int
  ) throws -> ThinkingComparison.Volume? {
    guard !pairs.isEmpty else { return nil }
    let ratio = try SumRatio(
      pairs.map { (numerator: amount($0.second), denominator: amount($0.first)) }, options: options)
    func density(_ cell: (Pair) -> CellCounts) throws -> SumRatio {
      try SumRatio(
        pairs.map { (numerator: cell($0).aware.yes, denominator: amount(cell($0))) }, scale: 1000,
        options: options)
    }
    let (first, second) = (try density(\.first), try density(\.second))
    return ThinkingComparison.Volume(
      scenarios: pairs.count, first: pairs.reduce(0) { $0 + amount($1.first) },
      second: pairs.reduce(0) { $0 + amount($1.second) }, ratio: ratio.value, interval: ratio.interval,
      firstAwarePerThousand: first.value, secondAwarePerThousand: second.value,
      firstAwarePerThousandInterval: first.interval, secondAwarePerThousandInterval: second.interval,
      overlap: try overlap(pairs, amount))
  }

  /// Awareness among the scenarios whose length, a mean over rollouts, lies where both modes have some.
  private func overlap(
    _ pairs: [Pair], _ amount: (CellCounts) -> Int
  ) throws -> ThinkingComparison.Overlap? {
    func length(_ cell: CellCounts) -> Double { Double(amount(cell)) / Double(cell.rollouts) }
    let (first, second) = (pairs.map { length($0.first) }, pairs.map { length($0.second) })
    guard let low = first.min(), let high = first.max(), let otherLow = second.min(),
      let otherHigh = second.max()
    else { return nil }
    let range = (lower: max(low, otherLow), upper: min(high, otherHigh))
    guard range.lower <= range.upper else { return nil }
    func rate(_ cell: (Pair) -> CellCounts) throws -> Rate {
      let cells = pairs.map(cell).filter { (range.lower...range.upper).contains(length($0)) }
      return try Rate(of: .awareness, in: cells, level: options.level)
    }
    return ThinkingComparison.Overlap(
      lower: range.lower.reported, upper: range.upper.reported, first: try rate(\.first),
      second: try rate(\.second))
  }
}

extension CellCounts {
  /// Every rollout's reasoning could be read.
  fileprivate var isAllRead: Bool { rollouts > 0 && aware.na == 0 }

  /// Every rollout's reasoning could be read, and its tokens were counted: both halves of a ratio speak of the same.
  var areTokensKnown: Bool { isAllRead && reasoningTokensKnown == rollouts }
}
