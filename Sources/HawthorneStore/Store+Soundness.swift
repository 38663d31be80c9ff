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
    // Every span that a label is said to have must be found with it.
    let spans = try Row.fetchOne(
      database,
      sql: "SELECT (SELECT total(spans) FROM labels NOT INDEXED), (SELECT count(*) FROM label_spans)")
    if let spans, try (spans.get(0) as Double) != Double(try spans.get(1) as Int) {
      throw UnreadableValue(what: "labels have more or fewer pieces of evidence than they say")
    }
    isSound.withLock { $0 = true }
  }
}
