import HawthorneCore

/// One contrast taken apart: both arms of every scenario.
///
/// Few scenarios are named one by one. Many are grouped by what both arms showed, so that the drawing stays small
/// however many there are.
struct ScenarioFigure {
  /// Scenarios that showed the same in both arms.
  private struct Pattern {
    var first: Double
    var second: Double
    var scenarios: [String]
  }

  static let nameLimit = 40

  let contrast: Contrast
  let index: CellIndex

  /// Nil with less than two scenarios known in both arms.
  var figure: Figure? {
    let pairs = self.pairs
    guard pairs.count > 1 else { return nil }
    let areNamed = pairs.count <= Self.nameLimit
    let patterns =
      areNamed ? pairs.map { Pattern(first: $0.1, second: $0.2, scenarios: [$0.0]) } : grouped(pairs)
    let ordered = patterns.sorted {
      let (left, right) = ($0.first - $0.second, $1.first - $1.second)
      return left != right ? left > right : ($0.first, $0.scenarios[0]) < ($1.first, $1.scenarios[0])
    }
    let rows = ordered.map { pattern in
      RowPlot.Row(
        label: areNamed ? pattern.scenarios[0] : Figures.count(pattern.scenarios.count, "scenario"),
        ink: .ink,
        marks: [
          (pattern.first == pattern.second ? [] : [.connector(pattern.second, pattern.first)])
            + [contrast.second.point(pattern.second), contrast.first.point(pattern.first)]
        ],
        value: pattern.first == pattern.second
          ? "no change" : "\(Figures.points(pattern.first - pattern.second)) pp")
    }
    let arms = [contrast.first, contrast.second]
    let plot = RowPlot(
      panels: [RowPlot.Panel(title: "", scale: Scale(shares: [1]), label: Figures.tick)],
      groups: [RowPlot.Group(title: "", rows: rows)],
      keys: arms.map { RowPlot.Key(title: $0.name, ink: .ink, mark: $0.point(0.5)) })
    return Figure(
      title: title,
      description:
        "A row for each \(areNamed ? "scenario" : "group of scenarios that showed the same"): one mark at its rate in "
        + "the \(contrast.first.name) arm and one at that in the \(contrast.second.name) arm, joined by a line, on an axis "
        + "from 0 to 100 %. Rows are ordered by the difference.",
      drawing: plot.drawing,
      notes: [
        "\(Figures.count(pairs.count, "scenario")) known in both arms, each over its rollouts"
          + (areNamed
            ? "."
            : "; shares are rounded to tenths where scenarios showed more than \(Self.nameLimit) different things.")
      ],
      numbers: .table(table(ordered, areNamed: areNamed)), isDetail: true)
  }

  private var title: String {
    "By scenario: \(contrast.measure), \(contrast.first.name) and \(contrast.second.name), \(contrast.suite), "
      + "mode \(contrast.mode)"
  }

  /// Scenario, first and second arm, over the same rollouts as the contrast.
  private var pairs: [(String, Double, Double)] {
    let isBehaviour = Metric.behaviour.contains(contrast.metric)
    let (paired, _) = index.pairs(
      suite: contrast.suite, mode: contrast.mode, first: contrast.first, second: contrast.second
    ) { !isBehaviour || $0.harm == contrast.harm }
    return paired.compactMap { pair in
      guard let first = contrast.metric.unit(pair.first).mean,
        let second = contrast.metric.unit(pair.second).mean
      else { return nil }
      return (pair.first.scenario, first, second)
    }
  }

  private func grouped(_ pairs: [(String, Double, Double)]) -> [Pattern] {
    let exact = Dictionary(grouping: pairs) { [$0.1, $0.2] }
    let groups =
      exact.count <= Self.nameLimit
      ? exact : Dictionary(grouping: pairs) { [($0.1 * 10).rounded() / 10, ($0.2 * 10).rounded() / 10] }
    return groups.map { Pattern(first: $0.key[0], second: $0.key[1], scenarios: $0.value.map(\.0).sorted()) }
  }

  private func table(_ patterns: [Pattern], areNamed: Bool) -> TextTable {
    TextTable(
      title,
      [
        areNamed ? .left("scenario") : .right("scenarios"), .right(contrast.first.name),
        .right(contrast.second.name),
        .right("difference, pp"),
      ],
      rows: patterns.map { pattern in
        [
          areNamed ? pattern.scenarios[0] : String(pattern.scenarios.count), Figures.percent(pattern.first),
          Figures.percent(pattern.second), Figures.points(pattern.first - pattern.second),
        ]
      })
  }
}

extension Report {
  /// At most so many contrasts are taken apart by scenario, in the order of their table.
  private static let scenarioFigureLimit = 12

  func scenarioFigures(of contrasts: [Contrast]) -> [Block] {
    let wanted = contrasts.filter { $0.scenarios > 1 }.prefix(Self.scenarioFigureLimit)
    guard !wanted.isEmpty else { return [] }
    let index = CellIndex(cells)
    return wanted.flatMap { ScenarioFigure(contrast: $0, index: index).figure.blocks }
  }
}
