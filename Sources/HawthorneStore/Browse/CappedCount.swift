import GRDB

/// A count that stops at a bound, so that no page waits for a million rows.
public struct CappedCount: Sendable, Hashable {
  /// At most the bound.
  public var counted: Int
  /// Whether there are more.
  public var isMore: Bool

  public init(counted: Int, isMore: Bool = false) {
    self.counted = counted
    self.isMore = isMore
  }

  static let query = "SELECT count(*) FROM (SELECT 1 FROM rollouts WHERE run_id = ? LIMIT ?)"

  /// Counts the stored rollouts of a run, by an index alone.
  static func rollouts(of runID: String, cap: Int, _ database: Database) throws -> CappedCount {
    let found =
      try Int.fetchOne(
        database.cachedStatement(sql: query),
        arguments: [runID, cap + 1]) ?? 0
    return CappedCount(counted: min(found, cap), isMore: found > cap)
  }
}
