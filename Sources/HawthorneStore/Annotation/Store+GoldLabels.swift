import GRDB
public import HawthorneCore
import HawthorneFormats

extension Store {
  /// Writes as `writing` does, and lets errors about annotations out as they are.
  func annotating<Value>(_ body: (Database) throws -> Value) throws -> Value {
    guard let writer else { throw StoreError(path: path, kind: .readOnly) }
    do {
      return try writer.write(body)
    } catch let error as AnnotationError {
      throw error
    } catch let error as CallersError {
      throw error.inner
    } catch {
      throw StoreError(error, path: path)
    }
  }

  /// Stores what a person says of a rollout; what the same person said before stays and no longer stands.
  ///
  /// The same label again adds nothing and gives back the one that stands.
  ///
  /// - Throws: `AnnotationError` for a bad name or label, a rollout that is not there, was replaced since it was read, or has
  ///   no text; `StoreError`.
  @discardableResult
  public func addGold(_ new: NewGoldLabel, run runID: String) throws -> GoldRecord {
    try annotating { try Self.addGold(new, run: runID, $0).record }
  }

  static func addGold(
    _ new: NewGoldLabel, run runID: String, _ database: Database
  ) throws -> (record: GoldRecord, isNew: Bool) {
    _ = try Annotator.name(new.annotator)
    if let complaint = new.label.complaint { throw AnnotationError.badLabel(complaint) }
    try checkReadable(new.key, answer: new.answerHash, run: runID, database)
    if new.queue != nil { try checkMember(new, run: runID, database) }
    let last = try standing(of: new.annotator, key: new.key, run: runID, database)
    if let last, last.says(new) { return (last, false) }
    // A later row must stand, whatever the clock says.
    let time = try GoldRecord.time(new.createdAt ?? WallClock.milliseconds, after: last)
    let record = try GoldRecord(new, runID: runID, createdAt: time)
    try insert(record, database)
    return (record, true)
  }

  /// Takes back what an annotator said of a rollout; the rows stay.
  ///
  /// - Returns: whether there was anything to take back.
  /// - Throws: `AnnotationError.noTimeLeft`, `StoreError`.
  @discardableResult
  public func withdrawGold(of annotator: String, key: ContentHash, run runID: String) throws -> Bool {
    try annotating { database in
      guard let last = try Self.standing(of: annotator, key: key, run: runID, database), !last.isWithdrawn
      else { return false }
      let empty = NewGoldLabel(
        key: key, answerHash: last.answerHash, annotator: annotator, label: GoldLabel(), blind: last.blind,
        queue: last.queue)
      try Self.insert(
        try GoldRecord(
          empty, runID: runID, createdAt: try GoldRecord.time(WallClock.milliseconds, after: last),
          isWithdrawn: true),
        database)
      return true
    }
  }

  /// The gold labels of a run that stand, by suite, scenario, arm, mode, epoch and key of the rollout, then by annotator;
  /// those that were withdrawn are left out, those whose text was replaced say so.
  ///
  /// - Parameters:
  ///   - annotator: only this one's.
  ///   - queue: only of rollouts that are members of it, wherever they were labelled.
  ///   - until: as they stood at this moment, in milliseconds since 1970; nil is now.
  public func goldLabels(
    of runID: String, annotator: String? = nil, queue: String? = nil, until: Int64? = nil
  ) throws(StoreError) -> [GoldRecord] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.goldColumns)
          FROM gold_labels g JOIN rollouts r ON r.run_id = g.run_id AND r.key = g.key
          WHERE g.run_id = :run AND g.withdrawn = 0 AND g.created_at <= :until AND \(Self.goldStands)
            AND (:annotator IS NULL OR g.annotator = :annotator)
            AND (:queue IS NULL OR EXISTS (
              SELECT 1 FROM annotation_queue_members m WHERE m.queue_id = :queue AND m.key = g.key))
          ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key, g.annotator
          """,
        arguments: ["run": runID, "annotator": annotator?.column, "queue": queue, "until": until ?? .max]
      ).map { try Self.gold($0) }
    }
  }

  /// Everything that was ever said of one rollout by people, in order of time.
  public func goldHistory(of runID: String, key: ContentHash) throws(StoreError) -> [GoldRecord] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT \(Self.goldColumns)
          FROM gold_labels g JOIN rollouts r ON r.run_id = g.run_id AND r.key = g.key
          WHERE g.run_id = ? AND g.key = ? ORDER BY g.created_at, g.id
          """, arguments: [runID, key.hex]
      ).map { try Self.gold($0) }
    }
  }

  /// Refuses a queue that is none of the run's, or that the rollout is no member of.
  static func checkMember(_ new: NewGoldLabel, run runID: String, _ database: Database) throws {
    let find = try database.cachedStatement(
      sql: """
        SELECT m.answer_hash FROM annotation_queue_members m JOIN annotation_queues q ON q.id = m.queue_id
        WHERE m.queue_id = ? AND m.key = ? AND q.run_id = ?
        """)
    guard try String.fetchOne(find, arguments: [new.queue, new.key.hex, runID]) != nil else {
      throw AnnotationError.notAMember(key: new.key, queue: String((new.queue ?? "").prefix(12)))
    }
  }

  private static func checkReadable(
    _ key: ContentHash, answer: ContentHash, run runID: String, _ database: Database
  ) throws {
    let find = try database.cachedStatement(
      sql: "SELECT answer_hash, status, withheld_json IS NOT NULL FROM rollouts WHERE run_id = ? AND key = ?")
    guard let row = try Row.fetchOne(find, arguments: [runID, key.hex]) else {
      throw AnnotationError.unknownRollout(key: key, run: runID)
    }
    guard try row.get(2) as Bool == false else {
      throw AnnotationError.nothingToRead(key: key, why: "its text is withheld")
    }
    guard try row.word(1, "status") as StatusWord != .failed else {
      throw AnnotationError.nothingToRead(key: key, why: "it failed and may still be replaced")
    }
    guard try hash(row, 0) == answer else { throw AnnotationError.textChanged(key: key) }
  }

  /// The latest row of an annotator for a rollout, withdrawn or not.
  static func standing(
    of annotator: String, key: ContentHash, run runID: String, _ database: Database
  ) throws -> GoldRecord? {
    try rows(of: annotator, key: key, run: runID, database).last
  }

  /// Every row of an annotator for a rollout, withdrawn or not, the one that stands last.
  static func rows(
    of annotator: String, key: ContentHash, run runID: String, _ database: Database
  ) throws -> [GoldRecord] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(goldColumns) FROM gold_labels g JOIN rollouts r ON r.run_id = g.run_id AND r.key = g.key
        WHERE g.run_id = ? AND g.key = ? AND g.annotator = ? ORDER BY g.created_at, g.id
        """)
    return try Row.fetchAll(statement, arguments: [runID, key.hex, annotator.column]).map { try gold($0) }
  }

  static func insert(_ record: GoldRecord, _ database: Database) throws {
    let arguments: [(any DatabaseValueConvertible)?] = [
      record.id.hex, record.runID, record.key.hex, record.answerHash.hex, record.annotator.column,
      record.label.aware, record.label.belief?.rawValue, record.label.influence?.rawValue,
      try StoredJSON.text(of: record.label.markers), record.label.outcome?.rawValue,
      record.label.notes?.column, record.blind, record.queue, record.seconds, record.isWithdrawn,
      record.createdAt,
    ]
    try database.cachedStatement(
      sql: """
        INSERT INTO gold_labels (
          id, run_id, key, answer_hash, annotator, aware, belief, influence, markers, outcome, notes, blind,
          queue_id, seconds, withdrawn, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: StatementArguments(arguments))
  }

  /// A row `g` that none of the same annotator for the same rollout comes after, up to `:until`.
  static let goldStands = """
    NOT EXISTS (SELECT 1 FROM gold_labels n
      WHERE n.run_id = g.run_id AND n.key = g.key AND n.annotator = g.annotator AND n.created_at <= :until
        AND (n.created_at, n.id) > (g.created_at, g.id))
    """

  /// The columns of a gold label `g` of a rollout `r` in the order that `gold(_:at:)` reads.
  static let goldColumns = """
    g.id, g.run_id, g.key, g.answer_hash, g.annotator, g.aware, g.belief, g.influence, g.markers, g.outcome,
    g.notes, g.blind, g.queue_id, g.seconds, g.withdrawn, g.created_at, g.answer_hash <> r.answer_hash
    """

  static func gold(_ row: Row, at index: Int = 0) throws -> GoldRecord {
    let markers: String = try row.get(index + 8)
    var label = GoldLabel(
      aware: try row.get(index + 5), belief: try row.word(optional: index + 6, "belief"),
      influence: try row.word(optional: index + 7, "influence"),
      outcome: try row.word(optional: index + 9, "outcome"), notes: try row.get(index + 10))
    label.markers =
      markers == "[]" ? [] : try StoredJSON.value([String].self, markers, what: "A gold label's markers")
    return GoldRecord(
      id: try hash(row, index), runID: try row.get(index + 1), key: try hash(row, index + 2),
      answerHash: try hash(row, index + 3), annotator: try row.get(index + 4), label: label,
      blind: try row.get(index + 11), queue: try row.get(index + 12), seconds: try row.get(index + 13),
      isWithdrawn: try row.get(index + 14), createdAt: try row.get(index + 15),
      isStale: try row.get(index + 16))
  }
}
