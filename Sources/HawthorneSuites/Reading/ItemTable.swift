import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// A table that a suite names, read into rows of named texts.
struct ItemTable {
  struct Row {
    /// In the table's file, from 1; nil where the format has no lines.
    var line: Int?
    var cells: [String: String]
  }

  var columns: [String]
  var rows: [Row]

  /// Why a table cannot be read, at a line of its own file.
  struct Malformed: Error {
    var line: Int?
    var message: String
  }

  /// - Parameter path: its ending says what it is.
  static func read(_ bytes: Data, path: String, delimiter: Character?) throws(Malformed) -> ItemTable {
    let ending = path.split(separator: ".").last.map { $0.lowercased() } ?? ""
    switch ending {
    case "csv": return try separated(bytes, delimiter: delimiter ?? ",")
    case "tsv": return try separated(bytes, delimiter: "\t")
    case "jsonl": return try lines(bytes)
    case "json": return try array(bytes)
    default:
      throw Malformed(message: "name a table whose file ends in .csv, .tsv, .jsonl or .json")
    }
  }

  private static func separated(_ bytes: Data, delimiter: Character) throws(Malformed) -> ItemTable {
    let records: [CSV.Record]
    do throws(CSV.Malformed) {
      records = try CSV.records(bytes, delimiter: delimiter)
    } catch {
      throw Malformed(line: error.line, message: error.message)
    }
    guard let header = records.first else {
      throw Malformed(message: "write a header line: the table is empty")
    }
    var names: Set<String> = []
    // Spreadsheets leave columns without a name; nobody can ask for those.
    if let twice = header.fields.first(where: { !$0.isEmpty && !names.insert($0).inserted }) {
      throw Malformed(
        line: header.line, message: "name each column once: '\(TerminalText.stripped(twice))' is there twice")
    }
    var rows: [Row] = []
    for record in records.dropFirst() {
      guard record.fields.count == header.fields.count else {
        throw Malformed(
          line: record.line,
          message:
            "give this row as many fields as the header, \(header.fields.count); it has \(record.fields.count)"
        )
      }
      rows.append(
        Row(
          line: record.line,
          cells: Dictionary(zip(header.fields, record.fields), uniquingKeysWith: { first, _ in first })))
    }
    return ItemTable(columns: header.fields, rows: rows)
  }

  private static func lines(_ bytes: Data) throws(Malformed) -> ItemTable {
    var rows: [Row] = []
    for (index, line) in withoutMark(bytes).split(separator: 0x0A, omittingEmptySubsequences: false)
      .enumerated()
    {
      if line.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) { continue }
      rows.append(Row(line: index + 1, cells: try cells(parse(Data(line), line: index + 1), line: index + 1)))
    }
    return table(rows)
  }

  private static func array(_ bytes: Data) throws(Malformed) -> ItemTable {
    guard case .array(let items) = try parse(withoutMark(bytes), line: nil) else {
      throw Malformed(message: "write a list of objects: the file holds something else")
    }
    var rows: [Row] = []
    for item in items { rows.append(Row(line: nil, cells: try cells(item, line: nil))) }
    return table(rows)
  }

  /// The bytes after a byte order mark.
  private static func withoutMark(_ bytes: Data) -> Data {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
  }

  private static func parse(_ bytes: Data, line: Int?) throws(Malformed) -> JSONValue {
    do throws(JSONText.Malformed) {
      return try JSONText.parse(bytes, origin: "the row")
    } catch {
      throw Malformed(line: line, message: "write valid JSON: \(TerminalText.stripped(error.detail))")
    }
  }

  /// The members of an object that are plain values; lists and objects are not texts, and so no cells.
  private static func cells(_ value: JSONValue, line: Int?) throws(Malformed) -> [String: String] {
    guard case .object(let members) = value else {
      throw Malformed(line: line, message: "write an object for each row")
    }
    return members.compactMapValues { member in
      switch member {
      case .string(let text): text
      case .integer(let number): "\(number)"
      case .number(let number): "\(number)"
      case .bool(let flag): "\(flag)"
      case .null, .array, .object: nil
      }
    }
  }

  private static func table(_ rows: [Row]) -> ItemTable {
    ItemTable(columns: Set(rows.flatMap(\.cells.keys)).sorted(), rows: rows)
  }
}
