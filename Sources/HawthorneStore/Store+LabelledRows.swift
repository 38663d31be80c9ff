import GRDB
import HawthorneCore

extension Store {
  /// Beside a rollout `r` the label `l` of the classifier that `forEachLabelledRow` was given.
  static let labelOfChosen = """
    LEFT JOIN classifiers c ON c.name = :classifier AND c.version = :version AND c.hash = :hash
    LEFT JOIN labels l ON l.rollout_id = r.id AND l.classifier_id = c.id
    """

  /// Passes what is read of each row of a query over a run (`:run`) to a closure, one row in memory at a time.
  ///
  /// - Parameters:
  ///   - classifier: whose labels; nil takes none.
  ///   - more: further arguments of the query.
  /// - Throws: `StoreError`; what `body` throws ends the reading and comes out as it is.
  func forEachLabelledRow<Value>(
    of runID: String, classifier: (Database) throws -> ClassifierIdentity?, sql: String,
    more: [String: (any DatabaseValueConvertible)?] = [:], read: (Row, Database) throws -> Value,
    _ body: (Value) throws -> Void
  ) throws {
    try rethrowing { database in
      // Chosen in the transaction that reads: between two, a run that has just begun could get its first labels.
      let chosen = try classifier(database)
      var arguments: [String: (any DatabaseValueConvertible)?] = [
        "run": runID, "classifier": chosen?.id.column, "version": chosen?.version.column,
        "hash": chosen?.hash.hex,
      ]
      arguments.merge(more) { $1 }
      let rows = try Row.fetchCursor(database, sql: sql, arguments: StatementArguments(arguments))
      while let row = try rows.next() {
        let value = try read(row, database)
        do { try body(value) } catch { throw CallersError(inner: error) }
      }
    }
  }
}
