import HawthorneCore
import HawthorneStore

/// `/runs/ID/set`: a scenario's arms side by side in one epoch, with what differs from one of them.
struct SetPage: Page {
  static let pattern: PathPattern = "/runs/:run/set"
  /// Arms shown side by side.
  private static let most = 12

  private let id: String
  private let scenario: ScenarioPlace
  private let mode: String?
  private let epoch: Int?
  private let language: String?
  private let base: Arm?
  private let classifier: String?

  init(_ parameters: inout PageParameters) throws(RequestError) {
    id = try parameters.inPath("run")
    scenario = ScenarioPlace(
      suiteID: try parameters.required("suite"), scenarioID: try parameters.required("scenario"))
    mode = try parameters.text("mode")
    epoch = try parameters.number("epoch", in: 0...1_000_000)
    language = try parameters.text("language")
    base = try parameters.text("base").map { name throws(RequestError) in
      guard let arm = Arm(name: name) else { throw RequestError(.badRequest, "'base' is no arm.") }
      return arm
    }
    classifier = try parameters.text(LabelChoice.name)
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    _ = try RunLookup.run(id, context.store)
    let choice = try LabelChoice(classifier, run: id, context.store)
    guard let row = try context.store.matrixRow(of: id, scenario, classifier: choice.chosen) else {
      throw RequestError(.notFound, "Run \(id) asks no scenario \(scenario.suiteID)/\(scenario.scenarioID).")
    }
    let title = "\(scenario.suiteID)/\(scenario.scenarioID)"
    let trail: [Shell.Crumb] = [
      .init("Runs", .runs), .init("Run \(id)", .run(id)),
      .init("Matrix", .matrix(id, classifier: classifier)),
    ]
    guard let first = row.rollouts.first else {
      return context.page(title, trail: trail, "<p>No rollout of this scenario is stored.</p>")
    }
    // What was not said is taken from the first rollout that is as was said.
    let pattern =
      row.rollouts.first { glance in
        (mode == nil || glance.mode == mode) && (epoch == nil || glance.epoch == epoch)
          && (language == nil || (glance.language ?? row.language) == language)
      } ?? first
    let chosen = Choice(
      mode: mode ?? pattern.mode, epoch: epoch ?? pattern.epoch,
      language: language ?? pattern.language ?? row.language)
    let members = row.rollouts.filter { chosen.takes($0, own: row.language) }
    guard !members.isEmpty else {
      return context.page(
        title, trail: trail,
        choices(row, chosen, context) + "<p>No rollout is stored in this mode, epoch and language.</p>")
    }
    let stored = try members.prefix(Self.most).map { try RolloutPage.stored(id, $0.key, context.store) }
    let columns = zip(members, stored).map { SetColumn(glance: $0, stored: $1) }
    let basis = columns.first { $0.glance.arm == base } ?? SetColumn.usualBase(columns)
    let body: Markup = """
      \(choice.sentence)
      \(choices(row, chosen, context))
      \(baseForm(columns, basis, chosen, context))
      <p class="muted">Against <strong>\(isolated: basis?.glance.arm.name ?? "nothing")</strong>: <ins>only here</ins>, \
      <del>only there</del>.</p>
      \(Markup.when(members.count > Self.most, "<p class=\"alert\">Only the first \(Self.most) of \(members.count) rollouts are shown.</p>"))
      <div class="scroll" role="region" aria-label="Arms side by side" tabindex="0">
      <div class="arms">
      \(columns.map { column(($0), basis, choice, context) })</div>
      </div>
      """
    return context.page(title, trail: trail, body)
  }

  /// One set among those of the scenario.
  private struct Choice: Hashable {
    var mode: String
    var epoch: Int
    var language: String

    func takes(_ glance: RolloutGlance, own: String) -> Bool {
      glance.mode == mode && glance.epoch == epoch && (glance.language ?? own) == language
    }
  }

  private func place(_ choice: Choice) -> Place {
    .set(
      id, scenario, mode: choice.mode, epoch: choice.epoch, language: choice.language, classifier: classifier)
  }

  /// Links to the scenario's other sets.
  private func choices(_ row: MatrixRow, _ chosen: Choice, _ context: PageContext) -> Markup {
    var seen: Set<Choice> = []
    let all = row.rollouts.map {
      Choice(mode: $0.mode, epoch: $0.epoch, language: $0.language ?? row.language)
    }.filter { seen.insert($0).inserted }.sorted {
      ($0.mode, $0.language, $0.epoch) < ($1.mode, $1.language, $1.epoch)
    }
    let at = all.firstIndex(of: chosen)
    func title(_ choice: Choice) -> String {
      let language = choice.language == row.language ? "" : ", \(choice.language)"
      return "\(choice.mode), epoch \(choice.epoch)\(language)"
    }
    // Around the one that is shown; a scenario may have a thousand.
    let near = (at ?? 0) - 10...(at ?? 0) + 10
    let links = all.indices.filter(near.contains).map { index -> Markup in
      let choice = all[index]
      if choice == chosen {
        return "<li aria-current=\"page\"><strong>\(isolated: title(choice))</strong></li>"
      }
      let rel: Markup =
        index == (at ?? -9) + 1 ? " rel=\"next\"" : index == (at ?? -9) - 1 ? " rel=\"prev\"" : ""
      return "<li>\(context.link(place(choice), "\(isolated: title(choice))", extra: rel))</li>"
    }
    let cut = Markup.when(
      row.isCut, "<p class=\"note\">The scenario has more rollouts than are listed here.</p>\n")
    return "<ul class=\"pages\">\(links)</ul>\n\(cut)"
  }

  private func baseForm(
    _ columns: [SetColumn], _ basis: SetColumn?, _ chosen: Choice, _ context: PageContext
  ) -> Markup {
    guard columns.count > 1, !context.isExport else { return .empty }
    let hidden = place(chosen).items.map {
      "<input type=\"hidden\" name=\"\($0.name)\" value=\"\($0.value)\">" as Markup
    }
    let arms = columns.map { ($0.glance.arm.name, $0.glance.arm.name) }
    return """
      <form class="filter" method="get" action="\(Place(["runs", id, "set"]).path)">
      \(hidden)\(Fields.choice("base", "Show differences from", basis?.glance.arm.name, arms, any: nil))
      <button type="submit">Show</button>
      </form>
      """
  }

  private func column(
    _ column: SetColumn, _ basis: SetColumn?, _ choice: LabelChoice, _ context: PageContext
  ) -> Markup {
    let glance = column.glance
    let other = basis.flatMap { $0.glance.key == glance.key ? nil : $0 }
    let parts = SetColumn.Part.allCases.map { part -> Markup in
      let text = column.text(of: part)
      guard !text.isEmpty || other.map({ !$0.text(of: part).isEmpty }) == true else { return .empty }
      return """
        <h3>\(part.title)</h3>
        \(DifferenceView.markup(text, against: other?.text(of: part), isWritten: part.isWritten))

        """
    }
    let plan = column.stored.rollout.plan
    return """
      <article class="arm" aria-labelledby="arm-\(glance.key.short)">
      <h2 id="arm-\(glance.key.short)">\(context.link(.rollout(id, glance.key, classifier: choice.asked), "\(isolated: glance.arm.name)", extra: " data-item"))</h2>
      <p>\(GlanceMark.mark(glance)) \(isolated: GlanceMark.words(glance))</p>
      <p class="muted">\(isolated: "wording \(plan.wording), disclosure \(plan.disclosure.rawValue)")</p>
      \(parts)</article>

      """
  }
}
