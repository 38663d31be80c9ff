import HawthorneCore
import HawthorneStore

/// `/`: the runs of the store, the latest first.
struct RunsPage: Page {
  static let pattern: PathPattern = "/"
  private static let length = 25

  private let filter: RunListFilter
  private let place: RunListPlace?

  init(_ parameters: inout PageParameters) throws(RequestError) {
    filter = RunListFilter(
      model: try parameters.text("model"), suite: try parameters.text("suite"),
      state: try parameters.word("state"), isSimulation: try parameters.yesNo("simulation"))
    let started = try parameters.number("started", in: Int.min...Int.max)
    let id = try parameters.text("after")
    guard (started == nil) == (id == nil) else {
      throw RequestError(.badRequest, "'started' and 'after' go together.")
    }
    place = if let started, let id { RunListPlace(startedAt: Int64(started), id: id) } else { nil }
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    let (runs, isMore) = try context.store.runs(filter, after: place, limit: Self.length)
    let table = runs.isEmpty ? Self.nothing(isFirst: place == nil) : self.table(runs, context)
    return context.page("Runs", context.isExport ? table : form + table + pages(runs, isMore, context))
  }

  private static func nothing(isFirst: Bool) -> Markup {
    isFirst
      ? "<p>No run is like that. <code>hawthorne run</code> makes one; <code>hawthorne import</code> reads one in.</p>"
      : "<p>No further runs.</p>"
  }

  private var form: Markup {
    """
    <form class="filter" method="get" action="\(Place.runs.path)">
    \(Fields.text("model", "Model", filter.model, isSearch: true))
    \(Fields.text("suite", "Suite", filter.suite))
    \(Fields.choice("state", "State", filter.state))
    \(Fields.yesNo("simulation", "Simulation", filter.isSimulation))
    <button type="submit">Show</button>
    </form>
    """
  }

  private func table(_ runs: [BrowsedRun], _ context: PageContext) -> Markup {
    var table = DataTable(
      caption: "Runs, the latest start first",
      columns: [
        .init("Run", isOneLine: true), .init("Started (UTC)", isOneLine: true), .init("State"),
        .init("Rollouts stored", isNumber: true), .init("Model"), .init("Suites"),
      ], hidesCaption: true)
    table.rows = runs.map { run in
      let manifest = run.manifest
      return [
        context.link(.run(run.id), "<code>\(run.id)</code>", extra: " data-item"),
        "\(TimeText.stated(manifest.statedStart))", RunWords.state(run),
        "\(RunWords.count(run.stored)) of \(manifest.plannedRollouts)",
        "\(isolated: manifest.model.description)\(RunWords.origin(manifest))",
        "\(isolated: manifest.suites.map(\.id).joined(separator: ", "))",
      ]
    }
    return table.markup
  }

  private func pages(_ runs: [BrowsedRun], _ isMore: Bool, _ context: PageContext) -> Markup {
    var here = Place(
      [],
      [
        "model": filter.model, "suite": filter.suite, "state": filter.state?.rawValue,
        "simulation": filter.isSimulation.map { $0 ? "yes" : "no" },
      ])
    let first = place == nil ? Markup.empty : "<li>\(context.link(here, "First page"))</li>"
    var next = Markup.empty
    if isMore, let last = runs.last {
      here = here.with(["started": String(last.manifest.startedAt), "after": last.id])
      next = "<li>\(context.link(here, "Next page", extra: " rel=\"next\""))</li>"
    }
    return "<ul class=\"pages\">\(first)\(next)</ul>"
  }
}
