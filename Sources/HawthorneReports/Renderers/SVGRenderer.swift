/// Drawings as SVG elements. Colours come from the style sheet of the page, by class.
enum SVGRenderer {
  /// One `<svg>` element with its text alternative.
  ///
  /// - Parameter id: unique in the page; ASCII letters, digits and hyphens.
  static func render(_ drawing: Drawing, id: String, title: String, description: String) -> String {
    let (width, height) = (number(drawing.width), number(drawing.height))
    var out =
      "<svg viewBox=\"0 0 \(width) \(height)\" width=\"\(width)\" height=\"\(height)\" role=\"img\" "
      + "aria-labelledby=\"\(id)-title \(id)-desc\">\n<title id=\"\(id)-title\">\(SVGText.escaped(title))</title>\n"
      + "<desc id=\"\(id)-desc\">\(SVGText.escaped(description))</desc>\n"
    for shape in drawing.shapes { out += element(shape) + "\n" }
    return out + "</svg>"
  }

  private static func element(_ shape: Drawing.Shape) -> String {
    switch shape {
    case .line(let from, let to, let style, let ink):
      let name = style == .thin ? "" : style == .thick ? " thick" : " dashed"
      return "<line class=\"\(ink.rawValue)\(name)\" x1=\"\(number(from.x))\" y1=\"\(number(from.y))\" "
        + "x2=\"\(number(to.x))\" y2=\"\(number(to.y))\"/>"
    case .rectangle(let corner, let width, let height, let ink, let isFilled):
      return "<rect class=\"\(ink.rawValue)\(isFilled ? "" : " open")\" x=\"\(number(corner.x))\" "
        + "y=\"\(number(corner.y))\" width=\"\(number(width))\" height=\"\(number(height))\"/>"
    case .symbol(let symbol, let place, let ink, let isFilled):
      return "<path class=\"\(ink.rawValue)\(isFilled ? "" : " open")\" d=\"\(path(symbol, place))\"/>"
    case .text(let text, let place, let anchor, let style):
      var classes: [String] = []
      if style == .strong { classes.append("strong") }
      if style == .small { classes.append("small") }
      if anchor == .middle { classes.append("middle") }
      if anchor == .end { classes.append("end") }
      let attribute = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
      return
        "<text\(attribute) x=\"\(number(place.x))\" y=\"\(number(place.y))\">\(SVGText.escaped(text))</text>"
    }
  }

  private static func path(_ symbol: Drawing.Symbol, _ place: Drawing.Point) -> String {
    func at(_ dx: Double, _ dy: Double) -> String { "\(number(place.x + dx)) \(number(place.y + dy))" }
    return switch symbol {
    case .circle: "M\(at(-4, 0))a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"
    case .square: "M\(at(-3.6, -3.6))h7.2v7.2h-7.2Z"
    case .diamond: "M\(at(0, -5))L\(at(5, 0))L\(at(0, 5))L\(at(-5, 0))Z"
    case .triangle: "M\(at(0, -4.8))L\(at(4.6, 3.6))L\(at(-4.6, 3.6))Z"
    case .cross: "M\(at(-3.5, -3.5))L\(at(3.5, 3.5))M\(at(-3.5, 3.5))L\(at(3.5, -3.5))"
    case .bar: "M\(at(-1.2, -5))h2.4v10h-2.4Z"
    }
  }

  /// One decimal at most, the same on every machine.
  private static func number(_ value: Double) -> String {
    let text = Figures.fixed(value, 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
