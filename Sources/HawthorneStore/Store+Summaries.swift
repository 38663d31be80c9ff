import GRDB
public import HawthorneCore

extension Store {
  /// Passes a summary of every stored rollout of a run to a closure, in order of suite, scenario, arm, mode,
  /// epoch and key, with the label of one classifier.
  ///
  /// One summary at a time is in memory, whatever the size of the run. What the closure throws ends the
  /// reading and comes out as it is.
  ///
  /// A rollout whose text was withheld keeps the label it came with: nobody can label it again.
  ///
  /// - Parameter classifier: whose labels; nil takes `defaultClassifier(of:)`.
  /// - Throws: `StoreError`, and what `body` throws.
  public func forEachSummary(
    of runID: String, classifier: ClassifierIdentity? = nil, _ body: (RolloutSummary) throws -> Void
  ) throws {
    try forEachLabelledRow(
      of: runID, classifier: { try classifier ?? Self.defaultClassifier(of: runID, $0) },
      sql: """
        SELECT r.key, r.suite_id, r.scenario_id, s.domain, s.severity, s.language, s.harm, s.twin, r.arm,
          r.wording, r.disclosure, r.mode, r.epoch, r.status_json, r.served_model, r.system_fingerprint,
          r.finish_reason, r.input_tokens, r.output_tokens, r.reasoning_tokens, r.cached_tokens,
          r.readable_reasoning_bytes, r.answer_hash, r.prompt_hash, r.withheld_json, r.language, \(Self.labelColumns)
        FROM rollouts r
        JOIN run_scenarios s
          ON s.run_id = r.run_id AND s.suite_id = r.suite_id AND s.scenario_id = r.scenario_id
        \(Self.labelOfChosen)
        WHERE r.run_id = :run
        ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key
        """,
      read: { try Self.summary($0, runID: runID, $1) }, body)
  }

  /// As `forEachSummary`, all in one array.
  public func summaries(
    of runID: String, classifier: ClassifierIdentity? = nil
  ) throws -> [RolloutSummary] {
    var all: [RolloutSummary] = []
    try forEachSummary(of: runID, classifier: classifier) { all.append($0) }
    return all
  }

  private static func summary(_ row: Row, runID: String, _ database: Database) throws -> RolloutSummary {
    let finish: String? = try row.get(16)
    let status: String = try row.get(13)
    let withheld = try (row.get(24) as String?).map {
      try StoredJSON.value(Withheld.self, $0, what: "A withheld answer")
    }
    let label = row.hasNull(atIndex: 26) ? nil : try label(from: row, at: 26, database)
    return RolloutSummary(
      runID: runID, key: try hash(row, 0), suiteID: try row.get(1), scenarioID: try row.get(2),
      domain: try row.get(3), severity: try row.get(4), language: try row.get(5),
      translation: try row.get(25),
      harm: try row.word(optional: 6, "harm"), twin: try row.get(7), arm: try arm(row, 8),
      wording: try row.get(9), disclosure: try row.word(10, "disclosure"), mode: try row.get(11),
      epoch: try row.get(12),
      status: status == completedStatus
        ? .completed : try StoredJSON.value(RolloutStatus.self, status, what: "A rollout's status"),
      servedModel: try row.get(14), systemFingerprint: try row.get(15),
      finishReason: finish.map(FinishReason.init(name:)),
      usage: TokenUsage(
        input: try row.get(17), output: try row.get(18), reasoning: try row.get(19), cached: try row.get(20)),
      readableReasoningBytes: try row.get(21), answerHash: try hash(row, 22), promptHash: try hash(row, 23),
      label: label ?? withheld?.label, withheld: withheld != nil)
  }

  /// The commonest status as it is stored, so that it need not be parsed a million times.
  private static let completedStatus = #"{"completed":{}}"#
}
