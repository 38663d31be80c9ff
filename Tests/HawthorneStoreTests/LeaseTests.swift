import Foundation
import GRDB
import HawthorneCore
import Testing

@testable import HawthorneStore

@Suite struct LeaseTests {
  let folder: Folder
  let store: Store
  let lease: Lease

  init() throws {
    folder = try Folder()
    store = try Store(path: folder.file())
    lease = try store.createRun(Fixture.newRun())
  }

  @Test func aLiveHolderIsRespected() throws {
    #expect(throws: StoreError(path: store.path, kind: .leaseHeld(.current(runID: lease.runID)))) {
      try store.takeLease(of: lease.runID)
    }
    try store.release(lease)
    let next = try store.takeLease(of: lease.runID)
    #expect(next.owner != lease.owner)
  }

  @Test func aProcessThatLostItsLeaseWritesNothing() async throws {
    try replaceHolder { $0.processStart = "1" }
    let thief = try store.takeLease(of: lease.runID)
    let lost = StoreError(path: store.path, kind: .leaseLost(run: lease.runID))
    await #expect(throws: lost) { try await store.commit([Fixture.labelled(0)], lease: lease) }
    await #expect(throws: lost) { try await store.heartbeat(lease) }
    #expect(throws: lost) { try store.endRun(lease, state: .complete, reason: nil) }
    #expect(throws: lost) { try store.reopenRun(lease) }
    // Giving back what is not ours any more changes nothing.
    try store.release(lease)
    #expect(try await store.commit([Fixture.labelled(0)], lease: thief) == [.stored])
    #expect(try store.run(lease.runID).counts.stored == 1)
  }

  @Test func aRunWithoutAProcessIsIncomplete() throws {
    try replaceHolder { $0.boot = "another boot" }
    let record = try store.run(lease.runID)
    #expect(record.state == .incomplete)
    #expect(record.holder == nil)
    #expect(record.reason != nil)
  }

  @Test(arguments: ["host", "namespace"]) func aHolderOutOfSightIsJudgedByItsHeartbeat(what: String) throws {
    try replaceHolder { if what == "host" { $0.host = "elsewhere" } else { $0.namespace = "pid:[1]" } }
    #expect(throws: StoreError.self) { try store.takeLease(of: lease.runID) }
    try change("UPDATE leases SET heartbeat_at = heartbeat_at - 61000", [])
    #expect(try store.takeLease(of: lease.runID).owner != lease.owner)
  }

  @Test func aHeartbeatBeforeAllClocksIsOld() throws {
    try replaceHolder { $0.host = "elsewhere" }
    try change("UPDATE leases SET heartbeat_at = -9223372036854775808", [])
    #expect(try store.takeLease(of: lease.runID).owner != lease.owner)
  }

  @Test func endingARunGivesTheLeaseBack() throws {
    try store.endRun(lease, state: .stoppedByPolicy, reason: "enough", endedAt: 77)
    var record = try store.run(lease.runID)
    #expect(record.state == .stoppedByPolicy)
    #expect(record.reason == "enough")
    #expect(record.endedAt == 77)
    #expect(record.holder == nil)
    try store.reopenRun(try store.takeLease(of: lease.runID))
    record = try store.run(lease.runID)
    #expect(record.state == .running)
    #expect(record.endedAt == nil)
  }

  @Test func thisProcessIsKnownToLive() {
    let here = LeaseHolder.current(runID: "r")
    #expect(here.hasEnded(seenBy: here) == false)
    #expect(!here.boot.isEmpty)
    #expect(!here.processStart.isEmpty)
    var gone = here
    gone.pid = 4_194_304  // above the kernel's highest pid_max
    #expect(gone.hasEnded(seenBy: here) == true)
  }

  private func replaceHolder(_ edit: (inout LeaseHolder) -> Void) throws {
    var holder = LeaseHolder.current(runID: lease.runID)
    edit(&holder)
    try change("UPDATE leases SET holder = ?", [try StoredJSON.text(of: holder)])
  }

  private func change(_ sql: String, _ arguments: StatementArguments) throws {
    let queue = try DatabaseQueue(path: folder.file())
    try queue.write { try $0.execute(sql: sql, arguments: arguments) }
    try queue.close()
  }
}
