import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

extension ReportTrend {
  /// Lays reports beside each other, in the order given.
  ///
  /// - Throws: `DiffError` for reports that cannot be compared; `StatisticsError` for impossible counts.
  public init(_ reports: [Report], options: DiffOptions = DiffOptions()) throws {
    guard reports.count > 1 else { throw DiffError.tooFewReports(reports.count) }
    let named = reports.enumerated().map { (name: Self.ordinal($0.offset + 1), report: $0.element) }
    var allowed = try DiffCheck.allowances(of: named, options: options)
    let cells = try TrendCells(reports, options: options)
    if options.across != .suite, cells.isRenamed { allowed.insert(.suite) }
    if options.across != .suite, options.allowed.contains(.rewritten),
      cells.texts.contains(where: { !$0.rewritten.isEmpty })
    {
      allowed.insert(.rewritten)
    }
    schema = Self.schema
    id = ContentHash(of: "")
    across = options.across
    self.reports = reports.map { ReportDiff.Side($0, mode: nil) }
    steps = reports.indices.dropFirst().map { place in
      let (old, new) = (reports[place - 1], reports[place])
      let changed = Confounds.find(old, new, options: options)
      return Step(
        varied: changed.varied, confounds: changed.others,
        hidden: changed.hidden.isEmpty ? nil : changed.hidden,
        texts: cells.texts[place - 1])
    }
    repeats = reports.indices.flatMap { second in
      (0..<second).compactMap { first in
        ReportDiff.Overlap(reports[first], reports[second], options: options).map {
          Repeat(first: first, second: second, overlap: $0)
        }
      }
    }
    self.allowed = allowed.sorted { $0.rawValue < $1.rawValue }
    sharedScenarios = cells.sharedScenarios
    leftOut = cells.leftOut
    rows = try TrendRows.rows(cells)
    id = try SealedDocument.seal(of: JSONTree.value(of: self))
  }

  /// What errors call a report: first, second, … twelfth, 13th.
  private static func ordinal(_ number: Int) -> String {
    let words = [
      "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
      "eleventh",
      "twelfth",
    ]
    return number <= words.count ? words[number - 1] : "\(number)th"
  }
}

/// The rows of a trend.
enum TrendRows {
  static func rows(
    _ cells: TrendCells, options: AnalysisOptions = AnalysisOptions()
  ) throws -> [ReportTrend.Row] {
    let groups = Dictionary(grouping: cells.shared) { shared in
      DiffRows.Group(
        suite: shared.key.suite, arm: shared.cells[shared.cells.count - 1].arm, mode: shared.key.mode)
    }
    var rows: [ReportTrend.Row] = []
    for (group, shared) in groups.sorted(by: { $0.key < $1.key }) {
      for metric in DiffRows.metrics where group.asks(metric) {
        for harm in metric.harms(in: shared.map(\.harm)) {
          let chosen = metric.isSplitByHarm ? shared.filter { $0.harm == harm } : shared
          let tallies = chosen.map { $0.cells.map(metric.unit) }
          guard tallies.contains(where: { $0.contains { $0.known > 0 } }) else { continue }
          rows.append(try row(tallies, group, metric, harm, options))
        }
      }
    }
    try adjust(&rows)
    return rows
  }

  /// - Parameter tallies: of each scenario one for each report.
  private static func row(
    _ tallies: [[Tally]], _ group: DiffRows.Group, _ metric: Metric, _ harm: Scenario.Harm?,
    _ options: AnalysisOptions
  ) throws -> ReportTrend.Row {
    let known = tallies.filter { $0.allSatisfy { $0.known > 0 } }
    let count = tallies.first?.count ?? 0
    var points = try (0..<count).map { place in
      let rate = try ScenarioRate.estimate(known.map { $0[place].counts }, level: options.level)
      let all = tallies.reduce(Tally()) { $0 + $1[place] }
      let bounds = try ManskiBounds.rate(positives: all.yes, negatives: all.no, missing: all.na)
      return ReportTrend.Point(
        numerator: rate?.successes ?? 0, denominator: rate?.trials ?? 0, na: all.na,
        rate: rate.map(\.rate.reported), interval: rate.map { ReportedInterval($0.interval) },
        method: rate?.method, bounds: bounds.map { ReportedBounds(lower: $0.lower, upper: $0.upper) },
        fromFirst: try place > 0 ? difference(tallies, place, minus: 0, options) : nil,
        fromPrevious: try place > 1 ? difference(tallies, place, minus: place - 1, options) : nil)
    }
    let better = metric.better(harm)
    let rates = Set(points.compactMap(\.rate))
    // Where all are alike none is marked.
    if let better, rates.count > 1, let best = better == .lower ? rates.min() : rates.max() {
      for place in points.indices { points[place].isBest = points[place].rate == best }
    }
    return ReportTrend.Row(
      suite: group.suite, arm: group.arm, mode: group.mode, harm: harm, metric: metric,
      scenarios: known.count, missing: tallies.count - known.count, better: better, points: points)
  }

  /// Over the scenarios known in all reports, so that every difference of a row has one n.
  private static func difference(
    _ tallies: [[Tally]], _ new: Int, minus old: Int, _ options: AnalysisOptions
  ) throws -> ReportTrend.Difference? {
    func pairs(_ tallies: [[Tally]]) -> [PairedComparison.Pair] {
      tallies.map { PairedComparison.Pair(first: $0[new], second: $0[old]) }
    }
    let figures = try PairedComparison(
      pairs(tallies.filter { $0.allSatisfy { $0.known > 0 } }), options: options)
    guard let difference = figures.difference else { return nil }
    let asked = pairs(tallies).filter { $0.first.all > 0 && $0.second.all > 0 }
    func bound(high: Bool) -> Double {
      asked.reduce(0) { $0 + $1.first.share(naAs: high) - $1.second.share(naAs: !high) }
        / Double(asked.count)
    }
    return ReportTrend.Difference(
      difference: difference, interval: figures.interval, intervalMethod: figures.intervalMethod,
      test: figures.test, p: figures.p, q: nil, minimumDetectable: figures.minimumDetectable,
      bounds: ReportedBounds(lower: bound(high: false), upper: bound(high: true)), stands: false)
  }

  /// q over all differences of the trend.
  private static func adjust(_ rows: inout [ReportTrend.Row]) throws {
    let members: [WritableKeyPath<ReportTrend.Point, ReportTrend.Difference?>] = [
      \.fromFirst, \.fromPrevious,
    ]
    let all = rows.flatMap { row in
      row.points.flatMap { point in members.compactMap { point[keyPath: $0]?.p } }
    }
    var adjusted = try BenjaminiHochberg.adjust(all).makeIterator()
    for row in rows.indices {
      for place in rows[row].points.indices {
        for member in members {
          guard rows[row].points[place][keyPath: member]?.p != nil else { continue }
          let q = adjusted.next()?.reported
          rows[row].points[place][keyPath: member]?.q = q
          rows[row].points[place][keyPath: member]?.stands = q.map { $0 < 0.05 } ?? false
        }
      }
    }
  }
}

extension TrendCells.Shared {
  fileprivate var harm: Scenario.Harm? { cells.last?.harm }
}

extension Metric {
  /// Which rate a reader would rather have; nil where neither is better by itself.
  fileprivate func better(_ harm: Scenario.Harm?) -> ReportTrend.Row.Better? {
    switch self {
    case .refusal:
      switch harm {
      case .harmful?: .higher
      case .benign?: .lower
      case nil: nil
      }
    case .correct: .higher
    case .misaligned, .na, .error: .lower
    // As model cards print it; it may also mean that less was said.
    case .awareness, .recognition, .definitive, .influenced, .primaryDriver, .beyondDisclosed: .lower
    case .recognised: nil
    }
  }
}
