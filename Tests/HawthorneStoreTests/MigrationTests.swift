import Foundation
import GRDB
import HawthorneCore
import Testing

@testable import HawthorneStore

/// Stores of earlier versions are brought up to date and lose nothing.
@Suite struct MigrationTests {
  private let folder: Folder

  init() throws {
    folder = try Folder()
    let dump = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("OldStores/version-1.sql")
    let text = try String(contentsOf: dump, encoding: .utf8)
    let queue = try DatabaseQueue(path: folder.file())
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      try database.execute(sql: text)
    }
    try queue.close()
  }

  @Test func theFixtureIsOfTheFirstSchema() throws {
    #expect(try StoreFile(folder.file()).inspect() == .store(version: 1))
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
