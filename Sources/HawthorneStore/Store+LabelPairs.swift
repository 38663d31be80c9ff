import GRDB
public import HawthorneCore

/// How many rollouts of one scenario two classifiers labelled so.
public struct LabelPairCount: Sendable, Hashable {
  public var first: ClassifierIdentity
  public var second: ClassifierIdentity
  public var suiteID: String
  public var scenarioID: String
  /// nil for NA.
  public var firstAware: Bool?
  public var secondAware: Bool?
  public var hasSameOutcome: Bool
  public var rollouts: Int

  public init(
    first: ClassifierIdentity, second: ClassifierIdentity, suiteID: String, scenarioID: String,
    firstAware: Bool?,
    secondAware: Bool?, hasSameOutcome: Bool, rollouts: Int
  ) {
    self.first = first
    self.second = second
    self.suiteID = suiteID
    self.scenarioID = scenarioID
    self.firstAware = firstAware
    self.secondAware = secondAware
    self.hasSameOutcome = hasSameOutcome
    self.rollouts = rollouts
  }
}

extension Store {
  /// Counts the rollouts of a run that two classifiers have both labelled, for each pair of them, scenario and verdict.
  ///
  /// One count at a time is in memory. What the closure throws ends the reading and comes out as it is.
  ///
  /// - Throws: `StoreError`, and what `body` throws.
  public func forEachLabelPair(of runID: String, _ body: (LabelPairCount) throws -> Void) throws {
    try rethrowing { database in
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT a.name, a.version, a.hash, b.name, b.version, b.hash, r.suite_id, r.scenario_id, l.aware, m.aware,
            l.outcome = m.outcome AS same, count(*)
          FROM rollouts r
          JOIN labels l ON l.rollout_id = r.id
          JOIN labels m ON m.rollout_id = r.id AND m.classifier_id > l.classifier_id
          JOIN classifiers a ON a.id = l.classifier_id
          JOIN classifiers b ON b.id = m.classifier_id
          WHERE r.run_id = ?
          GROUP BY l.classifier_id, m.classifier_id, r.suite_id, r.scenario_id, l.aware, m.aware, same
          ORDER BY l.classifier_id, m.classifier_id, r.suite_id, r.scenario_id
          """,
        arguments: [runID])
      while let row = try rows.next() {
        let count = LabelPairCount(
          first: try Self.identity(row, at: 0), second: try Self.identity(row, at: 3),
          suiteID: try row.get(6),
          scenarioID: try row.get(7), firstAware: try row.get(8), secondAware: try row.get(9),
          hasSameOutcome: try row.get(10), rollouts: try row.get(11))
        do { try body(count) } catch { throw CallersError(inner: error) }
      }
    }
  }
}
