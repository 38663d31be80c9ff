import FoundationEssentials
import GRDB
public import HawthorneCore
import HawthorneFormats

/// A rollout with what classifiers said of it.
public struct LabelledRollout: Sendable, Hashable {
  public var rollout: Rollout
  public var labels: [Label]

  public init(rollout: Rollout, labels: [Label]) {
    self.rollout = rollout
    self.labels = labels
  }
}

/// What became of a rollout handed to `Store.commit`.
public enum CommitResult: Sendable, Hashable {
  case stored
  /// A failed attempt was there: it is kept in `rollout_attempts`, and the new one stands.
  case replacedFailure
  /// The key was there: the stored rollout stands, the new one is dropped.
  case alreadyThere
}

extension Store {
  /// Stores rollouts with their labels; all are on the disk when this returns, or none.
  ///
  /// A key is stored once in a run. Only a failed rollout gives way to a later attempt.
  ///
  /// - Parameter lease: the lease of the run, checked in the same transaction.
  /// - Returns: one result for each rollout, in order.
  /// - Throws: `StoreError.leaseLost`, `.full` and what else SQLite may meet.
  public func commit(
    _ batch: [LabelledRollout], lease: Lease
  ) async throws(StoreError) -> [CommitResult] {
    let path = path
    return try await writing { database in
      try Self.confirm(lease, path: path, database)
      return try batch.map { try Self.insert($0, runID: lease.runID, database) }
    }
  }

  static func insert(
    _ labelled: LabelledRollout, runID: String, _ database: Database
  ) throws -> CommitResult {
    let rollout = labelled.rollout
    let old = try Row.fetchOne(
      try database.cachedStatement(sql: "SELECT id, status FROM rollouts WHERE run_id = ? AND key = ?"),
      arguments: [runID, rollout.plan.key.hex])
    if let old {
      guard try old.word(1, "status") as StatusWord == .failed else { return .alreadyThere }
      try archive(rollout: old.get(0), runID: runID, database)
    }
    let prompt = try insertPrompt(of: rollout.plan, database)
    let rolloutID = try insertRow(of: rollout, runID: runID, prompt: prompt, database)
    try insertReasoning(of: rollout, rolloutID: rolloutID, database)
    for label in labelled.labels {
      try insert(label, rolloutID: rolloutID, at: WallClock.milliseconds, database)
    }
    return old == nil ? .stored : .replacedFailure
  }

  /// Stores a prompt once, however many rollouts share it; its hash is that of the stored text.
  private static func insertPrompt(of plan: PlannedRollout, _ database: Database) throws -> ContentHash {
    let prompt = StoredPrompt(messages: plan.prompt, followUps: plan.followUps, tools: plan.tools)
    let body = try StoredJSON.text(of: prompt)
    let hash = ContentHash(of: body)
    try database.cachedStatement(
      sql: "INSERT INTO prompts (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"
    ).execute(arguments: [hash.hex, body])
    return hash
  }

  private static func insertRow(
    of rollout: Rollout, runID: String, prompt: ContentHash, _ database: Database
  ) throws -> Int64 {
    let plan = rollout.plan
    let serving = rollout.serving
    var transcript = rollout.transcript
    for index in transcript.messages.indices { transcript.messages[index].reasoning = [] }
    let readable = rollout.transcript.reasoning.reduce(0) { $0 + ($1.readableText?.utf8.count ?? 0) }
    // In the order of the columns below.
    let arguments: [(any DatabaseValueConvertible)?] = [
      runID, plan.key.hex, plan.suiteID.column, plan.scenarioID.column, plan.arm.name.column,
      plan.wording.column, plan.disclosure.rawValue, plan.mode.name.column, plan.epoch,
      StatusWord(rollout.status).rawValue, rollout.status.detail?.column, plan.promptHash.hex,
      prompt.hex, serving.requestedModel.column, serving.servedModel?.column,
      serving.systemFingerprint?.column,
      serving.finishReason?.name.column, serving.usage.input, serving.usage.output,
      serving.usage.reasoning, serving.usage.cached, serving.latencyMilliseconds, serving.attempts,
      readable, generatedHash(of: rollout.transcript).hex, rollout.startedAt, rollout.finishedAt,
      try StoredJSON.text(of: rollout.status), try StoredJSON.text(of: plan.mode),
      try StoredJSON.text(of: plan.parameters), try StoredJSON.text(of: transcript),
      try StoredJSON.text(of: serving), try rollout.withheld.map { try StoredJSON.text(of: $0) },
      plan.language?.column,
    ]
    try database.cachedStatement(
      sql: """
        INSERT INTO rollouts (
          run_id, key, suite_id, scenario_id, arm, wording, disclosure, mode, epoch, status,
          status_detail, prompt_hash, prompt_body, requested_model, served_model, system_fingerprint, finish_reason,
          input_tokens, output_tokens, reasoning_tokens, cached_tokens, latency_ms, requests,
          readable_reasoning_bytes, answer_hash, started_at, finished_at, status_json, mode_json,
          parameters_json, transcript_json, serving_json, withheld_json, language)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
          ?, ?, ?, ?)
        """
    ).execute(arguments: StatementArguments(arguments))
    return database.lastInsertedRowID
  }

  private static func insertReasoning(
    of rollout: Rollout, rolloutID: Int64, _ database: Database
  ) throws {
    var position = 0
    for (index, message) in rollout.transcript.messages.enumerated() {
      for block in message.reasoning {
        // Bound as bytes: SQLite's text ends at U+0000, and spans count every byte.
        try database.cachedStatement(
          sql: """
            INSERT INTO reasoning_blocks
              (rollout_id, position, message, provenance, text, payload, source, sub_agent, tokens)
            VALUES (?, ?, ?, ?, CAST(? AS TEXT), CAST(? AS TEXT), ?, ?, ?)
            """
        ).execute(arguments: [
          rolloutID, position, index, block.provenance.rawValue, block.text.map { Data($0.utf8) },
          block.payload.map { Data($0.utf8) }, block.source.column, block.subAgent?.column, block.tokens,
        ])
        position += 1
      }
    }
  }

  /// Moves a failed rollout and its labels out of the way of a later attempt.
  private static func archive(rollout rolloutID: Int64, runID: String, _ database: Database) throws {
    guard let stored = try storedRollout(rolloutID, database) else { return }
    try database.execute(
      sql: """
        INSERT INTO rollout_attempts (run_id, key, kind, finished_at, replaced_at, rollout, labels)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        runID, stored.rollout.plan.key.hex, stored.rollout.status.detail?.column ?? "",
        stored.rollout.finishedAt, WallClock.milliseconds, try StoredJSON.text(of: stored.rollout),
        try StoredJSON.text(of: stored.labels),
      ])
    try database.execute(sql: "DELETE FROM rollouts WHERE id = ?", arguments: [rolloutID])
  }

  /// SHA-256 over everything the model wrote, part by part.
  static func generatedHash(of transcript: Transcript) -> ContentHash {
    var hash = IncrementalHash()
    for message in transcript.answers {
      for block in message.reasoning { hash.update(part: block.text ?? "") }
      hash.update(part: message.text)
      for call in message.toolCalls {
        hash.update(part: call.name)
        hash.update(part: (try? CanonicalJSON.text(of: call.arguments)) ?? "")
      }
    }
    return hash.finish()
  }
}

/// What `prompts` holds: everything that the prompt hash is over.
struct StoredPrompt: Codable {
  var messages: [Message]
  var followUps: [String]
  var tools: [SimulatedTool]
}
