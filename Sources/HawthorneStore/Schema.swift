import GRDB

/// The tables and how they came to be. A released migration is never changed; a new one is added.
enum Schema {
  /// The `user_version` of a store with all migrations.
  static let version = 7

  static var migrator: DatabaseMigrator {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { database in
      try database.execute(sql: firstVersion)
      try database.execute(sql: "PRAGMA application_id = \(StoreFile.applicationID)")
      try database.execute(sql: "PRAGMA user_version = 1")
    }
    migrator.registerMigration("v2") { database in
      try database.execute(sql: secondVersion)
      try database.execute(sql: "PRAGMA user_version = 2")
    }
    migrator.registerMigration("v3") { database in
      try database.execute(sql: thirdVersion)
      try database.execute(sql: "PRAGMA user_version = 3")
    }
    migrator.registerMigration("v4") { database in
      try database.execute(sql: fourthVersion)
      try database.execute(sql: "PRAGMA user_version = 4")
    }
    migrator.registerMigration("v5") { database in
      try database.execute(sql: fifthVersion)
      try database.execute(sql: "PRAGMA user_version = 5")
    }
    migrator.registerMigration("v6") { database in
      try database.execute(sql: sixthVersion)
      try database.execute(sql: "PRAGMA user_version = 6")
    }
    migrator.registerMigration("v7") { database in
      try database.execute(sql: seventhVersion)
      try database.execute(sql: "PRAGMA user_version = 7")
    }
    return migrator
  }
}
