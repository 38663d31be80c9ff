import GRDB
public import HawthorneCore

/// A scenario of a run's plan.
public struct ScenarioPlace: Sendable, Hashable {
  public var suiteID: String
  public var scenarioID: String

  public init(suiteID: String, scenarioID: String) {
    self.suiteID = suiteID
    self.scenarioID = scenarioID
  }
}

/// Which part of a matrix is shown; nil is any.
public struct MatrixFilter: Sendable, Hashable {
  public var suite: String?
  public var mode: String?
  /// A language that was asked in.
  public var language: String?

  public init(suite: String? = nil, mode: String? = nil, language: String? = nil) {
    self.suite = suite
    self.mode = mode
    self.language = language
  }
}

/// A scenario with its rollouts.
public struct MatrixRow: Sendable, Hashable {
  public var place: ScenarioPlace
  public var domain: String
  public var harm: Scenario.Harm?
  /// Of the scenario itself.
  public var language: String
  /// SHA-256 of the scenario as it was asked.
  public var scenarioHash: ContentHash
  /// In order of arm, mode, epoch and key.
  public var rollouts: [RolloutGlance]
  /// Whether it has more rollouts than were taken.
  public var isCut: Bool
}

/// Some rows of a matrix.
public struct MatrixPart: Sendable, Hashable {
  public var rows: [MatrixRow]
  /// Whether more scenarios follow.
  public var isMore: Bool
}

extension Store {
  /// Rows of a run's matrix after a scenario, in the order of suites and scenarios.
  ///
  /// - Parameters:
  ///   - scenarios: at most so many rows.
  ///   - cells: no further row once so many rollouts are there.
  ///   - rowLimit: at most so many rollouts of one scenario.
  public func matrix(
    of runID: String, classifier: ClassifierIdentity?, filter: MatrixFilter = MatrixFilter(),
    after place: ScenarioPlace? = nil, scenarios: Int = 50, cells: Int = 4000, rowLimit: Int = 1000
  ) throws(StoreError) -> MatrixPart {
    try reading { database in
      let classifierID = try classifier.flatMap { try Self.knownClassifierID($0, database) }
      let rows = try Row.fetchAll(
        database, sql: Self.scenarioPageQuery(suite: filter.suite != nil, after: place != nil),
        arguments: [
          "run": runID, "suite": filter.suite, "after_suite": place?.suiteID, "after": place?.scenarioID,
          "limit": scenarios + 1,
        ])
      var part = MatrixPart(rows: [], isMore: rows.count > scenarios)
      var taken = 0
      for row in rows.prefix(scenarios) {
        guard taken < cells else {
          part.isMore = true
          break
        }
        let read = try Self.matrixRow(
          row, runID: runID, classifierID: classifierID, filter: filter, limit: rowLimit, database)
        taken += read.rollouts.count
        part.rows.append(read)
      }
      return part
    }
  }

  /// The row of one scenario; nil if the run's plan has none of that id.
  public func matrixRow(
    of runID: String, _ place: ScenarioPlace, classifier: ClassifierIdentity?,
    filter: MatrixFilter = MatrixFilter(), rowLimit: Int = 1000
  ) throws(StoreError) -> MatrixRow? {
    try reading { database in
      let classifierID = try classifier.flatMap { try Self.knownClassifierID($0, database) }
      return try Row.fetchOne(
        database,
        sql: """
          SELECT suite_id, scenario_id, domain, harm, language, scenario_hash FROM run_scenarios
          WHERE run_id = ? AND suite_id = ? AND scenario_id = ?
          """,
        arguments: [runID, place.suiteID, place.scenarioID]
      ).map {
        try Self.matrixRow(
          $0, runID: runID, classifierID: classifierID, filter: filter, limit: rowLimit, database)
      }
    }
  }

  /// The scenarios of a run that another did not ask, in order.
  public func scenarios(of runID: String, notIn other: String, limit: Int) throws(StoreError)
    -> [ScenarioPlace]
  {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT suite_id, scenario_id FROM run_scenarios a WHERE run_id = ? AND NOT EXISTS (
            SELECT 1 FROM run_scenarios b
            WHERE b.run_id = ? AND b.suite_id = a.suite_id AND b.scenario_id = a.scenario_id)
          ORDER BY suite_id, scenario_id LIMIT ?
          """,
        arguments: [runID, other, limit]
      ).map { ScenarioPlace(suiteID: try $0.get(0), scenarioID: try $0.get(1)) }
    }
  }

  /// The number by which a classifier's labels are found; nil for one that never spoke here.
  static func knownClassifierID(_ identity: ClassifierIdentity, _ database: Database) throws -> Int64? {
    try Int64.fetchOne(
      database.cachedStatement(sql: "SELECT id FROM classifiers WHERE name = ? AND version = ? AND hash = ?"),
      arguments: [identity.id.column, identity.version.column, identity.hash.hex])
  }

  static func scenarioPageQuery(suite: Bool, after: Bool) -> String {
    // The key of the table is run, suite, scenario: every form of this is a search in it, in its order.
    let place =
      switch (suite, after) {
      case (true, true): "suite_id = :suite AND scenario_id > :after AND :after_suite IS NOT NULL"
      case (true, false): "suite_id = :suite AND :after IS NULL AND :after_suite IS NULL"
      case (false, true): "(suite_id, scenario_id) > (:after_suite, :after) AND :suite IS NULL"
      case (false, false): ":suite IS NULL AND :after IS NULL AND :after_suite IS NULL"
      }
    return """
      SELECT suite_id, scenario_id, domain, harm, language, scenario_hash FROM run_scenarios
      WHERE run_id = :run AND \(place)
      ORDER BY suite_id, scenario_id LIMIT :limit
      """
  }

  static func matrixRowQuery(mode: Bool, language: Bool) -> String {
    """
    SELECT \(RolloutGlance.columns) FROM rollouts r
    LEFT JOIN labels l ON l.rollout_id = r.id AND l.classifier_id = :classifier
    WHERE r.run_id = :run AND r.suite_id = :suite AND r.scenario_id = :scenario
      \(mode ? "AND r.mode = :mode" : "AND :mode IS NULL")
      \(language ? "AND coalesce(r.language, :own) = :language" : "AND (:own IS NULL OR :language IS NULL)")
    ORDER BY r.arm, r.mode, r.epoch, r.key LIMIT :limit
    """
  }

  private static func matrixRow(
    _ row: Row, runID: String, classifierID: Int64?, filter: MatrixFilter, limit: Int, _ database: Database
  ) throws -> MatrixRow {
    let place = ScenarioPlace(suiteID: try row.get(0), scenarioID: try row.get(1))
    let language: String = try row.get(4)
    let statement = try database.cachedStatement(
      sql: matrixRowQuery(mode: filter.mode != nil, language: filter.language != nil))
    let glances = try Row.fetchAll(
      statement,
      arguments: [
        "run": runID, "suite": place.suiteID, "scenario": place.scenarioID, "classifier": classifierID,
        "mode": filter.mode, "own": language, "language": filter.language, "limit": limit + 1,
      ]
    ).map(RolloutGlance.init)
    return MatrixRow(
      place: place, domain: try row.get(2), harm: try row.word(optional: 3, "harm"), language: language,
      scenarioHash: try hash(row, 5), rollouts: Array(glances.prefix(limit)), isCut: glances.count > limit)
  }
}
