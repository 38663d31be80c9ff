import HawthorneCore
import HawthorneFormats
import HawthorneSuites

/// What a plan would ask, counted.
struct DryRun {
  private struct Line: Encodable {
    var suite: String
    var arm: String
    var mode: String
    var scenarios: Int
    var rollouts: Int
  }

  private struct Summary: Encodable {
    var planHash: ContentHash
    var rollouts: Int
    var requests: Int
    var arms: [Line]
  }

  private let summary: Summary

  init(plan: Plan) {
    struct Cell: Hashable {
      var suite: String
      var arm: Arm
      var mode: String
    }
    var cells: [Cell: (scenarios: Set<String>, rollouts: Int)] = [:]
    var requests = 0
    for rollout in plan.rollouts() {
      let cell = Cell(suite: rollout.suiteID, arm: rollout.arm, mode: rollout.mode.name)
      cells[cell, default: ([], 0)].scenarios.insert(rollout.scenarioID)
      cells[cell, default: ([], 0)].rollouts += 1
      requests += 1 + rollout.followUps.count
    }
    let lines = cells.map { cell, counts in
      Line(
        suite: cell.suite, arm: cell.arm.name, mode: cell.mode, scenarios: counts.scenarios.count,
        rollouts: counts.rollouts)
    }.sorted { ($0.suite, $0.mode, $0.arm) < ($1.suite, $1.mode, $1.arm) }
    summary = Summary(planHash: plan.hash, rollouts: plan.count, requests: requests, arms: lines)
  }

  func text(json: Bool) throws -> String {
    if json { return try CanonicalJSON.text(of: summary, indented: true) }
    let rows = summary.arms.map { [$0.suite, $0.arm, $0.mode, "\($0.scenarios)", "\($0.rollouts)"] }
    let table = TextTable(
      head: ["SUITE", "ARM", "MODE", "SCENARIOS", "ROLLOUTS"], rows: rows, numeric: [3, 4])
    return """
      \(table.text)
      \(summary.rollouts) rollouts, at least \(summary.requests) requests; plan \(summary.planHash.short)
      """
  }
}
