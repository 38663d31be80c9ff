import HawthorneReports

/// HTML of which every text has gone through the one escape function.
///
/// A literal is markup as it stands; what is interpolated is escaped, unless it is `Markup` itself. Attribute values
/// stand in double quotes.
struct Markup: Sendable, Hashable, ExpressibleByStringInterpolation {
  var html: String

  init(stringLiteral html: StaticString) { self.html = html.description }
  init(stringInterpolation: StringInterpolation) { html = stringInterpolation.html }

  /// Text of ours that is no literal: a style sheet, another renderer's figure. Never a text of a store or a request.
  init(trusted html: String) { self.html = html }

  struct StringInterpolation: StringInterpolationProtocol {
    var html = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      html.reserveCapacity(literalCapacity + interpolationCount * 32)
    }

    mutating func appendLiteral(_ literal: StaticString) { html += literal.description }
    mutating func appendInterpolation(_ text: String) { html += HTMLText.escaped(text) }
    mutating func appendInterpolation(_ text: Substring) { html += HTMLText.escaped(String(text)) }
    mutating func appendInterpolation(_ number: Int) { html += String(number) }
    mutating func appendInterpolation(_ markup: Markup) { html += markup.html }
    mutating func appendInterpolation(_ markup: Markup?) { html += markup?.html ?? "" }
    mutating func appendInterpolation(_ list: [Markup]) { for markup in list { html += markup.html } }
    /// A text in an element: its right-to-left stretches cannot move what stands around them.
    mutating func appendInterpolation(isolated text: String) { html += HTMLText.isolated(text) }
  }

  static let empty: Markup = ""

  static func + (left: Markup, right: Markup) -> Markup {
    var whole = left
    whole.html += right.html
    return whole
  }

  static func += (left: inout Markup, right: Markup) { left.html += right.html }

  /// Markup that is there only if a condition holds.
  static func when(_ condition: Bool, _ markup: @autoclosure () -> Markup) -> Markup {
    condition ? markup() : .empty
  }
}

extension [Markup] {
  func joined(_ separator: Markup = .empty) -> Markup {
    var whole = Markup.empty
    for (index, markup) in enumerated() {
      if index > 0 { whole += separator }
      whole += markup
    }
    return whole
  }
}
