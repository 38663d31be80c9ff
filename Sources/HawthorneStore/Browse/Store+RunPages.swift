import GRDB
public import HawthorneCore

/// Which runs a list shows; nil is any.
public struct RunListFilter: Sendable, Hashable {
  /// A part of `provider/name`, in any case.
  public var model: String?
  /// The id of a suite.
  public var suite: String?
  public var state: RunState?
  public var isSimulation: Bool?

  public init(model: String? = nil, suite: String? = nil, state: RunState? = nil, isSimulation: Bool? = nil) {
    self.model = model
    self.suite = suite
    self.state = state
    self.isSimulation = isSimulation
  }
}

/// A run as a list shows it.
public struct BrowsedRun: Sendable, Hashable {
  public var manifest: RunManifest
  /// A run whose process ended without a word is `incomplete` here, whatever the table says.
  public var state: RunState
  public var reason: String?
  /// Milliseconds since 1970; nil while it runs, or when its process was killed.
  public var endedAt: Int64?
  /// The process at work on it now.
  public var holder: LeaseHolder?
  /// How many of its rollouts are stored.
  public var stored: CappedCount

  public var id: String { manifest.id }
}

/// A place in the list of runs, the latest start first.
public struct RunListPlace: Sendable, Hashable {
  public var startedAt: Int64
  public var id: String

  public init(startedAt: Int64, id: String) {
    self.startedAt = startedAt
    self.id = id
  }
}

extension Store {
  /// The runs after a place in the list, the latest start first.
  ///
  /// - Parameters:
  ///   - limit: at most so many.
  ///   - countCap: their stored rollouts are counted up to this.
  /// - Returns: the runs, and whether more follow.
  public func runs(
    _ filter: RunListFilter = RunListFilter(), after place: RunListPlace? = nil, limit: Int,
    countCap: Int = 10_000
  ) throws(StoreError) -> (runs: [BrowsedRun], isMore: Bool) {
    try reading { database in
      let rows = try Row.fetchCursor(
        database, sql: Self.runListQuery,
        arguments: [
          "started": place?.startedAt, "id": place?.id, "simulation": filter.isSimulation,
          "model": filter.model?.lowercased(), "suite": filter.suite, "state": filter.state?.rawValue,
        ])
      var found: [BrowsedRun] = []
      while let row = try rows.next() {
        let run = try Self.browsedRun(row, countCap: countCap, database)
        guard filter.state == nil || run.state == filter.state else { continue }
        if found.count == limit { return (found, true) }
        found.append(run)
      }
      return (found, false)
    }
  }

  /// One run as the list shows it; nil where the store holds none of that id.
  public func browsedRun(_ id: String, countCap: Int = 10_000) throws(StoreError) -> BrowsedRun? {
    try reading { database in
      try Row.fetchOne(
        database, sql: "SELECT manifest, state, reason, ended_at, id FROM runs WHERE id = ?",
        arguments: [id]
      ).map { try Self.browsedRun($0, countCap: countCap, database) }
    }
  }

  /// A run whose process died says `running`: both are fetched where either is wanted.
  static let runListQuery = """
    SELECT manifest, state, reason, ended_at, id FROM runs r
    WHERE (:started IS NULL OR started_at < :started OR (started_at = :started AND id > :id))
      AND (:simulation IS NULL OR simulation = :simulation)
      AND (:model IS NULL OR instr(lower(provider || '/' || model), :model) > 0)
      AND (:suite IS NULL OR EXISTS (
        SELECT 1 FROM run_suites u JOIN suites s ON s.hash = u.suite_hash
        WHERE u.run_id = r.id AND s.id = :suite))
      AND (:state IS NULL OR state = :state OR (:state = 'incomplete' AND state = 'running'))
    ORDER BY started_at DESC, id
    """

  private static func browsedRun(
    _ row: Row, countCap: Int, _ database: Database
  ) throws -> BrowsedRun {
    let id: String = try row.get(4)
    var run = BrowsedRun(
      manifest: try StoredJSON.value(RunManifest.self, row.get(0), what: "The manifest of run \(id)"),
      state: try row.word(1, "run state"), reason: try row.get(2), endedAt: nil, holder: nil,
      stored: try .rollouts(of: id, cap: countCap, database))
    run.endedAt = statedEnd(try row.get(3), of: run.manifest)
    if run.state == .running {
      run.holder = try liveHolder(of: id, seenBy: .current(runID: id), database)
      if run.holder == nil {
        run.state = .incomplete
        run.reason = "the process that ran it ended without a word"
      }
    }
    return run
  }
}
