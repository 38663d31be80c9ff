import GRDB
import Synchronization

extension Store {
  /// Counts by table and by index, the first of each pair from the table itself. Words that SQLite follows are not
  /// checked by it: an index that lost an entry makes a count too small, and nobody is told.
  private static let counted: [(what: String, table: String, index: String)] = [
    (
      "rollouts", "SELECT run_id, count(*) FROM rollouts NOT INDEXED GROUP BY run_id ORDER BY run_id",
      "SELECT run_id, count(*) FROM rollouts INDEXED BY rollouts_in_order GROUP BY run_id ORDER BY run_id"
    ),
    (
      "rollouts", "SELECT run_id, count(*) FROM rollouts NOT INDEXED GROUP BY run_id ORDER BY run_id",
      "SELECT run_id, count(*) FROM rollouts INDEXED BY sqlite_autoindex_rollouts_1 GROUP BY run_id ORDER BY run_id"
    ),
    (
      "labels", "SELECT total(rollout_id % 16777213), count(*) FROM labels NOT INDEXED",
      "SELECT total(rollout_id % 16777213), count(*) FROM labels INDEXED BY sqlite_autoindex_labels_1"
    ),
    (
      "labels", "SELECT total(rollout_id % 16777213), count(*) FROM labels NOT INDEXED",
      "SELECT total(rollout_id % 16777213), count(*) FROM labels INDEXED BY labels_by_classifier"
    ),
    (
      "classifiers", "SELECT id, name, version, hash FROM classifiers NOT INDEXED ORDER BY id",
      "SELECT id, name, version, hash FROM classifiers INDEXED BY sqlite_autoindex_classifiers_1 ORDER BY id"
    ),
  ]

  /// Rollouts of one run (`?`) whose scenario is not there: every count is taken beside the facts of the scenario.
  static let withoutScenario = """
    SELECT count(*) FROM rollouts r WHERE r.run_id = ? AND NOT EXISTS (
      SELECT 1 FROM run_scenarios s
      WHERE s.run_id = r.run_id AND s.suite_id = r.suite_id AND s.scenario_id = r.scenario_id)
    """

  /// Rows whose loss makes others disappear from what is counted, and what there are too many or too few of.
  private static let lost = [
    (
      withoutScenario.replacing("r.run_id = ? AND ", with: ""),
      "rollouts belong to scenarios that are not there"
    ),
    (
      "SELECT count(*) FROM labels l WHERE NOT EXISTS (SELECT 1 FROM classifiers c WHERE c.id = l.classifier_id)",
      "labels are of classifiers that are not there"
    ),
    (
      "SELECT count(*) FROM labels l WHERE NOT EXISTS (SELECT 1 FROM rollouts r WHERE r.id = l.rollout_id)",
      "labels are of rollouts that are not there"
    ),
    (
      "SELECT abs((SELECT total(spans) FROM labels NOT INDEXED) - (SELECT count(*) FROM label_spans))",
      "pieces of evidence are missing from labels, or too many"
    ),
  ]

  /// Refuses a store whose tables and indexes do not hold the same rollouts and labels; looked at once.
  ///
  /// - Throws: `UnreadableValue`, SQLite's errors.
  func requireSound(_ database: Database) throws {
    guard !isSound.withLock({ $0 }) else { return }
    for (what, table, index) in Self.counted {
      let rows = try Row.fetchAll(database, sql: table)
      guard rows == (try Row.fetchAll(database, sql: index)) else {
        throw UnreadableValue(
          what:
            "the table of \(what) and one of its indexes do not hold the same ones, so that none can be counted"
        )
      }
    }
    for (sql, problem) in Self.lost {
      let count = try Int.fetchOne(database, sql: sql) ?? 0
      guard count == 0 else { throw UnreadableValue(what: "\(count) \(problem)") }
    }
    isSound.withLock { $0 = true }
  }
}
