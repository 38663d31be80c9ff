public import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// A gold label with the place of its rollout, as files carry it.
public struct GoldFileRow: Sendable, Hashable {
  public var record: GoldRecord
  public var suite: String
  public var scenario: String
  public var arm: String
  public var mode: String
  public var epoch: Int
  /// In the queue of the record; nil outside of any.
  public var stratum: String?
  public var weight: Double?
}

/// Gold labels as CSV or JSON Lines: written for analysts, and read back by `annotate --import`.
public enum GoldFile {
  public enum Format: String, Sendable, Hashable, CaseIterable {
    case csv, jsonl

    /// By the name's end; nil for another one.
    public init?(path: String) {
      guard let found = Self.allCases.first(where: { path.lowercased().hasSuffix(".\($0.rawValue)") }) else {
        return nil
      }
      self = found
    }
  }

  /// The names of columns and members, in order.
  public static let columns = [
    "run", "rollout", "suite", "scenario", "arm", "mode", "epoch", "queue", "stratum", "weight", "annotator",
    "aware", "belief", "influence", "markers", "outcome", "notes", "blind", "seconds", "answer_hash",
    "created_at",
    "stale",
  ]

  /// The file's bytes; the same labels give the same bytes.
  ///
  /// - Throws: an encoding error, which would be a defect.
  public static func data(_ rows: [GoldFileRow], as format: Format) throws -> Data {
    switch format {
    case .csv: Data((CSV.line(columns.map { .plain($0) }) + rows.map { CSV.line(fields($0)) }.joined()).utf8)
    case .jsonl:
      Data(try rows.map { try CanonicalJSON.text(of: JSONValue.object(members($0))) + "\n" }.joined().utf8)
    }
  }

  private static func fields(_ row: GoldFileRow) -> [CSV.Field] {
    let (record, label) = (row.record, row.record.label)
    func plain(_ value: (some CustomStringConvertible)?) -> CSV.Field {
      value.map { .plain("\($0)") } ?? .empty
    }
    func text(_ value: String?) -> CSV.Field { value.map { .text(guarded($0)) } ?? .empty }
    return [
      .plain(record.runID), .plain(record.key.hex), text(row.suite), text(row.scenario), text(row.arm),
      text(row.mode), plain(row.epoch), plain(record.queue), text(row.stratum), plain(row.weight),
      text(record.annotator), plain(label.aware), plain(label.belief?.rawValue),
      plain(label.influence?.rawValue), .plain(label.markers.joined(separator: " ")),
      plain(label.outcome?.rawValue), text(label.notes), plain(record.blind), plain(record.seconds),
      .plain(record.answerHash.hex), plain(record.createdAt), plain(record.isStale),
    ]
  }

  private static func members(_ row: GoldFileRow) -> [String: JSONValue] {
    let (record, label) = (row.record, row.record.label)
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    return [
      "run": .string(record.runID), "rollout": .string(record.key.hex), "suite": .string(row.suite),
      "scenario": .string(row.scenario), "arm": .string(row.arm), "mode": .string(row.mode),
      "epoch": .integer(Int64(row.epoch)), "queue": text(record.queue), "stratum": text(row.stratum),
      "weight": row.weight.map { .number($0) } ?? .null, "annotator": .string(record.annotator),
      "aware": label.aware.map { .bool($0) } ?? .null, "belief": text(label.belief?.rawValue),
      "influence": text(label.influence?.rawValue), "markers": .array(label.markers.map { .string($0) }),
      "outcome": text(label.outcome?.rawValue), "notes": text(label.notes), "blind": .bool(record.blind),
      "seconds": record.seconds.map { .integer(Int64($0)) } ?? .null,
      "answer_hash": .string(record.answerHash.hex), "created_at": .integer(record.createdAt),
      "stale": .bool(record.isStale),
    ]
  }

  /// One row read back, with its line, from 1.
  public struct Line: Sendable, Hashable {
    public var line: Int
    public var run: String
    public var new: NewGoldLabel
  }

  /// What a file holds.
  public struct Contents: Sendable, Hashable {
    public var lines: [Line] = []
    /// Columns, or members of rows, that are none of ours, in order of their first row, then of their names.
    public var unread: [String] = []
  }

  /// The rows of `contents(of:as:file:)`.
  public static func read(_ bytes: Data, as format: Format, file: String) throws(DiagnosticsError) -> [Line] {
    try contents(of: bytes, as: format, file: file).lines
  }

  /// Reads a file of `data(_:as:)`, or one made by hand with the columns run, rollout, answer_hash, annotator and those of
  /// what was said, `aware` or `outcome` among them. Names are taken in any case; one that is nearly one of ours is refused,
  /// others are passed over.
  ///
  /// - Throws: `DiagnosticsError` with every complaint, at most a hundred.
  public static func contents(
    of bytes: Data, as format: Format, file: String
  ) throws(DiagnosticsError) -> Contents {
    var complaints: [Diagnostic] = []
    var found = Contents()
    func complain(_ line: Int?, _ id: String, _ message: String) {
      complaints.append(Diagnostic(id: id, location: .init(file: file, line: line), message: message))
    }
    for (line, values) in Self.values(bytes, as: format, &found.unread, complain)
    where complaints.count < 100 {
      var reader = RowReader(values: values)
      let new = reader.row()
      for message in reader.complaints { complain(line, "gold.value", message) }
      if let new { found.lines.append(Line(line: line, run: new.run, new: new.new)) }
    }
    if complaints.isEmpty, found.lines.isEmpty {
      complain(nil, "gold.empty", "give a row for each label; there is none")
    }
    guard complaints.isEmpty else { throw DiagnosticsError(Array(complaints.prefix(100))) }
    return found
  }

  private static func values(
    _ bytes: Data, as format: Format, _ unread: inout [String], _ complain: (Int?, String, String) -> Void
  ) -> [(line: Int, values: [String: JSONValue])] {
    switch format {
    case .csv:
      let records: [CSV.Record]
      do throws(CSV.Malformed) { records = try CSV.records(bytes) } catch {
        complain(error.line, "gold.csv", error.message)
        return []
      }
      guard let head = records.first else { return [] }
      guard Set(head.fields).count == head.fields.count else {
        complain(head.line, "gold.csv", "give each column a name of its own")
        return []
      }
      let columns = GoldColumns(head.fields)
      if let complaint = columns.complaint {
        complain(head.line, "gold.columns", complaint)
        return []
      }
      unread = columns.unread
      let names = head.fields.map { columns.known[$0] }
      return records.dropFirst().compactMap { record -> (line: Int, values: [String: JSONValue])? in
        guard record.fields.count == head.fields.count else {
          complain(
            record.line, "gold.csv",
            "give \(head.fields.count) fields as the first line has; there are \(record.fields.count)")
          return nil
        }
        let pairs = zip(names, record.fields).compactMap { name, field in
          name.map { ($0, field.isEmpty ? JSONValue.null : .string(unguarded(field))) }
        }
        return (record.line, Dictionary(uniqueKeysWithValues: pairs))
      }
    case .jsonl:
      let pieces = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
      // The same names in every row, as a rule.
      var heads: [Set<String>: GoldColumns] = [:]
      return pieces.enumerated().compactMap { index, piece -> (line: Int, values: [String: JSONValue])? in
        guard piece.contains(where: { $0 != 0x20 && $0 != 0x0D && $0 != 0x09 }) else { return nil }
        do throws(JSONText.Malformed) {
          let value = try JSONText.decode(JSONValue.self, from: Data(piece), origin: "line \(index + 1)")
          guard case .object(let members) = value else {
            complain(index + 1, "gold.json", "put one object on each line")
            return nil
          }
          let names = Set(members.keys)
          let columns = heads[names] ?? GoldColumns(names.sorted())
          if heads[names] == nil { unread += columns.unread.filter { !unread.contains($0) } }
          if heads.count < 100 { heads[names] = columns }
          if let complaint = columns.complaint {
            complain(index + 1, "gold.columns", complaint)
            return nil
          }
          let pairs = members.compactMap { name, value in columns.known[name].map { ($0, value) } }
          return (index + 1, Dictionary(uniqueKeysWithValues: pairs))
        } catch {
          complain(index + 1, "gold.json", "mend the JSON: \(error.problem)")
          return nil
        }
      }
    }
  }

  /// Whether a text is apostrophes and then what a spreadsheet takes for a formula's beginning.
  private static func looksGuarded(_ text: String) -> Bool {
    let scalars = text.unicodeScalars
    guard scalars.first == "'", let next = scalars.first(where: { $0 != "'" }) else { return false }
    return "=+-@\t\r".unicodeScalars.contains(next)
  }

  /// With one apostrophe more where the text itself has what reading would take off.
  private static func guarded(_ text: String) -> String { looksGuarded(text) ? "'\(text)" : text }

  /// Without the apostrophe that keeps a spreadsheet from taking a text for a formula.
  private static func unguarded(_ text: String) -> String {
    looksGuarded(text) ? String(String.UnicodeScalarView(text.unicodeScalars.dropFirst())) : text
  }
}

/// Reads the members of one row.
private struct RowReader {
  let values: [String: JSONValue]
  var complaints: [String] = []

  init(values: [String: JSONValue]) { self.values = values }

  mutating func row() -> (run: String, new: NewGoldLabel)? {
    let run = text("run")
    let key = hash("rollout")
    let answer = hash("answer_hash")
    let annotator = text("annotator")
    var label = GoldLabel(
      aware: flag("aware"), belief: word("belief"), influence: word("influence"), markers: markers(),
      outcome: word("outcome"), notes: text("notes"))
    if label.aware == false, label.belief == nil { label.belief = Belief.none }
    if let complaint = label.complaint { complaints.append(complaint) }
    do throws(AnnotationError) { _ = try Annotator.name(annotator) } catch {
      complaints.append("name the annotator in 'annotator' with 1 to \(Annotator.longest) plain characters")
    }
    let (blind, seconds, time) = (flag("blind") ?? false, integer("seconds"), integer("created_at"))
    if let time, !GoldRecord.times.contains(time) {
      complaints.append("give 'created_at' as milliseconds since 1970, before the year 10000")
    }
    if let seconds, seconds < 0 { complaints.append("give 0 or more 'seconds'") }
    guard let run else {
      complaints.append("name the run in 'run'")
      return nil
    }
    guard complaints.isEmpty, let key, let answer, let annotator else { return nil }
    return (
      run,
      NewGoldLabel(
        key: key, answerHash: answer, annotator: annotator, label: label, blind: blind, queue: text("queue"),
        seconds: seconds.flatMap { Int(exactly: $0) }, createdAt: time)
    )
  }

  private mutating func text(_ name: String) -> String? {
    switch values[name] {
    case nil, .null?: return nil
    case .string(let text)?: return text
    default:
      complaints.append("give '\(name)' as text")
      return nil
    }
  }

  private mutating func hash(_ name: String) -> ContentHash? {
    let text = text(name)
    if let text, let hash = ContentHash(hex: text.lowercased()) { return hash }
    complaints.append("give '\(name)' as 64 hexadecimal digits")
    return nil
  }

  private mutating func word<Word: RawRepresentable & CaseIterable>(_ name: String) -> Word?
  where Word.RawValue == String {
    guard let text = text(name) else { return nil }
    if let word = Word(rawValue: text) { return word }
    let known = Word.allCases.map(\.rawValue).joined(separator: ", ")
    complaints.append("give '\(name)' as one of \(known), or leave it empty")
    return nil
  }

  private mutating func flag(_ name: String) -> Bool? {
    var value = values[name]
    if case .string(let text)? = value { value = .string(text.lowercased()) }
    switch value {
    case nil, .null?: return nil
    case .bool(let flag)?: return flag
    case .integer(0)?, .string("0")?, .string("false")?, .string("no")?: return false
    case .integer(1)?, .string("1")?, .string("true")?, .string("yes")?: return true
    default:
      complaints.append("give '\(name)' as true or false, or leave it empty")
      return nil
    }
  }

  private mutating func integer(_ name: String) -> Int64? {
    switch values[name] {
    case nil, .null?: return nil
    case .integer(let number)?: return number
    case .string(let text)?:
      if let number = Int64(text) { return number }
      fallthrough
    default:
      complaints.append("give '\(name)' as a whole number, or leave it empty")
      return nil
    }
  }

  private mutating func markers() -> [String] {
    switch values["markers"] {
    case nil, .null?: return []
    case .string(let text)?:
      return text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == ";" }).map(String.init)
    case .array(let items)?:
      let names = items.compactMap { if case .string(let name) = $0 { name } else { nil } }
      if names.count != items.count { complaints.append("give 'markers' as a list of names") }
      return names
    default:
      complaints.append("give 'markers' as names with blanks between")
      return []
    }
  }
}
