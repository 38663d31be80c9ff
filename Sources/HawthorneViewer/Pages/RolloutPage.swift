import HawthorneCore
import HawthorneStore

/// `/runs/ID/rollouts/KEY`: one conversation, what was said of it and why, and where it comes from.
struct RolloutPage: Page {
  static let pattern: PathPattern = "/runs/:run/rollouts/:key"

  private let id: String
  private let key: ContentHash
  private let classifier: String?
  private let onlyOne: Bool
  private let first: Int

  init(_ parameters: inout PageParameters) throws(RequestError) {
    id = try parameters.inPath("run")
    key = try parameters.hashInPath("key")
    classifier = try parameters.text(LabelChoice.name)
    onlyOne = try parameters.yesNo("only") ?? false
    first = try parameters.number("from", in: 0...1_000_000) ?? 0
  }

  func respond(_ context: PageContext) throws -> ViewerResponse {
    let stored = try Self.stored(id, key, context.store)
    let rollout = stored.rollout
    let choice = try LabelChoice(classifier, run: id, context.store)
    let spans = SpanList(stored, classifier: onlyOne ? choice.chosen : nil)
    let view = TranscriptView(
      transcript: rollout.transcript, spans: spans,
      whole: { block, piece in
        Place(
          ["runs", id, "rollouts", key.hex, "text"],
          ["block": block, "piece": String(piece), "classifier": classifier])
      }, context: context)
    let (messages, next) = view.markup(from: first)
    let shown = first..<max(first, next ?? rollout.transcript.messages.count)
    let here = Place.rollout(id, key, classifier: classifier).with(["only": onlyOne ? "yes" : nil])
    let spanPlace = { (entry: SpanList.Entry) in
      view.place(of: entry, shown: shown) { $0 == 0 ? here : here.with(["from": String($0)]) }
    }
    let body: Markup = """
      \(try heads(rollout, choice, context))
      \(notices(rollout))
      <div class="split">
      <section aria-labelledby="labels" class="aside">
      <h2 id="labels">Labels</h2>
      \(LabelTable(labels: stored.labels).markup)
      </section>
      <section aria-labelledby="conversation">
      <h2 id="conversation">Conversation</h2>
      \(agents(view))
      \(pages(next, context))
      \(messages)
      \(pages(next, context))
      </section>
      </div>
      <h2 id="evidence">Evidence</h2>
      \(evidenceChoice(choice, context))
      \(spans.table(rollout.transcript, where: spanPlace, context))
      \(try scores(context))
      <h2 id="provenance">Provenance</h2>
      \(RolloutFacts(runID: id, rollout: rollout).markup)
      \(try attempts(context))
      """
    let plan = rollout.plan
    return context.page(
      "\(plan.suiteID)/\(plan.scenarioID), \(plan.arm), epoch \(plan.epoch)",
      trail: [
        .init("Runs", .runs), .init("Run \(id)", .run(id)),
        .init("Matrix", .matrix(id, classifier: classifier)),
      ], body)
  }

  static func stored(_ run: String, _ key: ContentHash, _ store: Store) throws -> LabelledRollout {
    guard let stored = try store.rollout(of: run, key: key) else {
      throw RequestError(.notFound, "Run \(run) holds no rollout \(key.short).")
    }
    return stored
  }

  private func heads(
    _ rollout: Rollout, _ choice: LabelChoice, _ context: PageContext
  ) throws -> Markup {
    let plan = rollout.plan
    let place = ScenarioPlace(suiteID: plan.suiteID, scenarioID: plan.scenarioID)
    let scenario = try context.store.matrixRow(of: id, place, classifier: nil, rowLimit: 0)
    var facts = FactList()
    facts.add("Arm", "\(plan.arm), wording \(plan.wording), disclosure \(plan.disclosure.rawValue)")
    facts.add("Mode", "\(plan.mode.name), epoch \(plan.epoch)")
    facts.add("Language", plan.language ?? scenario.map { "\($0.language), the scenario's own" })
    facts.add("Domain", scenario.map { $0.domain + ($0.harm.map { ", \($0.rawValue)" } ?? "") })
    let (previous, next) = try context.store.neighbours(of: id, plan)
    var links: [Markup] = []
    let set = Place.set(
      id, place, mode: plan.mode.name, epoch: plan.epoch, language: plan.language, classifier: classifier)
    links.append("<li>\(context.link(set, "Its matched set"))</li>")
    for (other, title, rel) in [(previous, "Previous rollout", "prev"), (next, "Next rollout", "next")] {
      guard let other else { continue }
      let there = Place.rollout(id, other, classifier: classifier)
      guard context.address(there) != nil else { continue }
      links.append("<li>\(context.link(there, "\(title)", extra: " rel=\"\(rel)\""))</li>")
    }
    return "<ul class=\"pages\">\(links)</ul>\n\(facts.markup)"
  }

  private func notices(_ rollout: Rollout) -> Markup {
    var out = Markup.empty
    if let withheld = rollout.withheld {
      out += """
        <p class="alert">The model's texts are withheld. What it wrote had the hash <code>\(withheld.transcriptHash.hex)</code> and was \
        labelled \(GlanceMark.word(withheld.label.outcome)) by \(isolated: withheld.label.classifier.fullName) before.</p>

        """
    }
    if rollout.status != .completed {
      out += "<p class=\"alert\">\(isolated: RolloutFacts.status(rollout.status))</p>\n"
    }
    return out
  }

  private func agents(_ view: TranscriptView) -> Markup {
    let agents = view.subAgents
    guard !agents.isEmpty else { return .empty }
    let blocks = view.transcript.reasoning
    let own = blocks.filter { $0.subAgent == nil }.count
    let items = agents.enumerated().map { index, agent -> Markup in
      let count = blocks.filter { $0.subAgent == agent }.count
      return "<li class=\"agent-\(index % 5 + 1)\">sub-agent \(isolated: agent): \(Self.blocks(count))</li>\n"
    }
    return
      "<ul class=\"agents\"><li class=\"agent-0\">the model itself: \(Self.blocks(own))</li>\n\(items)</ul>\n"
  }

  private static func blocks(_ count: Int) -> String { count == 1 ? "1 block" : "\(count) blocks" }

  private func evidenceChoice(_ choice: LabelChoice, _ context: PageContext) -> Markup {
    guard choice.uses.count > 1, !context.isExport else { return .empty }
    let here = Place.rollout(id, key, classifier: classifier)
    return onlyOne
      ? "<p>Of \(isolated: choice.chosen.map(\.fullName) ?? "nobody") alone. \(context.link(here, "Of all classifiers"))</p>\n"
      : "<p>Of all classifiers. \(context.link(here.with(["only": "yes"]), "Only of \(isolated: choice.chosen.map(\.fullName) ?? "nobody")"))</p>\n"
  }

  private func pages(_ next: Int?, _ context: PageContext) -> Markup {
    guard first > 0 || next != nil else { return .empty }
    let here = Place.rollout(id, key, classifier: classifier)
    var links: [Markup] = []
    if first > 0 { links.append("<li>\(context.link(here, "From the first message"))</li>") }
    if let next {
      links.append("<li>\(context.link(here.with(["from": String(next)]), "From message \(next)"))</li>")
    }
    return "<ul class=\"pages\">\(links)</ul>\n"
  }

  private func scores(_ context: PageContext) throws -> Markup {
    let scores = try context.store.scores(of: id, key: key)
    guard !scores.isEmpty else { return .empty }
    var table = DataTable(
      caption: "Scores made elsewhere",
      columns: [.init("Scorer"), .init("Value"), .init("Note"), .init("File")],
      hidesCaption: true)
    for score in scores {
      let value =
        switch score.value {
        case .number(let number): "\(number)"
        case .boolean(let flag): flag ? "yes" : "no"
        case .category(let word): word
        }
      table.rows.append([
        "\(isolated: score.scorer.reference)", "\(isolated: value)", "\(isolated: score.note ?? "")",
        "<code>\(score.scorer.hash.short)</code>",
      ])
    }
    return "<h2 id=\"scores\">Scores made elsewhere</h2>\n\(table.markup)"
  }

  private func attempts(_ context: PageContext) throws -> Markup {
    let attempts = try context.store.replacedAttempts(of: id, key: key)
    guard !attempts.isEmpty else { return .empty }
    let items = attempts.prefix(20).map { attempt -> Markup in
      "<li>\(isolated: "\(TimeText.utc(attempt.rollout.finishedAt)) UTC: \(RolloutFacts.status(attempt.rollout.status))")</li>\n"
    }
    return "<h2 id=\"attempts\">Earlier attempts that failed</h2>\n<ul>\n\(items)</ul>\n"
  }
}
