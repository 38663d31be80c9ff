import GRDB
import HawthorneCore
import HawthorneFormats

/// What became of a file of gold labels.
public struct GoldImportResult: Sendable, Hashable {
  public var rows = 0
  public var added = 0
  /// Stored as later labels: an edited row of a label that was there, or a row without a time where the annotator had said
  /// something else.
  public var changed = 0
  /// There before, or said the same as what stood.
  public var already = 0
  /// Of all rows, those that are history: what stands now is of a later time and says something else, or was taken back.
  public var older = 0
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
  /// Labels keep the time that the file gives them: one that is older than what stands is history. A row that has the time
  /// of a label of the same annotator for the same rollout, and says something else, is that label edited: it gets the
  /// time of the import, so that it stands, once.
  ///
  /// - Parameters:
  ///   - runID: rows of other runs are refused.
  ///   - file: as complaints name it.
  /// - Throws: `DiagnosticsError` with complaints about rows, at most a hundred; `StoreError`.
  public func importGold(_ lines: [GoldFile.Line], run runID: String, file: String) throws -> GoldImportResult
  {
    var complaints: [Diagnostic] = []
    var result = GoldImportResult()
    var taken: [NewGoldLabel] = []
    var first: [GoldPlace: GoldFile.Line] = [:]
    var lost: [String: (line: Int, rows: Int)] = [:]
    do {
      return try annotating { database in
        let queues = Set(try Self.queues(of: runID, database).map(\.id.hex))
        for line in lines where complaints.count + lost.count < 100 {
          result.rows += 1
          do {
            guard !line.run.isEmpty, runID.hasPrefix(line.run.lowercased()) else {
              throw AnnotationError.unknownRollout(key: line.new.key, run: runID)
            }
            let place = GoldPlace(key: line.new.key, annotator: line.new.annotator, time: line.new.createdAt)
            if let other = first[place], !line.new.says(other.new) {
              complaints.append(
                Diagnostic(
                  id: "gold.two-labels", location: .init(file: file, line: line.line),
                  message:
                    "keep one row for each annotator, rollout and time: line \(other.line) says otherwise"
                ))
              continue
            }
            first[place] = line
            let (new, fate) = try Self.importGold(line.new, run: runID, queues: queues, database)
            result[keyPath: fate] += 1
            taken.append(new)
          } catch AnnotationError.unknownQueue(let queue, _, _) {
            lost[queue, default: (line.line, 0)].rows += 1
          } catch let error as AnnotationError {
            complaints.append(
              Diagnostic(
                id: "gold.\(error.id)", location: .init(file: file, line: line.line), message: error.asFix))
          }
        }
        complaints += lost.map { Self.lostQueue($0, run: runID, file: file, line: $1.line, rows: $1.rows) }
        guard complaints.isEmpty else {
          throw CallersError(
            inner: DiagnosticsError(
              complaints.sorted { ($0.location?.line ?? 0, $0.id) < ($1.location?.line ?? 0, $1.id) }))
        }
        for new in taken {
          let last = try Self.standing(of: new.annotator, key: new.key, run: runID, database)
          if last?.says(new) != true { result.older += 1 }
        }
        return result
      }
    }
  }

  /// One complaint for all rows of a queue that is not here.
  private static func lostQueue(
    _ queue: String, run: String, file: String, line: Int, rows: Int
  ) -> Diagnostic {
    Diagnostic(
      id: "gold.unknown-queue", location: .init(file: file, line: line),
      message:
        "draw queue \(TerminalText.stripped(String(queue.prefix(12)))) again with 'hawthorne annotate \(run)', the "
        + "seed and options that it was drawn with, or 'hawthorne merge' the store that has it: \(rows) "
        + "\(rows == 1 ? "row was" : "rows were") given in it, and labels outside of any queue correct nothing"
    )
  }

  /// The label as it was taken, and as what it counts.
  private static func importGold(
    _ new: NewGoldLabel, run runID: String, queues: Set<String>, _ database: Database
  ) throws -> (new: NewGoldLabel, fate: WritableKeyPath<GoldImportResult, Int>) {
    let row = try Row.fetchOne(
      database,
      sql: "SELECT answer_hash, withheld_json IS NOT NULL FROM rollouts WHERE run_id = ? AND key = ?",
      arguments: [runID, new.key.hex])
    guard let row else { throw AnnotationError.unknownRollout(key: new.key, run: runID) }
    guard try hash(row, 0) == new.answerHash else { throw AnnotationError.textChanged(key: new.key) }
    var new = new
    // What the notes quote is withheld here.
    if try row.get(1), new.label.notes != nil { new.label.notes = withheldNotes }
    if let queue = new.queue {
      guard queues.contains(queue) else {
        throw AnnotationError.unknownQueue(name: queue, run: runID, known: [])
      }
      try checkMember(new, run: runID, database)
    }
    let rows = try rows(of: new.annotator, key: new.key, run: runID, database)
    guard let time = new.createdAt else {
      let isNew = try addGold(new, run: runID, database).isNew
      return (new, !isNew ? \.already : rows.last?.isWithdrawn == false ? \.changed : \.added)
    }
    let edited = rows.filter { $0.createdAt == time }
    guard !edited.isEmpty, let last = rows.last else {
      try insert(
        try GoldRecord(new, runID: runID, createdAt: try GoldRecord.time(time, after: nil)), database)
      return (new, \.added)
    }
    // Notes that another store withholds say nothing against those that are here.
    if new.label.notes == withheldNotes { new.label.notes = edited.last?.label.notes }
    // Two rows of one time may be there, of which the file's must not be the one that does not stand.
    let isThere =
      last.createdAt > time ? rows.contains { $0.createdAt >= time && $0.says(new) } : last.says(new)
    guard !isThere else { return (new, \.already) }
    var later = new
    later.createdAt = nil
    _ = try addGold(later, run: runID, database)
    return (new, \.changed)
  }

  /// As `withhold` leaves notes.
  private static let withheldNotes = "[withheld]"
}

/// What a row of a file is a label of.
private struct GoldPlace: Hashable {
  var key: ContentHash
  var annotator: String
  var time: Int64?
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
    case .nothingToRead(let key, let why):
      "leave the row as it was exported: rollout \(key.short) cannot be labelled anew, \(why)"
    case .unknownRollout(let key, let run): "name a rollout of run \(run); \(key.short) is none"
    case .textChanged(let key):
      "leave the row out: rollout \(key.short) has another text than the one that was read"
    case .notAMember(let key, let queue):
      "name the queue it was read in, or empty 'queue', and it corrects nothing: rollout \(key.short) is no member of "
        + "queue \(queue)"
    default: "\(problem) \(fix)"
    }
  }
}
