import GRDB
public import HawthorneCore

/// What a merge brought into a store.
public struct MergeResult: Sendable, Hashable {
  /// Ids of runs that were not there, in the order in which they began.
  public var added: [String] = []
  /// Ids of runs that were there with the same rollouts.
  public var already: [String] = []
  public var rollouts = 0
  /// Of all runs: another copy may have been labelled again.
  public var labels = 0
  public var judgeAnswers = 0
  public var scores = 0
  public var decisions = 0
  /// What people said; of all runs.
  public var goldLabels = 0
  public var queues = 0

  public init() {}
}

/// Why two stores cannot become one.
public enum MergeError: ExplainedError, Equatable {
  case sameFile(String)
  /// Both hold the run, with other rollouts.
  case runDiffers(String, other: String)
  /// Both hold values of this scorer for the run, from other files.
  case scorerDiffers(run: String, scorer: String, other: String)
  case leaseHeld(run: String, other: String)

  public var problem: String {
    switch self {
    case .sameFile(let path): "\(path) is the store itself."
    case .runDiffers(let run, let other):
      "Run \(run) has other rollouts in \(other): one of the copies went on, or was changed."
    case .scorerDiffers(let run, let scorer, let other):
      "The scores of \(scorer) for run \(run) come from another file in \(other)."
    case .leaseHeld(let run, let other): "Run \(run) in \(other) is being worked on."
    }
  }

  public var fix: String {
    switch self {
    case .sameFile: "Name another store."
    case .runDiffers:
      "Delete the copy that is not wanted ('hawthorne delete'), then merge; nothing was changed."
    case .scorerDiffers: "Decide which of the files is right; nothing was changed."
    case .leaseHeld: "Wait for it to end; nothing was changed."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .sameFile: .usage
    case .runDiffers, .scorerDiffers: .invalid
    case .leaseHeld: .inputOutput
    }
  }
}

extension Store {
  /// Copies everything of another store that this one lacks, in one transaction; the other is only read.
  ///
  /// Runs are the same by their id, and must then have the same rollouts. Labels, judges' replies, scores, gold labels and their queues are
  /// added where they are missing, also to runs that were there. Where both hold a gate's decision and one of them is no pass, that
  /// one stands.
  ///
  /// - Throws: `MergeError`, `StoreError`; nothing is changed then.
  public func merge(_ other: Store) throws -> MergeResult {
    guard let writer else { throw StoreError(path: path, kind: .readOnly) }
    let file = StoreFile(other.path)
    guard !file.isSame(as: StoreFile(path)) else { throw MergeError.sameFile(path) }
    // A damaged store would bring less than it holds, and nobody would be told.
    try other.reading { try other.requireSound($0) }
    do {
      return try writer.writeWithoutTransaction { database in
        try requireSound(database)
        try database.execute(sql: "ATTACH DATABASE ? AS other", arguments: [file.readOnlyName])
        defer { try? database.execute(sql: "DETACH DATABASE other") }
        var result = MergeResult()
        try database.inTransaction(.immediate) {
          result = try StoreMerge(database: database, otherPath: other.path).copy()
          return .commit
        }
        return result
      }
    } catch let error as MergeError {
      throw error
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      // Our tables let in whatever a whole store holds.
      throw StoreError(
        path: other.path,
        kind: .corrupt(
          "what it holds does not fit together (\(error.message ?? "SQLite \(error.extendedResultCode.rawValue)"))"
        ))
    } catch {
      throw StoreError(error, path: path)
    }
  }
}

/// The copying, with the other store attached as `other`.
private struct StoreMerge {
  let database: Database
  let otherPath: String

  func copy() throws -> MergeResult {
    var result = MergeResult()
    try checkRuns(&result)
    try checkScorers()
    // Numbers are private to a file: theirs follow ours, in their order.
    let base =
      try Int64.fetchOne(
        database,
        sql: """
          SELECT max(coalesce((SELECT max(number) FROM main.runs), 0),
            coalesce((SELECT max(runs_seen) FROM main.gate_decisions), 0))
          """) ?? 0
    try copyShared()
    try copyRuns(base: base)
    result.rollouts = try copyRollouts()
    result.labels = try copyLabels()
    result.judgeAnswers = try copyJudgeAnswers()
    result.scores = try copyScores()
    result.decisions = try copyDecisions(base: base)
    result.queues = try copyQueues()
    result.goldLabels = try copyGold()
    try database.execute(sql: "DROP TABLE temp.new_runs")
    return result
  }

  private func checkRuns(_ result: inout MergeResult) throws {
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT o.id, m.id IS NOT NULL, coalesce(m.manifest = o.manifest, 0) FROM other.runs o
        LEFT JOIN main.runs m ON m.id = o.id ORDER BY o.started_at, o.id
        """)
    for row in rows {
      let id: String = try row.get(0)
      let holder = try Row.fetchOne(
        database, sql: "SELECT holder, heartbeat_at FROM other.leases WHERE run_id = ?", arguments: [id])
      if let holder, try Store.isLive(holder, runID: id) {
        throw MergeError.leaseHeld(run: id, other: otherPath)
      }
      guard try row.get(1) as Bool else {
        result.added.append(id)
        continue
      }
      guard try row.get(2) as Bool, try !differs(id) else {
        throw MergeError.runDiffers(id, other: otherPath)
      }
      result.already.append(id)
    }
    try database.execute(sql: "CREATE TEMP TABLE new_runs (id TEXT NOT NULL PRIMARY KEY)")
    for id in result.added {
      try database.execute(sql: "INSERT INTO temp.new_runs (id) VALUES (?)", arguments: [id])
    }
  }

  /// Whether the copies of a run hold other rollouts, answers or states.
  private func differs(_ id: String) throws -> Bool {
    func rows(_ store: String) -> String {
      "SELECT key, answer_hash, status, withheld_json IS NULL FROM \(store).rollouts WHERE run_id = :id"
    }
    return try Bool.fetchOne(
      database,
      sql: """
        SELECT EXISTS (\(rows("main")) EXCEPT \(rows("other"))) OR EXISTS (\(rows("other")) EXCEPT \(rows("main")))
          OR (SELECT state FROM main.runs WHERE id = :id) <> (SELECT state FROM other.runs WHERE id = :id)
        """, arguments: ["id": id]) ?? true
  }

  private func checkScorers() throws {
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT o.run_id, o.name || ' ' || o.version FROM other.scorers o JOIN main.scorers m
          ON m.run_id = o.run_id AND m.name = o.name AND m.version = o.version
        WHERE m.hash <> o.hash OR m.kind <> o.kind LIMIT 1
        """)
    if let row {
      throw MergeError.scorerDiffers(run: try row.get(0), scorer: try row.get(1), other: otherPath)
    }
  }

  /// What is known by its hash or its name, wherever it is from.
  private func copyShared() throws {
    for table in ["suites", "scenarios", "prompts", "response_cache"] {
      let columns = try columns(table)
      try database.execute(
        sql: "INSERT OR IGNORE INTO main.\(table) (\(columns)) SELECT \(columns) FROM other.\(table)")
    }
    let columns = try columns("classifiers", except: ["id"])
    try database.execute(
      sql: "INSERT OR IGNORE INTO main.classifiers (\(columns)) SELECT \(columns) FROM other.classifiers")
  }

  private func copyRuns(base: Int64) throws {
    let columns = try columns("runs", except: ["number"])
    try database.execute(
      sql: """
        INSERT INTO main.runs (\(columns), number) SELECT \(columns), number + ? FROM other.runs
        WHERE id IN (SELECT id FROM temp.new_runs)
        """, arguments: [base])
    for table in ["run_suites", "run_scenarios", "rollout_attempts"] {
      let columns = try self.columns(table, except: ["id"])
      try database.execute(
        sql: """
          INSERT INTO main.\(table) (\(columns)) SELECT \(columns) FROM other.\(table)
          WHERE run_id IN (SELECT id FROM temp.new_runs)
          """)
    }
  }

  private func copyRollouts() throws -> Int {
    let columns = try columns("rollouts", except: ["id"])
    try database.execute(
      sql: """
        INSERT INTO main.rollouts (\(columns)) SELECT \(columns) FROM other.rollouts
        WHERE run_id IN (SELECT id FROM temp.new_runs) ORDER BY id
        """)
    let copied = database.changesCount
    let blocks = try self.columns("reasoning_blocks", except: ["rollout_id"])
    try database.execute(
      sql: """
        INSERT INTO main.reasoning_blocks (rollout_id, \(blocks))
        SELECT m.id, \(prefixed(blocks, "b")) FROM temp.new_runs n
        JOIN other.rollouts o ON o.run_id = n.id
        JOIN other.reasoning_blocks b ON b.rollout_id = o.id
        JOIN main.rollouts m ON m.run_id = o.run_id AND m.key = o.key
        """)
    return copied
  }

  private func copyLabels() throws -> Int {
    // Which of their labels are new here, and of what.
    try database.execute(
      sql: """
        CREATE TEMP TABLE new_labels AS
        SELECT l.id AS theirs, m.id AS rollout_id, c.id AS classifier_id FROM other.labels l
        JOIN other.rollouts o ON o.id = l.rollout_id
        JOIN other.classifiers d ON d.id = l.classifier_id
        JOIN main.rollouts m ON m.run_id = o.run_id AND m.key = o.key
        JOIN main.classifiers c ON c.name = d.name AND c.version = d.version AND c.hash = d.hash
        WHERE NOT EXISTS (
          SELECT 1 FROM main.labels k WHERE k.rollout_id = m.id AND k.classifier_id = c.id)
        """)
    let columns = try columns("labels", except: ["id", "rollout_id", "classifier_id"])
    try database.execute(
      sql: """
        INSERT INTO main.labels (rollout_id, classifier_id, \(columns))
        SELECT n.rollout_id, n.classifier_id, \(prefixed(columns, "l")) FROM temp.new_labels n
        JOIN other.labels l ON l.id = n.theirs ORDER BY l.id
        """)
    let copied = database.changesCount
    let spans = try self.columns("label_spans", except: ["label_id"])
    try database.execute(
      sql: """
        INSERT INTO main.label_spans (label_id, \(spans))
        SELECT l.id, \(prefixed(spans, "s")) FROM temp.new_labels n
        JOIN other.label_spans s ON s.label_id = n.theirs
        JOIN main.labels l ON l.rollout_id = n.rollout_id AND l.classifier_id = n.classifier_id;
        DROP TABLE temp.new_labels
        """)
    return copied
  }

  private func copyJudgeAnswers() throws -> Int {
    let columns = try columns("judge_answers", except: ["id", "rollout_id", "classifier_id"])
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO main.judge_answers (rollout_id, classifier_id, \(columns))
        SELECT m.id, c.id, \(prefixed(columns, "a")) FROM other.judge_answers a
        JOIN other.rollouts o ON o.id = a.rollout_id
        JOIN other.classifiers d ON d.id = a.classifier_id
        JOIN main.rollouts m ON m.run_id = o.run_id AND m.key = o.key
        JOIN main.classifiers c ON c.name = d.name AND c.version = d.version AND c.hash = d.hash
        ORDER BY a.id
        """)
    return database.changesCount
  }

  private func copyScores() throws -> Int {
    let scorers = try columns("scorers", except: ["id"])
    let values = try columns("scores", except: ["scorer_id", "rollout_id"])
    try database.execute(
      sql: "INSERT OR IGNORE INTO main.scorers (\(scorers)) SELECT \(scorers) FROM other.scorers")
    try database.execute(
      sql: """
        INSERT OR IGNORE INTO main.scores (scorer_id, rollout_id, \(values))
        SELECT k.id, m.id, \(prefixed(values, "x")) FROM other.scores x
        JOIN other.scorers s ON s.id = x.scorer_id
        JOIN other.rollouts o ON o.id = x.rollout_id
        JOIN main.scorers k ON k.run_id = s.run_id AND k.name = s.name AND k.version = s.version
        JOIN main.rollouts m ON m.run_id = o.run_id AND m.key = o.key
        """)
    return database.changesCount
  }

  private func copyDecisions(base: Int64) throws -> Int {
    let same = "k.report = d.report AND k.policy_meaning = d.policy_meaning AND k.baseline = d.baseline"
    try database.execute(
      sql: """
        UPDATE main.gate_decisions AS k SET verdict = d.verdict FROM other.gate_decisions d
        WHERE \(same) AND k.verdict = 'pass' AND d.verdict <> 'pass'
        """)
    try database.execute(
      sql: """
        CREATE TEMP TABLE new_decisions AS SELECT d.id AS theirs FROM other.gate_decisions d
        WHERE NOT EXISTS (SELECT 1 FROM main.gate_decisions k WHERE \(same))
        """)
    let columns = try columns("gate_decisions", except: ["id", "runs_seen"])
    try database.execute(
      sql: """
        INSERT INTO main.gate_decisions (\(columns), runs_seen)
        SELECT \(prefixed(columns, "d")), d.runs_seen + ? FROM temp.new_decisions n
        JOIN other.gate_decisions d ON d.id = n.theirs ORDER BY d.id
        """, arguments: [base])
    let copied = database.changesCount
    for table in ["gate_decision_runs", "gate_decision_suites"] {
      let columns = try self.columns(table, except: ["decision_id"])
      try database.execute(
        sql: """
          INSERT INTO main.\(table) (decision_id, \(columns))
          SELECT k.id, \(prefixed(columns, "x")) FROM temp.new_decisions n
          JOIN other.gate_decisions d ON d.id = n.theirs
          JOIN main.gate_decisions k ON \(same)
          JOIN other.\(table) x ON x.decision_id = d.id
          """)
    }
    try database.execute(sql: "DROP TABLE temp.new_decisions")
    return copied
  }

  /// Another queue of the same name gets the first digits of its id behind it.
  private func copyQueues() throws -> Int {
    let columns = try columns("annotation_queues", except: ["name"])
    try database.execute(
      sql: """
        CREATE TEMP TABLE new_queues AS SELECT id FROM other.annotation_queues
        WHERE id NOT IN (SELECT id FROM main.annotation_queues);
        INSERT INTO main.annotation_queues (name, \(columns))
        SELECT CASE WHEN EXISTS (
            SELECT 1 FROM main.annotation_queues k WHERE k.run_id = q.run_id AND k.name = q.name)
          THEN q.name || '-' || substr(q.id, 1, 12) ELSE q.name END, \(prefixed(columns, "q"))
        FROM other.annotation_queues q WHERE q.id IN (SELECT id FROM temp.new_queues)
        """)
    let members = try self.columns("annotation_queue_members")
    try database.execute(
      sql: """
        INSERT INTO main.annotation_queue_members (\(members)) SELECT \(members) FROM other.annotation_queue_members
        WHERE queue_id IN (SELECT id FROM temp.new_queues)
        """)
    let copied = try Int.fetchOne(database, sql: "SELECT count(*) FROM temp.new_queues") ?? 0
    try database.execute(sql: "DROP TABLE temp.new_queues")
    return copied
  }

  private func copyGold() throws -> Int {
    let columns = try columns("gold_labels")
    try database.execute(
      sql: "INSERT OR IGNORE INTO main.gold_labels (\(columns)) SELECT \(columns) FROM other.gold_labels")
    return database.changesCount
  }

  private func columns(_ table: String, except: Set<String> = []) throws -> String {
    try database.columns(in: table, in: "main").map(\.name).filter { !except.contains($0) }
      .joined(separator: ", ")
  }

  private func prefixed(_ columns: String, _ table: String) -> String {
    columns.split(separator: ", ").map { "\(table).\($0)" }.joined(separator: ", ")
  }
}
