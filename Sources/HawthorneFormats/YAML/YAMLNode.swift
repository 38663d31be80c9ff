public import HawthorneCore
import Yams

/// A YAML value with its place in the file.
///
/// The typed readers return nil and add a diagnostic where the value is of another kind, so that a reader
/// can go on and collect every complaint about a file in one pass.
public struct YAMLNode {
  private let node: Node
  public let file: String

  init(_ node: Node, file: String) {
    self.node = node
    self.file = file
  }

  public var location: Diagnostic.Location {
    Diagnostic.Location(file: file, line: node.mark?.line, column: node.mark?.column)
  }

  /// What the value is, for messages: `text`, `a number`, `a list`, `a mapping`, `nothing`.
  public var kind: String {
    switch node {
    case .scalar:
      switch plain {
      case .null: "nothing"
      case .bool: "true or false"
      case .integer, .number: "a number"
      case .text: "text"
      }
    case .sequence: "a list"
    case .mapping: "a mapping"
    case .alias: "an alias"
    }
  }

  /// What the scalar means; text where it is quoted or a block.
  private var plain: PlainScalar {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else {
      return .text
    }
    return PlainScalar(scalar.string)
  }

  public var isNull: Bool { plain == .null }

  /// Scalar text as written; numbers and booleans count as text.
  public func string(_ what: String, _ problems: inout [Diagnostic]) -> String? {
    if case .scalar(let scalar) = node, plain != .null { return scalar.string }
    return mismatch(what, expected: "text", &problems)
  }

  public func integer(_ what: String, _ problems: inout [Diagnostic]) -> Int? {
    switch plain {
    case .integer(let value): return value
    case .number(let value):
      if let whole = Int(exactly: value) { return whole }
      return mismatch(what, expected: "a whole number", &problems)
    default: return mismatch(what, expected: "a whole number", &problems)
    }
  }

  /// A finite number.
  public func double(_ what: String, _ problems: inout [Diagnostic]) -> Double? {
    switch plain {
    case .integer(let value): return Double(value)
    case .number(let value) where value.isFinite: return value
    case .number: return mismatch(what, expected: "a finite number", &problems)
    default: return mismatch(what, expected: "a number", &problems)
    }
  }

  public func bool(_ what: String, _ problems: inout [Diagnostic]) -> Bool? {
    if case .bool(let value) = plain { return value }
    return mismatch(what, expected: "true or false", &problems)
  }

  public func list(_ what: String, _ problems: inout [Diagnostic]) -> [YAMLNode]? {
    if case .sequence(let items) = node { return items.map { YAMLNode($0, file: file) } }
    return mismatch(what, expected: "a list", &problems)
  }

  /// One of an enumeration's raw values.
  public func choice<Value: RawRepresentable & CaseIterable>(
    _ what: String, of type: Value.Type, _ problems: inout [Diagnostic]
  ) -> Value? where Value.RawValue == String {
    guard let text = string(what, &problems) else { return nil }
    if let value = Value(rawValue: text) { return value }
    let all = Value.allCases.map(\.rawValue)
    problems.append(
      Diagnostic(
        id: "yaml.unknown-value", location: location,
        message:
          "set \(what) to one of \(all.joined(separator: ", ")); '\(TerminalText.stripped(text))' is not one",
        notes: NearestName.hint(for: text, among: all, areListed: true)))
    return nil
  }

  /// A mapping whose keys must be among those allowed; unknown keys add a diagnostic with the nearest one.
  public func mapping(_ what: String, keys allowed: [String], _ problems: inout [Diagnostic]) -> YAMLMapping?
  {
    guard let mapping = openMapping(what, &problems) else { return nil }
    for (key, location) in mapping.keyPlaces where !allowed.contains(key) {
      problems.append(
        Diagnostic(
          id: "yaml.unknown-key", location: location,
          message: "remove the key '\(TerminalText.stripped(key))' from \(what), or correct it",
          notes: NearestName.hint(for: key, among: allowed)))
    }
    return mapping
  }

  /// A mapping with any keys.
  public func openMapping(_ what: String, _ problems: inout [Diagnostic]) -> YAMLMapping? {
    guard case .mapping(let pairs) = node else { return mismatch(what, expected: "a mapping", &problems) }
    var members: [String: YAMLNode] = [:]
    var order: [(String, Diagnostic.Location)] = []
    for (key, value) in pairs {
      let place = Diagnostic.Location(file: file, line: key.mark?.line, column: key.mark?.column)
      guard case .scalar(let scalar) = key else {
        problems.append(
          Diagnostic(id: "yaml.key-not-text", location: place, message: "use plain text as a key in \(what)"))
        continue
      }
      members[scalar.string] = YAMLNode(value, file: file)
      order.append((scalar.string, place))
    }
    return YAMLMapping(what: what, location: location, members: members, keyPlaces: order)
  }

  /// The value as JSON, plain scalars resolved by YAML's core schema; a whole number is an integer however it is
  /// written, as in JSON that is read.
  public var json: JSONValue {
    switch node {
    case .scalar(let scalar):
      switch plain {
      case .null: return .null
      case .bool(let value): return .bool(value)
      case .integer(let value): return .integer(Int64(value))
      case .number(let value) where value.isFinite:
        return Int64(exactly: value).map { .integer($0) } ?? .number(value)
      case .number, .text: return .string(scalar.string)
      }
    case .sequence(let items): return .array(items.map { YAMLNode($0, file: file).json })
    case .mapping(let pairs):
      return .object(
        Dictionary(
          pairs.compactMap { key, value in key.string.map { ($0, YAMLNode(value, file: file).json) } },
          uniquingKeysWith: { first, _ in first }))
    case .alias: return .null
    }
  }

  private func mismatch<Value>(_ what: String, expected: String, _ problems: inout [Diagnostic]) -> Value? {
    problems.append(
      Diagnostic(
        id: "yaml.wrong-type", location: location,
        message: "write \(expected) for \(what); this is \(kind)"))
    return nil
  }
}

/// A mapping of a YAML file, its keys in the file's order.
public struct YAMLMapping {
  let what: String
  public let location: Diagnostic.Location
  private let members: [String: YAMLNode]
  public let keyPlaces: [(key: String, location: Diagnostic.Location)]

  init(
    what: String, location: Diagnostic.Location, members: [String: YAMLNode],
    keyPlaces: [(String, Diagnostic.Location)]
  ) {
    self.what = what
    self.location = location
    self.members = members
    self.keyPlaces = keyPlaces.map { (key: $0.0, location: $0.1) }
  }

  /// The value of a key, nil where the key is absent or its value is null.
  public subscript(key: String) -> YAMLNode? {
    guard let node = members[key], !node.isNull else { return nil }
    return node
  }

  /// Whether the key is there and its value is null.
  public func holdsNothing(_ key: String) -> Bool { members[key]?.isNull == true }

  /// Where a key stands; the mapping's own place if it does not.
  public func place(of key: String) -> Diagnostic.Location {
    keyPlaces.first { $0.key == key }?.location ?? location
  }

  /// The value of a key that must be there; adds a diagnostic where it is not.
  public func require(_ key: String, _ problems: inout [Diagnostic]) -> YAMLNode? {
    if let node = self[key] { return node }
    problems.append(
      Diagnostic(id: "yaml.missing-key", location: location, message: "add '\(key)' to \(what)"))
    return nil
  }
}
