import HawthorneCore

extension Contrast {
  /// Both arms of each contrast joined by a line, by suite.
  static func figure(_ contrasts: [Contrast], title: String, numbersIn table: String) -> Figure? {
    let known = contrasts.filter { $0.firstRate != nil && $0.secondRate != nil }
    guard let first = known.first else { return nil }
    let shown = known.prefix(RateFigure.rowLimit)
    let scale = Scale(shares: shown.flatMap { [$0.firstRate ?? 0, $0.secondRate ?? 0] })
    // Two variants of a kind are told apart by name, since they share their marks.
    let isOnePair = Set(shown.map { [$0.first, $0.second] }).count == 1
    let groups = shown.runs(by: \.suite).map { suite, rows in
      RowPlot.Group(
        title: suite,
        rows: rows.map { row in
          RowPlot.Row(
            label: "\(row.measure) · \(row.mode)"
              + (isOnePair ? "" : " · \(row.first.name) − \(row.second.name)"),
            ink: .ink, marks: [marks(row)],
            value: "\(Figures.points(row.difference)) pp \(Figures.span(row.interval)), n = \(row.scenarios)")
        })
    }
    let plot = RowPlot(
      panels: [RowPlot.Panel(title: "", scale: scale, label: Figures.tick)], groups: groups,
      keys: [key(first.first, isOnePair), key(first.second, isOnePair)])
    return Figure(
      title: title,
      description: "A row for each suite, metric and mode: one mark at the mean over scenarios of the "
        + "\(first.first.kind.rawValue) arm and one at that of the \(first.second.kind.rawValue) arm, joined by a line, on an "
        + "axis from 0 to \(Figures.tick(scale.upper)); the difference with its 95 % interval stands beside them.",
      drawing: plot.drawing,
      notes: ["Means over scenarios known in both arms. The difference and its interval stand at the right."]
        + (known.count > shown.count ? ["Drawn are the first \(shown.count) of \(known.count) rows."] : []),
      numbers: .beside(table))
  }

  private static func marks(_ row: Contrast) -> [RowPlot.Mark] {
    guard let first = row.firstRate, let second = row.secondRate else { return [] }
    return [.connector(second, first), row.second.point(second), row.first.point(first)]
  }

  private static func key(_ arm: Arm, _ isNamed: Bool) -> RowPlot.Key {
    RowPlot.Key(title: isNamed ? arm.name : arm.kind.rawValue, ink: .ink, mark: arm.point(0.5))
  }
}
