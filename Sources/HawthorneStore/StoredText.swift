import FoundationEssentials
import GRDB
import HawthorneFormats

/// JSON as the columns hold it: one line, sorted keys, slashes as they are.
enum StoredJSON {
  static func text(of value: some Encodable) throws -> String {
    try JSONText.line(of: value)
  }

  /// A list; most of those in a label are empty.
  static func text(of list: [some Encodable]) throws -> String {
    list.isEmpty ? "[]" : try JSONText.line(of: list)
  }

  static func value<Value: Decodable>(_ type: Value.Type, _ text: String, what: String) throws -> Value {
    try JSONText.decode(type, from: Data(text.utf8), origin: what)
  }
}

extension String {
  /// For columns that only queries read: SQLite's text ends at U+0000, so it becomes U+FFFD.
  var column: String {
    utf8.contains(0)
      ? String(String.UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self
  }
}

extension Row {
  /// A column that must hold a value of this kind.
  ///
  /// GRDB's subscript traps on a wrong one, and a store may come from anywhere.
  func get<Value: DatabaseValueConvertible & StatementColumnConvertible>(_ index: Int) throws -> Value {
    try decode(Value.self, atIndex: index)
  }

  /// A word of one of our enumerations.
  func word<Word: RawRepresentable>(_ index: Int, _ what: String) throws -> Word
  where Word.RawValue == String {
    let text: String = try get(index)
    guard let word = Word(rawValue: text) else { throw UnreadableValue(what: "'\(text)' is no \(what)") }
    return word
  }

  func word<Word: RawRepresentable>(optional index: Int, _ what: String) throws -> Word?
  where Word.RawValue == String {
    try hasNull(atIndex: index) ? nil : word(index, what)
  }
}
