import GRDB
public import HawthorneCore

extension Store {
  /// A kept answer as it was given; nil where there is none.
  public func cachedResponse(_ key: ContentHash) throws(StoreError) -> String? {
    try reading { database in
      try String.fetchOne(
        database, sql: "SELECT body FROM response_cache WHERE key = ?", arguments: [key.hex])
    }
  }

  /// Keeps an answer; the first one for a key stands.
  public func keepResponse(_ body: String, for key: ContentHash) async throws(StoreError) {
    try await writing { database in
      try database.execute(
        sql: "INSERT INTO response_cache (key, body, kept_at) VALUES (?, ?, ?) ON CONFLICT (key) DO NOTHING",
        arguments: [key.hex, body, WallClock.milliseconds])
    }
  }
}
