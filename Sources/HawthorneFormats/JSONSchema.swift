public import HawthorneCore

/// Pieces of JSON Schemas, draft 7 (what YAML editors understand), and their canonical text.
///
/// The suite, policy and report schemas are all put together of these.
public enum JSONSchema {
  public static let draft: JSONValue = "http://json-schema.org/draft-07/schema#"

  /// The schema as it is written to a file: canonical JSON, indented.
  public static func text(of schema: JSONValue) -> String {
    do {
      return try CanonicalJSON.text(of: schema, indented: true) + "\n"
    } catch {
      preconditionFailure("a schema holds only finite numbers: \(error)")
    }
  }

  /// A mapping.
  ///
  /// - Parameters:
  ///   - properties: by key; a key that stands twice has its first schema.
  ///   - required: keys that must be there.
  ///   - isClosed: whether other keys are refused.
  ///   - rules: schemas that must all hold beside this one.
  public static func mapping(
    about: String, properties: [(key: String, schema: JSONValue)], required: [String], isClosed: Bool = true,
    rules: [JSONValue] = []
  ) -> [String: JSONValue] {
    var members: [String: JSONValue] = [
      "type": "object", "description": .string(about),
      "properties": .object(
        Dictionary(properties.map { ($0.key, $0.schema) }, uniquingKeysWith: { first, _ in first })),
    ]
    if isClosed { members["additionalProperties"] = false }
    if !required.isEmpty { members["required"] = .array(required.map { .string($0) }) }
    if !rules.isEmpty { members["allOf"] = .array(rules) }
    return members
  }

  /// A mapping with any keys.
  ///
  /// - Parameter keys: what every key must be; nil for anything.
  public static func dictionary(of item: JSONValue, keys: JSONValue? = nil) -> JSONValue {
    var members: [String: JSONValue] = ["type": "object", "additionalProperties": item]
    members["propertyNames"] = keys
    return .object(members)
  }

  public static func list(of item: JSONValue, atLeast count: Int = 0) -> JSONValue {
    var members: [String: JSONValue] = ["type": "array", "items": item]
    if count > 0 { members["minItems"] = .integer(Int64(count)) }
    return .object(members)
  }

  public static func integer(_ range: ClosedRange<Int>) -> JSONValue {
    [
      "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
      "maximum": .integer(Int64(range.upperBound)),
    ]
  }

  public static func number(_ range: ClosedRange<Double>) -> JSONValue {
    ["type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound)]
  }

  public static func choice(_ names: [String]) -> JSONValue {
    ["enum": .array(names.map { .string($0) })]
  }

  /// Text that a regular expression matches a part of.
  public static func pattern(_ pattern: String, type: JSONValue = "string") -> JSONValue {
    ["type": type, "pattern": .string(pattern)]
  }

  public static func anyOf(_ schemas: [JSONValue]) -> JSONValue { ["anyOf": .array(schemas)] }

  public static func path(_ definition: String) -> String { "#/definitions/\(definition)" }

  public static func reference(_ definition: String) -> JSONValue {
    ["$ref": .string(path(definition))]
  }

  /// A schema with a sentence for readers. Draft 7 ignores what stands beside `$ref`, so that a reference is wrapped.
  public static func described(_ schema: JSONValue, _ about: String) -> JSONValue {
    guard case .object(var members) = schema else { return schema }
    if members["$ref"] != nil { return ["description": .string(about), "allOf": [schema]] }
    members["description"] = .string(about)
    return .object(members)
  }
}
