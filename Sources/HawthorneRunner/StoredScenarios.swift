import HawthorneCore
import HawthorneStore

/// The scenarios of a stored run as they stood when it began.
struct StoredScenarios: Sendable {
  private var scenarios: [String: Scenario] = [:]

  init(of runID: String, in store: Store) throws(StoreError) {
    for suite in try store.suites(of: runID) {
      for scenario in suite.scenarios { scenarios["\(suite.id)/\(scenario.id)"] = scenario }
    }
  }

  /// The scenario of a rollout; one without checks where the store has none.
  func scenario(of plan: PlannedRollout) -> Scenario {
    scenarios["\(plan.suiteID)/\(plan.scenarioID)"]
      ?? Scenario(id: plan.scenarioID, domain: "unknown", turns: plan.prompt.map(\.text))
  }
}
