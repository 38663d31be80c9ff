import Foundation
import GRDB
import HawthorneStore
import Testing

/// `Documentation/store.md` is made from the migrations, and says something of every table and view.
@Suite struct SchemaPageTests {
  private struct Object {
    var name: String
    var isView: Bool
    var columns: [(name: String, type: String, isRequired: Bool, isKey: Bool)]
  }

  private func objects() throws -> [Object] {
    let folder = try Folder()
    let store = try Store(path: folder.file())
    store.close()
    let queue = try DatabaseQueue(path: folder.file())
    defer { try? queue.close() }
    return try queue.read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name <> 'grdb_migrations'
            AND name NOT LIKE 'sqlite%' ORDER BY type, rowid
          """
      ).map { row in
        let name: String = row["name"]
        return Object(
          name: name, isView: row["type"] == "view",
          columns: try Row.fetchAll(database, sql: "SELECT * FROM pragma_table_info(?)", arguments: [name])
            .map {
              ($0["name"], $0["type"], $0["notnull"], ($0["pk"] as Int) > 0)
            })
      }
    }
  }

  @Test func everyTableViewAndColumnIsDescribed() throws {
    let objects = try objects()
    #expect(Set(objects.map(\.name)) == Set(SchemaNotes.tables.keys))
    for object in objects {
      let described = Set(SchemaNotes.tables[object.name]?.columns.keys ?? [:].keys)
      let columns = Set(object.columns.map(\.name))
      #expect(described.isSubset(of: columns), "\(object.name): \(described.subtracting(columns))")
      if !object.isView {
        #expect(described == columns, "\(object.name): \(columns.subtracting(described))")
      }
    }
  }

  @Test func thePageIsOfTheSchema() throws {
    let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Documentation/store.md").standardizedFileURL
    let old = try String(contentsOf: path, encoding: .utf8)
    let mark = "<!-- Below: made from the schema; RECORD_SNAPSHOTS=1 renews it. -->\n"
    let parts = old.components(separatedBy: mark)
    try #require(parts.count == 2)
    let page = parts[0] + mark + (try objects().map(section).joined())
    if ProcessInfo.processInfo.environment["RECORD_SNAPSHOTS"] != nil {
      try page.write(to: path, atomically: true, encoding: .utf8)
    } else {
      #expect(page == old)
    }
  }

  private func section(_ object: Object) -> String {
    let note = SchemaNotes.tables[object.name]
    var text = "\n### `\(object.name)`\n\n\(note?.about ?? "")\n\n"
    guard !object.isView else {
      let names = object.columns.map { column in
        let about = note?.columns[column.name] ?? ""
        return "`\(column.name)`" + (about.isEmpty ? "" : " (\(about))")
      }
      return text + "Columns: \(names.joined(separator: ", ")).\n"
    }
    text += "| column | type | |\n| --- | --- | --- |\n"
    for column in object.columns {
      let type = column.type + (column.isKey ? ", key" : column.isRequired ? "" : ", may be null")
      text += "| `\(column.name)` | \(type) | \(note?.columns[column.name] ?? "") |\n"
    }
    return text
  }
}
