import Foundation
import HawthorneCore
import Testing

@testable import HawthorneStore

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
    let path = folder.file()
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

  @Test func cancellingTheCallerDoesNotTearACommit() async throws {
    let store = try Store(path: folder.file())
    let lease = try store.createRun(Fixture.newRun())
    let task = Task { try await store.commit([Fixture.labelled(0)], lease: lease) }
    task.cancel()
    #expect(try await task.value == [.stored])
    #expect(try store.storedKeys(of: lease.runID).count == 1)
  }
}
