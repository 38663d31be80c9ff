/// Fills `{{ name }}` in a wording.
enum Template {
  /// The names that every scenario has; any other is a value of the scenario or the suite.
  static let variables = ["system", "request", "transcript"]

  struct Variables {
    private let texts: [String: String]

    init(_ text: Renderer.Text) {
      var texts = text.values
      texts["system"] = text.system
      texts["request"] = text.turns.first ?? ""
      texts["transcript"] = Self.transcript(system: text.system, turns: text.turns)
      self.texts = texts
    }

    init(_ texts: [String: String]) { self.texts = texts }

    subscript(name: String) -> String? { texts[name] }

    /// The conversation as text, a paragraph a turn.
    private static func transcript(system: String, turns: [String]) -> String {
      ((system.isEmpty ? [] : ["System: \(system)"]) + turns.map { "User: \($0)" }).joined(separator: "\n\n")
    }
  }

  /// Names between `{{` and `}}`, in order; an unclosed `{{` counts with what follows it.
  static func names(in text: String) -> [String] {
    pieces(of: text).compactMap { if case .variable(let name) = $0 { name } else { nil } }
  }

  /// The text with its variables replaced, trimmed of surrounding white space; values are not scanned again.
  ///
  /// A name without a value stays as it is written.
  static func render(_ text: String, _ variables: Variables) -> String {
    String(trimming(substitute(text) { variables[$0] }[...]))
  }

  /// The text with those variables replaced that have a value.
  static func substitute(_ text: String, _ value: (String) -> String?) -> String {
    pieces(of: text).map { piece in
      switch piece {
      case .text(let text): text
      case .variable(let name): value(name) ?? "{{ \(name) }}"
      }
    }.joined()
  }

  static func trimming(_ text: Substring) -> Substring {
    var text = text
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return text
  }

  enum Piece: Sendable {
    case text(String)
    case variable(String)
  }

  /// The first place where a brace stands twice.
  ///
  /// By bytes, as long as what stands around it is ASCII; a combining mark would make another character of it.
  private static func firstRange(of brace: UInt8, in text: Substring) -> Range<String.Index>? {
    let bytes = text.utf8
    var before: UInt8 = 0
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      let next = bytes.index(after: index)
      if byte == brace, next < bytes.endIndex, bytes[next] == brace {
        let end = bytes.index(after: next)
        guard before < 0x80, end == bytes.endIndex || bytes[end] < 0x80 else {
          return text.firstRange(of: brace == UInt8(ascii: "{") ? "{{" : "}}")
        }
        return index..<end
      }
      before = byte
      index = next
    }
    return nil
  }

  static func pieces(of text: String) -> [Piece] {
    var pieces: [Piece] = []
    var rest = text[...]
    while let open = firstRange(of: UInt8(ascii: "{"), in: rest) {
      pieces.append(.text(String(rest[..<open.lowerBound])))
      rest = rest[open.upperBound...]
      guard let close = firstRange(of: UInt8(ascii: "}"), in: rest) else {
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
