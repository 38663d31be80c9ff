import HawthorneCore

/// A stretch of a text with its spans of evidence marked, however they overlap.
struct MarkedText {
  /// A span with the number under which the page lists it.
  struct Span: Sendable, Hashable {
    var number: Int
    var start: Int
    var end: Int
    var isEvidence: Bool
    /// What is known of it, for hover and focus.
    var note: String
  }

  /// UTF-8.
  let bytes: [UInt8]
  /// In the order of their numbers.
  let spans: [Span]

  init(_ text: String, spans: [Span] = []) {
    bytes = Array(text.utf8)
    self.spans = spans
  }

  /// Why a span cannot be marked; nil where it can.
  static func fault(_ start: Int, _ end: Int, in length: Int) -> String? {
    if start < 0 || end < start || end > length { return "points outside its text" }
    if start == end { return "is empty" }
    return nil
  }

  /// The text within the window as it is to be read. The window's ends move to whole characters.
  func markup(_ window: Range<Int>? = nil) -> Markup {
    let window = characters(window ?? 0..<bytes.count)
    let marked = spans.compactMap { span -> (span: Span, range: Range<Int>)? in
      guard Self.fault(span.start, span.end, in: bytes.count) == nil else { return nil }
      let range = characters(span.start..<span.end).clamped(to: window)
      return range.isEmpty ? nil : (span, range)
    }
    var cuts: Set<Int> = [window.lowerBound, window.upperBound]
    for (_, range) in marked { cuts.formUnion([range.lowerBound, range.upperBound]) }
    let edges = cuts.sorted()
    var out = Markup.empty
    for (start, end) in zip(edges, edges.dropFirst()) {
      for (span, range) in marked where range.lowerBound == start {
        // Where the span begins before the window its anchor stands in the piece before.
        let anchor: Markup = span.start >= window.lowerBound ? " id=\"at-\(span.number)\"" : ""
        out += "<a class=\"ref\" href=\"#span-\(span.number)\"\(anchor)>\(span.number)</a>"
      }
      let covering = marked.filter { $0.range.lowerBound <= start && $0.range.upperBound >= end }.map(\.span)
      let text: Markup = "\(String(decoding: bytes[start..<end], as: UTF8.self))"
      guard !covering.isEmpty else {
        out += text
        continue
      }
      let note = covering.map { "\($0.number): \($0.note)" }.joined(separator: " | ")
      let kind: Markup = covering.contains(where: \.isEvidence) ? "evidence" : "counter"
      let many: Markup = covering.count > 1 ? " several" : ""
      let begins = covering.contains { span in
        marked.contains { $0.span == span && $0.range.lowerBound == start }
      }
      let stop: Markup = begins ? " tabindex=\"0\" data-item" : ""
      out += "<mark class=\"\(kind)\(many)\" title=\"\(note)\" data-note=\"\(note)\"\(stop)>\(text)</mark>"
    }
    return out
  }

  /// The range, each end moved outwards to where a character begins.
  func characters(_ range: Range<Int>) -> Range<Int> {
    var start = min(max(0, range.lowerBound), bytes.count)
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    var end = min(max(start, range.upperBound), bytes.count)
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }
}
