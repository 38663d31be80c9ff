import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// One labelled item, without its trace.
struct GoldRow: Sendable {
  var file: String
  var line: Int
  /// Empty where the row has none.
  var id: String
  /// As the file has it; nil for a row that has `markers` alone.
  var label: String?
  var split: String?
  var weight: Double?
  var kind: String?
  var model: String?
  var domain: String?
  var belief: String?
  var markers: [String]?
  /// What `--cluster` names, as text; nil where the row has none.
  var cluster: String?
  /// The words that decided the label, for errors.
  var quote: String?
  /// The line, where it holds the trace itself.
  var bytes: Data?

  /// A row that cannot be taken.
  struct Unfit: Error, CustomStringConvertible {
    var description: String
  }

  /// From a line of JSON Lines.
  ///
  /// - Parameters:
  ///   - name: the member with the label.
  ///   - cluster: the member that says which items belong together.
  init(_ bytes: Data, file: String, line: Int, name: String?, cluster: String? = nil) throws(Unfit) {
    let value = try Self.parse(bytes)
    guard let members = value.objectValue else { throw Unfit(description: "expected a JSON object") }
    self.file = file
    self.line = line
    id = try Self.id(members["id"])
    label = try Self.scalar(members[name ?? "label"], name ?? "label")
    if let found = members["markers"], !found.isNull {
      let names = found.arrayValue?.compactMap(\.stringValue)
      guard let names, names.count == found.arrayValue?.count else {
        throw Unfit(description: "'markers' must be a list of texts")
      }
      markers = names.map { $0.uppercased() }
    }
    guard label != nil || (name == nil && markers != nil) else {
      throw Unfit(description: "it has no '\(GoldLabel.shown(name ?? "label"))'")
    }
    split = try Self.scalar(members["split"], "split")
    weight = try Self.weight(members["weight"])
    kind = try Self.scalar(members["kind"], "kind")
    model = try Self.scalar(members["model"], "model")
    domain = try Self.scalar(members["domain"], "domain")
    belief = try Self.scalar(members["belief"], "belief")
    quote = members["quote"]?.stringValue
    if let cluster { self.cluster = Self.whole(members[cluster]) }
    if GoldVerdict.holdsTrace(members) { self.bytes = bytes }
  }

  /// From a record of CSV, columns by name.
  init(
    _ columns: [String: String], file: String, line: Int, label name: String, cluster: String? = nil
  ) throws(Unfit) {
    func text(_ column: String) -> String? { columns[column].flatMap { $0.isEmpty ? nil : $0 } }
    self.file = file
    self.line = line
    guard let id = text("id") else { throw Unfit(description: "it has no 'id'") }
    self.id = id
    guard let label = text(name) else { throw Unfit(description: "it has no '\(GoldLabel.shown(name))'") }
    self.label = label
    split = text("split")
    if let weight = text("weight") {
      self.weight = try Self.weight(Double(weight).map { .number($0) } ?? .string(weight))
    }
    kind = text("kind")
    model = text("model")
    domain = text("domain")
    belief = text("belief")
    quote = text("quote")
    if let cluster { self.cluster = text(cluster) }
  }

  /// A line's JSON; bytes that are not UTF-8 are refused, not repaired.
  static func parse(_ bytes: Data) throws(Unfit) -> JSONValue {
    guard String(validating: bytes, as: UTF8.self) != nil else { throw Unfit(description: "it is not UTF-8") }
    do {
      return try JSONText.parse(bytes, origin: "the line")
    } catch {
      // The parser's own words may quote the line, which may be confidential.
      throw Unfit(description: "it is not valid JSON")
    }
  }

  /// An id as text; empty where there is none.
  static func id(_ value: JSONValue?) throws(Unfit) -> String {
    switch value {
    case nil, .null: return ""
    case .string(let text): return text
    case .integer(let number): return String(number)
    case .number(let number): return (try? CanonicalJSON.text(of: .number(number))) ?? ""
    default: throw Unfit(description: "'id' must be text or a number")
    }
  }

  private static func scalar(_ value: JSONValue?, _ name: String) throws(Unfit) -> String? {
    switch value {
    case nil, .null: return nil
    case .string(let text): return text
    case .bool(let value): return value ? "true" : "false"
    case .integer(let number): return String(number)
    case .number(let number):
      return Int64(exactly: number).map(String.init) ?? (try? CanonicalJSON.text(of: .number(number)))
    default:
      throw Unfit(description: "'\(GoldLabel.shown(name))' must be text, a number, true or false")
    }
  }

  /// A value of any shape as text that equal values share; nil for none.
  private static func whole(_ value: JSONValue?) -> String? {
    switch value {
    case nil, .null: nil
    case .string(let text): text.isEmpty ? nil : text
    case let value?: try? CanonicalJSON.text(of: value)
    }
  }

  private static func weight(_ value: JSONValue?) throws(Unfit) -> Double? {
    let number: Double?
    switch value {
    case nil, .null: return nil
    case .integer(let whole): number = Double(whole)
    case .number(let real): number = real
    default: number = nil
    }
    guard let number, number > 0, number <= 1e9 else {
      throw Unfit(description: "'weight' must be a number above 0, at most 1e9")
    }
    return number
  }
}
