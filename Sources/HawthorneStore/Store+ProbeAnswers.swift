import GRDB
public import HawthorneCore

/// What a model answered to a question about a conversation (an arm of kind `probe`).
public struct ProbeAnswer: Sendable, Hashable {
  public var suiteID: String
  public var scenarioID: String
  public var arm: Arm
  public var mode: String
  public var epoch: Int
  public var wording: String
  public var status: RolloutStatus
  /// Of the last answer.
  public var finishReason: FinishReason?
  /// The text was taken out and replaced by a notice.
  public var isWithheld: Bool
  /// nil without a label of the classifier.
  public var outcome: Outcome?
  /// The last answer's visible text: hostile.
  public var text: String

  public init(
    suiteID: String, scenarioID: String, arm: Arm, mode: String = "default", epoch: Int = 1, wording: String,
    status: RolloutStatus = .completed, finishReason: FinishReason? = nil, isWithheld: Bool = false,
    outcome: Outcome? = nil, text: String
  ) {
    self.suiteID = suiteID
    self.scenarioID = scenarioID
    self.arm = arm
    self.mode = mode
    self.epoch = epoch
    self.wording = wording
    self.status = status
    self.finishReason = finishReason
    self.isWithheld = isWithheld
    self.outcome = outcome
    self.text = text
  }
}

extension Store {
  /// Passes the answer of every probe's rollout of a run to a closure, in order of suite, scenario, arm, mode, epoch and key.
  ///
  /// One rollout at a time is in memory, and nothing is read of other arms. What the closure throws ends the reading and
  /// comes out as it is.
  ///
  /// - Parameter classifier: whose outcomes; nil takes `defaultClassifier(of:)`.
  /// - Throws: `StoreError`, and what `body` throws.
  public func forEachProbeAnswer(
    of runID: String, classifier: ClassifierIdentity? = nil, _ body: (ProbeAnswer) throws -> Void
  ) throws {
    try forEachLabelledRow(
      of: runID, classifier: { try classifier ?? Self.defaultClassifier(of: runID, $0) },
      sql: """
        SELECT r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.wording, r.status_json, r.finish_reason,
          r.withheld_json, l.outcome, r.transcript_json, r.key
        FROM rollouts r
        \(Self.labelOfChosen)
        WHERE r.run_id = :run AND (r.arm = 'probe' OR r.arm GLOB 'probe/*')
        ORDER BY r.suite_id, r.scenario_id, r.arm, r.mode, r.epoch, r.key
        """,
      read: { row, _ in try Self.probeAnswer(row) }, body)
  }

  private static func probeAnswer(_ row: Row) throws -> ProbeAnswer {
    let place = "rollout \(try hash(row, 11).short)"
    let finish: String? = try row.get(7)
    let withheld = try (row.get(8) as String?).map {
      try StoredJSON.value(Withheld.self, $0, what: "The withheld answer of \(place)")
    }
    let transcript = try StoredJSON.value(
      Transcript.self, row.get(10), what: "The transcript of \(place)")
    return ProbeAnswer(
      suiteID: try row.get(0), scenarioID: try row.get(1), arm: try arm(row, 2), mode: try row.get(3),
      epoch: try row.get(4), wording: try row.get(5),
      status: try StoredJSON.value(RolloutStatus.self, row.get(6), what: "The status of \(place)"),
      finishReason: finish.map(FinishReason.init(name:)), isWithheld: withheld != nil,
      outcome: try row.word(optional: 9, "outcome") ?? withheld?.label.outcome, text: transcript.finalAnswer)
  }
}
