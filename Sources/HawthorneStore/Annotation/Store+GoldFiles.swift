import GRDB
import HawthorneCore
import HawthorneFormats

/// What became of a file of gold labels.
public struct GoldImportResult: Sendable, Hashable {
  public var rows = 0
  public var added = 0
  /// There before, or said the same as what stood.
  public var already = 0
}

extension Store {
  /// The gold labels of a run that stand, with the places of their rollouts, in the order of `goldLabels(of:)`.
  public func goldFileRows(of runID: String) throws(StoreError) -> [GoldFileRow] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.goldColumns), r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, m.stratum, m.weight
          FROM gold_labels g JOIN rollouts r ON r.run_id = g.run_id AND r.key = g.key
          LEFT JOIN annotation_queue_members m ON m.queue_id = g.queue_id AND m.key = g.key
          WHERE g.run_id = :run AND g.withdrawn = 0 AND \(Self.goldStands)
          ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key, g.annotator
          """, arguments: ["run": runID, "until": Int64.max]
      ).map { row in
        GoldFileRow(
          record: try Self.gold(row), suite: try row.get(17), scenario: try row.get(18), arm: try row.get(19),
          mode: try row.get(20), epoch: try row.get(21), stratum: try row.get(22), weight: try row.get(23))
      }
    }
  }

  /// Stores the labels of a file, all in one transaction or none of them; the same file again adds nothing.
  ///
  /// Labels keep the time that the file gives them: one that is older than what stands is history.
  ///
  /// - Parameters:
  ///   - runID: rows of other runs are refused.
  ///   - file: as complaints name it.
  /// - Throws: `DiagnosticsError` with complaints about rows, at most a hundred; `StoreError`.
  public func importGold(_ lines: [GoldFile.Line], run runID: String, file: String) throws -> GoldImportResult
  {
    var complaints: [Diagnostic] = []
    var result = GoldImportResult()
    do {
      return try annotating { database in
        for line in lines where complaints.count < 100 {
          result.rows += 1
          do {
            guard !line.run.isEmpty, runID.hasPrefix(line.run.lowercased()) else {
              throw AnnotationError.unknownRollout(key: line.new.key, run: runID)
            }
            if try Self.importGold(line.new, run: runID, database) {
              result.added += 1
            } else {
              result.already += 1
            }
          } catch let error as AnnotationError {
            complaints.append(
              Diagnostic(
                id: "gold.\(error.id)", location: .init(file: file, line: line.line), message: error.asFix))
          }
        }
        guard complaints.isEmpty else { throw CallersError(inner: DiagnosticsError(complaints)) }
        return result
      }
    }
  }

  /// Whether it was new.
  private static func importGold(
    _ new: NewGoldLabel, run runID: String, _ database: Database
  ) throws -> Bool {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT answer_hash, withheld_json IS NOT NULL FROM rollouts WHERE run_id = ? AND key = ?",
      arguments: [runID, new.key.hex])
    guard let row else { throw AnnotationError.unknownRollout(key: new.key, run: runID) }
    guard try hash(row, 0) == new.answerHash else { throw AnnotationError.textChanged(key: new.key) }
    var new = new
    // What the notes quote is withheld here.
    if try row.get(1), new.label.notes != nil { new.label.notes = "[withheld]" }
    if new.queue != nil { try checkMember(new, run: runID, database) }
    guard let time = new.createdAt else { return try addGold(new, run: runID, database).isNew }
    let record = try GoldRecord(new, runID: runID, createdAt: time)
    let isThere = try Bool.fetchOne(
      database, sql: "SELECT EXISTS (SELECT 1 FROM gold_labels WHERE id = ?)", arguments: [record.id.hex])
    guard isThere != true else { return false }
    try insert(record, database)
    return true
  }
}

extension AnnotationError {
  /// Stable, for complaints.
  fileprivate var id: String {
    switch self {
    case .unknownRollout: "unknown-rollout"
    case .textChanged: "other-text"
    case .notAMember: "not-a-member"
    default: "refused"
    }
  }

  /// Phrased as the fix.
  fileprivate var asFix: String {
    switch self {
    case .unknownRollout(let key, let run): "name a rollout of run \(run); \(key.short) is none"
    case .textChanged(let key):
      "leave the row out: rollout \(key.short) has another text than the one that was read"
    case .notAMember(let key, let queue):
      "empty 'queue': rollout \(key.short) is no member of a queue \(queue) here"
    default: "\(problem) \(fix)"
    }
  }
}
