import HawthorneCore
import HawthorneFormats
import HawthorneReports
import HawthorneStore

/// Two runs, their scenarios paired: counts side by side, and no statistics of its own.
struct RunComparison {
  struct Side {
    let run: BrowsedRun
    let classifier: ClassifierIdentity?
  }

  /// A scenario in both runs.
  struct Pair {
    var place: ScenarioPlace
    var old: MatrixRow
    /// nil where the new run's plan lacks it.
    var new: MatrixRow?
    /// Whether the scenario says the same in both.
    var isSame: Bool
  }

  struct Part {
    var pairs: [Pair]
    var isMore: Bool
  }

  /// A rollout of the same place in both runs whose outcome or awareness differs.
  struct Flip {
    var old: RolloutGlance
    var new: RolloutGlance
  }

  let old: Side
  let new: Side
  private let store: Store

  init(_ first: String, _ second: String, store: Store) throws {
    self.store = store
    func side(_ id: String) throws -> Side {
      let run = try RunLookup.run(id, store)
      return Side(run: run, classifier: Store.usual(among: try store.browsedClassifiers(of: id)))
    }
    old = try side(first)
    new = try side(second)
    guard old.run.id != new.run.id else { throw RequestError(.badRequest, "That is one run twice.") }
  }

  /// What forbids the comparison, in the words of `hawthorne diff`, and the name by which it may be allowed.
  func refusal(allowed: Set<String>) -> (error: DiffError, allowance: String?)? {
    for (name, side) in [("old", old), ("new", new)] where side.run.state == .invalid {
      if allowed.contains(DiffAllowance.invalid.rawValue) { continue }
      return (
        .invalid(which: name, problem: side.run.reason ?? "its run ended as invalid."),
        DiffAllowance.invalid.rawValue
      )
    }
    if old.classifier != new.classifier, !allowed.contains(DiffAllowance.classifier.rawValue) {
      func name(_ side: Side) -> String { side.classifier.map(\.fullName) ?? "none" }
      return (.differentClassifiers(old: name(old), new: name(new)), DiffAllowance.classifier.rawValue)
    }
    let (before, after) = (old.run.manifest.suites.map(\.id), new.run.manifest.suites.map(\.id))
    if Set(before).isDisjoint(with: after) { return (.differentSuites(old: before, new: after), nil) }
    return nil
  }

  func part(after place: ScenarioPlace?, scenarios: Int) throws -> Part {
    let part = try store.matrix(
      of: old.run.id, classifier: old.classifier, after: place, scenarios: scenarios, cells: 2000)
    let pairs = try part.rows.map { row in
      let other = try store.matrixRow(of: new.run.id, row.place, classifier: new.classifier)
      return Pair(place: row.place, old: row, new: other, isSame: other?.scenarioHash == row.scenarioHash)
    }
    return Part(pairs: pairs, isMore: part.isMore)
  }

  /// Rollouts of the pair that stand in the same arm, mode, epoch and language and changed sides. A label that is missing
  /// or NA on one side is no change of sides.
  static func flips(_ pair: Pair) -> [Flip] {
    guard let new = pair.new else { return [] }
    struct Spot: Hashable {
      var arm: Arm
      var mode: String
      var epoch: Int
      var language: String
    }
    func spot(_ glance: RolloutGlance, _ row: MatrixRow) -> Spot {
      Spot(arm: glance.arm, mode: glance.mode, epoch: glance.epoch, language: glance.language ?? row.language)
    }
    let others = Dictionary(new.rollouts.map { (spot($0, new), $0) }, uniquingKeysWith: { first, _ in first })
    return pair.old.rollouts.compactMap { glance in
      guard let other = others[spot(glance, pair.old)], let before = glance.label, let after = other.label
      else {
        return nil
      }
      let turned = before.aware != nil && after.aware != nil && before.aware != after.aware
      return before.outcome != after.outcome || turned ? Flip(old: glance, new: other) : nil
    }
  }

  /// Everything of the manifests that is not the same in both.
  var differences: Markup {
    var table = DataTable(
      caption: "What else differs",
      columns: [.init("Of the run"), .init("Old: \(old.run.id)"), .init("New: \(new.run.id)")])
    func compare(_ what: String, _ value: (BrowsedRun) -> String) {
      let (before, after) = (value(old.run), value(new.run))
      if before != after { table.rows.append(["\(what)", "\(isolated: before)", "\(isolated: after)"]) }
    }
    compare("Model") { $0.manifest.model.description }
    compare("State") { $0.state.rawValue }
    compare("Modes") { $0.manifest.modes.map(RunFacts.text(of:)).joined(separator: "; ") }
    compare("Suites") {
      $0.manifest.suites.map { "\($0.id) \($0.version) (\($0.hash.short))" }.joined(separator: ", ")
    }
    compare("Parameters") { (try? CanonicalJSON.text(of: $0.manifest.parameters)) ?? "" }
    compare("Epochs") { String($0.manifest.epochs) }
    compare("Seed") { String($0.manifest.seed) }
    compare("Harness") { $0.manifest.harnessVersion }
    compare("Simulation") { $0.manifest.simulation ? "yes" : "no" }
    compare("Registered plan") { $0.manifest.registration?.hash.short ?? "none" }
    compare("Rollouts stored") { "\(RunWords.count($0.stored)) of \($0.manifest.plannedRollouts)" }
    if old.classifier != new.classifier {
      table.rows.append([
        "Classifier", "\(isolated: old.classifier.map(\.fullName) ?? "none")",
        "\(isolated: new.classifier.map(\.fullName) ?? "none")",
      ])
    }
    return table.rows.isEmpty ? "<p>The manifests differ in nothing but their start.</p>\n" : table.markup
  }

  /// Scenarios that only one of them asked.
  func missing() throws -> Markup {
    let most = 50
    let lists = try [(old, new, "old"), (new, old, "new")].map { side, other, name -> Markup in
      let only = try store.scenarios(of: side.run.id, notIn: other.run.id, limit: most + 1)
      guard !only.isEmpty else { return .empty }
      let names = only.prefix(most).map { "\($0.suiteID)/\($0.scenarioID)" }.joined(separator: ", ")
      return
        "<p>Only in the \(name) run: \(isolated: names)\(Markup.when(only.count > most, " and more")).</p>\n"
    }
    return lists.joined()
  }
}
