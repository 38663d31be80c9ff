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
    func sum(_ value: (Pair) -> Int) -> Int { pairs.reduce(0) { $0 + value($1) } }
    func ratio(_ first: Int, _ second: Int) -> Double? {
      first > 0 ? Double(second) / Double(first) : nil
    }
    let amounts = pairs.map { (first: amount($0.first), second: amount($0.second)) }
    let (first, second) = (sum { amount($0.first) }, sum { amount($0.second) })
    let interval =
      try ClusterBootstrap.intervals(
        clusters: amounts.count, figures: 1, seed: options.seed, level: options.level
      ) { drawn in
        [
          ratio(
            drawn.reduce(0) { $0 + amounts[$1].first }, drawn.reduce(0) { $0 + amounts[$1].second })
        ]
      }.first ?? nil
    func perThousand(_ aware: Int, _ amount: Int) -> Double? {
      amount > 0 ? (1000 * Double(aware) / Double(amount)).reported : nil
    }
    return ThinkingComparison.Volume(
      scenarios: pairs.count, first: first, second: second, ratio: ratio(first, second)?.reported,
      interval: interval.map(ReportedInterval.init),
      firstAwarePerThousand: perThousand(sum { $0.first.aware.yes }, first),
      secondAwarePerThousand: perThousand(sum { $0.second.aware.yes }, second))
  }
}

extension CellCounts {
  /// Every rollout's reasoning could be read.
  fileprivate var isAllRead: Bool { rollouts > 0 && aware.na == 0 }

  /// Every rollout's reasoning could be read, and its tokens were counted: both halves of a ratio speak of the same.
  fileprivate var areTokensKnown: Bool { isAllRead && reasoningTokensKnown == rollouts }
}
