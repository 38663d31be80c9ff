import HawthorneCore
import HawthorneFormats

/// One run held against the plan that it was begun with.
struct RegistrationCheck {
  let plan: FrozenPlan
  let run: RunFacts
  /// Rollouts that are there.
  let done: Int

  typealias Deviation = RegisteredPlan.Deviation

  var deviations: [Deviation] {
    let asked = suites + asked
    return asked + (asked.isEmpty ? repeats : []) + ending
  }

  /// Epochs are those of the suite that has the most: where another suite is asked more or less often, only the number of
  /// rollouts says so.
  private var repeats: [Deviation] {
    let planned = plan.suites.reduce(0) { $0 + $1.rollouts }
    return differs("rollouts", "Rollouts", String(planned), String(run.manifest.plannedRollouts))
  }

  private func deviation(_ id: String, _ message: String) -> Deviation {
    Deviation(id, run: run.manifest.id, message)
  }

  /// A deviation where two values differ.
  private func differs(_ id: String, _ what: String, _ planned: String, _ found: String) -> [Deviation] {
    planned == found ? [] : [deviation(id, "\(what): planned \(planned), was \(found).")]
  }

  private var suites: [Deviation] {
    var found: [Deviation] = []
    let asked = run.manifest.suites
    for planned in plan.suites {
      guard let suite = asked.first(where: { $0.id == planned.id }) else {
        found.append(deviation("suite.missing", "Suite \(planned.id) was planned and not asked."))
        continue
      }
      found += differs("suite.version", "Version of suite \(suite.id)", planned.version, suite.version)
      found += differs("suite.hash", "Contents of suite \(suite.id)", planned.hash.short, suite.hash.short)
      found += differs(
        "scenarios", "Scenarios of suite \(suite.id)",
        "\(planned.scenarios) (\(planned.scenarioHash.short))",
        suite.scenarios.map { "\($0) (\(suite.scenarioHash?.short ?? "not said"))" } ?? "not said")
      found += differs(
        "arms", "Arms of suite \(suite.id)", planned.arms.map(\.name).joined(separator: ", "), suite.armsTitle
      )
      found += differs(
        "languages", "Languages of suite \(suite.id)", planned.languages.joined(separator: ", "),
        suite.languagesTitle)
    }
    for suite in asked where !plan.suites.contains(where: { $0.id == suite.id }) {
      found.append(deviation("suite.added", "Suite \(suite.id) was asked and not planned."))
    }
    return found
  }

  private var asked: [Deviation] {
    let manifest = run.manifest
    var found: [Deviation] = []
    let names = [manifest.model.description, run.model.description]
    if !plan.models.isEmpty, !names.contains(where: plan.models.contains) {
      found += differs("model", "Model", plan.models.joined(separator: " or "), run.model.description)
    }
    func modes(_ modes: [Mode]) -> String { modes.map(\.title).sorted().joined(separator: "; ") }
    found += differs("modes", "Modes", modes(plan.modes), modes(manifest.modes))
    found += differs("epochs", "Epochs", String(plan.epochs), String(manifest.epochs))
    found += differs("seed", "Seed", plan.seed, String(manifest.seed))
    if plan.parameters != manifest.parameters {
      func text(_ value: GenerationParameters) -> String {
        (try? CanonicalJSON.text(of: value)) ?? value.title
      }
      found += differs("parameters", "Parameters", text(plan.parameters), text(manifest.parameters))
    }
    found += differs("harness", "Harness version", plan.harnessVersion, manifest.harnessVersion)
    return found
  }

  private var ending: [Deviation] { origin + completeness }

  /// A plan can be frozen for data that are there already; only the recorded run's own plan came before them.
  private var origin: [Deviation] {
    guard let recorded = run.manifest.replayed, recorded.registration != plan.hash else { return [] }
    return [
      deviation(
        "run.replayed",
        "The run replays answers of \(recorded.statedStart.map(Figures.date(milliseconds:)) ?? Figures.noDate), which were not asked for under "
          + "this plan: nothing was registered before they were there.")
    ]
  }

  private var completeness: [Deviation] {
    let planned = run.manifest.plannedRollouts
    guard run.state != .complete || done != planned else { return [] }
    let rule =
      plan.stopping == .fixed ? "; the plan fixes n, and p-values of a run cut short do not hold" : ""
    return [
      deviation(
        "run.incomplete", "The run is \(run.state.rawValue): \(done) of \(planned) rollouts are there\(rule)."
      )
    ]
  }
}
