import GRDB
public import HawthorneCore
import HawthorneFormats

extension Store {
  /// Records a gate's decision, once: the same report under the same policy and baseline is the same decision.
  ///
  /// - Parameters:
  ///   - decision: its verdict before earlier ones are looked at.
  ///   - settle: says, from what was there before, the verdict to record; not called by another process meanwhile.
  /// - Returns: what was there before the decision was first recorded, and the verdict recorded then.
  public func record(
    _ decision: GateDecision, settle: (LedgerView) -> GateDecision.Verdict
  ) throws(StoreError) -> (before: LedgerView, verdict: GateDecision.Verdict) {
    try writing { database in
      if let row = try Row.fetchOne(
        database,
        sql: """
          SELECT id, verdict, runs_seen FROM gate_decisions
          WHERE report = ? AND policy_meaning = ? AND baseline = ?
          """,
        arguments: [decision.report.hex, decision.policyMeaning.hex, decision.baseline?.hex ?? ""])
      {
        let view = try Self.view(
          for: decision, before: try row.get(0), runsSeen: try row.get(2), database)
        return (view, try row.word(1, "verdict"))
      }
      let seen = try Int64.fetchOne(database, sql: "SELECT max(number) FROM runs") ?? 0
      let view = try Self.view(for: decision, before: .max, runsSeen: seen, database)
      let verdict = settle(view)
      try Self.insert(decision, verdict, runsSeen: seen, database)
      return (view, verdict)
    }
  }

  private static func insert(
    _ decision: GateDecision, _ verdict: GateDecision.Verdict, runsSeen: Int64, _ database: Database
  ) throws {
    try database.execute(
      sql: """
        INSERT INTO gate_decisions (subject, policy_id, policy_meaning, policy_hash, report, baseline, classifier,
          verdict, runs_seen, decided_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [
        decision.subject.column, decision.policyID.column, decision.policyMeaning.hex,
        decision.policyHash.hex, decision.report.hex, decision.baseline?.hex ?? "",
        decision.classifier.column, verdict.rawValue, runsSeen, WallClock.milliseconds,
      ])
    let id = database.lastInsertedRowID
    for run in Set(decision.runs).sorted() {
      try database.execute(
        sql: "INSERT INTO gate_decision_runs (decision_id, run_id) VALUES (?, ?)",
        arguments: [id, run.column])
    }
    for suite in Set(decision.suites) {
      try database.execute(
        sql: "INSERT INTO gate_decision_suites (decision_id, suite_id, suite_hash) VALUES (?, ?, ?)",
        arguments: [id, suite.id.column, suite.hash.hex])
    }
  }

  private static func view(
    for decision: GateDecision, before id: Int64, runsSeen: Int64, _ database: Database
  ) throws -> LedgerView {
    let hashes = Set(decision.suites.map(\.hash.hex))
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, policy_id, policy_meaning, policy_hash, report, baseline, classifier, verdict FROM gate_decisions
        WHERE subject = ? AND id < ? ORDER BY id
        """,
      arguments: [decision.subject.column, id])
    var earlier: [GateDecision] = []
    for row in rows {
      let number: Int64 = try row.get(0)
      let suites = try suites(of: number, database)
      guard suites.contains(where: { hashes.contains($0.hash.hex) }) else { continue }
      let baseline: String = try row.get(5)
      earlier.append(
        GateDecision(
          subject: decision.subject, policyID: try row.get(1), policyMeaning: try hash(row, 2),
          policyHash: try hash(row, 3), report: try hash(row, 4), baseline: ContentHash(hex: baseline),
          classifier: try row.get(6),
          runs: try String.fetchAll(
            database, sql: "SELECT run_id FROM gate_decision_runs WHERE decision_id = ? ORDER BY run_id",
            arguments: [number]),
          suites: suites, verdict: try row.word(7, "verdict")))
    }
    var view = LedgerView(earlier: earlier, otherRuns: [], unknownRuns: [])
    let stored = try String.fetchSet(
      database, sql: "SELECT id FROM runs WHERE number <= ?", arguments: [runsSeen])
    view.unknownRuns = Set(decision.runs).subtracting(stored).sorted()
    let others = try otherRuns(than: decision, hashes, runsSeen: runsSeen, database)
    view.otherRuns = others.filter(\.hasEnded).map(\.id)
    view.unfinishedRuns = others.filter { !$0.hasEnded }.map(\.id)
    return view
  }

  private static func suites(of decision: Int64, _ database: Database) throws -> [GateDecision.SuiteKey] {
    try Row.fetchAll(
      database,
      sql: """
        SELECT suite_id, suite_hash FROM gate_decision_suites WHERE decision_id = ? ORDER BY suite_id, suite_hash
        """,
      arguments: [decision]
    ).map { GateDecision.SuiteKey(id: try $0.get(0), hash: try hash($0, 1)) }
  }

  /// Runs of the subject on the suites that the decision does not count.
  private static func otherRuns(
    than decision: GateDecision, _ hashes: Set<String>, runsSeen: Int64, _ database: Database
  ) throws -> [(id: String, hasEnded: Bool)] {
    let own = Set(decision.runs)
    let rows = try Row.fetchAll(
      database,
      sql: """
        SELECT id, manifest, state IN ('complete', 'stopped_by_policy') FROM runs WHERE number <= ? ORDER BY id
        """,
      arguments: [runsSeen])
    var others: [(id: String, hasEnded: Bool)] = []
    for row in rows {
      let id: String = try row.get(0)
      guard !own.contains(id) else { continue }
      let manifest = try StoredJSON.value(RunManifest.self, row.get(1), what: "The manifest of run \(id)")
      if manifest.subject == decision.subject,
        manifest.suites.contains(where: { hashes.contains($0.hash.hex) })
      {
        others.append((id: id, hasEnded: try row.get(2)))
      }
    }
    return others
  }
}

extension RunManifest {
  /// What was run: the model that answered (of a replay the recorded one), and the system named around it.
  public var subject: String {
    Self.subject(model: (replayed?.model ?? model).description, metadata["system"])
  }

  /// As `subject`, of a model `provider/name` and a system.
  public static func subject(model: String, _ system: String?) -> String {
    system.map { "\(model) in \($0)" } ?? model
  }
}
