extension Schema {
  /// Answers kept on request (`run --cache`), by the hash of all that was asked. `body` is JSON.
  static let thirdVersion = """
    CREATE TABLE response_cache (
      key TEXT NOT NULL PRIMARY KEY,
      body TEXT NOT NULL,
      kept_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
