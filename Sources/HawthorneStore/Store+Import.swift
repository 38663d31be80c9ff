import GRDB
import HawthorneCore
import HawthorneFormats

extension Store {
  /// Stores rollouts as `commit` does, on the caller's thread: readers of logs hand theirs on one by one.
  ///
  /// - Parameter lease: the lease of the run, checked in the same transaction.
  /// - Returns: one result for each rollout, in order.
  public func commitImported(
    _ batch: [LabelledRollout], lease: Lease
  ) throws(StoreError) -> [CommitResult] {
    try writing { database in
      try Self.confirm(lease, path: path, database)
      return try batch.map { try Self.insert($0, runID: lease.runID, database) }
    }
  }

  /// Brings an imported run up to what its log says now: its manifest, its suites, and scenarios that are new.
  ///
  /// - Parameters:
  ///   - lease: the lease of the run.
  ///   - new: with the id of the run.
  /// - Throws: `StoreError.unknownRun` for an id that is not the lease's.
  public func extendImported(_ lease: Lease, to new: NewRun) throws(StoreError) {
    try writing { database in
      try Self.confirm(lease, path: path, database)
      let manifest = new.manifest
      guard manifest.id == lease.runID else {
        throw StoreError(path: path, kind: .unknownRun(manifest.id, near: [lease.runID]))
      }
      try database.execute(
        sql: "UPDATE runs SET planned = ?, plan_hash = ?, started_at = ?, manifest = ? WHERE id = ?",
        arguments: [
          manifest.plannedRollouts, manifest.planHash.hex, manifest.startedAt,
          try StoredJSON.text(of: manifest), manifest.id,
        ])
      try database.execute(sql: "DELETE FROM run_suites WHERE run_id = ?", arguments: [manifest.id])
      try Self.insert(new.suites, runID: manifest.id, database)
      let known = try Set(
        Row.fetchAll(
          database, sql: "SELECT suite_id, scenario_id FROM run_scenarios WHERE run_id = ?",
          arguments: [manifest.id]
        ).map { row in [try row.get(0) as String, try row.get(1) as String] })
      for (suiteID, scenario) in new.scenarios where !known.contains([suiteID.column, scenario.id.column]) {
        try Self.insert(scenario, suiteID: suiteID, runID: manifest.id, database)
      }
    }
  }
}
