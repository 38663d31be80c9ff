import HawthorneCore

extension Association {
  /// Awareness against behaviour: an area for each of the four counts, a panel for each suite and metric.
  static func mosaic(_ associations: [Association], numbersIn table: String) -> Figure? {
    let known = associations.filter { $0.aware.known + $0.notAware.known > 0 }
    guard !known.isEmpty else { return nil }
    let columns = 4
    let cell = (width: 190.0, height: 176.0)
    let lines = (known.count + columns - 1) / columns
    var drawing = Drawing(
      width: cell.width * Double(max(2, min(columns, known.count))), height: cell.height * Double(lines) + 4)
    for (number, association) in known.enumerated() {
      association.draw(
        at: .init(Double(number % columns) * cell.width, Double(number / columns) * cell.height), in: &drawing
      )
    }
    return Figure(
      title: "Awareness against behaviour, pooled counts",
      description:
        "A panel for each suite and metric: two columns, as wide as there are rollouts aware before their decision "
        + "and rollouts not aware, each filled from below as far as the share of its rollouts that showed the behaviour. "
        + "The counts stand below the columns.",
      drawing: drawing,
      notes: [
        "Filled: rollouts with the behaviour. An association, not a cause, and pooled over scenarios: the stratified difference in "
          + "the table can differ from it."
      ], numbers: .beside(table))
  }

  private func draw(at corner: Drawing.Point, in drawing: inout Drawing) {
    let (x, y) = (corner.x + 2, corner.y)
    drawing.shapes += [
      .text(Drawing.fitted(suite, into: 170), .init(x, y + 14), .start, .strong),
      .text(Drawing.fitted(measure, into: 170), .init(x, y + 30), .start, .plain),
    ]
    let all = Double(aware.known + notAware.known)
    let (width, height, gap, top) = (150.0, 90.0, 4.0, y + 40)
    var left = x
    for (name, tally, ink) in [("aware", aware, Drawing.Ink.first), ("not aware", notAware, .second)] {
      let part = (width - gap) * Double(tally.known) / all
      if tally.known > 0 {
        let filled = height * Double(tally.yes) / Double(tally.known)
        drawing.shapes += [
          .rectangle(.init(left, top + height - filled), width: part, height: filled, ink, isFilled: true),
          .rectangle(.init(left, top), width: part, height: height, ink, isFilled: false),
        ]
      }
      // Both texts keep to their own line: a narrow column has no room for its own.
      let line = top + height + (name == "aware" ? 15 : 30)
      drawing.shapes.append(
        .rectangle(.init(x, line - 9), width: 9, height: 9, ink, isFilled: true))
      drawing.shapes.append(
        .text("\(name): \(tally.yes) of \(tally.known)", .init(x + 15, line), .start, .small))
      left += part + gap
    }
  }
}
