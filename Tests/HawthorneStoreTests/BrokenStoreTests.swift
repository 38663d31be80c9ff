import Foundation
import GRDB
import HawthorneCore
import Testing

@testable import HawthorneStore

/// Files that are not what they should be: each is refused with a sentence and left as it was.
@Suite struct BrokenStoreTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func kind(_ access: Store.Access = .create, path: String? = nil) -> StoreError.Kind? {
    do throws(StoreError) {
      try Store(path: path ?? folder.file(), access: access).close()
      return nil
    } catch {
      return error.kind
    }
  }

  @Test func nothingThere() {
    #expect(kind(.read) == .missing)
    #expect(kind(.write) == .missing)
    #expect(!FileManager.default.fileExists(atPath: folder.file()))
    #expect(kind(.create) == nil)
    #expect(kind(.read) == nil)
  }

  @Test func anEmptyFileIsFilledOnlyByWriting() throws {
    try Data().write(to: URL(fileURLWithPath: folder.file()))
    #expect(kind(.read) == .notAStore("it is empty"))
    #expect(kind(.create) == nil)
  }

  @Test func aForeignDatabaseIsLeftAlone() throws {
    let queue = try DatabaseQueue(path: folder.file())
    try queue.write { try $0.execute(sql: "CREATE TABLE runs (id); INSERT INTO runs VALUES (1)") }
    try queue.close()
    let before = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
    for access in [Store.Access.create, .write, .read] {
      #expect(kind(access) == .notAStore("it is the database of another program"))
    }
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file())) == before)
  }

  @Test func textIsNoStore() throws {
    try Data("name: smoke\n".utf8).write(to: URL(fileURLWithPath: folder.file()))
    #expect(kind() == .notAStore("it is not an SQLite database"))
    #expect(kind(path: folder.path) == .notAStore("it is not a file"))
  }

  @Test func aNameThatLooksLikeAnAddressIsAName() throws {
    #expect(StoreFile("file:x?mode=memory").path.hasSuffix("/file:x?mode=memory"))
    #expect(StoreFile("file:x?mode=memory").path.hasPrefix("/"))
  }

  @Test func aNewerSchemaIsRefused() throws {
    #expect(kind() == nil)
    let queue = try DatabaseQueue(path: folder.file())
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA user_version = 99") }
    try queue.close()
    #expect(kind() == .newer(found: 99, known: Schema.version))
    #expect(kind(.read) == .newer(found: 99, known: Schema.version))
  }

  @Test func theSchemaIsTheOneThatMigrationsMake() throws {
    #expect(kind() == nil)
    let queue = try DatabaseQueue(path: folder.file())
    let facts = try queue.read { database in
      (
        try Int.fetchOne(database, sql: "PRAGMA application_id"),
        try Int.fetchOne(database, sql: "PRAGMA user_version"),
        try Schema.migrator.hasCompletedMigrations(database), try Schema.migrator.hasSchemaChanges(database)
      )
    }
    #expect(facts.0 == 0x4857_544E)
    #expect(facts.1 == Schema.version)
    #expect(Schema.migrator.migrations.count == Schema.version)
    #expect(facts.2)
    #expect(!facts.3)
  }

  @Test func aTruncatedFileIsDamaged() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    for index in 0..<40 { _ = try await store.commit([Fixture.labelled(index)], lease: lease) }
    store.close()
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
    try whole.prefix(whole.count / 2 / 4096 * 4096).write(to: URL(fileURLWithPath: folder.file()))
    let error = #expect(throws: StoreError.self) {
      let store = try Store(path: folder.file(), access: .read)
      defer { store.close() }
      for record in try store.runs() { _ = try store.summaries(of: record.id) }
    }
    guard case .corrupt = error?.kind else {
      Issue.record("not said to be damaged: \(String(describing: error))")
      return
    }
    #expect(error?.exitStatus == .invalid)
  }

  /// Whatever bytes are overwritten, the store answers rightly or throws; it never traps.
  @Test func randomDamageNeverTraps() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    _ = try await store.commit((0..<10).map { Fixture.labelled($0) }, lease: lease)
    store.close()
    let whole = try Data(contentsOf: URL(fileURLWithPath: folder.file()))
    var random = SplitMix(state: 7)
    var refused = 0
    for _ in 0..<150 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...40, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
      }
      try bytes.write(to: URL(fileURLWithPath: folder.file("damaged")))
      do {
        let store = try Store(path: folder.file("damaged"), access: .read)
        defer { store.close() }
        for record in try store.runs() {
          _ = try store.summaries(of: record.id)
          try store.forEachRollout(of: record.id) { _ in }
          _ = try store.excerpts(of: record.id)
        }
      } catch is StoreError {
        refused += 1
      }
      for end in ["", "-wal", "-shm"] {
        try? FileManager.default.removeItem(atPath: folder.file("damaged" + end))
      }
    }
    #expect(refused > 10)
  }

  /// GRDB notes its migrations in a table that it makes before the first of them.
  @Test func aProcessThatDiedBeforeTheFirstMigrationLeavesAStoreToBegin() throws {
    let queue = try DatabaseQueue(path: folder.file())
    try queue.write {
      try $0.execute(sql: "CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY)")
    }
    try queue.close()
    #expect(throws: StoreError.self) { try Store(path: folder.file(), access: .read) }
    #expect(try Store(path: folder.file()).runs().isEmpty)
  }

  @Test func aFullDiskLosesNothingThatWasAcknowledged() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    try await store.writer?.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 10)")
    }
    var acknowledged = 0
    let error = await #expect(throws: StoreError.self) {
      for index in 0..<1000 {
        _ = try await store.commit([Fixture.labelled(index)], lease: lease)
        acknowledged += 1
      }
    }
    #expect(error?.kind == .full)
    #expect(error?.exitStatus == .inputOutput)
    #expect(acknowledged > 0)
    store.close()
    let again = try Store(path: folder.file(), access: .write)
    #expect(try again.storedKeys(of: lease.runID).count == acknowledged)
    #expect(try again.summaries(of: lease.runID).count == acknowledged)
  }

  @Test func aLockIsReportedAsOne() throws {
    #expect(kind() == nil)
    let queue = try DatabaseQueue(path: folder.file())
    try queue.inTransaction(.exclusive) { _ in
      var configuration = Configuration()
      configuration.busyMode = .immediateError
      let other = try DatabaseQueue(path: folder.file(), configuration: configuration)
      do {
        try other.write { try $0.execute(sql: "DELETE FROM leases") }
        Issue.record("wrote past a lock")
      } catch {
        #expect(StoreError(error, path: "x").kind == .locked)
      }
      return .rollback
    }
  }
}

/// Sebastiano Vigna's splitmix64: the same damage on every run of the test.
struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
