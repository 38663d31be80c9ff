import HawthorneCore
import HawthorneStore

/// `/runs/ID/annotate/queues/QUEUE`: one rollout of a queue to read, and the form that says what it shows.
struct SittingPage: Page {
  static let pattern: PathPattern = "/runs/:run/annotate/queues/:queue"
  /// Bytes of one text that are shown.
  private static let longest = 400_000

  private let id: String
  private let queue: String
  private let name: String
  private let isBlind: Bool
  private let from: Int
  private let at: Int?
  private let isRevealed: Bool

  init(_ parameters: inout PageParameters) throws(RequestError) {
    id = try parameters.inPath("run")
    queue = try parameters.inPath("queue")
    name = try parameters.required("as")
    isBlind = try parameters.yesNo("blind") ?? true
    from = try parameters.number("from", in: 0...10_000_000) ?? 0
    at = try parameters.number("at", in: 0...10_000_000)
    isRevealed = try parameters.yesNo("reveal") ?? false
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    _ = try RunLookup.run(id, context.store)
    let drawn = try AnnotationDesk.answering { try context.store.queue(queue, of: id) }
    let walk = try AnnotationDesk.answering { try context.store.walk(drawn, annotator: name) }
    let trail: [Shell.Crumb] = [
      .init("Runs", .runs), .init("Run \(id)", .run(id)), .init("Gold labels", AnnotationDesk.queues(id)),
    ]
    let head: Markup = """
      <p role="status">\(isolated: "\(name): \(AnnotationDesk.sentence(walk.progress))")</p>
      <progress max="\(walk.items.count)" value="\(walk.progress.labelled)" aria-label="Labelled"></progress>

      """
    let agreement = try AnnotationDesk.agreement(context.store.goldLabels(of: id, queue: drawn.id.hex))
    if let at, !walk.items.indices.contains(at) {
      throw RequestError(.notFound, "The queue has no place \(at).")
    }
    guard let place = at ?? walk.next(from: from) else {
      let done: Markup = "<p>Nothing is left to read in this queue.</p>\n"
      return context.page("\(drawn.name): done", trail: trail, head + done + agreement)
    }
    let item = walk.items[place]
    let sheet = try AnnotationDesk.answering {
      try context.store.annotationSheet(
        of: id, key: item.member.key, isBlind: isBlind && !isRevealed, classifier: drawn.classifier)
    }
    let body: Markup = """
      \(head)\(moves(place, walk, sheet, context))
      \(facts(sheet))
      \(texts(sheet))
      \(context.isReadOnly ? "<p class=\"note\">This viewer only reads.</p>\n" : LabelForm(run: id, queue: drawn, walk: walk, place: place, sheet: sheet, isBlind: isBlind).markup(context))
      \(agreement)
      """
    return context.page("\(drawn.name): rollout \(place + 1) of \(walk.items.count)", trail: trail, body)
  }

  private func moves(_ place: Int, _ walk: QueueWalk, _ sheet: AnnotationSheet, _ context: PageContext)
    -> Markup
  {
    func there(from: Int? = nil, at: Int? = nil, isRevealed: Bool = false) -> Place {
      AnnotationDesk.sitting(
        id, queue, as: name, isBlind: isBlind, from: from, at: at, isRevealed: isRevealed)
    }
    var links: [Markup] = []
    if place > 0 {
      links.append("<li>\(context.link(there(at: place - 1), "The one before", extra: " rel=\"prev\""))</li>")
    }
    if let next = walk.next(from: place + 1), next != place {
      links.append("<li>\(context.link(there(from: place + 1), "Skip", extra: " rel=\"next\""))</li>")
    }
    if sheet.isBlind {
      links.append(
        "<li>\(context.link(there(at: place, isRevealed: true), "Reveal prompt, arm and machine labels (no longer blind)"))</li>"
      )
    }
    return "<ul class=\"pages\">\(links)</ul>\n"
  }

  private func facts(_ sheet: AnnotationSheet) -> Markup {
    guard !sheet.facts.isEmpty else {
      return "<p class=\"note\">Blind: only what the model wrote is shown.</p>\n"
    }
    var list = FactList()
    for fact in sheet.facts { list.add(fact.name, fact.value) }
    return list.markup
  }

  private func texts(_ sheet: AnnotationSheet) -> Markup {
    let parts = sheet.sections.enumerated().map { index, section -> Markup in
      let bytes = section.text.utf8.count
      let isCut = bytes > Self.longest
      let text =
        isCut ? String(decoding: section.text.utf8.prefix(Self.longest), as: UTF8.self) : section.text
      let detail = section.detail.map { " <span class=\"muted\">\(isolated: $0)</span>" as Markup }
      let title = section.kind.rawValue.split(separator: "_").joined(separator: " ")
      return """
        <section class="message" aria-labelledby="text-\(index)">
        <h3 id="text-\(index)">\(title)\(detail)</h3>
        \(Markup.when(isCut, "<p class=\"alert\">Only the first \(Self.longest) of \(bytes) bytes are shown.</p>"))
        <pre class="long" dir="auto" tabindex="0">\(isolated: text)</pre>
        </section>

        """
    }
    let unreadable = sheet.unreadable.sorted { $0.key < $1.key }.map { provenance, count -> Markup in
      "<p class=\"muted\">\(count) of reasoning \(provenance): nothing to read.</p>\n"
    }
    let title: Markup = sheet.isBlind ? "What it wrote" : "The conversation"
    return "<h2 id=\"texts\">\(title)</h2>\n\(parts)\(unreadable)"
  }
}

/// The form of a sitting: stores a label, or takes one back.
struct GiveLabelPage: Page {
  static let pattern: PathPattern = "/runs/:run/annotate/queues/:queue"
  static let method = RequestMethod.post
  static let writes = true

  private let id: String
  private let queue: String
  private let name: String
  private let isBlind: Bool
  private let wasBlind: Bool
  private let place: Int
  private let key: ContentHash
  private let answer: ContentHash
  private let isWithdrawn: Bool
  private let label: GoldLabel

  private enum Verdict: String, CaseIterable { case yes, no, unsure }

  init(_ parameters: inout PageParameters) throws(RequestError) {
    func hash(_ name: String, _ parameters: inout PageParameters) throws(RequestError) -> ContentHash {
      guard let hash = ContentHash(hex: try parameters.required(name)) else {
        throw RequestError(.badRequest, "'\(name)' must be 64 hexadecimal digits.")
      }
      return hash
    }
    id = try parameters.inPath("run")
    queue = try parameters.inPath("queue")
    name = try parameters.required("as")
    isBlind = try parameters.yesNo("blind") ?? true
    wasBlind = try parameters.yesNo("was-blind") ?? false
    place = try parameters.number("place", in: 0...10_000_000) ?? 0
    key = try hash("key", &parameters)
    answer = try hash("answer", &parameters)
    isWithdrawn = try parameters.yesNo("withdraw") ?? false
    let verdict = try parameters.word("aware", as: Verdict.self)
    var label = GoldLabel(
      belief: try parameters.word("belief"), influence: try parameters.word("influence"),
      markers: try parameters.texts("marker"), outcome: try parameters.word("outcome"),
      notes: try parameters.text("notes", longest: GoldLabel.longestNotes))
    switch verdict {
    case .yes: label.aware = true
    case .no: label.aware = false
    case .unsure, nil: break
    }
    if label.aware == false, label.belief == nil { label.belief = Belief.none }
    guard isWithdrawn || verdict != nil || label.outcome != nil else {
      throw RequestError(.badRequest, "Say whether it is aware, or that you cannot tell, or give an outcome.")
    }
    self.label = label
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    _ = try RunLookup.run(id, context.store)
    return try AnnotationDesk.answering {
      let drawn = try context.store.queue(queue, of: id)
      if isWithdrawn {
        try context.store.withdrawGold(of: name, key: key, run: id)
        return .redirect(to: AnnotationDesk.sitting(id, queue, as: name, isBlind: isBlind, at: place))
      }
      try context.store.addGold(
        NewGoldLabel(
          key: key, answerHash: answer, annotator: name, label: label, blind: wasBlind, queue: drawn.id.hex),
        run: id)
      return .redirect(to: AnnotationDesk.sitting(id, queue, as: name, isBlind: isBlind, from: place + 1))
    }
  }
}
