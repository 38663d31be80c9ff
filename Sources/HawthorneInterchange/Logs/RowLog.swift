import FoundationEssentials
import HawthorneCore
import HawthorneFormats
import HawthorneModels

/// A rollout a row: JSON Lines (or a JSON array of objects), CSV or TSV, with columns that the user names or that go by
/// usual names.
struct RowLog: LogReader {
  enum Shape: Sendable, Hashable {
    case json
    case separated(Character)
  }

  let file: String
  let shape: Shape
  /// Named by the user.
  let columns: [RowColumn: String]
  /// Where the mapping names them.
  var places: [RowColumn: Diagnostic.Location] = [:]

  var format: LogFormat {
    switch shape {
    case .json: .jsonl
    case .separated("\t"): .tsv
    case .separated: .csv
    }
  }

  /// Which column holds what; found once, on the first row.
  private struct Layout {
    var places: [RowColumn: String] = [:]

    subscript(column: RowColumn) -> String? { places[column] }
  }

  func read(_ take: (LoggedRollout) throws -> Void) throws -> LogFacts {
    var layout: Layout?
    var rows = RowFacts()
    func pass(_ row: [String: JSONValue], _ place: String) throws {
      rows.take(row.keys, columns: columns)
      // JSON leaves out members that have nothing: a column may first show further down.
      let isFirst = layout == nil
      let known =
        shape == .json || isFirst
        ? try self.layout(of: row.keys.sorted(), isFirst: isFirst) : layout ?? Layout()
      if layout == nil { layout = known }
      try take(try rollout(row, known, place: place, number: rows.rows))
    }
    var replaced = 0
    switch shape {
    case .json: replaced = try readJSON(pass)
    case .separated(let separator): try readRecords(separator, pass)
    }
    guard rows.rows > 0 else { throw LogError(file: file, kind: .noRollouts) }
    var facts = LogFacts(format: format)
    facts.rows = rows
    if let layout {
      let named = RowColumn.allCases.compactMap { column in
        layout[column].map { "\(column.rawValue) from '\(TerminalText.stripped($0))'" }
      }
      facts.notes.append("columns: \(named.joined(separator: ", "))")
    }
    facts.note(replaced: replaced)
    return facts
  }

  /// - Returns: how many halves of surrogate pairs were read as U+FFFD.
  private func readJSON(_ pass: ([String: JSONValue], String) throws -> Void) throws -> Int {
    let stream = JSONStream(try FileSource(path: file))
    var number = 0
    func row() throws {
      number += 1
      let value = try stream.value(limit: Self.rolloutLimit)
      guard let members = value.objectValue else { throw unreadable("row \(number)", "it is no JSON object") }
      try pass(members, "row \(number)")
    }
    try following("row \(number)") {
      while let kind = try stream.kind() {
        if kind == .array { try stream.forEachItem { _ in try row() } } else { try row() }
      }
    }
    return stream.replaced
  }

  private func readRecords(
    _ separator: Character, _ pass: ([String: JSONValue], String) throws -> Void
  ) throws {
    var stream = RecordStreamBox(
      try RecordStream(
        path: file, shape: .separated(separator.asciiValue ?? 0x2C), limit: Self.rolloutLimit))
    var names: [String]?
    while let record = try stream.next() {
      let place = "line \(record.line)"
      if record.tooLong != nil {
        throw LogError(file: file, kind: .tooLarge(place: place, limit: Self.rolloutLimit))
      }
      let fields: [String]
      do {
        fields = try CSV.records(record.bytes, delimiter: separator).first?.fields ?? []
      } catch {
        throw unreadable("line \(record.line + error.line - 1)", error.message)
      }
      guard let head = names else {
        guard Set(fields).count == fields.count, !fields.contains("") else {
          throw unreadable(place, "give each column a name of its own")
        }
        names = fields
        continue
      }
      guard fields.count == head.count else {
        throw unreadable(place, "it has \(fields.count) fields, and the head \(head.count)")
      }
      var row: [String: JSONValue] = [:]
      for (name, field) in zip(head, fields) { row[name] = field.isEmpty ? .null : .string(field) }
      try pass(row, place)
    }
  }

  /// - Throws: `LogError.noColumn`; `DiagnosticsError` for a column that the mapping names.
  private func layout(of names: [String], isFirst: Bool) throws -> Layout {
    var layout = Layout()
    for column in RowColumn.allCases {
      if let named = columns[column] {
        guard names.contains(named) || shape == .json else {
          throw column.missing(named, at: places[column], file: file, there: names)
        }
        if names.contains(named) { layout.places[column] = named }
        continue
      }
      let taken = Set(columns.values)
      for usual in column.names {
        if let name = names.first(where: { $0.lowercased() == usual && !taken.contains($0) }) {
          layout.places[column] = name
          break
        }
      }
    }
    guard layout[.messages] != nil || layout[.answer] != nil || !isFirst else {
      for column in [RowColumn.answer, .messages] {
        guard let named = columns[column] else { continue }
        throw column.missing(named, at: places[column], file: file, there: names)
      }
      throw LogError(file: file, kind: .noColumn(needed: "the answer", there: names))
    }
    return layout
  }

  private func rollout(
    _ row: [String: JSONValue], _ layout: Layout, place: String, number: Int
  ) throws -> LoggedRollout {
    func value(_ column: RowColumn) -> JSONValue? {
      // Not a conditional expression: there `nil` would be JSON's null.
      guard let name = layout[column], let value = row[name], !value.isNull else { return nil }
      return value
    }
    func text(_ column: RowColumn) throws -> String? {
      guard let value = value(column) else { return nil }
      if let text = value.stringValue ?? LoggedValue.name(value) { return text }
      throw unreadable(place, "'\(layout[column] ?? "")' is no text")
    }
    var rollout = LoggedRollout(place: place, sample: try text(.id) ?? "row-\(number)")
    rollout.model = try text(.model)
    if let word = try text(.epoch) {
      guard let epoch = Int(word), epoch >= 0 else { throw unreadable(place, "its epoch is no whole number") }
      rollout.epoch = epoch
    }
    var reader = ConversationReader(model: rollout.model ?? "")
    do throws(ConversationReader.Unfit) {
      if let list = value(.messages) {
        let items =
          list.arrayValue ?? list.stringValue.flatMap { JSONText.parse(utf8: Array($0.utf8))?.arrayValue }
        guard let items else { throw ConversationReader.Unfit(detail: "its messages are no list") }
        rollout.messages = try reader.messages(items)
      }
    } catch {
      throw unreadable(place, error.detail)
    }
    if let system = try text(.system), !rollout.messages.contains(where: { $0.role == .system }) {
      rollout.messages.insert(Message(role: .system, text: system), at: 0)
    }
    if let prompt = try text(.prompt), value(.messages) == nil {
      rollout.messages.append(Message(role: .user, text: prompt))
    }
    if let answer = try answer(text(.answer), try text(.reasoning), model: rollout.model ?? "") {
      rollout.messages.append(answer)
    }
    rollout.unknownTypes = reader.unknownTypes
    rollout.finishReason = LoggedValue.finish(try text(.finish))
    rollout.startedAt = LoggedValue.date(value(.started))
    let used = Set(layout.places.filter { RowColumn.texts.contains($0.key) }.values)
    for (name, value) in row where !used.contains(name) { rollout.fields[name] = value }
    rollout.settle()
    return rollout
  }

  private func answer(_ text: String?, _ reasoning: String?, model: String) throws -> Message? {
    guard text != nil || reasoning != nil else { return nil }
    let split = LoggedReasoning.split(text ?? "", hasReasoning: reasoning != nil)
    var blocks = split.blocks
    if let reasoning, !reasoning.isEmpty {
      blocks.insert(
        ReasoningBlock(
          provenance: LoggedReasoning.provenance(ofVisible: model), text: reasoning, source: "reasoning"),
        at: 0)
    }
    return Message(role: .assistant, text: split.answer, reasoning: blocks)
  }
}
