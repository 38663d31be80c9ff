import Foundation
import GRDB

@testable import HawthorneStore

/// The stores of earlier versions, as dumps of their SQL.
enum OldStores {
  /// Those that lie in `OldStores/`: `version-1.sql` and so on.
  static let numbers = 1...10

  /// The run that each holds.
  static let runs = [
    1: "14e6", 2: "be7cefd7d309f5cd", 3: "32e101b905d148f1", 4: "32e101b905d148f1", 5: "40e8e4c89d856e9d",
    6: "40e8e4c89d856e9d", 7: "40e8e4c89d856e9d", 8: "e670f897e5f460a1", 9: "b12c749db517d705",
    10: "f43192b8b41691f5",
  ]

  static func dump(_ number: Int) throws -> String {
    let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("OldStores/version-\(number).sql")
    return try String(contentsOf: file, encoding: .utf8)
  }

  /// Makes the store of a version.
  ///
  /// - Parameter inWAL: as a binary left it that was killed or had the file open: with SQLite's log.
  static func restore(_ number: Int, at path: String, inWAL: Bool = false) throws {
    let text = try dump(number)
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction { database in
      try database.execute(sql: "PRAGMA foreign_keys = OFF")
      try database.execute(sql: text)
      if inWAL { _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL") }
    }
    try queue.close()
  }

  /// Leaves a store as a process does that dies within a write: pages changed in the file, the old ones in its journal.
  static func breakOff(_ path: String) throws {
    let whole = path + "-whole"
    try FileManager.default.moveItem(atPath: path, toPath: whole)
    let queue = try DatabaseQueue(path: whole)
    try queue.inTransaction { database in
      // So small that SQLite writes to the file long before the end.
      try database.execute(
        sql: "PRAGMA cache_size = 5; CREATE TABLE half AS SELECT * FROM rollouts, (SELECT 1 UNION SELECT 2)")
      try database.execute(sql: "DELETE FROM labels; UPDATE rollouts SET key = key || hex(zeroblob(9000))")
      for end in ["", "-journal"] {
        try FileManager.default.copyItem(atPath: whole + end, toPath: path + end)
      }
      return .rollback
    }
    try queue.close()
    try FileManager.default.removeItem(atPath: whole)
  }

  /// Every row of every table, by table: the columns of `columns`, or all of them, each as SQL would write it.
  static func contents(
    of path: String, columns: [String: [String]] = [:]
  ) throws -> (rows: [String: [String]], columns: [String: [String]]) {
    var configuration = Configuration()
    configuration.readonly = true
    let queue = try DatabaseQueue(path: path, configuration: configuration)
    defer { try? queue.close() }
    return try queue.read { database in
      let tables = try String.fetchAll(
        database,
        sql: "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name")
      var rows: [String: [String]] = [:]
      var found: [String: [String]] = [:]
      for table in tables where table != "grdb_migrations" && (columns.isEmpty || columns[table] != nil) {
        let all = try String.fetchAll(
          database, sql: "SELECT name FROM pragma_table_info(?) ORDER BY cid", arguments: [table])
        let chosen = columns[table] ?? all
        found[table] = all
        let values = chosen.map { "quote(\"\($0)\")" }.joined(separator: " || ',' || ")
        rows[table] = try String.fetchAll(database, sql: "SELECT \(values) FROM \"\(table)\"").sorted()
      }
      return (rows, found)
    }
  }

  /// The SQL of everything in a file, white space made one.
  static func schema(of path: String) throws -> [String] {
    let queue = try DatabaseQueue(path: path)
    defer { try? queue.close() }
    return try queue.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite%'
          ORDER BY type, name
          """
      ).map { row in
        let sql: String = row[3] ?? ""
        let words = sql.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return "\(row[0] as String) \(row[1] as String) of \(row[2] as String): \(words)"
      }
    }
  }
}
