import FoundationEssentials
import GRDB
public import HawthorneCore
import HawthorneFormats

extension Store {
  /// The keys of a run's stored rollouts.
  ///
  /// - Parameter withFailed: whether those given up count as done.
  public func storedKeys(
    of runID: String, withFailed: Bool = true
  ) throws(StoreError) -> Set<ContentHash> {
    try reading { database in
      let texts = try String.fetchSet(
        database,
        sql: "SELECT key FROM rollouts WHERE run_id = ?" + (withFailed ? "" : " AND status <> 'failed'"),
        arguments: [runID])
      return Set(texts.compactMap(ContentHash.init(hex:)))
    }
  }

  /// The keys of a run's stored rollouts, in order of suite, scenario, arm, mode, epoch and key.
  public func keysInOrder(of runID: String) throws(StoreError) -> [ContentHash] {
    try reading { database in
      try String.fetchAll(
        database,
        sql: """
          SELECT key FROM rollouts WHERE run_id = ? ORDER BY suite_id, scenario_id, arm, mode, epoch, key
          """,
        arguments: [runID]
      ).map { text in
        guard let key = ContentHash(hex: text) else {
          throw UnreadableValue(what: "a rollout of run \(runID) has a key that is none")
        }
        return key
      }
    }
  }

  /// A rollout of a run with all its labels, the latest first; nil if the run holds none of that key.
  public func rollout(of runID: String, key: ContentHash) throws(StoreError) -> LabelledRollout? {
    try reading { database in
      let id = try Int64.fetchOne(
        database, sql: "SELECT id FROM rollouts WHERE run_id = ? AND key = ?", arguments: [runID, key.hex])
      guard let id else { return nil }
      guard let stored = try Self.storedRollout(id, database) else {
        throw UnreadableValue(what: "rollout \(key.short) lacks its record or its prompt")
      }
      return stored
    }
  }

  /// The rollouts, of any run or of one, whose key begins with these digits: the run's id and the key.
  public func rollouts(
    keyPrefix: String, run runID: String? = nil
  ) throws(StoreError) -> [(runID: String, key: ContentHash)] {
    let prefix = keyPrefix.lowercased()
    guard !prefix.isEmpty,
      prefix.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
    else { return [] }
    return try reading { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT run_id, key FROM rollouts WHERE key >= ? AND key < ? AND (? IS NULL OR run_id = ?)
          ORDER BY key, run_id LIMIT 100
          """,
        arguments: [prefix, prefix + "g", runID, runID])
      return try rows.compactMap { row in
        guard let key = ContentHash(hex: try row.get(1)) else { return nil }
        return (try row.get(0), key)
      }
    }
  }

  /// Passes every stored rollout of a run to a closure, in order of suite, scenario, arm, mode, epoch and key.
  ///
  /// One rollout at a time is in memory. What the closure throws ends the reading and comes out as it is.
  public func forEachRollout(
    of runID: String, _ body: (LabelledRollout) throws -> Void
  ) throws {
    try rethrowing { database in
      let ids = try Int64.fetchCursor(
        database,
        sql: """
          SELECT id FROM rollouts WHERE run_id = ?
          ORDER BY suite_id, scenario_id, arm, mode, epoch, key
          """,
        arguments: [runID])
      while let id = try ids.next() {
        guard let stored = try Self.storedRollout(id, database) else {
          throw UnreadableValue(what: "rollout number \(id) lacks its record or its prompt")
        }
        do { try body(stored) } catch { throw CallersError(inner: error) }
      }
    }
  }

  /// Attempts that failed and were replaced by a later one, in the order of their replacement.
  public func replacedAttempts(
    of runID: String, key: ContentHash
  ) throws(StoreError) -> [LabelledRollout] {
    try reading { database in
      try Row.fetchAll(
        database,
        sql: "SELECT rollout, labels FROM rollout_attempts WHERE run_id = ? AND key = ? ORDER BY id",
        arguments: [runID, key.hex]
      ).map { row in
        LabelledRollout(
          rollout: try StoredJSON.value(Rollout.self, row.get(0), what: "A replaced attempt"),
          labels: try StoredJSON.value([Label].self, row.get(1), what: "A replaced attempt's labels"))
      }
    }
  }

  /// Reads with a closure of the caller's inside, whose errors (as `CallersError`) are not taken for ours.
  func rethrowing(_ body: (Database) throws -> Void) throws {
    do {
      try reader.read(body)
    } catch let error as CallersError {
      throw error.inner
    } catch {
      throw StoreError(error, path: path)
    }
  }

  static func storedRollout(_ rolloutID: Int64, _ database: Database) throws -> LabelledRollout? {
    let statement = try database.cachedStatement(
      sql: """
        SELECT r.key, r.suite_id, r.scenario_id, r.arm, r.wording, r.disclosure, r.mode_json, r.epoch,
          p.body, r.parameters_json, r.prompt_hash, r.status_json, r.transcript_json, r.serving_json,
          r.started_at, r.finished_at, r.withheld_json, r.language
        FROM rollouts r JOIN prompts p ON p.hash = r.prompt_body WHERE r.id = ?
        """)
    guard let row = try Row.fetchOne(statement, arguments: [rolloutID]) else { return nil }
    let key = try hash(row, 0)
    func value<Value: Decodable>(_ index: Int, _ what: String) throws -> Value {
      try StoredJSON.value(Value.self, row.get(index), what: "The \(what) of rollout \(key.short)")
    }
    let prompt: StoredPrompt = try value(8, "prompt")
    var transcript: Transcript = try value(12, "transcript")
    try restoreReasoning(of: rolloutID, in: &transcript, database)
    let plan = PlannedRollout(
      key: key, suiteID: try row.get(1), scenarioID: try row.get(2), arm: try arm(row, 3),
      wording: try row.get(4), disclosure: try row.word(5, "disclosure"), language: try row.get(17),
      mode: try value(6, "mode"),
      epoch: try row.get(7), prompt: prompt.messages, followUps: prompt.followUps, tools: prompt.tools,
      parameters: try value(9, "parameters"), promptHash: try hash(row, 10))
    let rollout = Rollout(
      plan: plan, status: try value(11, "status"), transcript: transcript, serving: try value(13, "serving"),
      startedAt: try row.get(14), finishedAt: try row.get(15),
      withheld: row.hasNull(atIndex: 16) ? nil : try value(16, "withheld answer"))
    return LabelledRollout(rollout: rollout, labels: try labels(of: rolloutID, database))
  }

  private static func labels(of rolloutID: Int64, _ database: Database) throws -> [Label] {
    let statement = try database.cachedStatement(
      sql: """
        SELECT \(labelColumns) FROM labels l JOIN classifiers c ON c.id = l.classifier_id
        WHERE l.rollout_id = ? ORDER BY l.id DESC
        """)
    return try Row.fetchAll(statement, arguments: [rolloutID]).map { row in
      var label = try label(from: row, at: 0, database)
      label.classifier = try named(label.classifier, database)
      return label
    }
  }

  private static func restoreReasoning(
    of rolloutID: Int64, in transcript: inout Transcript, _ database: Database
  ) throws {
    let statement = try database.cachedStatement(
      sql: """
        SELECT message, provenance, CAST(text AS BLOB), CAST(payload AS BLOB), source, sub_agent, tokens
        FROM reasoning_blocks WHERE rollout_id = ? ORDER BY position
        """)
    for row in try Row.fetchAll(statement, arguments: [rolloutID]) {
      let message: Int = try row.get(0)
      guard transcript.messages.indices.contains(message) else {
        throw UnreadableValue(what: "a reasoning block belongs to message \(message), which is not there")
      }
      let text: Data? = try row.get(2)
      let payload: Data? = try row.get(3)
      transcript.messages[message].reasoning.append(
        ReasoningBlock(
          provenance: try row.word(1, "provenance"), text: text.map { String(decoding: $0, as: UTF8.self) },
          payload: payload.map { String(decoding: $0, as: UTF8.self) }, source: try row.get(4),
          subAgent: try row.get(5), tokens: try row.get(6)))
    }
  }

  static func hash(_ row: Row, _ index: Int) throws -> ContentHash {
    let text: String = try row.get(index)
    guard let hash = ContentHash(hex: text) else { throw UnreadableValue(what: "'\(text)' is no hash") }
    return hash
  }

  static func arm(_ row: Row, _ index: Int) throws -> Arm {
    let text: String = try row.get(index)
    guard let arm = Arm(name: text) else { throw UnreadableValue(what: "'\(text)' is no arm") }
    return arm
  }
}

/// What a caller's closure threw, on its way out of a database closure.
struct CallersError: Error {
  var inner: any Error
}
