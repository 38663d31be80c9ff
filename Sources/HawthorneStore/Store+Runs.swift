import GRDB
public import HawthorneCore
import HawthorneFormats

extension Store {
  /// Creates a run in state `running` and takes its lease, in one transaction.
  ///
  /// - Throws: `StoreError.runExists` if the id is taken.
  public func createRun(_ new: NewRun) throws(StoreError) -> Lease {
    try writing { database in
      let manifest = new.manifest
      let taken = try Bool.fetchOne(
        database, sql: "SELECT EXISTS (SELECT 1 FROM runs WHERE id = ?)", arguments: [manifest.id])
      if taken == true { throw StoreError(path: path, kind: .runExists(manifest.id)) }
      try database.execute(
        sql: """
          INSERT INTO runs (id, provider, model, simulation, planned, plan_hash, started_at, state, manifest, options,
            registration, number)
          VALUES (?, ?, ?, ?, ?, ?, ?, 'running', ?, ?, ?,
            1 + max(coalesce((SELECT max(number) FROM runs), 0),
              coalesce((SELECT max(runs_seen) FROM gate_decisions), 0)))
          """,
        arguments: [
          manifest.id, manifest.model.provider.column, manifest.model.name.column, manifest.simulation,
          manifest.plannedRollouts, manifest.planHash.hex, manifest.startedAt,
          try StoredJSON.text(of: manifest), new.options, manifest.registration?.hash.hex,
        ])
      try Self.insert(new.suites, runID: manifest.id, database)
      for (suiteID, scenario) in new.scenarios {
        try Self.insert(scenario, suiteID: suiteID, runID: manifest.id, database)
      }
      return try Self.takeLease(of: manifest.id, path: path, database)
    }
  }

  static func insert(_ suites: [Suite], runID: String, _ database: Database) throws {
    for (position, suite) in suites.enumerated() {
      let body = try StoredJSON.text(of: suite)
      let hash = ContentHash(of: body).hex
      try database.execute(
        sql: """
          INSERT INTO suites (hash, id, version, file_hash, body) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (hash) DO NOTHING
          """,
        arguments: [hash, suite.id.column, suite.version.column, suite.hash.hex, body])
      try database.execute(
        sql: "INSERT INTO run_suites (run_id, position, suite_hash) VALUES (?, ?, ?)",
        arguments: [runID, position, hash])
    }
  }

  static func insert(
    _ scenario: Scenario, suiteID: String, runID: String, _ database: Database
  ) throws {
    let body = try StoredJSON.text(of: scenario)
    let hash = ContentHash(of: body).hex
    try database.cachedStatement(
      sql: "INSERT INTO scenarios (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"
    ).execute(arguments: [hash, body])
    try database.cachedStatement(
      sql: """
        INSERT INTO run_scenarios
          (run_id, suite_id, scenario_id, domain, severity, language, harm, twin, tags, scenario_hash)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      runID, suiteID.column, scenario.id.column, scenario.domain.column, scenario.severity?.column,
      scenario.language.column, scenario.harm?.rawValue, scenario.twin?.column,
      try StoredJSON.text(of: scenario.tags), hash,
    ])
  }

  /// Marks a run as running again, by the holder of its lease.
  public func reopenRun(_ lease: Lease) throws(StoreError) {
    try writing { database in
      try Self.confirm(lease, path: path, database)
      try database.execute(
        sql: "UPDATE runs SET state = 'running', reason = NULL, ended_at = NULL WHERE id = ?",
        arguments: [lease.runID])
    }
  }

  /// Says how a run ended and gives its lease back, in one transaction.
  ///
  /// - Parameter endedAt: milliseconds since 1970; a replay gives its recording's.
  public func endRun(
    _ lease: Lease, state: RunState, reason: String?, endedAt: Int64 = WallClock.milliseconds
  ) throws(StoreError) {
    try writing { database in
      try Self.confirm(lease, path: path, database)
      try database.execute(
        sql: "UPDATE runs SET state = ?, reason = ?, ended_at = ? WHERE id = ?",
        arguments: [state.rawValue, reason?.column, endedAt, lease.runID])
      try Self.release(lease, database)
    }
  }

  /// Every run, the latest start first.
  public func runs() throws(StoreError) -> [RunRecord] {
    try reading { database in
      try requireSound(database)
      return try String.fetchAll(database, sql: "SELECT id FROM runs ORDER BY started_at DESC, id")
        .compactMap { try record(of: $0, database) }
    }
  }

  /// The run of this id, or of the one id that begins so.
  ///
  /// - Throws: `StoreError.unknownRun` with the nearest ids, `.ambiguousRun`.
  public func run(_ name: String) throws(StoreError) -> RunRecord {
    try reading { database in
      try requireSound(database)
      if let record = try record(of: name, database) { return record }
      let all = try String.fetchAll(database, sql: "SELECT id FROM runs ORDER BY started_at DESC, id")
      let matches = name.isEmpty ? [] : all.filter { $0.hasPrefix(name.lowercased()) }
      guard matches.count < 2 else {
        throw StoreError(path: path, kind: .ambiguousRun(name, matches: matches))
      }
      guard let id = matches.first, let record = try record(of: id, database) else {
        let near = NearestName.find(name, among: all).map { [$0] } ?? Array(all.prefix(3))
        throw StoreError(path: path, kind: .unknownRun(name, near: near))
      }
      return record
    }
  }

  /// The suites of a run as they stood when it began, in the plan's order.
  public func suites(of runID: String) throws(StoreError) -> [Suite] {
    try reading { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT s.id, s.hash, s.body FROM run_suites r JOIN suites s ON s.hash = r.suite_hash
          WHERE r.run_id = ? ORDER BY r.position
          """,
        arguments: [runID])
      return try rows.map { row in
        let body: String = try row.get(2)
        // Reports print what it says: nothing of it may have changed.
        guard ContentHash(of: body).hex == (try row.get(1) as String) else {
          throw UnreadableValue(
            what: "suite \(try row.get(0) as String) is not what run \(runID) was begun with")
        }
        return try StoredJSON.value(Suite.self, body, what: "A suite of run \(runID)")
      }
    }
  }

  /// What was stored with the run for `resume`.
  public func options<Options: Decodable>(
    of runID: String, as type: Options.Type
  ) throws(StoreError) -> Options {
    try reading { database in
      let text = try String.fetchOne(
        database, sql: "SELECT options FROM runs WHERE id = ?", arguments: [runID])
      guard let text else { throw StoreError(path: path, kind: .unknownRun(runID, near: [])) }
      return try StoredJSON.value(Options.self, text, what: "The options of run \(runID)")
    }
  }

  /// A scenario of a run's plan, nil if the plan has none of that id.
  public func scenario(
    of runID: String, suite suiteID: String, id scenarioID: String
  ) throws(StoreError) -> Scenario? {
    try reading { database in
      let body = try String.fetchOne(
        database,
        sql: """
          SELECT b.body FROM run_scenarios s JOIN scenarios b ON b.hash = s.scenario_hash
          WHERE s.run_id = ? AND s.suite_id = ? AND s.scenario_id = ?
          """,
        arguments: [runID, suiteID.column, scenarioID.column])
      return try body.map { try StoredJSON.value(Scenario.self, $0, what: "Scenario \(scenarioID)") }
    }
  }

  /// When the last stored rollout of a run was finished, in milliseconds since 1970; nil without rollouts.
  public func lastFinish(of runID: String) throws(StoreError) -> Int64? {
    try reading { database in
      try Int64.fetchOne(
        database, sql: "SELECT max(finished_at) FROM rollouts WHERE run_id = ?", arguments: [runID])
    }
  }

  /// A log that dates nothing was stored as ended at 0, or as long after it as its last answer took.
  static func statedEnd(_ milliseconds: Int64?, of manifest: RunManifest) -> Int64? {
    let year: Int64 = 365 * 86_400_000
    guard let milliseconds, manifest.statedStart != nil || milliseconds > year else { return nil }
    return milliseconds
  }

  func record(of runID: String, _ database: Database) throws -> RunRecord? {
    let row = try Row.fetchOne(
      database, sql: "SELECT manifest, state, reason, ended_at FROM runs WHERE id = ?", arguments: [runID])
    guard let row else { return nil }
    let manifest = try StoredJSON.value(RunManifest.self, row.get(0), what: "The manifest of run \(runID)")
    var record = RunRecord(
      manifest: manifest, state: try row.word(1, "run state"), reason: try row.get(2),
      endedAt: Self.statedEnd(try row.get(3), of: manifest), holder: nil, counts: RunRecord.Counts())
    record.holder = try Self.liveHolder(of: runID, seenBy: .current(runID: runID), database)
    if record.state == .running, record.holder == nil {
      record.state = .incomplete
      record.reason = "the process that ran it ended without a word"
    }
    let counts = try Row.fetchAll(
      database, sql: "SELECT status, count(*) FROM rollouts WHERE run_id = ? GROUP BY status",
      arguments: [runID])
    for row in counts {
      let count: Int = try row.get(1)
      switch try row.word(0, "status") as StatusWord {
      case .completed: record.counts.completed = count
      case .blocked: record.counts.blocked = count
      case .offScript: record.counts.offScript = count
      case .failed: record.counts.failed = count
      }
    }
    return record
  }
}
