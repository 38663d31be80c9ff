import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// Two stores become one and lose nothing.
@Suite struct MergeTests {
  private let folder: Folder
  private let ours: Store
  private let theirs: Store

  init() throws {
    folder = try Folder()
    ours = try Store(path: folder.file("ours.sqlite"))
    theirs = try Store(path: folder.file("theirs.sqlite"))
  }

  private func run(
    _ id: String, in store: Store, _ rollouts: [LabelledRollout], startedAt: Int64 = 1_000
  ) async throws {
    let lease = try store.createRun(Fixture.newRun(id: id, startedAt: startedAt))
    _ = try await store.commit(rollouts, lease: lease)
    try store.endRun(lease, state: .complete, reason: nil, endedAt: 9_000)
  }

  private func score(_ id: String, in store: Store, file: String) throws {
    let scorer = ScorerIdentity(name: "probe-x", version: "1", hash: ContentHash(of: file))
    let key = Fixture.rollout(0).plan.key
    _ = try store.importScores(ScoreImport(run: id, scorer: scorer, file: "s.csv", partial: true)) { take in
      try take(
        .row(ScoreRow(line: 2, reference: RolloutReference(key: key.hex), value: .number(0.5), note: "n")))
    }
  }

  private func decision(_ report: String, _ verdict: GateDecision.Verdict) -> GateDecision {
    GateDecision(
      subject: "scripted/m", policyID: "p", policyMeaning: ContentHash(of: "p"),
      policyHash: ContentHash(of: "p#"), report: ContentHash(of: report), baseline: nil,
      classifier: "rules@1#0123", runs: ["bbbbbbbbbbbbbbbb"],
      suites: [.init(id: "suite", hash: ContentHash(of: "suite"))], verdict: verdict)
  }

  /// Every row of the tables that hold data, without what is private to a file.
  private func contents(of store: Store) throws -> [String: [String]] {
    let queries = [
      "runs": "SELECT id, manifest, state, options, ended_at FROM runs",
      "suites": "SELECT hash, body FROM suites", "scenarios": "SELECT hash, body FROM scenarios",
      "prompts": "SELECT hash, body FROM prompts",
      "rollouts": "SELECT run_id, key, transcript_json, serving_json, answer_hash, language FROM rollouts",
      "blocks": """
      SELECT r.run_id, r.key, b.position, b.provenance, b.text, b.payload FROM reasoning_blocks b
      JOIN rollouts r ON r.id = b.rollout_id
      """,
      "spans": """
      SELECT r.run_id, r.key, c.name, c.version, l.outcome, l.belief, s.position, s.marker, s.start_byte
      FROM labels l JOIN rollouts r ON r.id = l.rollout_id JOIN classifiers c ON c.id = l.classifier_id
      LEFT JOIN label_spans s ON s.label_id = l.id
      """,
      "answers": """
      SELECT r.run_id, r.key, c.name, a.question, a.vote, a.reply FROM judge_answers a
      JOIN rollouts r ON r.id = a.rollout_id JOIN classifiers c ON c.id = a.classifier_id
      """,
      "scores": """
      SELECT s.run_id, s.name, s.hash, r.key, x.number, x.note FROM scores x JOIN scorers s ON s.id = x.scorer_id
      JOIN rollouts r ON r.id = x.rollout_id
      """,
      "attempts": "SELECT run_id, key, rollout FROM rollout_attempts",
      "decisions": """
      SELECT d.report, d.verdict, r.run_id, s.suite_hash FROM gate_decisions d
      JOIN gate_decision_runs r ON r.decision_id = d.id JOIN gate_decision_suites s ON s.decision_id = d.id
      """,
    ]
    return try store.reading { database in
      try queries.mapValues { sql in
        try Row.fetchAll(database, sql: sql).map {
          $0.databaseValues.map(\.description).joined(separator: "|")
        }
        .sorted()
      }
    }
  }

  @Test func everythingOfBothIsInTheMergedStore() async throws {
    try await run("aaaaaaaaaaaaaaaa", in: ours, [Fixture.labelled(0), Fixture.labelled(1)])
    let lease = try theirs.createRun(Fixture.newRun(id: "bbbbbbbbbbbbbbbb", startedAt: 500))
    _ = try await theirs.commit(
      [Fixture.labelled(0, status: .failed(kind: "timeout", message: "late"))], lease: lease)
    _ = try await theirs.commit((0..<3).map { Fixture.labelled($0) }, lease: lease)
    _ = try await theirs.commit(
      [.answer(key: Fixture.rollout(0).plan.key, JudgeAnswerTests.answer("q"))], by: JudgeAnswerTests.judge,
      lease: lease)
    try theirs.endRun(lease, state: .complete, reason: nil)
    try score(lease.runID, in: theirs, file: "f")
    _ = try theirs.record(decision("r", .fail)) { _ in .fail }
    let before = (ours: try contents(of: ours), theirs: try contents(of: theirs))

    let result = try ours.merge(theirs)
    #expect(result.added == ["bbbbbbbbbbbbbbbb"] && result.already == [])
    #expect(result.rollouts == 3 && result.labels == 3 && result.judgeAnswers == 1)
    #expect(result.scores == 1 && result.decisions == 1)
    let merged = try contents(of: ours)
    for (table, rows) in merged {
      let expected = Set(before.ours[table] ?? []).union(before.theirs[table] ?? [])
      #expect(Set(rows) == expected && rows.count == expected.count, "\(table)")
    }
    #expect(merged["attempts"]?.count == 1 && merged["spans"]?.count == 5)
    let copied = try #require(try ours.rollout(of: "bbbbbbbbbbbbbbbb", key: Fixture.rollout(2).plan.key))
    #expect(copied.rollout == Fixture.rollout(2))
    // The other store is as it was, and a second merge finds nothing new.
    #expect(try contents(of: theirs) == before.theirs)
    let again = try ours.merge(theirs)
    #expect(again.added == [] && again.already == ["bbbbbbbbbbbbbbbb"])
    #expect(again.rollouts + again.labels + again.judgeAnswers + again.scores + again.decisions == 0)
    #expect(try contents(of: ours) == merged)
  }

  @Test func labelsOfACopyAreAdded() async throws {
    for store in [ours, theirs] { try await run("aaaaaaaaaaaaaaaa", in: store, [Fixture.labelled(0)]) }
    let second = ClassifierIdentity(id: "rules", version: "2", hash: ContentHash(of: "rules 2"))
    try theirs.appendLabels([(Fixture.rollout(0).plan.key, Fixture.label(second))], run: "aaaaaaaaaaaaaaaa")
    let result = try ours.merge(theirs)
    #expect(result.already == ["aaaaaaaaaaaaaaaa"] && result.rollouts == 0 && result.labels == 1)
    #expect(try ours.classifiers(of: "aaaaaaaaaaaaaaaa").map(\.identity.version) == ["2", "1"])
    #expect(try contents(of: ours)["spans"]?.count == 2)
  }

  @Test func copiesWithOtherRolloutsAreRefused() async throws {
    try await run("aaaaaaaaaaaaaaaa", in: ours, [Fixture.labelled(0)])
    try await run("aaaaaaaaaaaaaaaa", in: theirs, [Fixture.labelled(0), Fixture.labelled(1)])
    try await run("bbbbbbbbbbbbbbbb", in: theirs, [Fixture.labelled(0)])
    let before = try contents(of: ours)
    #expect(throws: MergeError.runDiffers("aaaaaaaaaaaaaaaa", other: theirs.path)) { try ours.merge(theirs) }
    #expect(try contents(of: ours) == before)
    // The store works on after a refusal.
    #expect(throws: MergeError.self) { try ours.merge(theirs) }
  }

  @Test func aChangedAnswerIsAnotherRollout() async throws {
    try await run("aaaaaaaaaaaaaaaa", in: ours, [Fixture.labelled(0)])
    try await run(
      "aaaaaaaaaaaaaaaa", in: theirs,
      [LabelledRollout(rollout: Fixture.rollout(0, answer: "No."), labels: [Fixture.label()])])
    #expect(throws: MergeError.runDiffers("aaaaaaaaaaaaaaaa", other: theirs.path)) { try ours.merge(theirs) }
  }

  @Test func scoresOfAnotherFileAreRefused() async throws {
    for (store, file) in [(ours, "f"), (theirs, "g")] {
      try await run("aaaaaaaaaaaaaaaa", in: store, [Fixture.labelled(0)])
      try score("aaaaaaaaaaaaaaaa", in: store, file: file)
    }
    #expect(
      throws: MergeError.scorerDiffers(run: "aaaaaaaaaaaaaaaa", scorer: "probe-x 1", other: theirs.path)
    ) { try ours.merge(theirs) }
  }

  @Test func aRunAtWorkIsRefused() throws {
    let lease = try theirs.createRun(Fixture.newRun(id: "bbbbbbbbbbbbbbbb"))
    #expect(throws: MergeError.leaseHeld(run: "bbbbbbbbbbbbbbbb", other: theirs.path)) {
      try ours.merge(theirs)
    }
    try theirs.release(lease)
    #expect(try ours.merge(theirs).added == ["bbbbbbbbbbbbbbbb"])
  }

  @Test func theStoreItselfIsRefused() throws {
    #expect(throws: MergeError.sameFile(ours.path)) { try ours.merge(ours) }
    let link = folder.file("link.sqlite")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: ours.path)
    let linked = try Store(path: link, access: .read)
    #expect(throws: MergeError.sameFile(ours.path)) { try ours.merge(linked) }
  }

  @Test func theWorseDecisionStands() async throws {
    for store in [ours, theirs] { try await run("bbbbbbbbbbbbbbbb", in: store, [Fixture.labelled(0)]) }
    _ = try ours.record(decision("r", .pass)) { _ in .pass }
    _ = try theirs.record(decision("r", .pass)) { _ in .inconclusive }
    #expect(try ours.merge(theirs).decisions == 0)
    #expect(try ours.record(decision("r", .pass)) { _ in .pass }.verdict == .inconclusive)
  }

  /// A run's number is never given twice, so that what a decision could not know stays unknown to it.
  @Test func numbersAreNotGivenAgain() async throws {
    try await run("aaaaaaaaaaaaaaaa", in: ours, [Fixture.labelled(0)])
    try await run("bbbbbbbbbbbbbbbb", in: ours, [Fixture.labelled(0)])
    let first = try ours.record(decision("r", .fail)) { _ in .fail }
    #expect(first.before.otherRuns == ["aaaaaaaaaaaaaaaa"])
    try ours.deleteRuns(["aaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbb"])
    try ours.compact()
    try await run("cccccccccccccccc", in: ours, [Fixture.labelled(0)])
    let again = try ours.record(decision("r", .fail)) { _ in .fail }
    #expect(again.before.otherRuns == [] && again.before.unknownRuns == ["bbbbbbbbbbbbbbbb"])
  }

  @Test func pairsStandSideBySide() async throws {
    try await run(
      "aaaaaaaaaaaaaaaa", in: ours,
      [
        LabelledRollout(rollout: Fixture.rollout(0), labels: [Fixture.label(outcome: .refused)]),
        LabelledRollout(rollout: Fixture.rollout(2), labels: [Fixture.label(aware: false)]),
        LabelledRollout(rollout: Fixture.rollout(1), labels: [Fixture.label(aware: false)]),
      ])
    let row = try ours.reading { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT first_arm, second_arm, first_rollouts, second_rollouts, first_readable, first_aware, second_aware,
            first_answered, first_refused, second_refused, first_judged, first_misaligned, first_checked FROM v_pairs
          """)
    }
    // Overt twice, once aware and refused; disguised once; every label says misaligned, none correct or not.
    #expect(
      row.map { $0.databaseValues.map(\.description).joined(separator: " ") } == [
        #""overt" "disguised/realistic" 2 1 2 1 0 2 1 0 2 2 0"#
      ])
  }
}
