/// A text with what differs from another.
enum DifferenceView {
  /// Bytes of a text that are compared and shown; the rollout's own page has the rest.
  static let most = 32 * 1024
  /// Answers with less in common than this are shown as they are: marking every word says nothing.
  static let leastCommon = 0.35

  /// - Parameter isWritten: whether the model wrote it: such texts may have nothing in common.
  static func markup(_ text: String, against other: String?, isWritten: Bool) -> Markup {
    let marked = MarkedText(text)
    let window = marked.characters(0..<min(most, marked.bytes.count))
    let cut = Markup.when(
      window.upperBound < marked.bytes.count,
      "<p class=\"note\">The first \(Pieces.size(window.upperBound)) of \(Pieces.size(marked.bytes.count)).</p>\n"
    )
    guard !text.isEmpty else {
      return other.map { $0.isEmpty ? .empty : "<p class=\"muted\">Nothing here.</p>\n" } ?? .empty
    }
    func plain(_ note: Markup) -> Markup {
      "\(note)<pre dir=\"auto\" tabindex=\"0\">\n\(marked.markup(window))</pre>\n\(cut)"
    }
    guard let other else { return plain(.empty) }
    let theirs = MarkedText(other)
    let theirWindow = theirs.characters(0..<min(most, theirs.bytes.count))
    let diff = WordDiff(
      String(decoding: theirs.bytes[theirWindow], as: UTF8.self),
      String(decoding: marked.bytes[window], as: UTF8.self))
    if diff.pieces.allSatisfy({ $0.kind == .same }) {
      return plain("<p class=\"muted\">The same, word for word.</p>\n")
    }
    if isWritten, diff.sameShare < leastCommon {
      return plain("<p class=\"muted\">Differs throughout.</p>\n")
    }
    let pieces = diff.pieces.map { piece -> Markup in
      switch piece.kind {
      case .same: "\(piece.text)"
      case .added: "<ins>\(piece.text)</ins>"
      case .removed: "<del>\(piece.text)</del>"
      }
    }
    let note = Markup.when(
      diff.isCoarse, "<p class=\"muted\">Too much differs for single words: compared as one block.</p>\n")
    return "\(note)<pre dir=\"auto\" tabindex=\"0\">\n\(pieces)</pre>\n\(cut)"
  }
}
