import Dispatch
import HawthorneCore
import HawthorneFormats
import HawthorneStore

/// `/runs/ID`: what a run is, how far it has come, what was counted.
struct RunPage: Page {
  static let pattern: PathPattern = "/runs/:run"
  /// Runs with more rollouts are counted when somebody asks for it.
  static let countCap = 20_000
  private static let countTime = Duration.seconds(30)

  private let id: String
  private let classifier: String?
  private let countsAll: Bool

  init(_ parameters: inout PageParameters) throws(RequestError) {
    id = try parameters.inPath("run")
    classifier = try parameters.text(LabelChoice.name)
    countsAll = try parameters.yesNo("count") ?? false
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    let run = try RunLookup.run(id, context.store)
    let choice = try LabelChoice(classifier, run: id, context.store)
    var body = Markup.empty
    if run.state == .running { body += try RunProgressPart(run: run).markup(context) }
    body += actions(run, choice, context)
    body += try counts(choice, context)
    if run.state == .running { body += try latest(choice, context) }
    body += RunFacts(run: run).markup
    return context.page(
      "Run \(id)", trail: [.init("Runs", .runs)], refresh: run.state == .running ? 5 : nil, body)
  }

  private func actions(_ run: BrowsedRun, _ choice: LabelChoice, _ context: PageContext) -> Markup {
    var links: [Markup] = ["<li>\(context.link(.matrix(id, classifier: choice.asked), "Matrix"))</li>"]
    for section in Shell.runSections {
      guard context.address(section.place(id)) != nil else { continue }
      links.append("<li>\(context.link(section.place(id), "\(section.title)"))</li>")
    }
    var form = Markup.empty
    if !context.isExport {
      form = """
        <form class="filter" method="get" action="\(Place(["compare"]).path)">
        <input type="hidden" name="first" value="\(id)">
        <div><label for="field-second">Compare with run</label>
        <input id="field-second" name="second" required maxlength="64" spellcheck="false"></div>
        <button type="submit">Compare</button>
        </form>
        """
      if choice.uses.count > 1 {
        form += """
          <form class="filter" method="get" action="\(Place.run(id).path)">
          \(choice.field)
          <button type="submit">Show</button>
          </form>
          """
      }
    }
    return "<ul class=\"pages\">\(links)</ul>\n\(form)"
  }

  private func counts(_ choice: LabelChoice, _ context: PageContext) throws -> Markup {
    let clock = ContinuousClock()
    let end = clock.now + Self.countTime
    let counts = try context.store.armCounts(
      of: id, classifier: choice.chosen, cap: countsAll || context.isExport ? nil : Self.countCap,
      goesOn: { clock.now < end })
    let title: Markup = "<h2 id=\"counts\">Counts</h2>\n"
    guard let counts else {
      let command: Markup = "<code>hawthorne report \(id)</code> has all figures, with their intervals."
      if countsAll || context.isExport {
        return title
          + "<p class=\"note\">Counting took longer than \(Int(Self.countTime.components.seconds)) seconds and was ended. \(command)</p>"
      }
      let place = Place(["runs", id], ["classifier": choice.asked, "count": "yes"])
      return title + """
        <p class="note">More than \(Self.countCap) rollouts are stored: they are not counted unasked. \
        \(context.link(place, "Count them")), which may take half a minute. \(command)</p>

        """
    }
    guard !counts.isEmpty else { return title + "<p>No rollout is stored yet.</p>\n" }
    return title + choice.sentence + ArmCountTable(counts: counts).markup
  }

  private func latest(_ choice: LabelChoice, _ context: PageContext) throws -> Markup {
    let latest = try context.store.latestRollouts(of: id, classifier: choice.chosen)
    guard !latest.isEmpty else { return .empty }
    let items = latest.map { glance -> Markup in
      let place = Place.rollout(id, glance.key, classifier: choice.asked)
      return """
        <li>\(GlanceMark.mark(glance)) \(context.link(place, "\(isolated: "\(glance.suiteID)/\(glance.scenarioID)")", extra: " data-item")) \
        \(isolated: "\(glance.arm), \(glance.mode), epoch \(glance.epoch): \(GlanceMark.words(glance))")</li>

        """
    }
    return "<h2 id=\"latest\">Stored last</h2>\n<ul class=\"plain\">\n\(items)</ul>\n"
  }
}
