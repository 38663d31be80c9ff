import FoundationEssentials
import GRDB

/// The right to write to one run, held by one process at a time.
public struct Lease: Sendable, Hashable {
  public let runID: String
  let owner: String
}

extension Store {
  /// After this long without a heartbeat a holder that we cannot look at counts as ended.
  static let staleAfterMilliseconds: Int64 = 60_000
  /// How often the holder must call `heartbeat`.
  public static let heartbeatInterval = Duration.seconds(10)

  /// Takes the lease of a run; that of a process that has ended is taken over.
  ///
  /// - Throws: `StoreError.leaseHeld` while another process is at work.
  public func takeLease(of runID: String) throws(StoreError) -> Lease {
    try writing { try Self.takeLease(of: runID, path: path, $0) }
  }

  /// Says that the holder is still at work.
  ///
  /// - Throws: `StoreError.leaseLost`.
  public func heartbeat(_ lease: Lease) async throws(StoreError) {
    let path = path
    try await writing { try Self.confirm(lease, path: path, $0) }
  }

  /// Gives the lease back, if it is still ours.
  public func release(_ lease: Lease) throws(StoreError) {
    try writing { try Self.release(lease, $0) }
  }

  static func takeLease(of runID: String, path: String, _ database: Database) throws -> Lease {
    let holder = LeaseHolder.current(runID: runID)
    if let other = try liveHolder(of: runID, seenBy: holder, database) {
      throw StoreError(path: path, kind: .leaseHeld(other))
    }
    let lease = Lease(runID: runID, owner: UUID().uuidString)
    try database.execute(
      sql: """
        INSERT INTO leases (run_id, owner, holder, heartbeat_at) VALUES (?, ?, ?, ?)
        ON CONFLICT (run_id) DO UPDATE SET
          owner = excluded.owner, holder = excluded.holder, heartbeat_at = excluded.heartbeat_at
        """,
      arguments: [runID, lease.owner, try StoredJSON.text(of: holder), WallClock.milliseconds])
    return lease
  }

  static func release(_ lease: Lease, _ database: Database) throws {
    try database.execute(
      sql: "DELETE FROM leases WHERE run_id = ? AND owner = ?", arguments: [lease.runID, lease.owner])
  }

  /// Renews the heartbeat inside a writing transaction, so that a process that lost its lease writes nothing.
  static func confirm(_ lease: Lease, path: String, _ database: Database) throws {
    let renew = try database.cachedStatement(
      sql: "UPDATE leases SET heartbeat_at = ? WHERE run_id = ? AND owner = ?")
    try renew.execute(arguments: [WallClock.milliseconds, lease.runID, lease.owner])
    guard database.changesCount == 1 else {
      throw StoreError(path: path, kind: .leaseLost(run: lease.runID))
    }
  }

  /// Who works on the run now, nil when nobody does or the last one has ended.
  static func liveHolder(
    of runID: String, seenBy observer: LeaseHolder, _ database: Database
  ) throws -> LeaseHolder? {
    let row = try Row.fetchOne(
      database, sql: "SELECT holder, heartbeat_at FROM leases WHERE run_id = ?", arguments: [runID])
    guard let row else { return nil }
    return try liveHolder(row, runID: runID, seenBy: observer)
  }

  /// Whether the process of a lease, its columns holder and heartbeat_at, is at work.
  static func isLive(_ row: Row, runID: String) throws -> Bool {
    try liveHolder(row, runID: runID, seenBy: .current(runID: runID)) != nil
  }

  private static func liveHolder(
    _ row: Row, runID: String, seenBy observer: LeaseHolder
  ) throws -> LeaseHolder? {
    let holder = try StoredJSON.value(LeaseHolder.self, row.get(0), what: "The lease of run \(runID)")
    if let ended = holder.hasEnded(seenBy: observer) { return ended ? nil : holder }
    let heartbeat: Int64 = try row.get(1)
    // Only a heartbeat long before all clocks is too far away to be subtracted.
    let (age, isOver) = WallClock.milliseconds.subtractingReportingOverflow(heartbeat)
    return isOver || age > staleAfterMilliseconds ? nil : holder
  }
}
