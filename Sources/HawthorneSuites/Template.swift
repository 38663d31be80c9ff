/// The two variables of a wording: `{{ system }}` and `{{ request }}`.
enum Template {
  static let variables = ["system", "request"]

  /// Names between `{{` and `}}` that are not variables; an unclosed `{{` counts with what follows it.
  static func unknownVariables(in text: String) -> [String] {
    pieces(of: text).compactMap { piece in
      if case .variable(let name) = piece, !variables.contains(name) { return name }
      return nil
    }
  }

  /// The text with its variables replaced, trimmed of surrounding white space; values are not scanned again.
  static func render(_ text: String, system: String, request: String) -> String {
    let filled = pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .variable("system"): system
      case .variable("request"): request
      case .variable(let name): "{{ \(name) }}"
      }
    }.joined()
    return String(trimming(filled[...]))
  }

  static func trimming(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }

  private enum Piece {
    case text(String)
    case variable(String)
  }

  private static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = rest.firstRange(of: "{{") {
      pieces.append(.text(String(rest[..<open.lowerBound])))
      rest = rest[open.upperBound...]
      guard let close = rest.firstRange(of: "}}") else {
        pieces.append(.variable(String(trimming(rest.prefix(40)))))
        return pieces
      }
      pieces.append(.variable(String(trimming(rest[..<close.lowerBound]))))
      rest = rest[close.upperBound...]
    }
    pieces.append(.text(String(rest)))
    return pieces
  }
}
