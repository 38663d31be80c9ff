import HawthorneCore
import HawthorneStatistics

/// The difference of the framing effects of two reports, over scenarios with all four cells known.
struct FramingChange {
  private struct Key: Hashable, Comparable {
    var suite: String
    var mode: String
    static func < (left: Self, right: Self) -> Bool { (left.suite, left.mode) < (right.suite, right.mode) }
  }

  /// One scenario: both arms before and after.
  private struct Four {
    var oldFirst: Tally
    var oldSecond: Tally
    var newFirst: Tally
    var newSecond: Tally

    var cells: DifferenceInDifferences.Cells {
      DifferenceInDifferences.Cells(
        old: ScenarioPair(first: oldFirst.counts, second: oldSecond.counts),
        new: ScenarioPair(first: newFirst.counts, second: newSecond.counts))
    }

    var isAsked: Bool { [oldFirst, oldSecond, newFirst, newSecond].allSatisfy { $0.all > 0 } }
    var isKnown: Bool { [oldFirst, oldSecond, newFirst, newSecond].allSatisfy { $0.known > 0 } }

    /// The change with what is NA taken so that it comes out low, or high.
    func extreme(high: Bool) -> Double {
      newFirst.share(naAs: high) - newSecond.share(naAs: !high) - oldFirst.share(naAs: !high)
        + oldSecond.share(naAs: high)
    }
  }

  static func rows(
    _ pairing: CellPairing, options: AnalysisOptions = AnalysisOptions()
  ) throws -> [ReportDiff.FramingRow] {
    var rows: [ReportDiff.FramingRow] = []
    let groups = Dictionary(grouping: pairing.paired) { Key(suite: $0.key.suite, mode: $0.key.mode) }
    for (key, cells) in groups.sorted(by: { $0.key < $1.key }) {
      let arms = Set(cells.map(\.new.arm)).sorted()
      for first in arms where first.kind == .overt {
        for second in arms where second.kind == .placebo {
          for metric in Metric.behaviour + [.recognised] {
            for harm in metric.harms(in: cells.map(\.new.harm)) {
              let chosen = metric.isSplitByHarm ? cells.filter { $0.new.harm == harm } : cells
              let row = try row(
                fours(chosen, metric, first, second), suite: key.suite, mode: key.mode, harm: harm,
                metric: metric, first: first, second: second, options: options)
              if let row { rows.append(row) }
            }
          }
        }
      }
    }
    return try adjusted(rows)
  }

  /// q over the table for each scale.
  private static func adjusted(_ rows: [ReportDiff.FramingRow]) throws -> [ReportDiff.FramingRow] {
    var rows = rows
    let adjusted = try BenjaminiHochberg.adjust(rows.map(\.p))
    var odds = try BenjaminiHochberg.adjust(rows.compactMap(\.logOdds.p)).makeIterator()
    for index in rows.indices {
      rows[index].q = adjusted[index].reported
      rows[index].stands = adjusted[index] < 0.05
      if rows[index].logOdds.p != nil { rows[index].logOdds.q = odds.next()?.reported }
    }
    return rows
  }

  private static func fours(
    _ cells: [CellPairing.Paired], _ metric: Metric, _ first: Arm, _ second: Arm
  ) -> [Four] {
    let others = Dictionary(
      cells.filter { $0.new.arm == second }.map { ($0.key.scenario, $0) },
      uniquingKeysWith: { first, _ in first })
    return cells.filter { $0.new.arm == first }.compactMap { cell in
      others[cell.key.scenario].map { other in
        Four(
          oldFirst: metric.unit(cell.old), oldSecond: metric.unit(other.old),
          newFirst: metric.unit(cell.new), newSecond: metric.unit(other.new))
      }
    }
  }

  private static func row(
    _ asked: [Four], suite: String, mode: String, harm: Scenario.Harm?, metric: Metric, first: Arm,
    second: Arm, options: AnalysisOptions
  ) throws -> ReportDiff.FramingRow? {
    let fours = asked.filter(\.isAsked)
    let cells = fours.map(\.cells)
    guard
      let risk = try DifferenceInDifferences.risk(
        cells, level: options.level, seed: options.seed, draws: options.permutations),
      let odds = try DifferenceInDifferences.logOdds(cells, level: options.level)
    else { return nil }
    let known = fours.filter(\.isKnown)
    func mean(_ of: (Four) -> Double) -> Double {
      (known.reduce(0) { $0 + of($1) } / Double(known.count)).reported
    }
    let bounds = [false, true].map { high in
      fours.reduce(0) { $0 + $1.extreme(high: high) } / Double(fours.count)
    }
    return ReportDiff.FramingRow(
      suite: suite, mode: mode, harm: harm, metric: metric, first: first, second: second,
      scenarios: risk.scenarios, incomplete: risk.incomplete,
      rates: .init(
        oldFirst: mean { $0.oldFirst.mean ?? 0 }, oldSecond: mean { $0.oldSecond.mean ?? 0 },
        newFirst: mean { $0.newFirst.mean ?? 0 }, newSecond: mean { $0.newSecond.mean ?? 0 }),
      old: risk.old.reported, new: risk.new.reported, difference: risk.change.reported,
      interval: ReportedInterval(risk.interval), intervalMethod: Contrast.IntervalMethod(risk.method),
      p: risk.p.reported,
      pIsExact: risk.isExact, q: nil, minimumDetectable: try detectable(known, risk, options),
      bounds: ReportedBounds(lower: bounds[0], upper: bounds[1]),
      logOdds: .init(
        old: odds.old.reported, new: odds.new.reported, change: odds.change.reported,
        interval: odds.interval.map(ReportedInterval.init), p: odds.p?.reported, q: nil),
      scales: scales(risk, odds), stands: false)
  }

  private static func detectable(
    _ known: [Four], _ risk: DifferenceInDifferences.Risk, _ options: AnalysisOptions
  ) throws -> Double? {
    // With almost no spread seen, the formula would promise far too much.
    guard risk.method == .padded, known.count > 1 else { return nil }
    let changes = known.map { four -> Double in
      (four.newFirst.mean ?? 0) - (four.newSecond.mean ?? 0) - (four.oldFirst.mean ?? 0)
        + (four.oldSecond.mean ?? 0)
    }
    let variance =
      changes.reduce(0) { $0 + ($1 - risk.change) * ($1 - risk.change) } / Double(known.count - 1)
    guard variance > 0 else { return nil }
    return try MinimumDetectableEffect.meanDifference(
      scenarios: known.count, standardDeviation: variance.squareRoot(), alpha: options.alpha,
      power: options.power)?
      .reported
  }

  private static func scales(
    _ risk: DifferenceInDifferences.Risk, _ odds: DifferenceInDifferences.LogOdds
  ) -> ReportDiff.FramingRow.Scales {
    let noise = 1e-9
    if abs(risk.change) > noise, abs(odds.change) > noise, (risk.change < 0) != (odds.change < 0) {
      return .signs
    }
    guard let interval = odds.interval else { return .unknown }
    return risk.interval.contains(0) == interval.contains(0) ? .agree : .significance
  }
}
