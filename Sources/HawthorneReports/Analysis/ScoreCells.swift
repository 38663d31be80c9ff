import HawthorneCore
import HawthorneStatistics

/// The cells of one scorer, in a fixed order, and the figures made of them.
struct ScoreCells {
  private typealias Cell = ScoreAnalysis.Cell

  private struct GroupKey: Hashable {
    var suite: String
    var arm: Arm
    var mode: String
  }

  private let groups: [GroupKey: [(scenario: String, cell: Cell)]]
  private let keys: [GroupKey]

  init(_ cells: [ScoreAnalysis.CellID: ScoreAnalysis.Cell]) {
    let sorted = cells.sorted { ($0.key.suite, $0.key.scenario) < ($1.key.suite, $1.key.scenario) }
    var groups: [GroupKey: [(scenario: String, cell: Cell)]] = [:]
    for (id, cell) in sorted {
      groups[GroupKey(suite: id.suite, arm: id.arm, mode: id.mode), default: []].append((id.scenario, cell))
    }
    self.groups = groups
    keys = groups.keys.sorted { ($0.suite, $0.arm, $0.mode) < ($1.suite, $1.arm, $1.mode) }
  }

  func rows(
    _ kind: ScoreKind, category: String?, _ options: AnalysisOptions
  ) throws -> [ScoreRowFigures] {
    try keys.map { key in
      let cells = (groups[key] ?? []).map(\.cell)
      let means = cells.compactMap(\.mean)
      let isNumber = kind == .number
      let mean = isNumber && !means.isEmpty ? Self.mean(means) : nil
      return ScoreRowFigures(
        category: category, suite: key.suite, arm: key.arm, mode: key.mode, scenarios: means.count,
        scored: cells.reduce(0) { $0 + $1.scored }, missing: cells.reduce(0) { $0 + $1.rollouts - $1.scored },
        mean: mean?.reported,
        interval: isNumber
          ? try StudentInterval.mean(means, level: options.level).map(ReportedInterval.init) : nil,
        share: isNumber ? nil : try Rate(of: cells.map { $0.tally(category) }, level: options.level))
    }
  }

  /// overt − placebo in each suite and mode, variants one by one, q not yet filled in.
  func contrasts(
    _ kind: ScoreKind, category: String?, _ options: AnalysisOptions
  ) throws -> [ScoreContrast] {
    try keys.filter { $0.arm.kind == .overt }.flatMap { first in
      try keys.filter { $0.arm.kind == .placebo && $0.suite == first.suite && $0.mode == first.mode }
        .compactMap { try contrast(first, $0, kind, category, options) }
    }
  }

  /// Nil where neither arm has a value.
  private func contrast(
    _ first: GroupKey, _ second: GroupKey, _ kind: ScoreKind, _ category: String?, _ options: AnalysisOptions
  ) throws -> ScoreContrast? {
    let left = groups[first] ?? []
    let right = groups[second] ?? []
    let byScenario = Dictionary(right.map { ($0.scenario, $0.cell) }, uniquingKeysWith: { first, _ in first })
    let pairs = left.compactMap { item in byScenario[item.scenario].map { (first: item.cell, second: $0) } }
    guard pairs.contains(where: { $0.first.scored + $0.second.scored > 0 }) else { return nil }
    var found = ScoreContrast(
      category: category, suite: first.suite, mode: first.mode, first: first.arm, second: second.arm,
      scenarios: 0,
      unpaired: left.count + right.count - 2 * pairs.count, missing: 0)
    guard kind == .number else {
      let figures = try PairedComparison(
        pairs.map {
          PairedComparison.Pair(first: $0.first.tally(category), second: $0.second.tally(category))
        },
        level: options.level, options: options)
      found.scenarios = figures.scenarios
      found.missing = figures.missing
      found.firstMean = figures.firstRate
      found.secondMean = figures.secondRate
      found.difference = figures.difference
      found.test = figures.test
      found.p = figures.p
      found.pIsExact = figures.pIsExact
      found.interval = figures.interval
      found.intervalMethod = figures.intervalMethod
      found.minimumDetectable = figures.minimumDetectable
      found.bounds = figures.bounds
      return found
    }
    let means = pairs.compactMap { pair in
      pair.first.mean.flatMap { first in pair.second.mean.map { (first: first, second: $0) } }
    }
    found.scenarios = means.count
    found.missing = pairs.count - means.count
    guard !means.isEmpty else { return found }
    let differences = means.map { $0.first - $0.second }
    found.firstMean = Self.mean(means.map(\.first)).reported
    found.secondMean = Self.mean(means.map(\.second)).reported
    let mean = Self.mean(differences)
    found.difference = mean.reported
    guard differences.count <= Limits.differences else { return found }
    found.test = .signFlip
    let test = try SignFlip.pValue(differences: differences, seed: options.seed, draws: options.permutations)
    found.p = test.p.reported
    found.pIsExact = test.isExact
    // Numbers have no bound, so that where the inversion cannot be had there is no interval.
    found.interval = try SignFlip.interval(
      differences: differences, level: options.level, seed: options.seed, draws: options.permutations
    ).map(ReportedInterval.init)
    found.intervalMethod = found.interval == nil ? nil : .signFlip
    guard differences.count > 1, found.interval != nil else { return found }
    let variance =
      differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(differences.count - 1)
    found.minimumDetectable = try MinimumDetectableEffect.meanDifference(
      scenarios: differences.count, standardDeviation: variance.squareRoot(), alpha: options.alpha,
      power: options.power)?
      .reported
    return found
  }

  private static func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
