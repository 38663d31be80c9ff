import HawthorneCore

extension ReportDiff {
  /// Differences between two reports with their 95 % intervals, around a line at none.
  func differenceFigure(numbersIn table: String) -> Figure? {
    let known = rows.filter { $0.difference != nil }
    guard !known.isEmpty else { return nil }
    let shown = known.prefix(RateFigure.rowLimit)
    let scale = Scale(
      differences: shown.flatMap { [$0.difference ?? 0, $0.interval?.lower ?? 0, $0.interval?.upper ?? 0] })
    let groups = shown.runs { "\($0.suite) · \($0.arm.name) · \($0.mode)" }.map { place, rows in
      RowPlot.Group(title: place, rows: rows.map { Self.drawn($0) })
    }
    let plot = RowPlot(
      panels: [RowPlot.Panel(title: "", scale: scale, label: Figures.differenceTick, reference: 0)],
      groups: groups,
      keys: keys(shown.contains(where: \.isWithin)))
    return Figure(
      title: "Differences, new − old, in percentage points",
      description: "A row for each suite, metric, arm and mode: a mark at the difference on an axis from "
        + "\(Figures.differenceTick(scale.lower)) to \(Figures.differenceTick(scale.upper)) percentage points around a line at 0, "
        + "a line over its 95 % interval, and the figures beside it. Filled marks stand at q below 0.05; diamonds are shown to lie "
        + "within the margin.",
      drawing: plot.drawing,
      notes: known.count > shown.count ? ["Drawn are the first \(shown.count) of \(known.count) rows."] : [],
      numbers: .beside(table))
  }

  private func keys(_ hasSmall: Bool) -> [RowPlot.Key] {
    [
      .init(title: "stands at q < 0.05", ink: .first, mark: .point(0.5, .circle, isFilled: true)),
      .init(title: "nothing can be said", ink: .second, mark: .point(0.5, .circle, isFilled: false)),
    ]
      + (hasSmall
        ? [
          .init(
            title: "shown to lie within ±\(Figures.short(margin * 100))", ink: .second,
            mark: .point(0.5, .diamond, isFilled: false))
        ] : [])
  }

  private static func drawn(_ row: Row) -> RowPlot.Row {
    let metric = row.metric.title + (row.harm.map { " (\($0.rawValue))" } ?? "")
    return RowPlot.Row(
      label: metric, ink: row.stands ? .first : .second,
      marks: [
        (row.interval.map { [.interval($0.lower, $0.upper)] } ?? [])
          + (row.difference.map { [.point($0, row.isWithin ? .diamond : .circle, isFilled: row.stands)] }
            ?? [])
      ],
      value: "\(Figures.points(row.difference)) \(Figures.span(row.interval)), n = \(row.scenarios)")
  }
}
