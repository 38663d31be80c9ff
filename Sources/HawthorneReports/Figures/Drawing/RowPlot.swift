import HawthorneCore

/// Labelled rows with one or more panels beside each other: the frame of most figures.
struct RowPlot {
  struct Panel {
    var title: String
    var scale: Scale
    /// How a round value is written below the axis.
    var label: (Double) -> String
    /// A value that all rows are held against.
    var reference: Double?
  }

  enum Mark {
    /// A 95 % interval.
    case interval(Double, Double)
    /// How far it could go, were everything unknown known.
    case bounds(Double, Double)
    /// From one condition to the other.
    case connector(Double, Double)
    case point(Double, Drawing.Symbol, isFilled: Bool)
  }

  struct Row {
    var label: String
    var ink: Drawing.Ink
    /// For each panel what is drawn in it.
    var marks: [[Mark]]
    /// Printed at the right.
    var value = ""
  }

  struct Group {
    var title: String
    var rows: [Row]
  }

  struct Key {
    var title: String
    var ink: Drawing.Ink
    var mark: Mark
  }

  var panels: [Panel]
  var groups: [Group]
  var keys: [Key] = []

  private static let total = 760.0
  private static let rowHeight = 21.0
  private static let inset = 14.0
  private static let labelLimit = 270.0

  var drawing: Drawing {
    let rows = groups.flatMap(\.rows)
    let labelWidth =
      rows.reduce(60) { max($0, Drawing.width(of: Drawing.fitted($1.label, into: Self.labelLimit))) } + 18
    let valueWidth = rows.reduce(0) { max($0, Drawing.width(of: $1.value, .small)) }
    let gap = panels.count > 1 ? 16.0 : 0
    let room = Self.total - labelWidth - (valueWidth > 0 ? valueWidth + 12 : 0) - Self.inset
    let width = max(70, (room - gap * Double(panels.count - 1)) / Double(panels.count))
    let left = panels.indices.map { labelWidth + Double($0) * (width + gap) }
    let valueLeft = (left.last ?? labelWidth) + width + Self.inset + 6

    var drawing = Drawing(width: max(Self.total, valueLeft + valueWidth), height: 0)
    var y = drawKeys(in: &drawing)
    if panels.contains(where: { !$0.title.isEmpty }) {
      y += 14
      for (panel, x) in zip(panels, left) {
        drawing.shapes.append(.text(panel.title, .init(x, y), .start, .strong))
      }
      y += 8
    }
    let top = y
    // The grid lies below the marks, and its height is known only at the end.
    let ground = drawing.shapes.count
    for group in groups {
      if !group.title.isEmpty {
        y += Self.rowHeight
        drawing.shapes.append(
          .text(Drawing.fitted(group.title, into: Self.total - 20), .init(0, y - 6), .start, .strong))
      }
      for row in group.rows {
        let middle = y + Self.rowHeight / 2
        drawing.shapes.append(
          .text(Drawing.fitted(row.label, into: Self.labelLimit), .init(8, middle + 4), .start, .plain))
        for (index, marks) in row.marks.enumerated() where index < panels.count {
          for mark in marks {
            draw(mark, row.ink, y: middle, in: &drawing) {
              left[index] + panels[index].scale.place($0) * width
            }
          }
        }
        if !row.value.isEmpty {
          drawing.shapes.append(.text(row.value, .init(valueLeft, middle + 4), .start, .small))
        }
        y += Self.rowHeight
      }
    }
    drawing.shapes.insert(contentsOf: grid(left: left, width: width, top: top, bottom: y), at: ground)
    for (panel, x) in zip(panels, left) {
      let ticks = panel.scale.ticks
      for (index, tick) in ticks.enumerated() {
        // Neighbouring panels leave no room beyond their ends.
        let isEnd = panels.count > 1 && index + 1 == ticks.count
        let anchor: Drawing.Anchor = isEnd ? .end : panels.count > 1 && index == 0 ? .start : .middle
        drawing.shapes.append(
          .text(panel.label(tick), .init(x + panel.scale.place(tick) * width, y + 15), anchor, .small))
      }
    }
    drawing.height = y + 24
    return drawing
  }

  private func grid(left: [Double], width: Double, top: Double, bottom: Double) -> [Drawing.Shape] {
    zip(panels, left).flatMap { panel, x in
      panel.scale.ticks.map { tick in
        let place = x + panel.scale.place(tick) * width
        let isReference = panel.reference.map { ($0 - tick).magnitude < 1e-12 } ?? false
        return .line(.init(place, top), .init(place, bottom), .thin, isReference ? .ink : .grid)
      }
    }
  }

  private func draw(
    _ mark: Mark, _ ink: Drawing.Ink, y: Double, in drawing: inout Drawing, place: (Double) -> Double
  ) {
    switch mark {
    case .interval(let lower, let upper):
      drawing.shapes.append(.line(.init(place(lower), y), .init(place(upper), y), .thick, ink))
    case .bounds(let lower, let upper):
      drawing.shapes.append(
        .line(.init(place(lower), y + 6), .init(place(upper), y + 6), .dashed, .muted))
    case .connector(let from, let to):
      drawing.shapes.append(.line(.init(place(from), y), .init(place(to), y), .thick, .muted))
    case .point(let value, let symbol, let isFilled):
      drawing.shapes.append(.symbol(symbol, .init(place(value), y), ink, isFilled: isFilled))
    }
  }

  /// Draws what the marks mean, and returns where the plot may begin.
  private func drawKeys(in drawing: inout Drawing) -> Double {
    guard !keys.isEmpty else { return 4 }
    var x = 8.0
    var y = 14.0
    for key in keys {
      let width = Drawing.width(of: key.title) + 44
      if x > 8, x + width > Self.total {
        x = 8
        y += 18
      }
      draw(key.mark, key.ink, y: y - 4, in: &drawing) { x + $0 * 20 }
      drawing.shapes.append(.text(key.title, .init(x + 28, y), .start, .plain))
      x += width
    }
    return y + 10
  }
}
