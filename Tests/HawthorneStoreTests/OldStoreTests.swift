import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A store of every earlier version is opened, brought up to date and loses nothing.
@Suite struct OldStoreTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  /// A new version of the schema needs a store of the one before it.
  @Test func everyEarlierVersionHasAStore() throws {
    #expect((1..<Schema.version).allSatisfy(OldStores.numbers.contains))
    #expect(OldStores.runs.keys.sorted() == Array(OldStores.numbers))
    for number in OldStores.numbers {
      try OldStores.restore(number, at: folder.file("\(number)"))
      #expect(try StoreFile(folder.file("\(number)")).inspect() == .store(version: number))
      let text = try OldStores.dump(number)
      #expect(text.utf8.count < 60_000 && !text.contains("/tmp") && !text.contains("/work"), "\(number)")
    }
  }

  /// The dumps have the tables that the migrations up to their version make.
  @Test(arguments: OldStores.numbers)
  func theDumpsAreOfTheirSchemas(number: Int) throws {
    try OldStores.restore(number, at: folder.file("old"))
    let queue = try DatabaseQueue(path: folder.file("fresh"))
    try Schema.migrator.migrate(queue, upTo: "v\(number)")
    try queue.close()
    #expect(try OldStores.schema(of: folder.file("old")) == OldStores.schema(of: folder.file("fresh")))
  }

  @Test(
    arguments: OldStores.numbers, [Store.Access.create, .write, .read, .inspect])
  func nothingIsLost(number: Int, access: Store.Access) throws {
    let path = folder.file("old")
    try OldStores.restore(number, at: path, inWAL: access == .write)
    let before = try OldStores.contents(of: path)
    let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(before.rows.values.contains { !$0.isEmpty })

    let store = try Store(path: path, access: access)
    let run = try store.run(try #require(OldStores.runs[number]))
    var rollouts: [LabelledRollout] = []
    try store.forEachRollout(of: run.id) { rollouts.append($0) }
    #expect(rollouts.count == before.rows["rollouts"]?.count && rollouts.count >= 2)
    #expect(rollouts.map(\.labels.count).reduce(0, +) == before.rows["labels"]?.count)
    let spans = rollouts.flatMap(\.labels).map(\.awareness.spans.count).reduce(0, +)
    #expect(spans == before.rows["label_spans"]?.count && spans > 0)
    #expect(try store.summaries(of: run.id).count == rollouts.count)
    let scored = try store.scorers(of: run.id).map(\.scored).reduce(0, +)
    #expect(scored == before.rows["scores"]?.count ?? 0)
    #expect(try store.integrity(of: run.id).damage == [])
    let check = try store.check()
    #expect(check.verdict == .whole, "\(check)")
    store.close()

    if access == .inspect {
      #expect(try StoreFile(path).inspect() == .store(version: number))
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
      return
    }
    #expect(try StoreFile(path).inspect() == .store(version: Schema.version))
    let after = try OldStores.contents(of: path, columns: before.columns)
    // What migrations fill in is not what was there.
    let filled = number < 5 ? ["labels": "access", "label_spans": "channel"] : [:]
    for (table, rows) in before.rows where filled[table] == nil {
      #expect(after.rows[table] == rows, "\(table)")
    }
    for table in filled.keys { #expect(after.rows[table]?.count == before.rows[table]?.count) }
    try Store(path: folder.file("fresh")).close()
    #expect(try OldStores.schema(of: path) == OldStores.schema(of: folder.file("fresh")))
    let queue = try DatabaseQueue(path: path)
    let said = try queue.read { try String.fetchAll($0, sql: "PRAGMA integrity_check") }
    let broken = try queue.read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check").count }
    let isDone = try queue.read { try Schema.migrator.hasCompletedMigrations($0) }
    #expect(said == ["ok"] && broken == 0 && isDone)
    try queue.close()
  }

  @Test func whatTheVersionsAddedIsRead() throws {
    func opened(_ number: Int) throws -> Store {
      try OldStores.restore(number, at: folder.file("\(number)"))
      return try Store(path: folder.file("\(number)"), access: .write)
    }
    let six = try opened(6)
    #expect(try six.count("v_judge_answers") == 2)
    six.close()
    let seven = try opened(7)
    #expect(try seven.scorers(of: "40e8e4c89d856e9d").map(\.identity.name) == ["probe-layer-20"])
    seven.close()
    let nine = try opened(9)
    #expect(try nine.redactionSalt() == Data(repeating: 0x5A, count: 32))
    nine.close()
    let eight = try opened(8)
    #expect(try eight.count("v_gate_decisions") == 1)
    eight.close()
  }

  // MARK: When a migration cannot be carried out

  /// Each version is reached in a transaction of its own: the file is of one version or the next, whole.
  @Test(arguments: [1, 4, 7])
  func aFullDiskIsSaidAndLeavesAStore(number: Int) throws {
    let path = folder.file("old")
    try OldStores.restore(number, at: path)
    let before = try OldStores.contents(of: path)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      let pages = try Int.fetchOne(database, sql: "PRAGMA page_count") ?? 0
      try database.execute(sql: "PRAGMA max_page_count = \(pages + 2)")
    }
    do {
      try Store.bringUp(queue, from: .store(version: number))
      Issue.record("room was found where there is none")
    } catch {
      let error = StoreError(error, path: path)
      #expect(error.kind == .full && error.exitStatus == .inputOutput)
    }
    try queue.close()
    guard case .store(let reached) = try StoreFile(path).inspect() else {
      Issue.record("no store any more")
      return
    }
    #expect(reached >= number && reached < Schema.version)
    let store = try Store(path: path, access: .write)
    #expect(try store.check().verdict == .whole)
    store.close()
    let after = try OldStores.contents(of: path, columns: before.columns)
    #expect(after.rows["rollouts"] == before.rows["rollouts"])
  }

  @Test(arguments: [1, 5, 10], [Store.Access.create, .write, .read])
  func aWriteThatAProcessDiedInIsTakenBack(number: Int, access: Store.Access) throws {
    let path = folder.file("old")
    try OldStores.restore(number, at: path)
    let before = try OldStores.contents(of: path)
    try OldStores.breakOff(path)
    let store = try Store(path: path, access: access)
    #expect(try store.check().verdict == .whole)
    store.close()
    let after = try OldStores.contents(of: path, columns: before.columns)
    #expect(after.rows["rollouts"] == before.rows["rollouts"])
    #expect(after.rows["labels"]?.count == before.rows["labels"]?.count)
  }

  /// Who only looks changes nothing, and reads nothing of a file that is half written.
  @Test func aWriteThatAProcessDiedInIsLeftByWhoOnlyLooks() throws {
    let path = folder.file("old")
    try OldStores.restore(3, at: path)
    try OldStores.breakOff(path)
    let files = try [path, path + "-journal"].map { try Data(contentsOf: URL(fileURLWithPath: $0)) }
    let error = #expect(throws: StoreError.self) { try Store(path: path, access: .inspect) }
    #expect(error?.kind == .unfinishedWrite(canBeWritten: true) && error?.exitStatus == .inputOutput)
    #expect(try [path, path + "-journal"].map { try Data(contentsOf: URL(fileURLWithPath: $0)) } == files)
  }

  /// Rows that name others which are not there: nothing is changed, and a check says what is amiss.
  @Test func aDamagedOldStoreIsLeftAndChecked() throws {
    let path = folder.file("old")
    try OldStores.restore(7, at: path)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(
        sql: """
          PRAGMA foreign_keys = OFF;
          DELETE FROM run_scenarios WHERE scenario_id = (SELECT min(scenario_id) FROM rollouts)
          """)
    }
    try queue.close()
    for access in [Store.Access.write, .read] {
      let error = #expect(throws: StoreError.self) { try Store(path: path, access: access) }
      guard case .corrupt(let what) = error?.kind else {
        Issue.record("not said to be damaged: \(String(describing: error))")
        return
      }
      #expect(what.contains("name others that are not there") && !what.contains("run_id:"))
    }
    #expect(try StoreFile(path).inspect() == .store(version: 7))
    let store = try Store(path: path, access: .inspect)
    defer { store.close() }
    let check = try store.check()
    #expect(
      check.verdict == .damaged && check.file.damage.contains { $0.contains("rollouts name run_scenarios") })
    #expect(check.runs.first?.damage.contains { $0.message.contains("scenarios that are not there") } == true)
    #expect(throws: StoreError.self) { try store.runs() }
  }

  /// A file that says it has a schema and has another: a program under development made such.
  @Test func tablesOfAnotherSchemaAreNotBroughtUp() throws {
    let path = folder.file("old")
    try OldStores.restore(4, at: path)
    let queue = try DatabaseQueue(path: path)
    try queue.write { try $0.execute(sql: "CREATE TABLE judge_answers (id INTEGER) STRICT") }
    try queue.close()
    let error = #expect(throws: StoreError.self) { try Store(path: path, access: .write) }
    guard case .corrupt(let what) = error?.kind else {
      Issue.record("not said to be damaged: \(String(describing: error))")
      return
    }
    #expect(what.contains("not those of schema 4") && what.contains("judge_answers"))
    #expect(try StoreFile(path).inspect() == .store(version: 5))
  }
}

extension Store {
  fileprivate func count(_ table: String) throws -> Int? {
    try reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
  }
}
