import HawthorneCore
import HawthorneStatistics

/// The difference of the framing effects of two reports, over scenarios with all four cells known.
enum FramingChange {
  private struct Key: Hashable, Comparable {
    var suite: String
    var mode: String
    static func < (left: Self, right: Self) -> Bool { (left.suite, left.mode) < (right.suite, right.mode) }
  }

  static func rows(_ pairing: CellPairing, options: AnalysisOptions = AnalysisOptions()) throws -> [ReportDiff
    .FramingRow]
  {
    var rows: [ReportDiff.FramingRow] = []
    let groups = Dictionary(grouping: pairing.paired) { Key(suite: $0.key.suite, mode: $0.key.mode) }
    for (key, cells) in groups.sorted(by: { $0.key < $1.key }) {
      let arms = Set(cells.map(\.new.arm)).sorted()
      for first in arms where first.kind == .overt {
        for second in arms where second.kind == .placebo {
          for metric in Metric.behaviour + [.recognised] {
            let split = Metric.behaviour.contains(metric)
            let harms: [Scenario.Harm?] =
              split
              ? [.harmful, .benign, nil].filter { harm in cells.contains { $0.new.harm == harm } } : [nil]
            for harm in harms {
              let chosen = split ? cells.filter { $0.new.harm == harm } : cells
              guard
                let row = try row(
                  chosen, suite: key.suite, mode: key.mode, harm: harm, metric: metric, first: first,
                  second: second,
                  options: options)
              else { continue }
              rows.append(row)
            }
          }
        }
      }
    }
    let adjusted = try BenjaminiHochberg.adjust(rows.map(\.p))
    for index in rows.indices {
      rows[index].q = adjusted[index].reported
      rows[index].stands = adjusted[index] < 0.05
    }
    return rows
  }

  private static func row(
    _ cells: [CellPairing.Paired], suite: String, mode: String, harm: Scenario.Harm?, metric: Metric,
    first: Arm,
    second: Arm, options: AnalysisOptions
  ) throws -> ReportDiff.FramingRow? {
    let others = Dictionary(
      cells.filter { $0.new.arm == second }.map { ($0.key.scenario, $0) },
      uniquingKeysWith: { first, _ in first })
    var old: [Double] = []
    var new: [Double] = []
    for cell in cells where cell.new.arm == first {
      guard let other = others[cell.key.scenario], let a = metric.unit(cell.new).mean,
        let b = metric.unit(other.new).mean,
        let c = metric.unit(cell.old).mean, let d = metric.unit(other.old).mean
      else { continue }
      new.append(a - b)
      old.append(c - d)
    }
    guard !new.isEmpty else { return nil }
    let n = Double(new.count)
    let differences = zip(new, old).map { $0 - $1 }
    let mean = differences.reduce(0, +) / n
    let test = try SignFlip.pValue(differences: differences, seed: options.seed, draws: options.permutations)
    let estimate = try PairedRateDifference.interval(
      differences: differences, bound: 2, level: options.level, seed: options.seed,
      draws: options.permutations)
    var detectable: Double?
    // With almost no spread seen, the formula would promise far too much.
    if estimate?.method == .padded {
      let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
      if variance > 0 {
        detectable = try MinimumDetectableEffect.meanDifference(
          scenarios: differences.count, standardDeviation: variance.squareRoot(), alpha: 0.05, power: 0.8)
      }
    }
    return ReportDiff.FramingRow(
      suite: suite, mode: mode, harm: harm, metric: metric, first: first, second: second,
      scenarios: new.count,
      old: (old.reduce(0, +) / n).reported, new: (new.reduce(0, +) / n).reported, difference: mean.reported,
      interval: estimate.map { ReportedInterval($0.interval) },
      intervalMethod: estimate.map { Contrast.IntervalMethod($0.method) }, p: test.p.reported,
      pIsExact: test.isExact, q: nil,
      minimumDetectable: detectable?.reported, stands: false)
  }
}
