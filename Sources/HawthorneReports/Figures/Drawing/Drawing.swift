/// Shapes on a plane, free of any format; x grows to the right and y downwards.
struct Drawing: Hashable {
  struct Point: Hashable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// What a shape stands for; the renderer gives it a colour for light, dark and print.
  enum Ink: String, Hashable, CaseIterable {
    /// Text and axes.
    case ink, muted, grid
    case first, second, third, fourth, fifth, sixth
  }

  enum Symbol: String, Hashable, CaseIterable {
    case circle, square, diamond, triangle, cross, bar
  }

  enum Anchor: Hashable { case start, middle, end }

  enum TextStyle: Hashable { case plain, strong, small }

  enum LineStyle: Hashable { case thin, thick, dashed }

  enum Shape: Hashable {
    case line(Point, Point, LineStyle, Ink)
    case rectangle(Point, width: Double, height: Double, Ink, isFilled: Bool)
    case symbol(Symbol, Point, Ink, isFilled: Bool)
    case text(String, Point, Anchor, TextStyle)
  }

  var width: Double
  var height: Double
  var shapes: [Shape] = []

  /// How wide a text will be, about: fonts are the reader's.
  static func width(of text: String, _ style: TextStyle = .plain) -> Double {
    Double(TerminalRenderer.width(text)) * (style == .small ? 5.6 : 6.4)
  }

  /// The text, cut in its middle where it would be wider than that.
  static func fitted(_ text: String, into limit: Double) -> String {
    guard width(of: text) > limit else { return text }
    // A name can be a megabyte; its ends say most of it.
    let count = max(3, Int(limit / 6.4) - 1)
    return text.prefix(count - count / 2) + "…" + text.suffix(count / 2)
  }
}
