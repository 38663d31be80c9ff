import HawthorneCore
import HawthorneFormats

/// The JSON Schema of policy files, made from the keys that the reader accepts.
public enum PolicySchema {
  /// What the file is called that policies name in their first line.
  public static let file = "policy.schema.json"

  /// JSON Schema, draft 7 (what YAML editors understand); canonical JSON, indented.
  public static var text: String {
    let document: JSONValue = [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Hawthorne gate policy",
      "$ref": "#/definitions/policy",
      "definitions": [
        "policy": mapping(
          PolicyFields.policy, about: "What a report must show, for 'hawthorne gate'.", rules: []),
        "rule": mapping(
          PolicyFields.rule, about: "One condition on one metric.", rules: ruleConditions),
      ],
    ]
    do {
      return try CanonicalJSON.text(of: document, indented: true) + "\n"
    } catch {
      preconditionFailure("a schema holds only finite numbers: \(error)")
    }
  }

  /// What the keys of a rule ask of each other.
  private static var ruleConditions: [JSONValue] {
    let awareness = GateMetric.allCases.filter(\.isAwareness).map { JSONValue.string($0.rawValue) }
    return [
      [
        "oneOf": [["required": ["floor"]], ["required": ["ceiling"]], ["required": ["margin"]]]
      ],
      [
        "if": [
          "properties": ["metric": ["const": .string(GateMetric.framingGap.rawValue)]],
          "required": ["metric"],
        ],
        "then": ["required": ["of", "ceiling"], "not": ["required": ["arm"]]],
        "else": ["not": ["required": ["of"]]],
      ],
      [
        "if": ["required": ["min_readable"]],
        "then": ["properties": ["metric": .object(["enum": .array(awareness)])]],
      ],
    ]
  }

  private static func mapping(_ fields: [PolicyField], about: String, rules: [JSONValue]) -> JSONValue {
    var members: [String: JSONValue] = [
      "type": "object", "description": .string(about), "additionalProperties": false,
      "properties": .object(
        Dictionary(
          fields.map { ($0.key, schema(of: $0)) }, uniquingKeysWith: { first, _ in first })),
      "required": .array(fields.filter(\.isRequired).map { .string($0.key) }),
    ]
    if !rules.isEmpty { members["allOf"] = .array(rules) }
    return .object(members)
  }

  private static func schema(of field: PolicyField) -> JSONValue {
    guard case .object(var members) = schema(of: field.shape) else { return true }
    members["description"] = .string(field.about)
    return .object(members)
  }

  private static func schema(of shape: PolicyField.Shape) -> JSONValue {
    // Numbers and true or false are texts to the reader, as written.
    let scalar: JSONValue = ["string", "number", "boolean"]
    let word: JSONValue = ["type": scalar, "pattern": "\\S"]
    switch shape {
    case .text: return ["type": scalar]
    case .words: return word
    case .share: return ["type": "number", "minimum": 0, "maximum": 1]
    case .confidence:
      return [
        "type": "number", "minimum": .number(PolicyFields.confidence.lowerBound),
        "exclusiveMaximum": .number(PolicyFields.confidence.upperBound),
      ]
    case .integer(let range):
      return [
        "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
        "maximum": .integer(Int64(range.upperBound)),
      ]
    case .choice(let names): return ["enum": .array(names.map { .string($0) })]
    case .names: return oneOrMore(word)
    case .arms:
      let kinds = Arm.Kind.allCases.map(\.rawValue).joined(separator: "|")
      return oneOrMore(["type": "string", "pattern": .string("^(\(kinds))(/.+)?$")])
    case .pins:
      return oneOrMore(["type": "string", "pattern": .string("^\\S[^@]*@[^@#]+(#[0-9a-f]{6,64})?$")])
    case .hash: return ["type": "string", "pattern": "^[0-9a-f]{64}$"]
    case .rules:
      return ["type": "array", "minItems": 1, "items": ["$ref": "#/definitions/rule"]]
    }
  }

  private static func oneOrMore(_ item: JSONValue) -> JSONValue {
    ["anyOf": [item, ["type": "array", "minItems": 1, "items": item]]]
  }
}
