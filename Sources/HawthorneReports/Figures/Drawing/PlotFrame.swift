/// Axes of a plot with shares upwards.
struct PlotFrame {
  static let top = 34.0
  static let left = 62.0
  static let width = 450.0
  static let height = 250.0

  var y: Scale
  /// Printed above the vertical axis, and at the right below the other.
  var titles: (y: String, x: String)
  /// Labelled places on the horizontal axis, from 0 to 1.
  var marks: [(place: Double, label: String)]

  func point(_ place: Double, _ share: Double) -> Drawing.Point {
    .init(Self.left + place * Self.width, Self.top + (1 - y.place(share)) * Self.height)
  }

  /// The axes, the ground of a drawing.
  var drawing: Drawing {
    var drawing = Drawing(width: 760, height: Self.top + Self.height + 52)
    let bottom = Self.top + Self.height
    for tick in y.ticks {
      let (from, to) = (point(0, tick), point(1, tick))
      drawing.shapes += [
        .line(from, to, .thin, .grid),
        .text(Figures.tick(tick), .init(Self.left - 8, from.y + 4), .end, .small),
      ]
    }
    drawing.shapes.append(.line(.init(Self.left, bottom), .init(Self.left + Self.width, bottom), .thin, .ink))
    for mark in marks {
      let x = Self.left + mark.place * Self.width
      drawing.shapes += [
        .line(.init(x, bottom), .init(x, bottom + 4), .thin, .ink),
        .text(Drawing.fitted(mark.label, into: 110), .init(x, bottom + 18), .middle, .small),
      ]
    }
    drawing.shapes += [
      .text(titles.y, .init(8, 16), .start, .strong),
      .text(titles.x, .init(Self.left + Self.width, bottom + 38), .end, .strong),
    ]
    return drawing
  }

  /// How the lines of a plot are told apart: by form and filling as well as by colour.
  struct Style {
    var symbol: Drawing.Symbol
    var isFilled: Bool
    var ink: Drawing.Ink

    init(_ number: Int) {
      let symbols: [Drawing.Symbol] = [.circle, .square, .diamond, .triangle]
      let inks: [Drawing.Ink] = [.first, .second, .third, .fourth, .fifth, .sixth]
      (symbol, isFilled, ink) = (
        symbols[number % symbols.count], number / symbols.count % 2 == 0, inks[number % inks.count]
      )
    }

    /// What a line is called, at the right of the plot.
    func key(_ title: String, number: Int) -> [Drawing.Shape] {
      let line = PlotFrame.top + 8 + Double(number) * 18
      let x = PlotFrame.left + PlotFrame.width + 24
      return [
        .symbol(symbol, .init(x, line - 4), ink, isFilled: isFilled),
        .text(Drawing.fitted(title, into: 205), .init(x + 12, line), .start, .plain),
      ]
    }
  }
}
