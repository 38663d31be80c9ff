import GRDB
public import HawthorneCore

/// What one classifier said of the rollouts of one arm in one mode of one suite.
public struct ArmCount: Sendable, Hashable {
  public var suiteID: String
  public var arm: Arm
  public var mode: String
  public var rollouts = 0
  public var withheld = 0
  /// Of these the classifier says nothing.
  public var unlabelled = 0
  public var outcomes: [Outcome: Int] = [:]
  /// How many have a verdict on awareness.
  public var readable = 0
  public var aware = 0
  /// Of the readable ones.
  public var beliefs: [Belief: Int] = [:]
  /// Labelled, and NA for awareness.
  public var na = 0

  init(suiteID: String, arm: Arm, mode: String) {
    self.suiteID = suiteID
    self.arm = arm
    self.mode = mode
  }

  mutating func add(_ glance: RolloutGlance) {
    rollouts += 1
    if glance.isWithheld { withheld += 1 }
    guard let label = glance.label else {
      unlabelled += 1
      return
    }
    outcomes[label.outcome, default: 0] += 1
    guard let isAware = label.aware else {
      na += 1
      return
    }
    readable += 1
    if isAware { aware += 1 }
    beliefs[label.belief, default: 0] += 1
  }
}

extension Store {
  /// Counts a run's rollouts by suite, arm and mode.
  ///
  /// - Parameters:
  ///   - cap: nil counts them all, however many there are.
  ///   - goesOn: asked every few thousand rollouts; false ends the count.
  /// - Returns: nil where there are more than the cap, or it was ended: part of a run has no counts of its own.
  public func armCounts(
    of runID: String, classifier: ClassifierIdentity?, cap: Int?, goesOn: () -> Bool = { true }
  ) throws(StoreError) -> [ArmCount]? {
    struct Key: Hashable {
      var suite: String
      var arm: Arm
      var mode: String
    }
    return try reading { database in
      if let cap, try CappedCount.rollouts(of: runID, cap: cap, database).isMore { return nil }
      let classifierID = try classifier.flatMap { try Self.knownClassifierID($0, database) }
      let rows = try Row.fetchCursor(
        database, sql: Self.armCountQuery, arguments: ["run": runID, "classifier": classifierID])
      var counts: [Key: ArmCount] = [:]
      var seen = 0
      while let row = try rows.next() {
        let glance = try RolloutGlance(row)
        let key = Key(suite: glance.suiteID, arm: glance.arm, mode: glance.mode)
        counts[key, default: ArmCount(suiteID: key.suite, arm: key.arm, mode: key.mode)].add(glance)
        seen += 1
        if seen.isMultiple(of: 4096), !goesOn() { return nil }
      }
      return counts.values.sorted {
        ($0.suiteID, $0.mode, $0.arm.name) < ($1.suiteID, $1.mode, $1.arm.name)
      }
    }
  }

  static let armCountQuery = """
    SELECT \(RolloutGlance.columns) FROM rollouts r
    LEFT JOIN labels l ON l.rollout_id = r.id AND l.classifier_id = :classifier
    WHERE r.run_id = :run
    """
}
