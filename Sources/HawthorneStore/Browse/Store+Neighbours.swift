import GRDB
public import HawthorneCore

extension Store {
  /// The rollouts before and after one, in order of suite, scenario, arm, mode, epoch and key; nil at the ends.
  public func neighbours(
    of runID: String, _ rollout: PlannedRollout
  ) throws(StoreError) -> (previous: ContentHash?, next: ContentHash?) {
    try reading { database in
      let arguments: StatementArguments = [
        runID, rollout.suiteID, rollout.scenarioID, rollout.arm.name, rollout.mode.name, rollout.epoch,
        rollout.key.hex,
      ]
      func neighbour(_ sql: String) throws -> ContentHash? {
        try String.fetchOne(database.cachedStatement(sql: sql), arguments: arguments)
          .flatMap(ContentHash.init(hex:))
      }
      return (try neighbour(Self.previousQuery), try neighbour(Self.nextQuery))
    }
  }

  static let nextQuery = """
    SELECT key FROM rollouts
    WHERE run_id = ? AND (suite_id, scenario_id, arm, mode, epoch, key) > (?, ?, ?, ?, ?, ?)
    ORDER BY suite_id, scenario_id, arm, mode, epoch, key LIMIT 1
    """
  static let previousQuery = """
    SELECT key FROM rollouts
    WHERE run_id = ? AND (suite_id, scenario_id, arm, mode, epoch, key) < (?, ?, ?, ?, ?, ?)
    ORDER BY suite_id DESC, scenario_id DESC, arm DESC, mode DESC, epoch DESC, key DESC LIMIT 1
    """

  /// The rollouts stored last, by anyone, that belong to a run: of a run that goes on the latest first, of an older one
  /// often none.
  ///
  /// - Parameter among: so many of the store's latest are looked at.
  public func latestRollouts(
    of runID: String, classifier: ClassifierIdentity?, among: Int = 200, limit: Int = 20
  ) throws(StoreError) -> [RolloutGlance] {
    try reading { database in
      let classifierID = try classifier.flatMap { try Self.knownClassifierID($0, database) }
      return try Row.fetchAll(
        database, sql: Self.latestQuery,
        arguments: ["run": runID, "classifier": classifierID, "among": among, "limit": limit]
      ).map(RolloutGlance.init)
    }
  }

  static let latestQuery = """
    SELECT \(RolloutGlance.columns) FROM (SELECT id FROM rollouts ORDER BY id DESC LIMIT :among) n
    JOIN rollouts r ON r.id = n.id
    LEFT JOIN labels l ON l.rollout_id = r.id AND l.classifier_id = :classifier
    WHERE r.run_id = :run ORDER BY r.id DESC LIMIT :limit
    """

  /// How many rollouts of a run are stored, counted up to a bound.
  public func storedCount(of runID: String, cap: Int) throws(StoreError) -> CappedCount {
    try reading { try .rollouts(of: runID, cap: cap, $0) }
  }
}
