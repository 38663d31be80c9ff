import HawthorneCore
import HawthorneStore

/// `/runs/ID/annotate`: the run's queues, who has labelled how much, how far people agree; where queues are made.
struct QueuesPage: Page {
  static let pattern: PathPattern = "/runs/:run/annotate"

  private let id: String

  init(_ parameters: inout PageParameters) throws(RequestError) { id = try parameters.inPath("run") }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    _ = try RunLookup.run(id, context.store)
    let queues = try context.store.queues(of: id)
    let labels = try context.store.goldLabels(of: id)
    let parts = try queues.map { try section($0, context) }
    let none: Markup =
      "<p>The run has no queue yet. A queue is a random sample of its rollouts for people to read: reports correct their rates by it.</p>\n"
    let outside = labels.count { $0.queue == nil }
    let body: Markup = """
      \(queues.isEmpty ? none : parts.joined())
      \(outside > 0 ? "<p class=\"note\">\(outside) labels were given outside of any queue: they are no random sample, and correct no rate.</p>\n" : Markup.empty)
      \(labels.isEmpty ? Markup.empty : exports(context))
      \(context.isReadOnly ? "<p class=\"note\">This viewer only reads: nobody can label here.</p>\n" : makingForm(context, isFirst: queues.isEmpty))
      """
    return context.page("Gold labels", trail: [.init("Runs", .runs), .init("Run \(id)", .run(id))], body)
  }

  private func section(_ queue: AnnotationQueue, _ context: PageContext) throws -> Markup {
    var strata = DataTable(
      caption: "Strata of \(queue.name)",
      columns: [.init("Stratum"), .init("Rollouts", isNumber: true), .init("Drawn", isNumber: true)],
      hidesCaption: true)
    strata.rows = queue.strata.map { ["\(isolated: $0.stratum.name)", "\($0.size)", "\($0.taken)"] }
    let people = try context.store.annotators(of: queue).map { person -> Markup in
      "<li>\(isolated: person.name): \(person.labelled) of \(queue.members)</li>\n"
    }
    let nobody: Markup = "<p>Nobody has labelled anything of it yet.</p>\n"
    let agreement = try AnnotationDesk.agreement(context.store.goldLabels(of: id, queue: queue.id.hex))
    return """
      <section aria-labelledby="queue-\(queue.id.short)">
      <h2 id="queue-\(queue.id.short)">\(isolated: queue.name)</h2>
      <p>\(queue.members) rollouts, seed <code>\("\(queue.recipe.seed)")</code>, strata by <code>\(isolated: "\(queue.classifier.id)@\(queue.classifier.version)")</code>.</p>
      \(startForm(queue, context))
      \(people.isEmpty ? nobody : "<ul>\n\(people)</ul>\n")
      \(agreement)
      \(strata.markup)</section>

      """
  }

  private func startForm(_ queue: AnnotationQueue, _ context: PageContext) -> Markup {
    guard !context.isReadOnly, !context.isExport else { return .empty }
    let name = "as-\(queue.id.short)"
    return """
      <form class="filter" method="get" action="\(Place(["runs", id, "annotate", "queues", queue.id.hex]).path)">
      <div><label for="\(name)">Your name</label>
      <input id="\(name)" name="as" required maxlength="\(Annotator.longest)" autocomplete="nickname"></div>
      <div><label for="blind-\(queue.id.short)">Blind</label>
      <select id="blind-\(queue.id.short)" name="blind"><option value="yes" selected>yes: only what the model wrote</option>\
      <option value="no">no: prompt, arm and machine labels too</option></select></div>
      <button type="submit">Label</button>
      </form>

      """
  }

  private func exports(_ context: PageContext) -> Markup {
    guard !context.isExport else { return .empty }
    let links = GoldFile.Format.allCases.map { format -> Markup in
      "<li>\(context.link(Place(["runs", id, "annotate", "export"], ["format": format.rawValue]), "Download as \(format.rawValue.uppercased())", extra: " download"))</li>\n"
    }
    return "<h2>Files</h2>\n<ul class=\"pages\">\(links)</ul>\n"
  }

  private func makingForm(_ context: PageContext, isFirst: Bool) -> Markup {
    guard !context.isExport else { return .empty }
    func number(_ name: String, _ title: String, _ value: String) -> Markup {
      """
      <div><label for="field-\(name)">\(title)</label>
      <input id="field-\(name)" name="\(name)" value="\(value)" inputmode="numeric" pattern="[0-9]*" maxlength="20"></div>

      """
    }
    return """
      <h2 id="make">Make a queue</h2>
      <form class="filter" method="post" action="\(AnnotationDesk.queues(id).path)">\(context.formField)
      <div><label for="field-name">Name</label>
      <input id="field-name" name="name" required maxlength="\(Annotator.longest)" value="\(isFirst ? "gold" : "")"></div>
      \(number("negatives", "Not aware by machine, of each arm", "30"))
      \(number("not-read", "NA by machine, of each arm", "0"))
      \(number("positives", "Aware by machine, of each arm (empty: all)", ""))
      \(number("seed", "Seed", "1"))
      \(Fields.choice("refusals", "All that the machine calls refused", "no", [("no", "no"), ("yes", "yes")], any: nil))
      <button type="submit">Draw</button>
      </form>
      <p class="muted">All that the machine calls aware is drawn, and a random sample of the rest, each arm on its own. A queue never changes.</p>

      """
  }
}

/// The form of `/runs/ID/annotate`: draws a queue.
struct MakeQueuePage: Page {
  static let pattern: PathPattern = "/runs/:run/annotate"
  static let method = RequestMethod.post
  static let writes = true

  private let id: String
  private let name: String
  private let recipe: QueueRecipe

  init(_ parameters: inout PageParameters) throws(RequestError) {
    id = try parameters.inPath("run")
    name = try parameters.required("name")
    let most = 1_000_000
    let seed = try parameters.text("seed", longest: 20) ?? "1"
    guard let seed = UInt64(seed) else {
      throw RequestError(.badRequest, "'seed' must be a whole number from 0.")
    }
    recipe = QueueRecipe(
      seed: seed, negatives: .perArm(try parameters.number("negatives", in: 0...most) ?? 30),
      notReadPerArm: try parameters.number("not-read", in: 0...most) ?? 0,
      positivesPerArm: try parameters.number("positives", in: 0...most),
      refusals: try parameters.yesNo("refusals") ?? false)
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    _ = try RunLookup.run(id, context.store)
    _ = try AnnotationDesk.answering { try context.store.makeQueue(recipe, of: id, name: name) }
    return .redirect(to: AnnotationDesk.queues(id))
  }
}

/// `/runs/ID/annotate/export`: the gold labels as a file.
struct GoldExportPage: Page {
  static let pattern: PathPattern = "/runs/:run/annotate/export"

  private let id: String
  private let format: GoldFile.Format

  init(_ parameters: inout PageParameters) throws(RequestError) {
    id = try parameters.inPath("run")
    format = try parameters.word("format") ?? .csv
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    let run = try RunLookup.run(id, context.store).id
    let bytes = try GoldFile.data(context.store.goldFileRows(of: run), as: format)
    var response = ViewerResponse(.ok, format == .csv ? .csv : .jsonLines, "")
    response.body = [UInt8](bytes)
    // The id is one that the store holds: digits.
    response.headers = [("Content-Disposition", "attachment; filename=\"gold-\(run).\(format.rawValue)\"")]
    return response
  }
}
