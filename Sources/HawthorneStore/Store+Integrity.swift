import FoundationEssentials
import GRDB
import HawthorneCore
import HawthorneFormats

extension Store {
  /// Recomputes every hash that the store keeps of a run, and holds the columns that queries read against the records
  /// they were copied from.
  ///
  /// One rollout at a time is in memory. What no hash is over (labels, tool outputs in transcripts) is not covered.
  ///
  /// - Throws: `StoreError`, also for a value that cannot be read at all.
  public func integrity(of runID: String) throws -> RunIntegrity {
    var found = RunIntegrity(run: runID)
    try rethrowing { database in try Self.check(&found, database) { _, error in throw error } }
    return found
  }

  /// - Parameter unreadable: hears of a part that cannot be read at all, by its place; what it throws ends the check.
  static func check(
    _ found: inout RunIntegrity, _ database: Database, unreadable: (String, any Error) throws -> Void
  ) throws {
    func attempt(_ place: @autoclosure () -> String, _ body: () throws -> Void) throws {
      do { try body() } catch { try unreadable(place(), error) }
    }
    try attempt("the run's record") { try checkRun(&found, database) }
    try attempt("suites") { try checkSuites(&found, database) }
    try attempt("scenarios") { try checkScenarios(&found, database) }
    var seen: Set<Int64> = []
    func walk(_ source: String) throws {
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, key FROM rollouts \(source)", arguments: [found.run])
      while let row = try rows.next() {
        let id: Int64 = try row.get(0)
        guard seen.insert(id).inserted else { continue }
        let key: String? = try? row.get(1)
        try attempt("rollout \(key.map { String($0.prefix(12)) } ?? "number \(id)")") {
          try check(rollout: id, &found, database)
        }
      }
    }
    try attempt("the list of rollouts") {
      try walk(
        "INDEXED BY rollouts_in_order WHERE run_id = ? ORDER BY suite_id, scenario_id, arm, mode, epoch, key")
    }
    // By the table too: an index may have lost some.
    try attempt("the table of rollouts") { try walk("NOT INDEXED WHERE run_id = ?") }
    try attempt("gold labels") { try checkGold(&found, database) }
    try attempt("annotation queues") { try checkQueues(&found, database) }
  }

  private static func checkRun(_ found: inout RunIntegrity, _ database: Database) throws {
    let run = found.run
    let row = try Row.fetchOne(
      database,
      sql: """
        SELECT manifest, provider, model, simulation, planned, plan_hash, started_at FROM runs WHERE id = ?
        """,
      arguments: [run])
    guard let row else { return }
    let manifest = try StoredJSON.value(RunManifest.self, row.get(0), what: "The manifest of run \(run)")
    let texts: [(String, String, String)] = [
      ("id", manifest.id, run), ("provider", manifest.model.provider.column, try row.get(1)),
      ("model", manifest.model.name.column, try row.get(2)),
      ("plan_hash", manifest.planHash.hex, try row.get(5)),
    ]
    var differing = texts.filter { $0.1 != $0.2 }.map(\.0)
    if try manifest.simulation != row.get(3) { differing.append("simulation") }
    if try manifest.plannedRollouts != row.get(4) { differing.append("planned") }
    if try manifest.startedAt != row.get(6) { differing.append("started_at") }
    found.hold(.columns, "run \(run)", sentence(differing))
  }

  private static func checkSuites(_ found: inout RunIntegrity, _ database: Database) throws {
    let text = try String.fetchOne(
      database, sql: "SELECT manifest FROM runs WHERE id = ?", arguments: [found.run])
    let manifest = try text.map {
      try StoredJSON.value(RunManifest.self, $0, what: "The manifest of run \(found.run)")
    }
    let named = Dictionary(
      (manifest?.suites ?? []).map { ($0.id, $0.hash.hex) }, uniquingKeysWith: { first, _ in first })
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT s.id, s.hash, s.file_hash, s.body FROM run_suites r JOIN suites s ON s.hash = r.suite_hash
        WHERE r.run_id = ? ORDER BY r.position
        """,
      arguments: [found.run])
    for row in rows {
      let id: String = try row.get(0)
      let body: String = try row.get(3)
      let file: String = try row.get(2)
      let suite = try StoredJSON.value(Suite.self, body, what: "The suite \(id)")
      let fault: String? =
        if ContentHash(of: body).hex != (try row.get(1) as String) {
          "the stored contents do not have the hash they are kept under"
        } else if suite.hash.hex != file || named[suite.id] != file {
          "the manifest, the suite and the store name different hashes of its file"
        } else {
          nil
        }
      found.hold(.suite, id, fault)
    }
  }

  private static func checkScenarios(_ found: inout RunIntegrity, _ database: Database) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT r.suite_id, r.scenario_id, s.hash, s.body, r.domain, r.severity, r.harm, r.twin, r.language
        FROM run_scenarios r
        JOIN scenarios s ON s.hash = r.scenario_hash WHERE r.run_id = ? ORDER BY r.suite_id, r.scenario_id
        """,
      arguments: [found.run])
    while let row = try rows.next() {
      let name = "\(try row.get(0) as String)/\(try row.get(1) as String)"
      let body: String = try row.get(3)
      let isSame = ContentHash(of: body).hex == (try row.get(2) as String)
      found.hold(
        .scenario, name, isSame ? nil : "the stored contents do not have the hash they are kept under")
      let scenario = try StoredJSON.value(Scenario.self, body, what: "The scenario \(name)")
      let differing = [
        ("id", scenario.id.column, try row.get(1) as String?),
        ("domain", scenario.domain.column, try row.get(4)),
        ("severity", scenario.severity?.column, try row.get(5)),
        ("harm", scenario.harm?.rawValue, try row.get(6)),
        ("twin", scenario.twin?.column, try row.get(7)),
        ("language", scenario.language.column, try row.get(8)),
      ].filter { $0.1 != $0.2 }.map(\.0)
      found.hold(.columns, name, sentence(differing))
    }
  }

  private static func checkGold(_ found: inout RunIntegrity, _ database: Database) throws {
    let rows = try Row.fetchCursor(
      database,
      sql: """
        SELECT \(goldColumns) FROM gold_labels g JOIN rollouts r ON r.run_id = g.run_id AND r.key = g.key
        WHERE g.run_id = ? ORDER BY g.key, g.annotator, g.created_at, g.id
        """, arguments: [found.run])
    while let row = try rows.next() {
      let record = try gold(row)
      let fault: String? =
        if try record.contentID() != record.id {
          "a person's label is not as it was given"
        } else if let complaint = record.label.complaint {
          "a person's label is not sound: \(complaint)"
        } else {
          nil
        }
      found.hold(.gold, record.key.hex, fault)
    }
    let homeless = try Int.fetchOne(
      database,
      sql: """
        SELECT count(*) FROM gold_labels g WHERE g.run_id = :run
          AND NOT EXISTS (SELECT 1 FROM rollouts r WHERE r.run_id = g.run_id AND r.key = g.key)
        """, arguments: ["run": found.run])
    if let homeless, homeless > 0 {
      found.hold(.gold, "keys", "\(homeless) are of rollouts that are not there")
    }
  }

  private static func checkQueues(_ found: inout RunIntegrity, _ database: Database) throws {
    for queue in try queues(of: found.run, database) {
      let members = try members(of: queue, database)
      let weights = Dictionary(
        queue.strata.map { ($0.stratum.name, Double($0.size) / Double(max(1, $0.taken))) },
        uniquingKeysWith: { first, _ in first })
      let isWhole =
        try queue.contentID(members) == queue.id && members.allSatisfy { weights[$0.stratum] == $0.weight }
      found.hold(.queue, queue.id.hex, isWhole ? nil : "it does not hold what was drawn")
    }
  }

  private static func sentence(_ differing: [String]) -> String? {
    differing.isEmpty
      ? nil : "what queries read is not what was recorded: \(differing.joined(separator: ", "))"
  }

  /// What the prompt hash is over, under the names it was made with.
  private struct PromptContents: Encodable {
    var prompt: [Message]
    var followUps: [String]
    var tools: [SimulatedTool]
  }

  private static func check(
    rollout id: Int64, _ found: inout RunIntegrity, _ database: Database
  ) throws {
    guard let stored = try storedRollout(id, database) else {
      found.hold(.prompt, "row \(id)", "its prompt is not stored")
      return
    }
    let rollout = stored.rollout
    let key = rollout.plan.key.hex
    let row = try Row.fetchOne(
      try database.cachedStatement(
        sql: """
          SELECT r.answer_hash, r.prompt_body, p.body, r.mode, r.status, r.requested_model, r.served_model,
            r.system_fingerprint, r.finish_reason, r.input_tokens, r.output_tokens, r.reasoning_tokens,
            r.cached_tokens, r.latency_ms, r.requests, r.readable_reasoning_bytes, r.status_detail,
            (SELECT count(*) FROM labels l WHERE l.rollout_id = r.id AND l.spans <>
              (SELECT count(*) FROM label_spans s WHERE s.label_id = l.id)),
            (SELECT count(*) FROM labels l WHERE l.rollout_id = r.id)
          FROM rollouts r JOIN prompts p ON p.hash = r.prompt_body WHERE r.id = ?
          """), arguments: [id])
    guard let row else { return }
    let prompt = PromptContents(
      prompt: rollout.plan.prompt, followUps: rollout.plan.followUps, tools: rollout.plan.tools)
    let body: String = try row.get(2)
    let bodyHash: String = try row.get(1)
    let promptHash = try ContentHash(canonical: prompt)
    let isPrompt = ContentHash(of: body).hex == bodyHash && promptHash == rollout.plan.promptHash
    found.hold(.prompt, key, isPrompt ? nil : "the stored prompt does not have the prompt hash")
    let isAnswer =
      try generatedHash(of: rollout.transcript).hex == (row.get(0) as String) || rollout.isNotice
    found.hold(.answer, key, isAnswer ? nil : "the stored transcript does not have the hash of its answer")
    let serving = rollout.serving
    let readable = rollout.transcript.reasoning.reduce(0) { $0 + ($1.readableText?.utf8.count ?? 0) }
    let texts: [(String, String?, String?)] = [
      ("mode", rollout.plan.mode.name.column, try row.get(3)),
      ("status", StatusWord(rollout.status).rawValue, try row.get(4)),
      ("requested_model", serving.requestedModel.column, try row.get(5)),
      ("served_model", serving.servedModel?.column, try row.get(6)),
      ("system_fingerprint", serving.systemFingerprint?.column, try row.get(7)),
      ("finish_reason", serving.finishReason?.name.column, try row.get(8)),
      ("status_detail", rollout.status.detail?.column, try row.get(16)),
    ]
    let numbers: [(String, Int?, Int?)] = [
      ("input_tokens", serving.usage.input, try row.get(9)),
      ("output_tokens", serving.usage.output, try row.get(10)),
      ("reasoning_tokens", serving.usage.reasoning, try row.get(11)),
      ("cached_tokens", serving.usage.cached, try row.get(12)),
      ("latency_ms", serving.latencyMilliseconds, try row.get(13)),
      ("requests", serving.attempts, try row.get(14)),
    ]
    // What was read before the text was taken out stays known.
    let counts =
      rollout.isNotice ? numbers : numbers + [("readable_reasoning_bytes", readable, try row.get(15))]
    let differing =
      texts.filter { $0.1 != $0.2 }.map(\.0) + counts.filter { $0.1 != $0.2 }.map(\.0)
    found.hold(.columns, key, sentence(differing))
    let broken: Int = try row.get(17)
    if try (row.get(18) as Int) > 0 {
      found.hold(.label, key, broken > 0 ? "a label has more or fewer spans than it says" : nil)
    }
  }
}

extension Rollout {
  /// Everything the model wrote was replaced by the notice of its hash.
  fileprivate var isNotice: Bool {
    guard let withheld else { return false }
    return transcript.answers.allSatisfy {
      $0.text == withheld.notice && $0.reasoning.isEmpty && $0.toolCalls.isEmpty
    }
  }
}
