import GRDB
import HawthorneCore

extension Store {
  /// Deletes runs with their rollouts, labels, judges' replies, scores, gold labels and queues, and what no other run uses of suites, scenarios,
  /// prompts and classifiers. Decisions of gates stay, so that deleting a run does not undo what was decided on it.
  ///
  /// The space is overwritten; `compact()` also gives it back. Kept answers (`run --cache`) belong to no run and stay.
  ///
  /// - Parameter runIDs: whole ids.
  /// - Returns: how many rollouts went with them.
  /// - Throws: `StoreError.leaseHeld` while a process works on one of them, `.unknownRun`; nothing is deleted then.
  @discardableResult
  public func deleteRuns(_ runIDs: [String]) throws(StoreError) -> Int {
    // Before, so that nothing is left should this process die; after, since a viewer may make it again meanwhile.
    SearchIndex.delete(of: path)
    defer { SearchIndex.delete(of: path) }
    return try writing { database in
      try database.execute(sql: "PRAGMA secure_delete = ON")
      var rollouts = 0
      for runID in runIDs {
        let lease = try Self.takeLease(of: runID, path: path, knownIn: database)
        rollouts +=
          try Int.fetchOne(
            database, sql: "SELECT count(*) FROM rollouts WHERE run_id = ?", arguments: [runID]) ?? 0
        try database.execute(sql: "DELETE FROM runs WHERE id = ?", arguments: [lease.runID])
      }
      try database.execute(
        sql: """
          DELETE FROM suites WHERE hash NOT IN (SELECT suite_hash FROM run_suites);
          DELETE FROM scenarios WHERE hash NOT IN (SELECT scenario_hash FROM run_scenarios);
          DELETE FROM prompts WHERE hash NOT IN (SELECT prompt_body FROM rollouts);
          DELETE FROM classifiers WHERE id NOT IN (SELECT classifier_id FROM labels)
            AND id NOT IN (SELECT classifier_id FROM judge_answers);
          """)
      return rollouts
    }
  }

  /// Deletes the answers kept by `run --cache`.
  ///
  /// - Returns: how many there were.
  @discardableResult
  public func deleteCachedResponses() throws(StoreError) -> Int {
    try writing { database in
      try database.execute(sql: "PRAGMA secure_delete = ON")
      try database.execute(sql: "DELETE FROM response_cache")
      return database.changesCount
    }
  }

  /// Writes the file anew without gaps and folds the log in, so that nothing deleted is left on the disk.
  ///
  /// - Throws: `StoreError.locked` while another process reads or writes, `.full`: it takes as much space again.
  public func compact() throws(StoreError) {
    guard let writer else { throw StoreError(path: path, kind: .readOnly) }
    do {
      try writer.vacuum()
      try writer.writeWithoutTransaction { database in
        let row = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        guard try row?.get(0) == 0 else { throw StoreError(path: path, kind: .locked) }
      }
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Takes the lease of a run that must be there.
  static func takeLease(of runID: String, path: String, knownIn database: Database) throws -> Lease {
    let isKnown = try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM runs WHERE id = ?)", arguments: [runID])
    guard isKnown == true else { throw StoreError(path: path, kind: .unknownRun(runID, near: [])) }
    return try takeLease(of: runID, path: path, database)
  }
}
