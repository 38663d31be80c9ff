import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

/// Stores of earlier versions are brought up to date and lose nothing.
@Suite struct MigrationTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    try OldStores.restore(1, at: folder.file())
    try OldStores.restore(2, at: folder.file("second.sqlite"))
  }

  @Test func theFixturesAreOfTheirSchemas() throws {
    #expect(try StoreFile(folder.file()).inspect() == .store(version: 1))
    #expect(try StoreFile(folder.file("second.sqlite")).inspect() == .store(version: 2))
  }

  @Test func labelsOfTheSecondSchemaSayNoMoreThanIsKnown() throws {
    let store = try Store(path: folder.file("second.sqlite"), access: .read)
    defer { store.close() }
    let summaries = try store.summaries(of: "be7cefd7d309f5cd")
    #expect(summaries.count == 4)
    let labels = summaries.compactMap { $0.label?.awareness }
    #expect(labels.count { $0.aware == true } == 3 && labels.count { $0.aware == false } == 1)
    // What was read can be told from the reasoning blocks, what nobody looked at cannot.
    #expect(labels.count { $0.access == .raw } == 3 && labels.count { $0.access == .summary } == 1)
    for label in labels {
      #expect(label.recognisedWithEchoes == nil && label.beyondDisclosedWithEchoes == nil)
      #expect(label.awareBeforeDecision == nil && label.onlyInReasoning == nil)
      #expect(label.namedEvaluators == [] && label.namedBenchmarks == [])
      let channel: EvidenceChannel = label.access == .summary ? .reasoningSummary : .reasoningRaw
      #expect(label.spans.allSatisfy { $0.channel == channel && $0.timing == nil && $0.subAgent == nil })
    }
    #expect(labels.flatMap(\.spans).count == 8)
    #expect(try StoreFile(folder.file("second.sqlite")).inspect() == .store(version: Schema.version))
  }

  @Test func theViewOfLabelsShowsTheNewAxes() async throws {
    let store = try Store(path: folder.file("axes.sqlite"))
    defer { store.close() }
    let lease = try store.createRun(Fixture.newRun())
    var labelled = Fixture.labelled(0)
    labelled.labels[0].awareness = Fixture.fullAwareness
    _ = try await store.commit([labelled], lease: lease)
    let queue = try DatabaseQueue(path: folder.file("axes.sqlite"))
    defer { try? queue.close() }
    let row = try await queue.read { database in
      try String.fetchOne(
        database,
        sql: """
          SELECT json_array(recognised_with_echoes, beyond_disclosed_with_echoes, aware_before_decision,
            only_in_reasoning, access, named_evaluators, named_benchmarks) FROM v_labels
          """)
    }
    #expect(row == #"[1,0,1,0,"mixed","[\"METR\"]","[\"GPQA\",\"MMLU\"]"]"#)
    let stored = try #require(try store.summaries(of: lease.runID).first)
    #expect(stored.label?.awareness == Fixture.fullAwareness)
    let excerpt = try #require(try store.excerpts(of: lease.runID).first)
    #expect(excerpt.span == Fixture.fullAwareness.spans[0])
  }

  @Test func aStoreOfTheFirstSchemaIsReadWhole() async throws {
    let store = try Store(path: folder.file(), access: .read)
    defer { store.close() }
    let record = try store.run("14e6")
    #expect(record.state == .complete)
    #expect(record.manifest.metadata["note"] == "old")
    // What manifests did not say then is not made up.
    #expect(record.manifest.suites.map(\.arms) == [nil])
    #expect(record.manifest.suites.map(\.languages) == [nil])
    let summaries = try store.summaries(of: record.id)
    #expect(summaries.map(\.arm.kind) == [.overt, .placebo])
    #expect(summaries.allSatisfy { $0.translation == nil && $0.languageAsked == "en" && $0.label != nil })
    var rollouts: [LabelledRollout] = []
    try store.forEachRollout(of: record.id) { rollouts.append($0) }
    #expect(rollouts.allSatisfy { $0.rollout.plan.language == nil && $0.labels.count == 1 })
    #expect(try store.suites(of: record.id).map(\.id) == ["small"])
    #expect(try StoreFile(folder.file()).inspect() == .store(version: Schema.version))
    let source = try StoredRunSource(store: store, run: record.id)
    for stored in rollouts { #expect(source.rollout(for: stored.rollout.plan) == stored.rollout) }
    var translated = try #require(rollouts.first).rollout.plan
    translated.language = "ja"
    #expect(source.rollout(for: translated) == nil)
  }

  @Test func theMigratedSchemaIsTheNewOne() throws {
    try Store(path: folder.file(), access: .write).close()
    try Store(path: folder.file("new.sqlite")).close()
    func schema(_ name: String) throws -> [String] {
      let queue = try DatabaseQueue(path: folder.file(name))
      defer { try? queue.close() }
      return try queue.read { database in
        #expect(try Schema.migrator.hasCompletedMigrations(database))
        return try String.fetchAll(
          database,
          sql: """
            SELECT type || ' ' || name || ': ' || group_concat(column, ',') FROM (
              SELECT m.type, m.name, c.name || ' ' || c.type || ' ' || c."notnull" AS column
              FROM sqlite_schema m JOIN pragma_table_info(m.name) c
              WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite%' ORDER BY m.name, c.cid)
            GROUP BY type, name ORDER BY name
            """)
      }
    }
    let fresh = try schema("new.sqlite")
    #expect(fresh.count > 10)
    #expect(try schema("hawthorne.sqlite") == fresh)
  }

  @Test(arguments: [("hawthorne.sqlite", 1), ("second.sqlite", 2)])
  func aLedgerComesToAnOldStore(name: String, version: Int) throws {
    #expect(try StoreFile(folder.file(name)).inspect() == .store(version: version))
    let store = try Store(path: folder.file(name), access: .write)
    defer { store.close() }
    let run = try #require(try store.runs().first)
    let decision = GateDecision(
      subject: run.manifest.subject, policyID: "p", policyMeaning: ContentHash(of: "p"),
      policyHash: ContentHash(of: "p"), report: ContentHash(of: "r"), baseline: nil, classifier: "c",
      runs: ["elsewhere"],
      suites: run.manifest.suites.map { GateDecision.SuiteKey(id: $0.id, hash: $0.hash) }, verdict: .pass)
    let (before, verdict) = try store.record(decision) { _ in .pass }
    #expect(before.earlier == [] && before.otherRuns.contains(run.id) && verdict == .pass)
    #expect(try store.run(run.id) == run)
  }

  @Test func aReadOnlyStoreOfTheFirstSchemaSaysWhatToDo() throws {
    let path = folder.file()
    try FileManager.default.setAttributes([.posixPermissions: 0o444], ofItemAtPath: path)
    guard access(path, W_OK) != 0 else { return }  // root may write everything
    let error = #expect(throws: StoreError.self) { try Store(path: path, access: .read) }
    #expect(error?.kind == .older(found: 1, known: Schema.version))
  }

  @Test func theLanguageOfATranslationIsKept() async throws {
    let store = try Store(path: folder.file("languages.sqlite"))
    defer { store.close() }
    let lease = try store.createRun(Fixture.newRun())
    var translated = Fixture.labelled(1)
    translated.rollout.plan.language = "ja"
    translated.rollout.plan.epoch = Fixture.labelled(0).rollout.plan.epoch
    translated.labels[0].outcome = .unread
    translated.labels[0].awareness = AwarenessLabel(aware: nil, na: .language)
    _ = try await store.commit([Fixture.labelled(0), translated], lease: lease)
    #expect(
      try store.rollout(of: lease.runID, key: translated.rollout.plan.key)?.rollout == translated.rollout)
    let summary = try #require(
      try store.summaries(of: lease.runID).first { $0.key == translated.rollout.plan.key })
    #expect(summary.language == "en" && summary.translation == "ja" && summary.languageAsked == "ja")
    #expect(summary.label?.awareness.na == .language)
    #expect(summary.label?.outcome == .unread)
    let queue = try DatabaseQueue(path: folder.file("languages.sqlite"))
    defer { try? queue.close() }
    let languages = try await queue.read { database in
      try String.fetchAll(database, sql: "SELECT language FROM v_labels ORDER BY language")
    }
    #expect(languages == ["en", "ja"])
  }
}
