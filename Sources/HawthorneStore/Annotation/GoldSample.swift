import GRDB
public import HawthorneCore

/// What people said of a run, and of which sample it is: all that corrected rates are made of.
public struct GoldSample: Sendable {
  /// A queue that is not part of the sample, and why.
  public struct Unused: Sendable, Hashable {
    public enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
      /// The run holds other rollouts than when it was drawn.
      case changed
      /// Drawn by another classifier or from other arms than the queue with the most labels.
      case other
    }

    public var queue: AnnotationQueue
    public var reason: Reason
  }

  public var runID: String
  /// Drawn alike from the same rollouts: their union is a random sample of every stratum as each of them is.
  public var queues: [AnnotationQueue]
  public var unused: [Unused]
  /// Of `queues` together.
  public var members: Set<ContentHash>
  /// Whether rollouts whose text is withheld were withheld when the queues were drawn, so that they are in no stratum.
  public var leavesWithheldOut: Bool
  /// All that stand, also those outside of queues and stale ones.
  public var records: [GoldRecord]

  /// Those that are of the sample: given in one of its queues, of texts that are still there.
  public var counted: [GoldRecord] {
    let ids = Set(queues.map(\.id.hex))
    return records.filter { !$0.isStale && $0.isOf(ids) && members.contains($0.key) }
  }
}

/// One rollout as the correction of rates sees it: no text.
public struct GoldUnit: Sendable, Hashable {
  public var key: ContentHash
  public var suiteID: String
  public var scenarioID: String
  public var arm: Arm
  public var mode: String
  public var harm: Scenario.Harm?
  /// Of the sample's queues; nil where no queue could have drawn it.
  public var stratum: GoldStratum?
  /// By the report's classifier; nil without a label of it.
  public var label: Verdict?

  public struct Verdict: Sendable, Hashable {
    public var aware: Bool?
    public var access: ReasoningAccess?
    public var outcome: Outcome

    public init(aware: Bool?, access: ReasoningAccess?, outcome: Outcome) {
      self.aware = aware
      self.access = access
      self.outcome = outcome
    }
  }
}

extension Store {
  /// The gold labels of a run as they stood at a moment, with the queues that they may be taken for a sample of; nil where
  /// nobody had labelled anything.
  ///
  /// Queues count together where they were drawn by the same classifier's labels, from the same arms and the same rollouts.
  /// Of several such groups the one with the most labelled members counts, of equals the one made last. A queue in which
  /// nobody has labelled anything is passed over.
  ///
  /// - Parameter until: in milliseconds since 1970; nil is now.
  public func goldSample(of runID: String, until: Int64? = nil) throws(StoreError) -> GoldSample? {
    let records = try goldLabels(of: runID, until: until)
    guard !records.isEmpty else { return nil }
    struct Group: Hashable {
      var classifier: ClassifierIdentity
      var refusals: Bool
      var arms: [Arm]
      var leavesWithheldOut: Bool
    }
    // Told by the labels and not by the clock, so that it stays so whatever queues are made later.
    let named = Set(records.compactMap(\.queue))
    let queues = try queues(of: runID).filter { named.contains($0.id.hex) }
    var groups: [Group: [AnnotationQueue]] = [:]
    var unused: [GoldSample.Unused] = []
    for queue in queues {
      guard let leavesWithheldOut = try frame(of: queue) else {
        unused.append(.init(queue: queue, reason: .changed))
        continue
      }
      let group = Group(
        classifier: queue.classifier, refusals: queue.recipe.refusals, arms: queue.recipe.arms,
        leavesWithheldOut: leavesWithheldOut)
      groups[group, default: []].append(queue)
    }
    var best: (group: Group, queues: [AnnotationQueue], members: Set<ContentHash>, labelled: Int)?
    let latestFirst = groups.sorted {
      ($0.value.last?.createdAt ?? 0, $0.value.last?.id.hex ?? "") > (
        $1.value.last?.createdAt ?? 0, $1.value.last?.id.hex ?? ""
      )
    }
    for (group, queues) in latestFirst {
      var members: Set<ContentHash> = []
      for queue in queues { members.formUnion(try self.members(of: queue).map(\.key)) }
      let ids = Set(queues.map(\.id.hex))
      let labelled = Set(records.filter { !$0.isStale && $0.isOf(ids) }.map(\.key))
      let count = members.intersection(labelled).count
      if count > (best?.labelled ?? 0) { best = (group, queues, members, count) }
    }
    for (group, queues) in groups where group != best?.group {
      for queue in queues {
        unused.append(.init(queue: queue, reason: .other))
      }
    }
    return GoldSample(
      runID: runID, queues: best?.queues ?? [],
      unused: unused.sorted { ($0.queue.createdAt, $0.queue.id) < ($1.queue.createdAt, $1.queue.id) },
      members: best?.members ?? [], leavesWithheldOut: best?.group.leavesWithheldOut ?? false,
      records: records)
  }

  /// Whether the strata of a queue are those of the run now, without (true) or with (false) rollouts that are withheld; nil
  /// where they are neither.
  private func frame(of queue: AnnotationQueue) throws(StoreError) -> Bool? {
    let counts = try reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT r.arm, l.aware, coalesce(l.outcome = 'refused', 0) AS refused, r.withheld_json IS NOT NULL AS gone, count(*)
          FROM rollouts r \(Self.labelOfChosen)
          WHERE r.run_id = :run AND r.status <> 'failed' GROUP BY r.arm, l.aware, refused, gone
          """,
        arguments: [
          "run": queue.runID, "classifier": queue.classifier.id.column,
          "version": queue.classifier.version.column, "hash": queue.classifier.hash.hex,
        ]
      ).map { row in
        let refused: Bool = try row.get(2)
        return (
          stratum: GoldStratum(
            arm: try Self.arm(row, 0), aware: try row.get(1), refused: queue.recipe.refusals ? refused : nil),
          isGone: try row.get(3) as Bool, count: try row.get(4) as Int
        )
      }
    }
    let drawn = Dictionary(queue.strata.map { ($0.stratum, $0.size) }, uniquingKeysWith: +)
    func sizes(withGone: Bool) -> [GoldStratum: Int] {
      let taken = counts.filter { queue.recipe.takes($0.stratum.arm) && (withGone || !$0.isGone) }
      return Dictionary(taken.map { ($0.stratum, $0.count) }, uniquingKeysWith: +)
    }
    if sizes(withGone: true) == drawn { return false }
    return sizes(withGone: false) == drawn ? true : nil
  }

  /// Passes every stored rollout of a run to a closure, in order of suite, scenario, arm, mode, epoch and key, with its
  /// stratum in a sample and one classifier's verdict.
  ///
  /// One rollout at a time is in memory. What the closure throws ends the reading and comes out as it is.
  ///
  /// - Throws: `StoreError`, and what `body` throws.
  public func forEachGoldUnit(
    of sample: GoldSample, classifier: ClassifierIdentity?, _ body: (GoldUnit) throws -> Void
  ) throws {
    let queue = sample.queues.first
    try forEachLabelledRow(
      of: sample.runID, classifier: { _ in classifier },
      sql: """
        SELECT r.key, r.suite_id, r.scenario_id, r.arm, r.mode, s.harm, r.status, r.withheld_json IS NOT NULL,
          d.aware, d.outcome, l.id IS NOT NULL, l.aware, l.access, l.outcome
        FROM rollouts r
        JOIN run_scenarios s
          ON s.run_id = r.run_id AND s.suite_id = r.suite_id AND s.scenario_id = r.scenario_id
        LEFT JOIN classifiers e ON e.name = :drawn AND e.version = :drawn_version AND e.hash = :drawn_hash
        LEFT JOIN labels d ON d.rollout_id = r.id AND d.classifier_id = e.id
        \(Self.labelOfChosen)
        WHERE r.run_id = :run
        ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key
        """,
      more: [
        "drawn": queue?.classifier.id.column, "drawn_version": queue?.classifier.version.column,
        "drawn_hash": queue?.classifier.hash.hex,
      ],
      read: { row, _ in
        let arm = try Self.arm(row, 3)
        let isFailed = try row.word(6, "status") as StatusWord == .failed
        let isGone: Bool = try row.get(7)
        var unit = GoldUnit(
          key: try Self.hash(row, 0), suiteID: try row.get(1), scenarioID: try row.get(2), arm: arm,
          mode: try row.get(4), harm: try row.word(optional: 5, "harm"), stratum: nil, label: nil)
        if let queue, queue.recipe.takes(arm), !isFailed, !(isGone && sample.leavesWithheldOut) {
          let outcome: Outcome? = try row.word(optional: 9, "outcome")
          unit.stratum = GoldStratum(
            arm: arm, aware: try row.get(8), refused: queue.recipe.refusals ? outcome == .refused : nil)
        }
        if try row.get(10) {
          unit.label = GoldUnit.Verdict(
            aware: try row.get(11), access: try row.word(optional: 12, "form of reasoning"),
            outcome: try row.word(13, "outcome"))
        }
        return unit
      }, body)
  }
}
