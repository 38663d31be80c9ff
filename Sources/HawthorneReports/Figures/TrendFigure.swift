import HawthorneCore

extension ReportTrend {
  /// The metrics that are drawn; the table has all.
  private static let drawn: Set<Metric> = [.awareness, .refusal, .misaligned, .correct]

  /// Each report's rates with their 95 % intervals, a row each, grouped by what is asked.
  func rateFigure(numbersIn table: String) -> Figure? {
    let known = rows.filter { $0.scenarios > 0 && Self.drawn.contains($0.metric) }
    let shown = known.prefix(max(1, RateFigure.rowLimit / max(1, reports.count)))
    guard !shown.isEmpty else { return nil }
    let points = shown.flatMap(\.points)
    let scale = Scale(shares: points.flatMap { [$0.rate ?? 0, $0.interval?.upper ?? 0] })
    let groups = shown.map { row in
      RowPlot.Group(
        title: "\(row.suite) · \(row.title) · \(row.arm.name) · \(row.mode)",
        rows: row.points.enumerated().map { drawn($0.element, of: $0.offset, n: row.scenarios) })
    }
    let plot = RowPlot(
      panels: [RowPlot.Panel(title: "", scale: scale, label: Figures.tick)], groups: groups,
      keys: points.contains { $0.isBest == true }
        ? [
          .init(title: "no better rate", ink: .first, mark: .point(0.5, .circle, isFilled: true)),
          .init(title: "others", ink: .second, mark: .point(0.5, .circle, isFilled: false)),
        ] : [])
    var notes = ["Mark: the rate. Thick line: its 95 % interval, with scenarios as n."]
    if known.count > shown.count {
      notes.append("Drawn are the first \(shown.count) of \(known.count) groups.")
    }
    return Figure(
      title: "Rates of each report over the scenarios in all of them",
      description:
        "A group for each suite, metric, arm and mode, in it a row for each report in the order given: a mark at the "
        + "rate on an axis from 0 to \(Figures.tick(scale.upper)), a line over its 95 % interval, and the figures beside it. Filled "
        + "marks have no better rate in their group.",
      drawing: plot.drawing, notes: notes, numbers: .beside(table))
  }

  private func drawn(_ point: Point, of place: Int, n: Int) -> RowPlot.Row {
    let isBest = point.isBest == true
    return RowPlot.Row(
      label: "\(name(place)) · \(reports[place].model)", ink: isBest ? .first : .second,
      marks: [
        (point.interval.map { [.interval($0.lower, $0.upper)] } ?? [])
          + (point.rate.map { [.point($0, .circle, isFilled: isBest)] } ?? [])
      ],
      value: "\(Figures.percent(point.rate))\(isBest ? " *" : "") (\(point.numerator)/\(point.denominator)) "
        + "\(Figures.interval(point.interval)), n = \(n)")
  }
}
