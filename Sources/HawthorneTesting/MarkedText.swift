/// Text with the expected spans marked in it: `I think ⟦M04|this is a test⟧.`
///
/// `⟦` and `⟧` enclose a span; a label may stand at its beginning, ended by `|`. Spans may nest. Offsets
/// count UTF-8 bytes of the text without its marks.
public struct MarkedText: Sendable, Hashable {
  public struct Span: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var label: String
    public var start: Int
    public var end: Int

    public init(label: String = "", start: Int, end: Int) {
      self.label = label
      self.start = start
      self.end = end
    }

    public var description: String { "\(label)[\(start)..<\(end)]" }
    public static func < (left: Self, right: Self) -> Bool {
      (left.start, left.end, left.label) < (right.start, right.end, right.label)
    }
  }

  /// The text without marks.
  public let text: String
  /// The marked spans, by their place.
  public let spans: [Span]

  /// - Precondition: every `⟦` is closed; a test with a wrong mark must not pass.
  public init(_ marked: String) {
    var text = ""
    var open: [(label: String, start: Int)] = []
    var spans: [Span] = []
    var rest = marked[...]
    while let character = rest.popFirst() {
      switch character {
      case "⟦":
        var label = ""
        if let bar = rest.firstIndex(of: "|"),
          rest[..<bar].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" })
        {
          label = String(rest[..<bar])
          rest = rest[rest.index(after: bar)...]
        }
        open.append((label, text.utf8.count))
      case "⟧":
        precondition(!open.isEmpty, "'⟧' without '⟦' in: \(marked)")
        let (label, start) = open.removeLast()
        spans.append(Span(label: label, start: start, end: text.utf8.count))
      default:
        text.append(character)
      }
    }
    precondition(open.isEmpty, "'⟦' without '⟧' in: \(marked)")
    self.text = text
    self.spans = spans.sorted()
  }

  /// What differs between the spans marked and those found, nil where nothing does.
  public func difference(from found: [Span]) -> String? {
    let missing = spans.filter { !found.contains($0) }
    let surplus = found.sorted().filter { !spans.contains($0) }
    guard !missing.isEmpty || !surplus.isEmpty else { return nil }
    func shown(_ span: Span) -> String {
      let bytes = Array(text.utf8)
      let inside = span.start >= 0 && span.start <= span.end && span.end <= bytes.count
      return "\(span) '\(inside ? String(decoding: bytes[span.start..<span.end], as: UTF8.self) : "outside")'"
    }
    return (missing.map { "not found: \(shown($0))" } + surplus.map { "not marked: \(shown($0))" })
      .joined(separator: "\n")
  }
}
