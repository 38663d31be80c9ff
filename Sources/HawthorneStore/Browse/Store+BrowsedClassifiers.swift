import GRDB
public import HawthorneCore

extension Store {
  /// The classifiers that have labelled a run, found by its first and last rollouts in order: all of a small run's, of a
  /// large one's those that a reader meets at either end. `labelled` counts the rollouts looked at. The one that spoke
  /// last comes first.
  ///
  /// A `rescan` that broke off half-way has labelled the first and not the last.
  ///
  /// - Parameter sample: so many rollouts at each end.
  public func browsedClassifiers(of runID: String, sample: Int = 500) throws(StoreError) -> [ClassifierUse] {
    try reading { database in
      try Row.fetchAll(
        database, sql: Self.browsedClassifiersQuery, arguments: ["run": runID, "sample": sample]
      ).map { row in
        ClassifierUse(
          identity: try Self.named(try Self.identity(row, at: 0), database), labelled: try row.get(3))
      }
    }
  }

  /// All that have labelled anything in the store.
  public func classifiers() throws(StoreError) -> [ClassifierIdentity] {
    try reading { database in
      try Row.fetchAll(database, sql: "SELECT name, version, hash FROM classifiers ORDER BY id").map {
        try Self.identity($0, at: 0)
      }
    }
  }

  /// Of what `browsedClassifiers` finds, the one whose labels stand where none is named, chosen as `defaultClassifier`
  /// does: rules before judges, the most rollouts, the last.
  public static func usual(among uses: [ClassifierUse]) -> ClassifierIdentity? {
    let rules = uses.filter { !$0.identity.isJudge }
    let candidates = rules.isEmpty ? uses : rules
    let most = candidates.map(\.labelled).max()
    return candidates.first { $0.labelled == most }?.identity
  }

  static let browsedClassifiersQuery = """
    SELECT c.name, c.version, c.hash, count(*) FROM (
      SELECT id FROM (
        SELECT id FROM rollouts WHERE run_id = :run
        ORDER BY suite_id, scenario_id, arm, mode, epoch, key LIMIT :sample)
      UNION
      SELECT id FROM (
        SELECT id FROM rollouts WHERE run_id = :run
        ORDER BY suite_id DESC, scenario_id DESC, arm DESC, mode DESC, epoch DESC, key DESC LIMIT :sample)
    ) r
    JOIN labels l ON l.rollout_id = r.id JOIN classifiers c ON c.id = l.classifier_id
    GROUP BY c.id ORDER BY min(l.id) DESC
    """
}
