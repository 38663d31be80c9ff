import GRDB
import HawthorneCore
import HawthorneFormats

/// Finds the rollout of a run that a row of a foreign file means.
struct RolloutResolver {
  enum Finding: Equatable {
    case rollout(Int64)
    case none
    /// How many at least; the columns that would tell them apart.
    case several(Int, missing: [String])
  }

  let runID: String
  /// The suites of the run, so that a scenario is found by its index without its suite.
  private let suites: [String]

  init(run runID: String, _ database: Database) throws {
    self.runID = runID
    suites = try String.fetchAll(
      database, sql: "SELECT DISTINCT suite_id FROM run_scenarios WHERE run_id = ? ORDER BY suite_id",
      arguments: [runID])
  }

  func find(_ reference: RolloutReference, _ database: Database) throws -> Finding {
    // A file may hold rows of many runs: those of another are none of this one's.
    if let run = reference.run?.lowercased(), run.isEmpty || !runID.hasPrefix(run) { return .none }
    var conditions = ["run_id = ?"]
    var arguments: [any DatabaseValueConvertible] = [runID]
    func add(_ condition: String, _ values: (any DatabaseValueConvertible)...) {
      conditions.append(condition)
      arguments += values
    }
    if let key = reference.key?.lowercased() {
      if key.utf8.count == 64 { add("key = ?", key) } else { add("key >= ? AND key < ?", key, key + "g") }
    }
    if reference.scenario != nil || reference.suite != nil {
      let chosen = reference.suite.map { [$0.column] } ?? suites
      add("suite_id IN (\(chosen.map { _ in "?" }.joined(separator: ", ")))")
      arguments += chosen as [any DatabaseValueConvertible]
    }
    if let scenario = reference.scenario { add("scenario_id = ?", scenario.column) }
    if let arm = reference.arm { add("arm = ?", arm.name.column) }
    if let mode = reference.mode { add("mode = ?", mode.column) }
    if let epoch = reference.epoch { add("epoch = ?", epoch) }
    if let wording = reference.wording { add("wording = ?", wording.column) }
    if let language = reference.language {
      add(
        """
        coalesce(language, (SELECT s.language FROM run_scenarios s WHERE s.run_id = rollouts.run_id
          AND s.suite_id = rollouts.suite_id AND s.scenario_id = rollouts.scenario_id)) = ?
        """, language.column)
    }
    let statement = try database.cachedStatement(
      sql: """
        SELECT id, suite_id, scenario_id, arm, mode, epoch, wording, language FROM rollouts
        WHERE \(conditions.joined(separator: " AND ")) LIMIT 50
        """)
    let rows = try Row.fetchAll(statement, arguments: StatementArguments(arguments))
    guard let first = rows.first else { return .none }
    guard rows.count > 1 else { return .rollout(try first.get(0)) }
    let names = ["suite", "scenario", "arm", "mode", "epoch", "wording", "language"]
    let differing = names.indices.filter { index in Set(rows.map { $0[index + 1] as DatabaseValue }).count > 1
    }
    return .several(rows.count, missing: differing.map { names[$0] })
  }
}
