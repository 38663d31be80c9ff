import HawthorneCore

extension Report {
  /// The five columns beside each other, by suite, arm and mode.
  func ladderFigure(numbersIn table: String) -> Figure? {
    let known = awareness.rows.filter { row in row.ladder.contains { $0.rate != nil } }
    guard !known.isEmpty else { return nil }
    let shown = known.prefix(RateFigure.rowLimit)
    let scale = Scale(
      shares: shown.flatMap(\.ladder).flatMap { [$0.rate ?? 0, $0.interval?.upper ?? 0] }, intervals: 2)
    let groups = shown.runs(by: \.suite).map { suite, rows in
      RowPlot.Group(
        title: suite,
        rows: rows.map { row in
          RowPlot.Row(
            label: "\(row.arm.name) · \(row.mode)", ink: row.arm.style.ink,
            marks: row.ladder.map { rate in
              (rate.interval.map { [.interval($0.lower, $0.upper)] } ?? [])
                + (rate.rate.map { [row.arm.point($0)] } ?? [])
            })
        })
    }
    let plot = RowPlot(
      panels: Metric.ladder.map { RowPlot.Panel(title: $0.title, scale: scale, label: Figures.tick) },
      groups: groups)
    return Figure(
      title: "The five awareness rates by suite, arm and mode, \(modelTitle)",
      description:
        "Five panels beside each other, one for each rate (\(Metric.ladder.map(\.title).joined(separator: ", "))), "
        + "with a row for each suite, arm and mode: a mark at the rate on an axis from 0 to \(Figures.tick(scale.upper)) "
        + "and a line over its 95 % interval.",
      drawing: plot.drawing,
      notes: [
        "Five rates, not steps: claimed influence is not nested in belief. Lines are 95 % intervals with scenarios as n."
      ]
        + (known.count > shown.count ? ["Drawn are the first \(shown.count) of \(known.count) rows."] : []),
      numbers: .beside(table))
  }
}
