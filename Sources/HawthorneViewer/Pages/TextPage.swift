import HawthorneCore
import HawthorneStore

/// `/runs/ID/rollouts/KEY/text`: one long text of a rollout, piece by piece.
struct TextPage: Page {
  static let pattern: PathPattern = "/runs/:run/rollouts/:key/text"

  private let id: String
  private let key: ContentHash
  private let block: String
  private let piece: Int
  private let classifier: String?

  init(_ parameters: inout PageParameters) throws(RequestError) {
    id = try parameters.inPath("run")
    key = try parameters.hashInPath("key")
    block = try parameters.required("block", longest: 64)
    piece = try parameters.number("piece", in: 1...1_000_000) ?? 1
    classifier = try parameters.text(LabelChoice.name)
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    let stored = try RolloutPage.stored(id, key, context.store)
    guard let text = TranscriptView.text(block, in: stored.rollout.transcript) else {
      throw RequestError(.notFound, "The rollout has no text '\(block)'.")
    }
    let marked = MarkedText(text, spans: SpanList(stored, classifier: nil).marks(in: block))
    let (length, count) = (marked.bytes.count, Pieces.count(marked.bytes.count))
    guard piece <= count else { throw RequestError(.notFound, "The text has \(count) pieces.") }
    let window = pieceWindow(marked, length)
    func place(_ piece: Int) -> Place {
      Place(
        ["runs", id, "rollouts", key.hex, "text"],
        ["block": block, "piece": String(piece), "classifier": classifier])
    }
    var links: [Markup] = []
    if piece > 1 {
      links.append("<li>\(context.link(place(piece - 1), "Previous piece", extra: " rel=\"prev\""))</li>")
    }
    if piece < count {
      links.append("<li>\(context.link(place(piece + 1), "Next piece", extra: " rel=\"next\""))</li>")
    }
    let shown = marked.spans.filter { $0.start < window.upperBound && $0.end > window.lowerBound }
    let notes = shown.map {
      "<li id=\"span-\($0.number)\">\($0.number): \(isolated: $0.note)</li>\n" as Markup
    }
    let evidence = Markup.when(
      !notes.isEmpty, "<h2 id=\"evidence\">Evidence in this piece</h2>\n<ul>\n\(notes)</ul>\n")
    let body: Markup = """
      <p>Bytes \(window.lowerBound) to \(window.upperBound) of \(length), piece \(piece) of \(count).</p>
      <ul class="pages">\(links)</ul>
      <pre class="long" dir="auto" tabindex="0">
      \(marked.markup(window))</pre>
      <ul class="pages">\(links)</ul>
      \(evidence)
      """
    return context.page(
      "\(block) of rollout \(key.short)",
      trail: [
        .init("Runs", .runs), .init("Run \(id)", .run(id)),
        .init("Rollout \(key.short)", .rollout(id, key, classifier: classifier)),
      ], body)
  }

  /// Pieces meet at whole characters, none twice.
  private func pieceWindow(_ marked: MarkedText, _ length: Int) -> Range<Int> {
    let rough = Pieces.window(piece, of: length)
    return marked.characters(rough.lowerBound..<rough.lowerBound)
      .lowerBound..<(rough.upperBound == length
      ? length : marked.characters(rough.upperBound..<rough.upperBound).lowerBound)
  }
}
