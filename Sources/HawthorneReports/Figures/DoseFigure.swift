import HawthorneCore

/// Rates by level, a line for each suite and mode.
enum DoseFigure {
  /// More lines than a reader can tell apart are left to the table.
  static let lineLimit = 12

  /// Nil where no suite is known at two levels.
  static func figure(
    _ rows: [DoseTrendRow], dose: Dose, metric: Metric, model: String, numbersIn table: String
  ) -> Figure? {
    let known = rows.filter { row in row.levels.count { $0.rate.rate != nil } > 1 }
    guard !known.isEmpty else { return nil }
    let shown = known.prefix(lineLimit)
    let modes = Set(known.map(\.mode)).count
    let doses = Set(shown.flatMap(\.levels).map(\.dose)).sorted()
    guard let lowest = doses.first, let highest = doses.last, highest > lowest else { return nil }
    let names = Dictionary(
      shown.flatMap(\.levels).map { ($0.dose, $0.name) }, uniquingKeysWith: { first, _ in first })
    // Room at both ends for the bars of several lines.
    func place(_ value: Double) -> Double { 0.06 + 0.88 * (value - lowest) / (highest - lowest) }
    let frame = PlotFrame(
      y: Scale(
        shares: shown.flatMap(\.levels).flatMap { [$0.rate.rate ?? 0, $0.rate.interval?.upper ?? 0] }),
      titles: ("\(metric.title), of known rollouts", dose.rawValue),
      marks: doses.map { (place($0), names[$0] ?? "") })
    var drawing = frame.drawing
    for (number, row) in shown.enumerated() {
      let style = PlotFrame.Style(number)
      // Lines stand a little beside each other, so that bars do not cover bars.
      let offset = (Double(number) - Double(shown.count - 1) / 2) * 0.008
      var before: Drawing.Point?
      for level in row.levels {
        guard let rate = level.rate.rate else { continue }
        let here = frame.point(place(level.dose) + offset, rate)
        if let before { drawing.shapes.append(.line(before, here, .thin, style.ink)) }
        if let interval = level.rate.interval {
          drawing.shapes.append(
            .line(
              frame.point(place(level.dose) + offset, interval.lower),
              frame.point(place(level.dose) + offset, interval.upper), .thick, style.ink))
        }
        drawing.shapes.append(.symbol(style.symbol, here, style.ink, isFilled: style.isFilled))
        before = here
      }
      drawing.shapes += style.key(title(row, modes), number: number)
    }
    var notes = [
      "Bars: 95 % intervals with scenarios as n, NA left out. Lines join levels of the same scenarios; whether they rise is tested within scenarios."
    ]
    if known.count > shown.count {
      notes.append("Drawn are the first \(shown.count) of \(known.count) lines.")
    }
    if rows.count > known.count {
      notes.append(
        "Not drawn, for want of two known levels: \(Figures.count(rows.count - known.count, "line")).")
    }
    let sentences = shown.map { row in
      let levels = row.levels.map { "\($0.name) \($0.rate.fraction) = \(Figures.percent($0.rate.rate))" }
      return "\(title(row, modes)): \(levels.joined(separator: ", "))"
    }
    return Figure(
      title: "\(metric.title) by \(dose.rawValue), \(model)",
      description:
        "A line for each suite and mode: to the right the level, upwards the share of known rollouts, from 0 to "
        + "\(Figures.tick(frame.y.upper)), with a bar over its 95 % interval. \(sentences.joined(separator: "; ")).",
      drawing: drawing, notes: notes, numbers: .beside(table), isDetail: metric != .awareness)
  }

  /// The mode only where there are several.
  private static func title(_ row: DoseTrendRow, _ modes: Int) -> String {
    ([row.suite, modes > 1 ? row.mode : nil, row.harm?.rawValue, row.items?.rawValue] as [String?])
      .compactMap(\.self).joined(separator: " · ")
  }
}

extension Report {
  /// Awareness by level of each ordered dose, and behaviour as details.
  func doseFigures(_ section: DoseSection, numbersIn table: String) -> [Figure] {
    DoseLadder.ordered.flatMap { dose in
      ([.awareness] + Metric.behaviour).compactMap { metric in
        DoseFigure.figure(
          section.trends.filter { $0.dose == dose && $0.metric == metric && !$0.withoutStated }, dose: dose,
          metric: metric, model: modelTitle, numbersIn: table)
      }
    }
  }
}
