import GRDB
public import HawthorneCore

/// A rollout and one classifier's label in a few words, as lists and matrices show them.
public struct RolloutGlance: Sendable, Hashable {
  public var key: ContentHash
  public var suiteID: String
  public var scenarioID: String
  public var arm: Arm
  public var mode: String
  public var epoch: Int
  /// nil is the scenario's own.
  public var language: String?
  public var status: StatusWord
  public var isWithheld: Bool
  /// nil where the classifier has not labelled it; a withheld rollout keeps the label it came with.
  public var label: Label?

  public struct Label: Sendable, Hashable {
    public var outcome: Outcome
    /// nil for NA; `na` says why.
    public var aware: Bool?
    public var na: NACause?
    public var belief: Belief
    public var influence: ClaimedInfluence
  }
}

extension RolloutGlance {
  /// The columns that `init(_:)` reads; the tables are `r` (rollouts) and `l` (labels, may be missing).
  static let columns = """
    r.key, r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.language, r.status, r.withheld_json IS NOT NULL,
    coalesce(l.outcome, json_extract(r.withheld_json, '$.label.outcome')),
    CASE WHEN l.id IS NULL THEN json_extract(r.withheld_json, '$.label.awareness.aware') ELSE l.aware END,
    CASE WHEN l.id IS NULL THEN json_extract(r.withheld_json, '$.label.awareness.na') ELSE l.na END,
    coalesce(l.belief, json_extract(r.withheld_json, '$.label.awareness.belief')),
    coalesce(l.influence, json_extract(r.withheld_json, '$.label.awareness.influence'))
    """

  init(_ row: Row) throws {
    key = try Store.hash(row, 0)
    suiteID = try row.get(1)
    scenarioID = try row.get(2)
    arm = try Store.arm(row, 3)
    mode = try row.get(4)
    epoch = try row.get(5)
    language = try row.get(6)
    status = try row.word(7, "status")
    isWithheld = try row.get(8)
    if !row.hasNull(atIndex: 9) {
      label = Label(
        outcome: try row.word(9, "outcome"), aware: try row.get(10),
        na: try row.word(optional: 11, "cause of NA"),
        belief: try row.word(12, "belief"), influence: try row.word(13, "influence"))
    }
  }
}
