import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// Reads a file of scores made elsewhere: CSV, TSV or JSON Lines (`Documentation/import-scores.md`).
///
/// One row at a time is in memory. Every row that cannot be taken is a diagnostic with its line.
public struct ScoreFileReader: Sendable {
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case csv, tsv, jsonl
  }

  public let path: String
  public let format: Format
  /// Of the file's bytes as they were when the reader was made.
  public let hash: ContentHash
  private let kind: ScoreKind?
  private let valueColumn: String?

  /// The longest record, in bytes, and the longest note.
  static let recordLimit = 1 << 20
  static let noteLimit = 10_000

  /// Looks at the file once, for its hash.
  ///
  /// - Parameters:
  ///   - kind: what the values are; nil takes the kind of the first one.
  ///   - valueColumn: the column or member with the values; nil is `value` or `score`.
  /// - Throws: `FileError`, `ScoreFileError`.
  public init(path: String, kind: ScoreKind? = nil, valueColumn: String? = nil) throws {
    let name = path.lowercased()
    guard let format = Format.allCases.first(where: { name.hasSuffix(".\($0.rawValue)") }) else {
      throw ScoreFileError(file: path, kind: .unknownFormat)
    }
    self.path = path
    self.format = format
    self.kind = kind
    self.valueColumn = valueColumn
    var stream = try RecordStream(path: path, shape: .lines, limit: 0)
    let head = try stream.head()
    guard !head.starts(with: [0xFF, 0xFE]), !head.starts(with: [0xFE, 0xFF]) else {
      throw ScoreFileError(file: path, kind: .notUTF8)
    }
    while try stream.next() != nil {}
    hash = stream.hash
  }

  /// Passes every row to a closure, or what is wrong with it.
  ///
  /// - Returns: columns that were not read.
  /// - Throws: `FileError`, `ScoreFileError`, and what `take` throws.
  @discardableResult
  public func forEach(_ take: (ScoreFileItem) throws -> Void) throws -> [String] {
    switch format {
    case .jsonl: try forEachLine(take)
    case .csv: try forEachRecord(separator: UInt8(ascii: ","), take)
    case .tsv: try forEachRecord(separator: UInt8(ascii: "\t"), take)
    }
  }

  private func complaint(_ unfit: ScoreValueReader.Unfit, line: Int) -> ScoreFileItem {
    .complaint(
      Diagnostic(
        id: "scores.\(unfit.id)", location: .init(file: path, line: line),
        message: TerminalText.stripped(unfit.message)))
  }

  private func tooLong(_ size: Int) -> ScoreValueReader.Unfit {
    .init(
      id: "too-long",
      message: "shorten the row to \(Self.recordLimit) bytes, or close its quote: it has \(size)")
  }

  // MARK: CSV

  private func forEachRecord(
    separator: UInt8, _ take: (ScoreFileItem) throws -> Void
  ) throws -> [String] {
    var stream = try RecordStream(path: path, shape: .separated(separator), limit: Self.recordLimit)
    var values = ScoreValueReader(kind: kind)
    var columns: (head: ScoreHead, names: [String])?
    while let record = try stream.next() {
      do throws(ScoreValueReader.Unfit) {
        let fields = try fields(of: record, separator: separator)
        guard let known = columns else {
          columns = (try ScoreHead(fields, value: valueColumn), fields)
          continue
        }
        guard fields.count == known.names.count else {
          throw .init(
            id: "columns",
            message: "give the row \(known.names.count) fields as the head has: it has \(fields.count)")
        }
        let byName = Dictionary(zip(known.names, fields), uniquingKeysWith: { first, _ in first })
        func text(_ column: ScoreColumn) -> String? {
          known.head.places[column].flatMap { byName[$0] }.map(ScoreValueReader.trimmed)
            .flatMap { $0.isEmpty ? nil : $0 }
        }
        let reference = try reference(text)
        let value = try values.read(
          text: known.head.places[.value].flatMap { byName[$0] } ?? "", line: record.line)
        let row = ScoreRow(
          line: record.line, reference: reference, value: value, note: try note(text(.note)))
        try pass(.row(row), take)
      } catch {
        if let inner = error.inner { throw inner }
        guard columns != nil else {
          throw ScoreFileError(file: path, kind: .head(line: record.line, message: error.message))
        }
        try take(complaint(error, line: error.line ?? record.line))
      }
    }
    try confirm(stream.hash)
    return columns?.head.ignored ?? []
  }

  private func fields(
    of record: RecordStream.Record, separator: UInt8
  ) throws(ScoreValueReader.Unfit) -> [String] {
    if let size = record.tooLong { throw tooLong(size) }
    do throws(CSV.Malformed) {
      return try CSV.records(record.bytes, delimiter: Character(Unicode.Scalar(separator))).first?.fields
        ?? []
    } catch {
      var unfit = ScoreValueReader.Unfit(id: "csv", message: error.message)
      unfit.line = record.line + error.line - 1
      throw unfit
    }
  }

  // MARK: JSON Lines

  private func forEachLine(_ take: (ScoreFileItem) throws -> Void) throws -> [String] {
    var stream = try RecordStream(path: path, shape: .lines, limit: Self.recordLimit)
    var values = ScoreValueReader(kind: kind)
    while let record = try stream.next() {
      do throws(ScoreValueReader.Unfit) {
        if let size = record.tooLong { throw tooLong(size) }
        let members = try members(of: record)
        var texts: [ScoreColumn: String] = [:]
        var value: JSONValue?
        for (name, member) in members {
          let isChosen = valueColumn.map { $0 == name }
          guard let column = isChosen == true ? .value : ScoreColumn(named: name) else { continue }
          if column == .value {
            guard isChosen != false else { continue }
            guard value == nil else {
              throw .init(
                id: "columns", message: "say with --value which member has the value: there are several")
            }
            value = member
          } else if let text = try Self.text(member, name) {
            guard texts.updateValue(text, forKey: column) == nil else {
              throw .init(id: "columns", message: "give '\(column.rawValue)' once, under one name")
            }
          }
        }
        let reference = try reference { texts[$0] }
        let row = ScoreRow(
          line: record.line, reference: reference, value: try values.read(json: value, line: record.line),
          note: try note(texts[.note]))
        try pass(.row(row), take)
      } catch {
        if let inner = error.inner { throw inner }
        try take(complaint(error, line: record.line))
      }
    }
    try confirm(stream.hash)
    return []
  }

  private func members(of record: RecordStream.Record) throws(ScoreValueReader.Unfit) -> [String: JSONValue] {
    guard String(validating: record.bytes, as: UTF8.self) != nil else {
      throw .init(id: "json", message: "save the file as UTF-8: this line is not")
    }
    guard let value = try? JSONText.parse(record.bytes, origin: "the line") else {
      throw .init(id: "json", message: "write one JSON object on the line: it is not valid JSON")
    }
    guard let members = value.objectValue else {
      throw .init(id: "json", message: "write one JSON object on the line")
    }
    return members
  }

  /// A member that names something; nil for null or blank.
  private static func text(_ value: JSONValue, _ name: String) throws(ScoreValueReader.Unfit) -> String? {
    switch value {
    case .null: return nil
    case .string(let text): return text.isEmpty ? nil : text
    case .integer(let number): return String(number)
    case .number(let number): return (try? CanonicalJSON.text(of: number)) ?? ""
    case .bool, .array, .object:
      throw .init(id: "bad-name", message: "give '\(String(name.prefix(40)))' as text or a whole number")
    }
  }

  // MARK: Both

  private func reference(
    _ text: (ScoreColumn) -> String?
  ) throws(ScoreValueReader.Unfit) -> RolloutReference {
    var reference = RolloutReference(
      run: text(.run), key: text(.rollout), suite: text(.suite), scenario: text(.scenario), mode: text(.mode),
      wording: text(.wording), language: text(.language))
    if let key = reference.key {
      let digits = key.lowercased().utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x61...0x66).contains($0)
      }
      guard digits, (8...64).contains(key.utf8.count) else {
        throw .init(
          id: "bad-key",
          message: "give the rollout's key: 64 hexadecimal digits, or the first 8 or more of them")
      }
    }
    if let name = text(.arm) {
      guard let arm = Arm(name: name) else {
        throw .init(
          id: "bad-arm",
          message:
            "write the arm as kind or kind/variant (\(Arm.Kind.allCases.map(\.rawValue).joined(separator: ", "))), not '\(String(name.prefix(40)))'"
        )
      }
      reference.arm = arm
    }
    if let epoch = text(.epoch) {
      // What pandas writes of whole numbers in a column with gaps.
      let whole = epoch.hasSuffix(".0") ? String(epoch.dropLast(2)) : epoch
      guard let number = Int(whole), number >= 1 else {
        throw .init(id: "bad-epoch", message: "give the epoch as a whole number from 1")
      }
      reference.epoch = number
    }
    guard reference.key != nil || (reference.scenario != nil && reference.arm != nil) else {
      throw .init(id: "no-rollout", message: "name the rollout: by 'rollout', or by 'scenario' and 'arm'")
    }
    return reference
  }

  private func note(_ text: String?) throws(ScoreValueReader.Unfit) -> String? {
    guard let text else { return nil }
    guard text.utf8.count <= Self.noteLimit else {
      throw .init(id: "note-too-long", message: "shorten the note to \(Self.noteLimit) bytes")
    }
    return text
  }

  /// Hands a row on; what the closure throws travels inside.
  private func pass(
    _ item: ScoreFileItem, _ take: (ScoreFileItem) throws -> Void
  ) throws(ScoreValueReader.Unfit) {
    do { try take(item) } catch { throw .init(inner: error) }
  }

  private func confirm(_ found: ContentHash) throws {
    guard found == hash else { throw ScoreFileError(file: path, kind: .changed) }
  }
}

extension ScoreValueReader.Unfit {
  fileprivate init(inner: any Error) {
    self.init(id: "", message: "")
    self.inner = inner
  }
}
