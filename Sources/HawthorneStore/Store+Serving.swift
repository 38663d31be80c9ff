import GRDB
public import HawthorneCore

/// Who served a stored rollout, when and how, with the little of its label that drift is looked for in.
public struct ServedRollout: Sendable, Hashable {
  public var key: ContentHash
  public var suiteID: String
  public var scenarioID: String
  public var harm: Scenario.Harm?
  public var arm: Arm
  public var mode: String
  public var epoch: Int
  /// The language of the translation that was asked; nil is the scenario's own.
  public var translation: String?
  /// Given up: nobody answered, or not to the end.
  public var isFailed: Bool
  /// Milliseconds since 1970.
  public var startedAt: Int64
  public var requestedModel: String
  /// Where the turns of a conversation were served by several, all of them in order, parted by `, `.
  public var servedModel: String?
  public var systemFingerprint: String?
  public var route: String?
  public var hasRequestID: Bool
  /// Whether any parameter is recorded as it was sent.
  public var hasParameters: Bool
  public var usage: TokenUsage
  public var latencyMilliseconds: Int
  /// Requests sent, retries and turns included.
  public var requests: Int
  /// Answers that came from the response cache.
  public var fromCache: Int
  public var cost: Double?
  public var currency: String?
  /// nil without a label, as all that follows.
  public var outcome: Outcome?
  public var aware: Bool?
  public var recognised: Bool?
  public var access: ReasoningAccess?

  public init(
    key: ContentHash, suiteID: String, scenarioID: String, harm: Scenario.Harm? = nil, arm: Arm,
    mode: String = "default", epoch: Int = 1, translation: String? = nil, isFailed: Bool = false,
    startedAt: Int64, requestedModel: String, servedModel: String? = nil, systemFingerprint: String? = nil,
    route: String? = nil, hasRequestID: Bool = false, hasParameters: Bool = false,
    usage: TokenUsage = TokenUsage(), latencyMilliseconds: Int = 0, requests: Int = 1, fromCache: Int = 0,
    cost: Double? = nil, currency: String? = nil, outcome: Outcome? = nil, aware: Bool? = nil,
    recognised: Bool? = nil, access: ReasoningAccess? = nil
  ) {
    self.key = key
    self.suiteID = suiteID
    self.scenarioID = scenarioID
    self.harm = harm
    self.arm = arm
    self.mode = mode
    self.epoch = epoch
    self.translation = translation
    self.isFailed = isFailed
    self.startedAt = startedAt
    self.requestedModel = requestedModel
    self.servedModel = servedModel
    self.systemFingerprint = systemFingerprint
    self.route = route
    self.hasRequestID = hasRequestID
    self.hasParameters = hasParameters
    self.usage = usage
    self.latencyMilliseconds = latencyMilliseconds
    self.requests = requests
    self.fromCache = fromCache
    self.cost = cost
    self.currency = currency
    self.outcome = outcome
    self.aware = aware
    self.recognised = recognised
    self.access = access
  }
}

/// What of a run came from the response cache.
public struct CacheUse: Sendable, Hashable, Codable {
  /// Rollouts with at least one cached answer.
  public var rollouts: Int
  /// Cached answers: requests that were not sent.
  public var answers: Int

  public init(rollouts: Int = 0, answers: Int = 0) {
    self.rollouts = rollouts
    self.answers = answers
  }
}

extension Store {
  /// Passes every rollout of a run to a closure in the order in which they were begun (of equals by key).
  ///
  /// One rollout at a time is in memory. What the closure throws ends the reading and comes out as it is. A rollout whose
  /// text was withheld keeps the label it came with.
  ///
  /// - Parameter classifier: whose labels; nil takes `defaultClassifier(of:)`.
  /// - Throws: `StoreError`, and what `body` throws.
  public func forEachServed(
    of runID: String, classifier: ClassifierIdentity? = nil, _ body: (ServedRollout) throws -> Void
  ) throws {
    try forEachLabelledRow(
      of: runID, classifier: { try classifier ?? Self.defaultClassifier(of: runID, $0) },
      sql: """
        SELECT r.key, r.suite_id, r.scenario_id, s.harm, r.arm, r.mode, r.epoch, r.language, r.status = 'failed',
          r.started_at, r.requested_model, r.served_model, r.system_fingerprint,
          json_extract(r.serving_json, '$.route'), json_extract(r.serving_json, '$.requestID') IS NOT NULL,
          coalesce(json_extract(r.serving_json, '$.parametersAsSent'), '{}') <> '{}',
          r.input_tokens, r.output_tokens, r.reasoning_tokens, r.cached_tokens, r.latency_ms, r.requests,
          coalesce(json_extract(r.serving_json, '$.fromCache'), 0),
          json_extract(r.serving_json, '$.cost.amount'), json_extract(r.serving_json, '$.cost.currency'),
          l.outcome, l.aware, l.recognised, l.access, CASE WHEN l.id IS NULL THEN r.withheld_json END
        FROM \(Self.rolloutsAsStored)
        JOIN run_scenarios s
          ON s.run_id = r.run_id AND s.suite_id = r.suite_id AND s.scenario_id = r.scenario_id
        \(Self.labelOfChosen)
        ORDER BY r.started_at, r.key
        """,
      read: { row, _ in try Self.served(row) }, body)
  }

  /// The time that parts a run's rollouts, by when they were begun, into halves as equal as can be.
  ///
  /// A rollout begun before it is of the first half. nil where all were begun at one time, or there are fewer than two.
  public func halfwayTime(of runID: String) throws(StoreError) -> Int64? {
    try reading { database in
      let all =
        try Int.fetchOne(database, sql: "SELECT count(*) FROM rollouts WHERE run_id = ?", arguments: [runID])
        ?? 0
      let times = try Row.fetchCursor(
        database,
        sql: """
          SELECT r.started_at, count(*) FROM \(Self.rolloutsAsStored) GROUP BY r.started_at ORDER BY r.started_at
          """,
        arguments: ["run": runID])
      var below = 0
      while let row = try times.next() {
        let (middle, upTo) = (try row.get(0) as Int64, below + (try row.get(1) as Int))
        if upTo > all / 2 {
          let next: Int64? = try times.next()?.get(0)
          // Rollouts begun together stay together.
          if below > 0, next == nil || abs(2 * below - all) <= abs(2 * upTo - all) { return middle }
          return next
        }
        below = upTo
      }
      return nil
    }
  }

  /// A run's rollouts `r` in the order in which they lie in the file; its one argument is the run.
  ///
  /// By an index they would be read all over the file, each page anew. The limit keeps SQLite from dropping the order.
  private static let rolloutsAsStored = """
    (SELECT id FROM rollouts WHERE run_id = :run ORDER BY id LIMIT -1) AS ids CROSS JOIN rollouts r ON r.id = ids.id
    """

  /// How many rollouts of a run hold answers from the response cache, and how many answers those are.
  public func cacheUse(of runID: String) throws(StoreError) -> CacheUse {
    try reading { database in
      let row = try Row.fetchOne(
        database,
        // Few rollouts have the member, and looking for its name is much cheaper than parsing.
        sql: """
          SELECT count(*), coalesce(sum(answers), 0) FROM (
            SELECT json_extract(r.serving_json, '$.fromCache') AS answers FROM \(Self.rolloutsAsStored)
            WHERE instr(r.serving_json, '"fromCache"') > 0)
          WHERE answers > 0
          """,
        arguments: ["run": runID])
      guard let row else { return CacheUse() }
      return CacheUse(rollouts: try row.get(0), answers: try row.get(1))
    }
  }

  private static func served(_ row: Row) throws -> ServedRollout {
    var rollout = ServedRollout(
      key: try hash(row, 0), suiteID: try row.get(1), scenarioID: try row.get(2),
      harm: try row.word(optional: 3, "harm"), arm: try arm(row, 4), mode: try row.get(5),
      epoch: try row.get(6), translation: try row.get(7), isFailed: try row.get(8), startedAt: try row.get(9),
      requestedModel: try row.get(10), servedModel: try row.get(11), systemFingerprint: try row.get(12),
      route: try row.get(13), hasRequestID: try row.get(14), hasParameters: try row.get(15),
      usage: TokenUsage(
        input: try row.get(16), output: try row.get(17), reasoning: try row.get(18), cached: try row.get(19)),
      latencyMilliseconds: try row.get(20), requests: try row.get(21), fromCache: try row.get(22),
      cost: try row.get(23), currency: try row.get(24))
    if let withheld = try row.get(29) as String? {
      let label = try StoredJSON.value(Withheld.self, withheld, what: "A withheld answer").label
      rollout.outcome = label.outcome
      rollout.aware = label.awareness.aware
      rollout.recognised = label.awareness.recognised
      rollout.access = label.awareness.access
    } else {
      rollout.outcome = try row.word(optional: 25, "outcome")
      rollout.aware = try row.get(26)
      rollout.recognised = try row.get(27)
      rollout.access = try row.word(optional: 28, "form of reasoning")
    }
    return rollout
  }
}
