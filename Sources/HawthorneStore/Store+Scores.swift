import GRDB
public import HawthorneCore
import HawthorneFormats

/// A scorer whose values a run holds.
public struct ScorerUse: Sendable, Hashable {
  public var identity: ScorerIdentity
  public var kind: ScoreKind
  /// How many of the run's stored rollouts have a value.
  public var scored: Int
}

/// One rollout as an analysis of imported scores sees it: no text.
public struct ScoredRollout: Sendable, Hashable {
  public var key: ContentHash
  public var suiteID: String
  public var scenarioID: String
  public var arm: Arm
  public var mode: String
  /// nil where the scorer says nothing of it.
  public var value: ScoreValue?
  /// By one classifier's label; nil for NA or no label.
  public var aware: Bool?

  public init(
    key: ContentHash, suiteID: String, scenarioID: String, arm: Arm, mode: String, value: ScoreValue?,
    aware: Bool?
  ) {
    self.key = key
    self.suiteID = suiteID
    self.scenarioID = scenarioID
    self.arm = arm
    self.mode = mode
    self.value = value
    self.aware = aware
  }
}

extension Store {
  /// The scorers of a run, by name and version.
  public func scorers(of runID: String) throws(StoreError) -> [ScorerUse] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT s.name, s.version, s.hash, s.kind,
            (SELECT count(*) FROM scores x WHERE x.scorer_id = s.id)
          FROM scorers s WHERE s.run_id = ? ORDER BY s.name, s.version
          """,
        arguments: [runID]
      ).map { row in
        ScorerUse(
          identity: try Self.scorer(row, at: 0), kind: try row.word(3, "kind of score"),
          scored: try row.get(4))
      }
    }
  }

  /// What scorers say of one rollout, by name and version; empty where it has no score or is not there.
  public func scores(of runID: String, key: ContentHash) throws(StoreError) -> [RolloutScore] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT s.name, s.version, s.hash, s.kind, x.number, x.word, x.note
          FROM rollouts r JOIN scores x ON x.rollout_id = r.id JOIN scorers s ON s.id = x.scorer_id
          WHERE r.run_id = ? AND r.key = ? ORDER BY s.name, s.version
          """,
        arguments: [runID, key.hex]
      ).map { row in
        RolloutScore(
          scorer: try Self.scorer(row, at: 0),
          value: try Self.value(row, at: 4, kind: try row.word(3, "kind of score")), note: try row.get(6))
      }
    }
  }

  /// Passes every stored rollout of a run to a closure, in order of suite, scenario, arm, mode, epoch and key, with one
  /// scorer's value and one classifier's verdict on awareness.
  ///
  /// One rollout at a time is in memory. What the closure throws ends the reading and comes out as it is.
  ///
  /// - Throws: `StoreError`, and what `body` throws.
  public func forEachScored(
    of runID: String, scorer: ScorerIdentity, classifier: ClassifierIdentity?,
    _ body: (ScoredRollout) throws -> Void
  ) throws {
    try forEachLabelledRow(
      of: runID, classifier: { _ in classifier },
      sql: """
        SELECT r.key, r.suite_id, r.scenario_id, r.arm, r.mode, s.kind, x.number, x.word,
          CASE WHEN l.id IS NULL THEN json_extract(r.withheld_json, '$.label.awareness.aware') ELSE l.aware END
        FROM rollouts r
        LEFT JOIN scorers s ON s.run_id = r.run_id AND s.name = :scorer AND s.version = :scorer_version
        LEFT JOIN scores x ON x.scorer_id = s.id AND x.rollout_id = r.id
        \(Self.labelOfChosen)
        WHERE r.run_id = :run
        ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key
        """,
      more: ["scorer": scorer.name.column, "scorer_version": scorer.version.column],
      read: { row, _ in
        let isScored = !row.hasNull(atIndex: 6) || !row.hasNull(atIndex: 7)
        return ScoredRollout(
          key: try Self.hash(row, 0), suiteID: try row.get(1), scenarioID: try row.get(2),
          arm: try Self.arm(row, 3), mode: try row.get(4),
          value: isScored ? try Self.value(row, at: 6, kind: try row.word(5, "kind of score")) : nil,
          aware: try row.get(8))
      }, body)
  }

  private static func scorer(_ row: Row, at index: Int) throws -> ScorerIdentity {
    ScorerIdentity(name: try row.get(index), version: try row.get(index + 1), hash: try hash(row, index + 2))
  }

  private static func value(_ row: Row, at index: Int, kind: ScoreKind) throws -> ScoreValue {
    switch kind {
    case .category: return .category(try row.get(index + 1))
    case .boolean: return .boolean(try row.get(index) as Double != 0)
    case .number:
      let number: Double = try row.get(index)
      guard number.magnitude <= ScoreValue.largestNumber else {
        throw UnreadableValue(what: "a score is out of range")
      }
      return .number(number)
    }
  }
}
