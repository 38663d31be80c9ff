public import FoundationEssentials
import GRDB

extension Store {
  private static let saltName = "redaction_salt"

  /// The secret behind the ids of this store's redacted reports; nil where none was made yet.
  public func redactionSalt() throws(StoreError) -> Data? {
    try reading { try Self.salt($0) }
  }

  /// The secret behind the ids of this store's redacted reports, made at the first call.
  ///
  /// Where two processes call at once, both get the same.
  ///
  /// - Throws: `StoreError.readOnly` for a store without one that cannot be written.
  public func makeRedactionSalt() throws(StoreError) -> Data {
    if let made = try redactionSalt() { return made }
    return try writing { database in
      if let made = try Self.salt(database) { return made }
      var generator = SystemRandomNumberGenerator()
      var bytes = Data()
      while bytes.count < 32 { bytes.append(UInt8.random(in: .min ... .max, using: &generator)) }
      try database.execute(
        sql: "INSERT INTO properties (name, value) VALUES (?, ?)", arguments: [Self.saltName, bytes])
      return bytes
    }
  }

  private static func salt(_ database: Database) throws -> Data? {
    try Data.fetchOne(
      database, sql: "SELECT value FROM properties WHERE name = ?", arguments: [saltName])
  }
}
