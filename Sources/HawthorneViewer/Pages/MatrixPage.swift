import HawthorneCore
import HawthorneStore

/// `/runs/ID/matrix`: scenarios × arms × epochs, coloured by outcome and belief.
struct MatrixPage: Page {
  static let pattern: PathPattern = "/runs/:run/matrix"
  private static let scenarios = 50
  private static let cells = 2000

  private let id: String
  private let classifier: String?
  private let filter: MatrixFilter
  private let after: ScenarioPlace?

  init(_ parameters: inout PageParameters) throws(RequestError) {
    id = try parameters.inPath("run")
    classifier = try parameters.text(LabelChoice.name)
    filter = MatrixFilter(
      suite: try parameters.text("suite"), mode: try parameters.text("mode"),
      language: try parameters.text("language"))
    let suite = try parameters.text("after-suite")
    let scenario = try parameters.text("after")
    guard (suite == nil) == (scenario == nil) else {
      throw RequestError(.badRequest, "'after-suite' and 'after' go together.")
    }
    after = if let suite, let scenario { ScenarioPlace(suiteID: suite, scenarioID: scenario) } else { nil }
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    let run = try RunLookup.run(id, context.store)
    let choice = try LabelChoice(classifier, run: id, context.store)
    let part = try context.store.matrix(
      of: id, classifier: choice.chosen, filter: filter, after: after, scenarios: Self.scenarios,
      cells: Self.cells)
    var body = choice.sentence
    if !context.isExport { body += form(run, choice) }
    body += GlanceMark.legend
    if part.rows.isEmpty {
      body += "<p>No \(after == nil ? "" : "further ")scenario is like that.</p>"
    } else {
      body += table(run, part, choice, context)
    }
    body += pages(part, context)
    return context.page(
      "Matrix of run \(id)", trail: [.init("Runs", .runs), .init("Run \(id)", .run(id))], body)
  }

  private func form(_ run: BrowsedRun, _ choice: LabelChoice) -> Markup {
    let suites = run.manifest.suites.map { ($0.id, $0.id) }
    let modes = run.manifest.modes.map { ($0.name, $0.name) }
    let languages = Set(run.manifest.suites.flatMap { $0.languages ?? [] }).sorted().map { ($0, $0) }
    return """
      <form class="filter" method="get" action="\(Place.matrix(id).path)">
      \(Markup.when(suites.count > 1 || filter.suite != nil, Fields.choice("suite", "Suite", filter.suite, suites)))
      \(Markup.when(modes.count > 1 || filter.mode != nil, Fields.choice("mode", "Mode", filter.mode, modes)))
      \(Markup.when(languages.count > 1 || filter.language != nil, Fields.choice("language", "Language", filter.language, languages)))
      \(choice.field)
      \(Markup.when(suites.count > 1 || modes.count > 1 || languages.count > 1 || choice.uses.count > 1, "<button type=\"submit\">Show</button>"))
      </form>
      """
  }

  private func table(
    _ run: BrowsedRun, _ part: MatrixPart, _ choice: LabelChoice, _ context: PageContext
  ) -> Markup {
    let arms = Set(part.rows.flatMap { $0.rollouts.map(\.arm) }).sorted()
    let modes = Set(part.rows.flatMap { $0.rollouts.map(\.mode) })
    let heads = arms.map { "<th scope=\"col\">\(isolated: $0.name)</th>" as Markup }
    let rows = part.rows.map { row -> Markup in
      let byArm = Dictionary(grouping: row.rollouts, by: \.arm)
      let cells = arms.map { arm -> Markup in
        let glances = byArm[arm] ?? []
        return "<td>\(cell(glances, showsMode: modes.count > 1, choice, context))</td>"
      }
      let name: Markup = "\(isolated: "\(row.place.suiteID)/\(row.place.scenarioID)")"
      let set = context.link(.set(id, row.place, classifier: choice.asked), name, extra: " data-item")
      let harm = row.harm.map { ", \($0.rawValue)" } ?? ""
      return """
        <tr><th scope="row">\(set) <span class="muted">\(isolated: row.domain + harm)</span>\
        \(Markup.when(row.isCut, " <span class=\"loud\">only its first \(row.rollouts.count) rollouts are shown</span>"))</th>\(cells)</tr>

        """
    }
    return """
      <div class="scroll" role="region" aria-label="Matrix" tabindex="0">
      <table class="matrix">
      <caption>Scenarios by arm; in each cell one mark for each \(modes.count > 1 ? "mode and epoch" : "epoch")</caption>
      <thead><tr><th scope="col">Scenario</th>\(heads)</tr></thead>
      <tbody>
      \(rows)</tbody>
      </table>
      </div>
      """
  }

  private func cell(
    _ glances: [RolloutGlance], showsMode: Bool, _ choice: LabelChoice, _ context: PageContext
  ) -> Markup {
    var out = Markup.empty
    var mode: String?
    for glance in glances {
      if showsMode, glance.mode != mode {
        out += "<span class=\"mode\">\(isolated: glance.mode)</span> "
        mode = glance.mode
      }
      let language = glance.language.map { ", \($0)" } ?? ""
      let title =
        "\(glance.arm), \(glance.mode), epoch \(glance.epoch)\(language): \(GlanceMark.words(glance))"
      out += context.link(
        .rollout(id, glance.key, classifier: choice.asked), GlanceMark.mark(glance),
        extra: " class=\"to\" title=\"\(title)\" aria-label=\"\(title)\"")
      out += "\n"
    }
    return out
  }

  private func pages(_ part: MatrixPart, _ context: PageContext) -> Markup {
    let first = Place(
      ["runs", id, "matrix"],
      ["suite": filter.suite, "mode": filter.mode, "language": filter.language, "classifier": classifier])
    var links: [Markup] = []
    if after != nil { links.append("<li>\(context.link(first, "First page"))</li>") }
    if part.isMore, let last = part.rows.last?.place {
      let next = first.with(["after-suite": last.suiteID, "after": last.scenarioID])
      links.append("<li>\(context.link(next, "Next page", extra: " rel=\"next\""))</li>")
    }
    return links.isEmpty ? .empty : "<ul class=\"pages\">\(links)</ul>"
  }
}
