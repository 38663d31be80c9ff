import Foundation
import GRDB
import HawthorneCore
import Testing

@testable import HawthorneStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

@Suite struct ConcurrencyTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  @Test func readersSeeWholeTransactionsWhileAnotherWrites() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    let path = folder.file()
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        for batch in 0..<20 {
          _ = try await store.commit(
            (0..<5).map { Fixture.labelled(batch * 5 + $0) }, lease: lease)
        }
      }
      for _ in 0..<3 {
        group.addTask {
          let reader = try Store(path: path, access: .read)
          defer { reader.close() }
          var last = 0
          for _ in 0..<20 {
            let summaries = try reader.summaries(of: lease.runID)
            #expect(summaries.count.isMultiple(of: 5))
            #expect(summaries.count >= last)
            #expect(summaries.allSatisfy { $0.label != nil })
            last = summaries.count
            await Task.yield()
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try store.summaries(of: lease.runID).count == 100)
  }

  @Test func manyMayCreateTheSameStore() async throws {
    for round in 0..<5 {
      let path = folder.file("\(round)")
      try await withThrowingTaskGroup(of: Void.self) { group in
        for index in 0..<6 {
          group.addTask {
            let store = try Store(path: path)
            _ = try store.createRun(Fixture.newRun(id: "run\(index)"))
            store.close()
          }
        }
        try await group.waitForAll()
      }
      #expect(try Store(path: path, access: .read).runs().count == 6)
    }
  }

  /// Whoever finds a version that another is raising goes on from there.
  @Test(arguments: [1, 5, 9]) func manyMayBringUpTheSameStore(number: Int) async throws {
    for round in 0..<4 {
      let path = folder.file("\(round)")
      try OldStores.restore(number, at: path)
      try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<6 { group.addTask { try Store(path: path, access: .write).close() } }
        try await group.waitForAll()
      }
      let store = try Store(path: path, access: .read)
      #expect(try store.check().verdict == .whole)
      store.close()
    }
  }

  /// The other raises the version while we wait for the file with an older one in mind.
  @Test func aVersionThatAnotherRaisesMeanwhileIsGoneOnFrom() async throws {
    let path = folder.file()
    try OldStores.restore(1, at: path)
    let other = try DatabaseQueue(path: path)
    let opened = try await other.writeWithoutTransaction { database in
      try database.beginTransaction(.immediate)
      let opened = Task.detached { try Store(path: path, access: .write).close() }
      // Long enough to find version 1 and to wait; where it is not, the test shows less.
      usleep(1_500_000)
      try database.execute(sql: Schema.secondVersion)
      try database.execute(sql: "INSERT INTO grdb_migrations VALUES ('v2'); PRAGMA user_version = 2")
      try database.commit()
      return opened
    }
    try await opened.value
    try other.close()
    #expect(try StoreFile(path).inspect() == .store(version: Schema.version))
  }

  @Test func cancellingTheCallerDoesNotTearACommit() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    let task = Task { try await store.commit([Fixture.labelled(0)], lease: lease) }
    task.cancel()
    #expect(try await task.value == [.stored])
    #expect(try store.storedKeys(of: lease.runID).count == 1)
  }
}
