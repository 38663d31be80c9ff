import FoundationEssentials
import GRDB
public import HawthorneCore

/// A classifier that has spoken in a run.
public struct ClassifierUse: Sendable, Hashable {
  public var identity: ClassifierIdentity
  /// How many of the run's stored rollouts it has labelled.
  public var labelled: Int
}

extension Store {
  /// Adds labels to stored rollouts of a run. Where a classifier has spoken already its label stands.
  ///
  /// - Returns: how many were added.
  /// - Throws: `StoreError.unknownRollout` for a key that the run does not hold; nothing is added then.
  @discardableResult
  public func appendLabels(
    _ labels: [(key: ContentHash, label: Label)], run runID: String
  ) throws(StoreError) -> Int {
    try writing { database in
      var added = 0
      for (key, label) in labels {
        let find = try database.cachedStatement(
          sql: "SELECT id FROM rollouts WHERE run_id = ? AND key = ?")
        guard let rolloutID = try Int64.fetchOne(find, arguments: [runID, key.hex]) else {
          throw StoreError(path: path, kind: .unknownRollout(key.hex, near: []))
        }
        if try Self.insert(label, rolloutID: rolloutID, at: WallClock.milliseconds, database) { added += 1 }
      }
      return added
    }
  }

  /// The classifiers that have labelled rollouts of a run, the one that spoke last first.
  public func classifiers(of runID: String) throws(StoreError) -> [ClassifierUse] {
    try reading { try Self.classifiers(of: runID, $0) }
  }

  private static func classifiers(of runID: String, _ database: Database) throws -> [ClassifierUse] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT c.name, c.version, c.hash, count(*), c.packs FROM rollouts r
        JOIN labels l ON l.rollout_id = r.id JOIN classifiers c ON c.id = l.classifier_id
        WHERE r.run_id = ? GROUP BY c.id ORDER BY min(l.id) DESC
        """,
      arguments: [runID]
    ).map { row in
      var identity = try identity(row, at: 0)
      identity.packs = try packs(row, at: 4)
      return ClassifierUse(identity: identity, labelled: try row.get(3))
    }
  }

  /// The classifier whose labels stand for a run when none is named: of those that have labelled the most
  /// rollouts, the one that came last; nil for a run without labels.
  ///
  /// A `rescan` that broke off half-way therefore does not take over. Nor does a judge while there are rules: its
  /// labels may say nothing of awareness, and whoever wants them names them.
  public func defaultClassifier(of runID: String) throws(StoreError) -> ClassifierIdentity? {
    try reading { try Self.defaultClassifier(of: runID, $0) }
  }

  static func defaultClassifier(of runID: String, _ database: Database) throws -> ClassifierIdentity? {
    let all = try classifiers(of: runID, database)
    let rules = all.filter { !$0.identity.isJudge }
    let uses = rules.isEmpty ? all : rules
    guard let most = uses.map(\.labelled).max() else { return nil }
    return uses.first { $0.labelled == most }?.identity
  }

  @discardableResult
  static func insert(
    _ label: Label, rolloutID: Int64, at time: Int64, _ database: Database
  ) throws -> Bool {
    let awareness = label.awareness
    let arguments: [(any DatabaseValueConvertible)?] = [
      rolloutID, try classifierID(of: label.classifier, database), label.outcome.rawValue,
      label.outcomeReason.column, awareness.aware, awareness.na?.rawValue, awareness.awareVisible,
      awareness.recognised, awareness.beyondDisclosed, awareness.belief.rawValue,
      awareness.influence.rawValue, try StoredJSON.text(of: awareness.flags),
      try StoredJSON.text(of: awareness.markers), awareness.purpose?.rawValue, label.correct,
      label.aligned, awareness.spans.count, time, awareness.recognisedWithEchoes,
      awareness.beyondDisclosedWithEchoes, awareness.awareBeforeDecision, awareness.onlyInReasoning,
      awareness.access?.rawValue, try StoredJSON.text(of: awareness.namedEvaluators),
      try StoredJSON.text(of: awareness.namedBenchmarks),
    ]
    try database.cachedStatement(
      sql: """
        INSERT INTO labels (
          rollout_id, classifier_id, outcome, outcome_reason, aware, na, aware_visible, recognised,
          beyond_disclosed, belief, influence, flags, markers, purpose, correct, aligned, spans, created_at,
          recognised_with_echoes, beyond_disclosed_with_echoes, aware_before_decision, only_in_reasoning,
          access, named_evaluators, named_benchmarks)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (rollout_id, classifier_id) DO NOTHING
        """
    ).execute(arguments: StatementArguments(arguments))
    guard database.changesCount == 1 else { return false }
    let labelID = database.lastInsertedRowID
    for (position, span) in awareness.spans.enumerated() {
      try database.cachedStatement(
        sql: """
          INSERT INTO label_spans (
            label_id, position, marker, belief, influence, stance, object, layer, channel, timing, sub_agent,
            block, start_byte, end_byte, rule, confidence)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: [
        labelID, position, span.marker.column, span.belief.rawValue, span.influence.rawValue,
        span.stance.rawValue, span.object.rawValue, span.layer.rawValue, span.channel?.rawValue,
        span.timing?.rawValue, span.subAgent?.column, span.block.column, span.start, span.end,
        span.rule.column, span.confidence,
      ])
    }
    return true
  }

  static func classifierID(of identity: ClassifierIdentity, _ database: Database) throws -> Int64 {
    let name: StatementArguments = [identity.id.column, identity.version.column, identity.hash.hex]
    let find = try database.cachedStatement(
      sql: "SELECT id, packs IS NULL FROM classifiers WHERE name = ? AND version = ? AND hash = ?")
    if let row = try Row.fetchOne(find, arguments: name) {
      let id: Int64 = try row.get(0)
      // Labels that came without the names of their packs may have been first.
      if let packs = identity.packs, try row.get(1) as Bool {
        try database.execute(
          sql: "UPDATE classifiers SET packs = ? WHERE id = ?",
          arguments: [try StoredJSON.text(of: packs), id])
      }
      return id
    }
    let packs = try identity.packs.map { try StoredJSON.text(of: $0) }
    try database.execute(
      sql: "INSERT INTO classifiers (name, version, hash, packs) VALUES (?, ?, ?, ?)",
      arguments: name + [packs])
    return database.lastInsertedRowID
  }

  private static func packs(_ row: Row, at index: Int) throws -> [RulePackReference]? {
    try (row.get(index) as String?).map {
      try StoredJSON.value([RulePackReference].self, $0, what: "A classifier's packs")
    }
  }

  /// The identity with the packs that the store names for it.
  static func named(_ identity: ClassifierIdentity, _ database: Database) throws -> ClassifierIdentity {
    let find = try database.cachedStatement(
      sql: "SELECT packs FROM classifiers WHERE name = ? AND version = ? AND hash = ?")
    var named = identity
    named.packs = try Row.fetchOne(
      find, arguments: [identity.id.column, identity.version.column, identity.hash.hex]
    ).flatMap { try packs($0, at: 0) }
    return named
  }

  static func identity(_ row: Row, at index: Int) throws -> ClassifierIdentity {
    let text: String = try row.get(index + 2)
    guard let hash = ContentHash(hex: text) else {
      throw UnreadableValue(what: "'\(text)' is no classifier hash")
    }
    return ClassifierIdentity(id: try row.get(index), version: try row.get(index + 1), hash: hash)
  }

  /// The columns of a label in the order that `label(from:at:)` reads; the tables are `l` and `c`.
  static let labelColumns = """
    l.id, c.name, c.version, c.hash, l.outcome, l.outcome_reason, l.aware, l.na, l.aware_visible,
    l.recognised, l.beyond_disclosed, l.belief, l.influence, l.flags, l.markers, l.purpose, l.correct,
    l.aligned, l.spans, l.recognised_with_echoes, l.beyond_disclosed_with_echoes, l.aware_before_decision,
    l.only_in_reasoning, l.access, l.named_evaluators, l.named_benchmarks
    """

  static func label(from row: Row, at index: Int, _ database: Database) throws -> Label {
    let flags: String = try row.get(index + 13)
    let spans: Int = try row.get(index + 18)
    let awareness = AwarenessLabel(
      aware: try row.get(index + 6), na: try row.word(optional: index + 7, "cause of NA"),
      awareVisible: try row.get(index + 8), recognised: try row.get(index + 9),
      beyondDisclosed: try row.get(index + 10), recognisedWithEchoes: try row.get(index + 19),
      beyondDisclosedWithEchoes: try row.get(index + 20), awareBeforeDecision: try row.get(index + 21),
      onlyInReasoning: try row.get(index + 22),
      access: try row.word(optional: index + 23, "form of reasoning"),
      belief: try row.word(index + 11, "belief"),
      influence: try row.word(index + 12, "influence"),
      flags: flags == "[]" ? [] : try StoredJSON.value([AwarenessFlag].self, flags, what: "A label's flags"),
      markers: try names(row.get(index + 14), "markers"),
      purpose: try row.word(optional: index + 15, "purpose class"),
      namedEvaluators: try names(row.get(index + 24), "evaluators"),
      namedBenchmarks: try names(row.get(index + 25), "benchmarks"),
      spans: spans == 0 ? [] : try Self.spans(ofLabel: row.get(index), database))
    return Label(
      classifier: try identity(row, at: index + 1), outcome: try row.word(index + 4, "outcome"),
      outcomeReason: try row.get(index + 5), awareness: awareness, correct: try row.get(index + 16),
      aligned: try row.get(index + 17))
  }

  /// Most labels name none, so that a million empty lists need not be parsed.
  private static func names(_ text: String, _ what: String) throws -> [String] {
    text == "[]" ? [] : try StoredJSON.value([String].self, text, what: "A label's \(what)")
  }

  private static func spans(ofLabel labelID: Int64, _ database: Database) throws -> [EvidenceSpan] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(Self.spanColumns) FROM label_spans p WHERE label_id = ? ORDER BY position
        """)
    return try Row.fetchAll(statement, arguments: [labelID]).map { try span(from: $0, at: 0) }
  }

  /// The columns of a span in the order that `span(from:at:)` reads; the table is `p`.
  static let spanColumns = """
    p.marker, p.belief, p.influence, p.stance, p.object, p.layer, p.channel, p.timing, p.sub_agent, p.block,
    p.start_byte, p.end_byte, p.rule, p.confidence
    """

  static func span(from row: Row, at index: Int) throws -> EvidenceSpan {
    EvidenceSpan(
      marker: try row.get(index), belief: try row.word(index + 1, "belief"),
      influence: try row.word(index + 2, "influence"), stance: try row.word(index + 3, "stance"),
      object: try row.word(index + 4, "object"), layer: try row.word(index + 5, "layer"),
      channel: try row.word(optional: index + 6, "channel"),
      timing: try row.word(optional: index + 7, "timing"), subAgent: try row.get(index + 8),
      block: try row.get(index + 9), start: try row.get(index + 10), end: try row.get(index + 11),
      rule: try row.get(index + 12), confidence: try row.get(index + 13))
  }
}
