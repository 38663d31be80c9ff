import GRDB

/// The tables and how they came to be. A released migration is never changed; a new one is added.
enum Schema {
  /// Each migration's SQL, in order.
  private static let versions = [
    firstVersion, secondVersion, thirdVersion, fourthVersion, fifthVersion, sixthVersion, seventhVersion,
    eighthVersion, ninthVersion, tenthVersion, eleventhVersion,
  ]

  /// The `user_version` of a store with all migrations.
  static let version = versions.count

  static var migrator: DatabaseMigrator { migrator(requiresReferences: true) }

  /// - Parameter requiresReferences: whether a file with rows that name others which are not there is refused.
  static func migrator(requiresReferences: Bool) -> DatabaseMigrator {
    var migrator = DatabaseMigrator()
    if !requiresReferences { migrator = migrator.disablingDeferredForeignKeyChecks() }
    for (number, sql) in zip(1..., versions) {
      migrator.registerMigration("v\(number)") { database in
        try database.execute(sql: sql)
        if number == 1 { try database.execute(sql: "PRAGMA application_id = \(StoreFile.applicationID)") }
        try database.execute(sql: "PRAGMA user_version = \(number)")
      }
    }
    return migrator
  }
}
