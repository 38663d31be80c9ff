import Foundation
import GRDB
public import HawthorneCore
import HawthorneFormats

/// Which rollouts of a run lose their texts.
public struct WithholdingFilter: Sendable, Hashable {
  /// Of scenarios in these domains; empty for all.
  public var domains: Set<String>
  /// Of items of this harm; nil for all.
  public var harm: Scenario.Harm?
  /// Finished before this moment, in milliseconds since 1970; nil for all.
  public var finishedBefore: Int64?

  public init(domains: Set<String> = [], harm: Scenario.Harm? = nil, finishedBefore: Int64? = nil) {
    self.domains = domains
    self.harm = harm
    self.finishedBefore = finishedBefore
  }
}

/// What became of the rollouts that a filter names.
public struct WithholdingResult: Sendable, Hashable {
  /// Texts replaced by a notice now.
  public var withheld = 0
  /// Withheld before.
  public var already = 0
  /// Left as they are: without a label nobody could ever label them again.
  public var unlabelled = 0

  public init() {}
}

extension Store {
  /// Replaces everything the model wrote in some rollouts of a run by a notice with its hash, for good; labels, hashes, counts
  /// and usage stay, evidence spans go with the text they point into.
  ///
  /// Judges' replies and quotes, notes of imported scores and of gold labels, and replaced attempts of these rollouts lose their texts too.
  /// `compact()` afterwards takes the old pages off the disk.
  ///
  /// - Throws: `StoreError.leaseHeld` while a process works on the run. Rollouts handled before an error stay so.
  public func withhold(
    _ filter: WithholdingFilter, of runID: String
  ) throws(StoreError) -> WithholdingResult {
    let lease = try writing { try Self.takeLease(of: runID, path: path, knownIn: $0) }
    defer { try? release(lease) }
    // Before, so that no words are left should this process die; after, since a viewer may make it again meanwhile.
    SearchIndex.delete(of: path)
    defer { SearchIndex.delete(of: path) }
    var result = WithholdingResult()
    var last: Int64 = 0
    while true {
      let next = try writing { database -> Int64? in
        try Self.confirm(lease, path: path, database)
        try database.execute(sql: "PRAGMA secure_delete = ON")
        let ids = try Self.rollouts(of: runID, filter, after: last, database)
        for id in ids { try Self.withhold(rollout: id, &result, database) }
        return ids.last
      }
      guard let next else { return result }
      last = next
    }
  }

  private static func rollouts(
    of runID: String, _ filter: WithholdingFilter, after last: Int64, _ database: Database
  ) throws -> [Int64] {
    try Int64.fetchAll(
      database,
      sql: """
        SELECT r.id FROM rollouts r JOIN run_scenarios s
          ON s.run_id = r.run_id AND s.suite_id = r.suite_id AND s.scenario_id = r.scenario_id
        WHERE r.run_id = :run AND r.id > :last
          AND (:before IS NULL OR r.finished_at < :before) AND (:harm IS NULL OR s.harm = :harm)
          AND (:domains = '[]' OR s.domain IN (SELECT value FROM json_each(:domains)))
        ORDER BY r.id LIMIT 100
        """,
      arguments: [
        "run": runID, "last": last, "before": filter.finishedBefore, "harm": filter.harm?.rawValue,
        "domains": try StoredJSON.text(of: filter.domains.sorted()),
      ])
  }

  private static func withhold(
    rollout id: Int64, _ result: inout WithholdingResult, _ database: Database
  ) throws {
    guard let stored = try storedRollout(id, database) else {
      throw UnreadableValue(what: "rollout number \(id) lacks its record or its prompt")
    }
    guard stored.rollout.withheld == nil else {
      result.already += 1
      return
    }
    guard let label = stored.labels.first else {
      result.unlabelled += 1
      return
    }
    let kept = stored.rollout.withholding(
      label, transcriptHash: try ContentHash(canonical: stored.rollout.transcript))
    try database.execute(
      sql: "UPDATE rollouts SET transcript_json = ?, withheld_json = ? WHERE id = ?",
      arguments: [
        try StoredJSON.text(of: kept.transcript), try kept.withheld.map { try StoredJSON.text(of: $0) }, id,
      ])
    try database.execute(
      sql: """
        DELETE FROM reasoning_blocks WHERE rollout_id = :id;
        DELETE FROM label_spans WHERE label_id IN (SELECT id FROM labels WHERE rollout_id = :id);
        UPDATE labels SET spans = 0 WHERE rollout_id = :id;
        UPDATE judge_answers SET reply = CAST('[withheld]' AS BLOB), quote = NULL, failure_detail = NULL
          WHERE rollout_id = :id;
        UPDATE scores SET note = NULL WHERE rollout_id = :id;
        UPDATE gold_labels SET notes = '[withheld]' WHERE notes IS NOT NULL
          AND (run_id, key) = (SELECT run_id, key FROM rollouts WHERE id = :id);
        """,
      arguments: ["id": id])
    try withholdAttempts(of: stored.rollout, label: label, rollout: id, database)
    result.withheld += 1
  }

  private static func withholdAttempts(
    of rollout: Rollout, label: Label, rollout id: Int64, _ database: Database
  ) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT a.id, a.rollout FROM rollout_attempts a JOIN rollouts r ON r.run_id = a.run_id AND r.key = a.key
        WHERE r.id = ?
        """, arguments: [id])
    for row in rows {
      let attempt = try StoredJSON.value(Rollout.self, row.get(1), what: "A replaced attempt")
      guard attempt.withheld == nil else { continue }
      let kept = attempt.withholding(
        label, transcriptHash: try ContentHash(canonical: attempt.transcript))
      try database.execute(
        sql: "UPDATE rollout_attempts SET rollout = ?, labels = '[]' WHERE id = ?",
        arguments: [try StoredJSON.text(of: kept), try row.get(0) as Int64])
    }
  }
}
