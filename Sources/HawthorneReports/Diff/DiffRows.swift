import HawthorneCore
import HawthorneStatistics

/// The metrics of a diff, each over the scenarios of a suite × arm × mode (× harm).
enum DiffRows {
  static let metrics: [Metric] = [
    .awareness, .recognition, .definitive, .influenced, .beyondDisclosed, .refusal, .misaligned, .correct,
    .na, .error,
  ]

  /// A suite × arm × mode.
  struct Group: Hashable, Comparable {
    var suite: String
    var arm: Arm
    var mode: String
    static func < (left: Self, right: Self) -> Bool {
      (left.suite, left.arm, left.mode) < (right.suite, right.arm, right.mode)
    }

    /// What is said in answer to a probe is neither awareness nor behaviour.
    func asks(_ metric: Metric) -> Bool { arm.kind != .probe || metric == .error }
  }

  /// - Parameter margin: to be tested against, a fraction; nil tests nothing.
  static func rows(
    _ pairing: CellPairing, margin: Double?, options: AnalysisOptions = AnalysisOptions()
  ) throws -> [ReportDiff.Row] {
    let groups = Dictionary(grouping: pairing.paired) {
      Group(suite: $0.key.suite, arm: $0.new.arm, mode: $0.key.mode)
    }
    var rows: [ReportDiff.Row] = []
    for (group, cells) in groups.sorted(by: { $0.key < $1.key }) {
      for metric in metrics where group.asks(metric) {
        for harm in metric.harms(in: cells.map(\.new.harm)) {
          let chosen = metric.isSplitByHarm ? cells.filter { $0.new.harm == harm } : cells
          let pairs = chosen.map {
            PairedComparison.Pair(first: metric.unit($0.new), second: metric.unit($0.old))
          }
          guard pairs.contains(where: { $0.first.known + $0.second.known > 0 }) else { continue }
          let figures = try PairedComparison(pairs, options: options)
          rows.append(
            ReportDiff.Row(
              suite: group.suite, arm: group.arm, mode: group.mode, harm: harm, metric: metric,
              scenarios: figures.scenarios, missing: figures.missing, old: figures.secondRate,
              new: figures.firstRate,
              difference: figures.difference, discordance: figures.discordance, interval: figures.interval,
              intervalMethod: figures.intervalMethod,
              test: figures.test, p: figures.p, q: nil, minimumDetectable: figures.minimumDetectable,
              bounds: figures.bounds,
              equivalence: try margin.flatMap {
                try ReportDiff.MarginTest(pairs, margin: $0, options: options)
              }, stands: false))
        }
      }
    }
    let adjusted = try BenjaminiHochberg.adjust(rows.compactMap(\.p))
    var next = adjusted.makeIterator()
    for index in rows.indices where rows[index].p != nil {
      rows[index].q = next.next()?.reported
      rows[index].stands = rows[index].q.map { $0 < 0.05 } ?? false
    }
    return rows
  }
}

extension Metric {
  /// Refusals, deeds and answers to harmful and benign items are never pooled.
  var isSplitByHarm: Bool { Metric.behaviour.contains(self) }

  /// The kinds of item that the metric is taken apart by, one nil for none.
  func harms(in found: [Scenario.Harm?]) -> [Scenario.Harm?] {
    guard isSplitByHarm else { return [nil] }
    return [.harmful, .benign, nil].filter { harm in found.contains { $0 == harm } }
  }
}

extension ReportDiff.MarginTest {
  /// nil where no scenario is known on both sides.
  ///
  /// - Throws: `StatisticsError` for counts beyond what the statistics take.
  init?(_ pairs: [PairedComparison.Pair], margin: Double, options: AnalysisOptions) throws {
    let asked = pairs.filter { $0.first.all > 0 && $0.second.all > 0 }.map(\.counts)
    let alpha = 0.05
    guard let found = try Self.test(asked, margin: margin, alpha: alpha, options: options) else { return nil }
    interval = ReportedInterval(found.interval)
    guard found.isEquivalent else {
      isWithin = false
      return
    }
    // What is NA could lie anywhere: the claim must hold wherever that is, with its sampling error.
    let wide =
      try PairedRateDifference.bounds(
        asked, level: 1 - 2 * alpha, seed: options.seed, draws: options.permutations) ?? found.interval
    let bounds = Interval(
      lower: min(wide.lower, found.interval.lower), upper: max(wide.upper, found.interval.upper),
      level: wide.level)
    naInterval = ReportedInterval(bounds)
    isWithin = bounds.lower > -margin && bounds.upper < margin
  }

  /// Over the scenarios known on both sides: of single rollouts by their table, else by the scenarios' rates.
  private static func test(
    _ pairs: [ScenarioPair], margin: Double, alpha: Double, options: AnalysisOptions
  ) throws -> Equivalence.Result? {
    let known = pairs.filter { $0.first.trials > 0 && $0.second.trials > 0 }
    guard known.allSatisfy({ $0.first.trials == 1 && $0.second.trials == 1 }) else {
      return try Equivalence.scenarios(
        known, margin: margin, alpha: alpha, seed: options.seed, draws: options.permutations)
    }
    func count(_ first: Int, _ second: Int) -> Int {
      known.count { $0.first.successes == first && $0.second.successes == second }
    }
    return try Equivalence.paired(
      n11: count(1, 1), n10: count(1, 0), n01: count(0, 1), n00: count(0, 0), margin: margin, alpha: alpha)
  }

  /// The fewest scenarios of one rollout each that could be shown to be the same within a margin, if none differed.
  static func leastScenarios(margin: Double) throws -> Int? {
    func shows(_ count: Int) throws -> Bool {
      try Equivalence.paired(n11: 0, n10: 0, n01: 0, n00: count, margin: margin)?.isEquivalent ?? false
    }
    var (no, yes) = (0, 1)
    while try !shows(yes) {
      guard yes < 1_000_000 else { return nil }
      (no, yes) = (yes, yes * 2)
    }
    while yes - no > 1 {
      let middle = (no + yes) / 2
      if try shows(middle) { yes = middle } else { no = middle }
    }
    return yes
  }
}

extension PairedComparison.Pair {
  var counts: ScenarioPair { ScenarioPair(first: first.counts, second: second.counts) }
}
