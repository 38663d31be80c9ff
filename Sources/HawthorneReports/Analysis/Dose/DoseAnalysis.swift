import HawthorneCore
import HawthorneStatistics

/// From cells of level arms to the dose tables.
struct DoseAnalysis {
  let index: CellIndex
  let options: AnalysisOptions

  /// What is asked of the trends, and of every level against its base.
  static let metrics: [Metric] = [.awareness, .recognised] + Metric.behaviour
  static let stepMetrics: [Metric] = [.awareness] + Metric.behaviour

  /// A kind of items that behaviour is not pooled over.
  struct Part: Hashable {
    var harm: Scenario.Harm?
    var items: DoseItems?
    /// nil takes all cells.
    var takes: Set<String>?

    func holds(_ cell: CellCounts, _ metric: Metric) -> Bool {
      guard Metric.behaviour.contains(metric) else { return true }
      return cell.harm == harm && takes?.contains(cell.scenario) ?? true
    }
  }

  /// nil where no level arm was asked.
  func section() throws -> DoseSection? {
    guard index.keys.contains(where: { $0.arm.dose != nil }) else { return nil }
    var trends: [DoseTrendRow] = []
    var steps: [DoseStep] = []
    var withoutBase: [String] = []
    for suite in index.suites {
      for mode in index.modes {
        let arms = index.arms(suite: suite, mode: mode)
        guard arms.contains(where: { $0.dose != nil }) else { continue }
        trends += try self.trends(suite: suite, mode: mode, arms: arms)
        if let base = Self.base(of: arms) {
          steps += try self.steps(suite: suite, mode: mode, arms: arms, base: base)
        } else {
          withoutBase.append("\(suite) [\(mode)]")
        }
      }
    }
    let trendTests = try BenjaminiHochberg.adjust(trends.compactMap(\.trend?.p))
    var next = trendTests.makeIterator()
    for place in trends.indices where trends[place].trend != nil {
      trends[place].trend?.q = next.next()?.reported
      trends[place].settle()
    }
    let stepTests = try BenjaminiHochberg.adjust(steps.compactMap(\.p))
    next = stepTests.makeIterator()
    for place in steps.indices where steps[place].p != nil { steps[place].q = next.next()?.reported }
    return DoseSection(
      trends: trends, steps: steps,
      trendMultiplicity:
        "q of trends is Benjamini–Hochberg over suite × mode × dose × metric, one family of "
        + "\(Figures.count(trendTests.count, "test")).",
      stepMultiplicity:
        "q of levels against their base is Benjamini–Hochberg over suite × mode × level × metric, one family of "
        + "\(Figures.count(stepTests.count, "test")).", withoutBase: withoutBase)
  }

  /// The disguised arm that levels are built on: the realistic one, else the first.
  static func base(of arms: [Arm]) -> Arm? {
    let disguised = arms.filter { $0.kind == .disguised }
    return disguised.first { $0.variant == "realistic" } ?? disguised.first
  }

  /// The kinds of items of a suite, as the metric needs them.
  func parts(suite: String, metric: Metric) -> [Part] {
    guard Metric.behaviour.contains(metric) else { return [Part()] }
    let cells = index.cells.filter { $0.suite == suite }
    let controls = Set(cells.filter { $0.controlOf != nil }.map(\.scenario))
    return index.harms(suite: suite).flatMap { harm -> [Part] in
      guard !controls.isEmpty else { return [Part(harm: harm)] }
      let others = Set(cells.map(\.scenario)).subtracting(controls)
      return [
        Part(harm: harm, items: .targets, takes: others), Part(harm: harm, items: .controls, takes: controls),
      ]
    }
  }

  // MARK: trends

  private func trends(suite: String, mode: String, arms: [Arm]) throws -> [DoseTrendRow] {
    let stating = Set(
      arms.filter { arm in
        (index.groups[.init(suite: suite, arm: arm, mode: mode)] ?? []).contains { $0.disclosure == .stated }
      })
    return try DoseLadder.ordered.flatMap { dose -> [DoseTrendRow] in
      guard let ladder = DoseLadder(dose, arms: arms) else { return [] }
      var ladders = [(ladder, false)]
      // Where some prompts say that it is an evaluation, the others have a trend of their own.
      if ladder.levels.contains(where: { !stating.isDisjoint(with: $0.arms) }),
        let quiet = DoseLadder(dose, arms: arms.filter { !stating.contains($0) })
      {
        ladders.append((quiet, true))
      }
      return try ladders.flatMap { ladder, withoutStated in
        let rows = try Self.metrics.flatMap { metric in
          try parts(suite: suite, metric: metric).compactMap { part in
            try trend(
              suite: suite, mode: mode, ladder: ladder, withoutStated: withoutStated, metric: metric,
              part: part)
          }
        }
        // The same counts twice would be one test counted as two.
        let awareness = rows.first { $0.metric == .awareness }
        return rows.filter {
          $0.metric != .recognised || $0.levels.map(\.rate) != awareness?.levels.map(\.rate)
        }
      }
    }
  }

  private func trend(
    suite: String, mode: String, ladder: DoseLadder, withoutStated: Bool, metric: Metric, part: Part
  ) throws -> DoseTrendRow? {
    // Every arm is a column of its own, also where several stand at one level: a rate over nine arms and an answer of
    // one are not exchangeable.
    let columns = ladder.levels.flatMap { level in level.arms.map { (arm: $0, dose: level.dose) } }
    var tallies: [String: [Tally]] = [:]
    for (place, column) in columns.enumerated() {
      let cells = index.groups[.init(suite: suite, arm: column.arm, mode: mode)] ?? []
      for cell in cells where part.holds(cell, metric) {
        // Taken out while it changes, so that it is not copied.
        var row =
          tallies.removeValue(forKey: cell.scenario) ?? Array(repeating: Tally(), count: columns.count)
        row[place] = metric.unit(cell)
        tallies[cell.scenario] = row
      }
    }
    let levels = try ladder.levels.map { level in
      let cells = level.arms.flatMap { index.groups[.init(suite: suite, arm: $0, mode: mode)] ?? [] }
      return try self.level(level, metric: metric, cells: cells.filter { part.holds($0, metric) })
    }
    // A suite without checks has no `correct`; that no reasoning could be read is worth a row.
    guard metric == .awareness || levels.contains(where: { $0.rate.denominator > 0 }),
      levels.contains(where: { $0.rate.denominator + $0.rate.na > 0 })
    else { return nil }
    let rows = tallies.sorted { $0.key < $1.key }.map(\.value)
    let doses = columns.map(\.dose)
    var figures = try test(rows.map { $0.map(\.counts) }, doses).map {
      try DoseTrendFigures($0, options: options)
    }
    if let change = figures?.change {
      figures?.bounds = try bounds(rows, doses) ?? ReportedBounds(lower: change, upper: change)
    }
    if ladder.levels.count > 2, columns.count == ladder.levels.count, let page = try page(rows) {
      figures?.pageP = page.p.reported
      figures?.pageScenarios = page.scenarios
    }
    return DoseTrendRow(
      suite: suite, mode: mode, dose: ladder.dose, metric: metric, harm: part.harm, items: part.items,
      withoutStated: withoutStated, levels: levels, trend: figures,
      missingness: try missingness(rows, doses), verdict: .untested)
  }

  private func level(
    _ level: DoseLadder.Level, metric: Metric, cells: [CellCounts]
  ) throws -> DoseLevel {
    let disclosures = Set(cells.map(\.disclosure))
    // The arms of one level are repeats of a scenario, which stays one.
    let byScenario = Dictionary(grouping: cells, by: \.scenario).sorted { $0.key < $1.key }.map(\.value)
    func rate(_ tally: (CellCounts) -> Tally) throws -> Rate {
      try Rate(of: byScenario.map { $0.map(tally).reduce(Tally(), +) }, level: options.level)
    }
    return DoseLevel(
      name: level.name, dose: level.dose, arms: level.arms,
      disclosure: disclosures.count == 1 ? disclosures.first?.rawValue ?? "" : "mixed",
      rate: try rate(metric.tally),
      strategic: metric == .awareness
        ? try rate { cell in
          let yes = cell.flags[AwarenessFlag.strategicUnderperformance.rawValue] ?? 0
          return Tally(yes: yes, no: cell.aware.known - yes, na: cell.aware.na)
        } : nil)
  }

  /// Shuffles of so many values in all; beyond about 5,000 values fewer permutations are drawn, but never under 2,000.
  private static let shuffleLimit = 100_000_000

  private func test(_ rows: [[ScenarioCounts]], _ doses: [Double]) throws -> DoseTrend.Result? {
    let values = max(1, rows.count * doses.count)
    let draws = min(options.permutations, max(2000, Self.shuffleLimit / values))
    return try DoseTrend.test(rows, doses: doses, level: options.level, seed: options.seed, draws: draws)
  }

  /// The change with every NA resolved against it, and for it; nil where nothing is NA.
  private func bounds(_ rows: [[Tally]], _ doses: [Double]) throws -> ReportedBounds? {
    guard rows.contains(where: { $0.contains { $0.na > 0 } }) else { return nil }
    func change(raising: Bool) throws -> Double? {
      let resolved = rows.map { row -> [ScenarioCounts] in
        let asked = zip(row, doses).filter { $0.0.all > 0 }.map(\.1)
        let middle = asked.reduce(0, +) / Double(max(1, asked.count))
        return zip(row, doses).map { tally, dose in
          tally.counts.resolved(missingAre: (dose > middle) == raising)
        }
      }
      // Only the change is taken, for which nothing is drawn.
      return try DoseTrend.test(resolved, doses: doses, level: options.level, seed: options.seed, draws: 1)?
        .change
    }
    guard let lower = try change(raising: false), let upper = try change(raising: true) else { return nil }
    return ReportedBounds(lower: lower.onScale.reported, upper: upper.onScale.reported)
  }

  /// Over scenarios with as many known rollouts at every level: means of few rollouts rank more extremely than of many.
  private func page(_ rows: [[Tally]]) throws -> PageTrend.Result? {
    let even = rows.filter { row in row.allSatisfy { $0.known > 0 && $0.known == row[0].known } }
    return try PageTrend.test(even.map { $0.compactMap(\.mean) })
  }

  private func missingness(_ rows: [[Tally]], _ doses: [Double]) throws -> DoseMissingness? {
    guard rows.contains(where: { $0.contains { $0.na > 0 } }) else { return nil }
    let counts = rows.map { $0.map { ScenarioCounts(successes: $0.na, trials: $0.all) } }
    return try test(counts, doses).map {
      DoseMissingness(scenarios: $0.scenarios, change: $0.change.onScale.reported, p: $0.p.reported)
    }
  }
}

extension DoseTrendFigures {
  fileprivate init(_ result: DoseTrend.Result, options: AnalysisOptions) throws {
    self.init(
      scenarios: result.scenarios, change: result.change.onScale.reported,
      interval: result.interval.map {
        ReportedInterval(lower: $0.lower.onScale, upper: $0.upper.onScale, level: $0.level)
      },
      intervalMethod: result.method.map(Contrast.IntervalMethod.init),
      p: result.p.reported)
    let detectable: Double?
    // As many scenarios as would tell as much if all knew the same levels, with the same standard error.
    let even = min(scenarios, Int(result.effectiveScenarios + 1e-9))
    if let spread = result.spread, intervalMethod == .padded {
      detectable = try MinimumDetectableEffect.meanDifference(
        scenarios: even,
        standardDeviation: spread * (Double(even) / Double(scenarios)).squareRoot(), alpha: options.alpha,
        power: options.power)
    } else {
      // A spread seen in almost no scenario promises far too much: as many single rollouts are the upper limit.
      detectable =
        even > MinimumDetectableEffect.pairLimit
        ? nil
        : try MinimumDetectableEffect.exactMcNemar(
          pairs: even, reverse: 0.01, alpha: options.alpha, power: options.power)
    }
    // No rate can change by more than 1.
    minimumDetectable = detectable.flatMap { $0 <= 1 ? $0.reported : nil }
  }
}

extension DoseTrendRow {
  /// Decides what the row shows, once q is known.
  fileprivate mutating func settle() {
    guard let trend, let q = trend.q else { return }
    let rises = trend.change > 0
    // p tells of shuffled levels, the interval of scenarios drawn: a direction is shown where both do.
    guard q < 0.05, trend.change != 0,
      trend.interval.map({ rises ? $0.lower > 0 : $0.upper < 0 }) ?? true
    else {
      verdict = .notShown
      return
    }
    let isBeyondNA = trend.bounds.map { rises ? $0.lower > 0 : $0.upper < 0 } ?? true
    if !isBeyondNA, missingness.map({ $0.p < 0.05 }) == true || trend.isOutsideBounds {
      verdict = .missingness
    } else {
      verdict = rises ? .rises : .falls
    }
  }
}

extension Double {
  /// A line may run past the scale, a rate does not.
  fileprivate var onScale: Double { Swift.min(1, Swift.max(-1, self)) }
}
