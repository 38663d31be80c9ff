import HawthorneCore
import HawthorneFormats
import HawthorneSuites

/// What a plan would ask, counted.
struct DryRun {
  private struct Line: Encodable {
    var suite: String
    var arm: String
    var mode: String
    var language: String
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
    let counts = plan.counts
    let lines = counts.cells.map {
      Line(
        suite: $0.suite, arm: $0.arm.name, mode: $0.mode, language: $0.language, scenarios: $0.scenarios,
        rollouts: $0.rollouts)
    }
    summary = Summary(planHash: plan.hash, rollouts: plan.count, requests: plan.requests, arms: lines)
  }

  func text(json: Bool) throws -> String {
    if json { return try CanonicalJSON.text(of: summary, indented: true) }
    let rows = summary.arms.map {
      [$0.suite, $0.arm, $0.mode, $0.language, "\($0.scenarios)", "\($0.rollouts)"]
    }
    let table = TextTable(
      head: ["SUITE", "ARM", "MODE", "LANGUAGE", "SCENARIOS", "ROLLOUTS"], rows: rows, numeric: [4, 5])
    return """
      \(table.text)
      \(summary.rollouts) rollouts, at least \(summary.requests) requests; plan \(summary.planHash.short)
      """
  }
}
