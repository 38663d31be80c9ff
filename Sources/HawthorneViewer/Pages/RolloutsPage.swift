import HawthorneCore
import HawthorneStore

/// `/rollouts`: the rollouts of a run or of the whole store that pass a filter, and what was looked for in their texts.
struct RolloutsPage: Page {
  static let pattern: PathPattern = "/rollouts"
  private static let length = 50

  private let filter: RolloutFilter
  /// What was typed, even if nothing can be looked for.
  private let text: String?
  private let complaint: SearchQueryError?
  private let cursor: RolloutCursor?

  init(_ parameters: inout PageParameters) throws(RequestError) {
    text = try parameters.text("q", longest: 1000)
    var query: SearchQuery?
    var complaint: SearchQueryError?
    if let text {
      do throws(SearchQueryError) { query = try SearchQuery(text) } catch { complaint = error }
    }
    self.complaint = complaint
    let arm = try parameters.text("arm")
    let after = try parameters.text("after", longest: 20)
    filter = RolloutFilter(
      run: try parameters.text("run"), suite: try parameters.text("suite"),
      scenario: try parameters.text("scenario"), domain: try parameters.text("domain"),
      harm: try parameters.word("harm"), language: try parameters.text("language"),
      arm: arm.flatMap { Arm(name: $0) }, mode: try parameters.text("mode"),
      status: try parameters.word("status"),
      classifier: try parameters.text("classifier"), outcome: try parameters.word("outcome"),
      aware: try parameters.word("aware"), belief: try parameters.word("belief"),
      influence: try parameters.word("influence"), marker: try parameters.text("marker"),
      disagreement: try parameters.word("disagreement"), query: query,
      place: try parameters.word("in") ?? .anywhere)
    cursor = after.flatMap { RolloutCursor($0) }
    guard arm == nil || filter.arm != nil else {
      throw RequestError(.badRequest, "'arm' must be an arm's name, as overt or disguised/realistic.")
    }
    guard after == nil || cursor != nil else {
      throw RequestError(.badRequest, "'after' is no place in the list.")
    }
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    if let complaint {
      let words = "\(complaint.problem) \(complaint.fix)"
      return context.page("Rollouts", trail: trail, form + "<p class=\"alert\">\(words)</p>")
    }
    // A slip here would show all or nothing, and both look like an answer.
    if let run = filter.run { _ = try RunLookup.run(run, context.store) }
    if let name = filter.classifier {
      let known =
        try filter.run.map { try context.store.browsedClassifiers(of: $0).map(\.identity) }
        ?? context.store.classifiers()
      _ = try LabelChoice.find(name, among: known, in: filter.run == nil ? "this store" : "this run")
    }
    let index = filter.query == nil ? nil : try context.search.index()
    let page = try context.store.rolloutListing(filter, index: index, after: cursor)
    let isWhole = index?.progress.isComplete ?? true
    let body = form + progress(index) + summary(page) + (try table(page, context)) + further(page, context)
    return context.page("Rollouts", trail: trail, refresh: isWhole ? nil : 5, body)
  }

  private var trail: [Shell.Crumb] { filter.run.map { [.init("Run \($0)", .run($0))] } ?? [] }

  // MARK: - The form

  private var form: Markup {
    """
    <form class="filter" method="get" action="\(Place(["rollouts"]).path)" role="search">
    \(Fields.text("q", "Words in the texts", text, isSearch: true))
    \(Fields.choice("in", "Where", filter.place.rawValue, Self.places, any: nil))
    \(Fields.text("run", "Run", filter.run))
    \(Fields.text("suite", "Suite", filter.suite))
    \(Fields.text("scenario", "Scenario", filter.scenario))
    \(Fields.text("domain", "Domain", filter.domain))
    \(Fields.choice("harm", "Harm", filter.harm))
    \(Fields.text("arm", "Arm", filter.arm?.name))
    \(Fields.text("mode", "Mode", filter.mode))
    \(Fields.text("language", "Language", filter.language))
    \(Fields.choice("status", "Status", filter.status))
    \(Fields.choice("outcome", "Outcome", filter.outcome))
    \(Fields.choice("aware", "Aware", filter.aware?.rawValue, [("yes", "yes"), ("no", "no"), ("na", "NA")]))
    \(Fields.choice("belief", "Belief", filter.belief))
    \(Fields.choice("influence", "Influence", filter.influence))
    \(Fields.text("marker", "Marker", filter.marker))
    \(Fields.choice("disagreement", "Classifiers disagree on", filter.disagreement))
    \(Fields.text("classifier", "Labels of", filter.classifier))
    <button type="submit">Show</button>
    </form>
    """
  }

  private static let places = SearchIndex.Place.allCases.map { (value: $0.rawValue, shown: $0.rawValue) }

  // MARK: - The list

  private func progress(_ index: SearchIndex?) -> Markup {
    guard let progress = index?.progress, !progress.isComplete else { return .empty }
    return """
      <p class="alert" role="status">The words of the texts are being read for the first time: up to rollout \
      \(Int(progress.indexed)) of \(Int(progress.last)). What is further on is not found yet.</p>
      """
  }

  private func summary(_ page: RolloutListing) -> Markup {
    let shown = page.rows.count
    var words = "\(shown) \(shown == 1 ? "rollout" : "rollouts")"
    if cursor != nil { words += " further on" }
    if page.next != nil {
      words += shown == Self.length ? ", and perhaps more" : ", and perhaps more further on"
    }
    return "<p role=\"status\">\(words); \(page.lookedAt) looked at.</p>"
  }

  private func table(_ page: RolloutListing, _ context: PageContext) throws -> Markup {
    guard !page.rows.isEmpty else { return .empty }
    var table = DataTable(
      caption: "Rollouts that pass the filter",
      columns: [
        .init("Rollout", isOneLine: true), .init("Scenario"), .init("Arm"), .init("Mode"),
        .init("Epoch", isNumber: true), .init("Label"), .init("Labelled by"), .init("Markers"),
        .init("Classifiers disagree on"),
      ], hidesCaption: true)
    for (place, row) in page.rows.enumerated() {
      let glance = row.glance
      var disagreements: [String] = []
      if row.disagreesOnAware { disagreements.append("awareness") }
      if row.disagreesOnOutcome { disagreements.append("outcome") }
      table.rows.append([
        context.link(
          .rollout(row.runID, glance.key), "<code>\(glance.key.short)</code>", extra: " data-item"),
        "\(isolated: glance.suiteID)/\(isolated: glance.scenarioID)", "\(isolated: glance.arm.name)",
        "\(isolated: glance.mode)", "\(glance.epoch)",
        "\(GlanceMark.mark(glance)) \(GlanceMark.words(glance))",
        "\(isolated: row.classifier?.fullName ?? "nobody")", "\(row.markers.joined(separator: ", "))",
        "\(disagreements.joined(separator: ", "))",
      ])
      table.beneath[place] = try snippet(row, context)
    }
    return table.markup
  }

  /// What was looked for, where it stands.
  private func snippet(_ row: RolloutRow, _ context: PageContext) throws -> Markup? {
    guard let query = filter.query,
      let stored = try context.store.rollout(of: row.runID, key: row.glance.key),
      let snippet = SearchSnippet(query, in: filter.place, of: stored.rollout)
    else { return nil }
    return """
      <span class="muted">\(snippet.place.rawValue):</span> \
      …\(isolated: snippet.before)<mark>\(isolated: snippet.match)</mark>\(isolated: snippet.after)…
      """
  }

  private func further(_ page: RolloutListing, _ context: PageContext) -> Markup {
    let first = cursor == nil ? Markup.empty : "<li>\(context.link(here, "First page"))</li>"
    let next = page.next.map { cursor -> Markup in
      "<li>\(context.link(here.with(["after": cursor.description]), "Go on", extra: " rel=\"next\""))</li>"
    }
    return "<ul class=\"pages\">\(first)\(next)</ul>"
  }

  private var here: Place {
    Place(
      ["rollouts"],
      [
        "q": text, "in": filter.place == .anywhere ? nil : filter.place.rawValue, "run": filter.run,
        "suite": filter.suite, "scenario": filter.scenario, "domain": filter.domain,
        "harm": filter.harm?.rawValue, "arm": filter.arm?.name, "mode": filter.mode,
        "language": filter.language, "status": filter.status?.rawValue, "outcome": filter.outcome?.rawValue,
        "aware": filter.aware?.rawValue, "belief": filter.belief?.rawValue,
        "influence": filter.influence?.rawValue, "marker": filter.marker,
        "disagreement": filter.disagreement?.rawValue, "classifier": filter.classifier,
      ])
  }

  private static func spaced(_ word: String) -> String { word.split(separator: "_").joined(separator: " ") }
}
