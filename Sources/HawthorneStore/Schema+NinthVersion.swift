extension Schema {
  /// Version 9: what belongs to the store as a whole, by name. `redaction_salt` is the secret behind the ids in redacted
  /// reports: it is made once, and stands in nothing that is written from the store.
  static let ninthVersion = """
    CREATE TABLE properties (
      name TEXT NOT NULL PRIMARY KEY,
      value BLOB NOT NULL
    ) STRICT, WITHOUT ROWID;
    """
}
