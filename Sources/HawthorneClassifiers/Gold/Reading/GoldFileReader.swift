import FoundationEssentials
import HawthorneFormats
import HawthorneCore

/// One gold file into rows.
struct GoldFileReader {
  let request: GoldRequest

  struct Result {
    var file: GoldFile
    var rows: [GoldRow] = []
    var complaints: [GoldTally.Complaint] = []
  }

  /// - Throws: `FileError`; `GoldError` for CSV that does not parse, or a file of which no line could be read.
  func read(_ path: String) throws -> Result {
    let bytes = try SystemFile.contents(of: path)
    let isCSV = path.lowercased().hasSuffix(".csv")
    let result = isCSV ? try records(bytes, path: path) : lines(bytes, path: path)
    if result.rows.isEmpty, !result.complaints.isEmpty {
      throw GoldError.unreadable(
        file: path, complaints: result.complaints.prefix(3).map { "line \($0.line): \($0.message)" })
    }
    return result
  }

  private func lines(_ bytes: Data, path: String) -> Result {
    let lines = GoldLines.split(bytes, limit: request.lineLimit)
    var result = Result(file: GoldFile(path: path, hash: ContentHash(of: bytes), lines: lines.count))
    for line in lines {
      do throws(GoldRow.Unfit) {
        if let size = line.tooLong { throw GoldRow.Unfit(description: Self.tooLong(size)) }
        result.rows.append(
          try GoldRow(
            line.bytes, file: path, line: line.number, name: request.label, cluster: request.clusterMember))
      } catch {
        result.complaints.append(
          GoldTally.Complaint(file: path, line: line.number, message: error.description))
      }
    }
    return result
  }

  private func records(_ bytes: Data, path: String) throws -> Result {
    let records: [CSV.Record]
    do { records = try CSV.records(bytes) } catch {
      throw GoldError.csv(file: path, line: error.line, message: error.message)
    }
    var result = Result(
      file: GoldFile(path: path, hash: ContentHash(of: bytes), lines: max(0, records.count - 1)))
    guard let head = records.first else { return result }
    let columns = head.fields.map { $0.trimmingSpaces.lowercased() }
    guard Set(columns).count == columns.count else {
      throw GoldError.csv(file: path, line: head.line, message: "give each column a name of its own")
    }
    let label = request.label?.lowercased() ?? (columns.contains("target") ? "target" : "label")
    for name in ["id", label] where !columns.contains(name) {
      throw GoldError.column(
        file: path, name: name == label && request.label == nil ? "target" : name, columns: columns)
    }
    if let cluster = request.clusterMember?.lowercased(), !columns.contains(cluster) {
      throw GoldError.column(file: path, name: cluster, columns: columns)
    }
    for record in records.dropFirst() {
      do throws(GoldRow.Unfit) {
        guard record.fields.count == columns.count else {
          throw GoldRow.Unfit(
            description: "it has \(record.fields.count) fields where the head has \(columns.count)")
        }
        let fields = zip(columns, record.fields.map(\.trimmingSpaces))
        result.rows.append(
          try GoldRow(
            Dictionary(fields, uniquingKeysWith: { first, _ in first }), file: path, line: record.line,
            label: label, cluster: request.clusterMember?.lowercased()))
      } catch {
        result.complaints.append(
          GoldTally.Complaint(file: path, line: record.line, message: error.description))
      }
    }
    return result
  }

  static func tooLong(_ size: Int) -> String { "it has \(size) bytes, more than are read" }
}

extension String {
  /// Without blanks at both ends.
  fileprivate var trimmingSpaces: String {
    let kept = drop { $0 == " " || $0 == "\t" }
    guard let last = kept.lastIndex(where: { $0 != " " && $0 != "\t" }) else { return "" }
    return String(kept[...last])
  }
}
