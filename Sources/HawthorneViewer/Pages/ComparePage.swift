import HawthorneCore
import HawthorneReports
import HawthorneStore

/// `/compare?first=&second=`: two runs scenario by scenario, and the rollouts that changed sides.
struct ComparePage: Page {
  static let pattern: PathPattern = "/compare"
  private static let scenarios = 25

  private let first: String?
  private let second: String?
  private let allowed: Set<String>
  private let after: ScenarioPlace?

  init(_ parameters: inout PageParameters) throws(RequestError) {
    first = try parameters.text("first", longest: 64)
    second = try parameters.text("second", longest: 64)
    allowed = Set(try parameters.texts("allow", most: 8, longest: 32))
    let known = Set(DiffAllowance.allCases.map(\.rawValue))
    guard allowed.isSubset(of: known) else {
      throw RequestError(.badRequest, "'allow' must be one of \(known.sorted().joined(separator: ", ")).")
    }
    let suite = try parameters.text("after-suite")
    let scenario = try parameters.text("after")
    guard (suite == nil) == (scenario == nil) else {
      throw RequestError(.badRequest, "'after-suite' and 'after' go together.")
    }
    after = if let suite, let scenario { ScenarioPlace(suiteID: suite, scenarioID: scenario) } else { nil }
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    let trail: [Shell.Crumb] = [.init("Runs", .runs)]
    guard let first, let second else {
      return context.page("Compare two runs", trail: trail, form("Name two runs of this store."))
    }
    let comparison = try RunComparison(first, second, store: context.store)
    let (old, new) = (comparison.old.run, comparison.new.run)
    let title = "Run \(new.id) against \(old.id)"
    let command: Markup = """
      <p>Differences with their intervals and tests: <code>hawthorne diff \(old.id) \(new.id) --store \(isolated: context.store.path)</code></p>

      """
    let differences = comparison.differences
    if let refusal = comparison.refusal(allowed: allowed) {
      let allow = refusal.allowance.map { name -> Markup in
        let place = here().with(["allow": name])
        return "<p>\(context.link(place, "Compare in spite of it"))</p>\n"
      }
      return context.page(
        title, trail: trail, status: .ok,
        "<p class=\"alert\" role=\"alert\">\(isolated: refusal.error.problem) \(isolated: refusal.error.fix)</p>\n\(allow)\(differences)\(form("Other runs"))"
      )
    }
    let part = try comparison.part(after: after, scenarios: Self.scenarios)
    let body: Markup = """
      \(Markup.when(!allowed.isEmpty, "<p class=\"alert\">Compared in spite of: \(allowed.sorted().joined(separator: ", ")).</p>"))
      \(command)
      \(differences)
      \(ComparisonTables(comparison: comparison, part: part).markup(context))
      \(pages(part, context))
      \(try comparison.missing())
      \(form("Other runs"))
      """
    return context.page(title, trail: trail, body)
  }

  private func here() -> Place {
    var place = Place(["compare"], ["first": first, "second": second])
    place.items += allowed.sorted().map { QueryItem(name: "allow", value: $0) }
    return place
  }

  private func form(_ title: String) -> Markup {
    """
    <h2>\(title)</h2>
    <form class="filter" method="get" action="\(Place(["compare"]).path)">
    \(Fields.text("first", "Old run", first, isSearch: true))
    \(Fields.text("second", "New run", second))
    <button type="submit">Compare</button>
    </form>
    """
  }

  private func pages(_ part: RunComparison.Part, _ context: PageContext) -> Markup {
    var links: [Markup] = []
    if after != nil { links.append("<li>\(context.link(here(), "First scenarios"))</li>") }
    if part.isMore, let last = part.pairs.last?.place {
      let next = here().with(["after-suite": last.suiteID, "after": last.scenarioID])
      links.append("<li>\(context.link(next, "Next scenarios", extra: " rel=\"next\""))</li>")
    }
    return links.isEmpty ? .empty : "<ul class=\"pages\">\(links)</ul>\n"
  }
}
