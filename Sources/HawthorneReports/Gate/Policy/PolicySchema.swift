import HawthorneCore
import HawthorneFormats

/// The JSON Schema of policy files, made from the keys that the reader accepts.
public enum PolicySchema {
  /// What the file is called that policies name in their first line.
  public static let file = "policy.schema.json"

  /// JSON Schema, draft 7 (what YAML editors understand); canonical JSON, indented.
  public static var text: String {
    JSONSchema.text(
      of: [
        "$schema": JSONSchema.draft,
        "title": "Hawthorne gate policy",
        "$ref": .string(JSONSchema.path("policy")),
        "definitions": [
          "policy": mapping(
            PolicyFields.policy, about: "What a report must show, for 'hawthorne gate'.", rules: []),
          "rule": mapping(
            PolicyFields.rule, about: "One condition on one metric.", rules: ruleConditions),
        ],
      ])
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
    .object(
      JSONSchema.mapping(
        about: about,
        properties: fields.map { ($0.key, JSONSchema.described(schema(of: $0.shape), $0.about)) },
        required: fields.filter(\.isRequired).map(\.key), rules: rules))
  }

  private static func schema(of shape: PolicyField.Shape) -> JSONValue {
    // Numbers and true or false are texts to the reader, as written.
    let scalar: JSONValue = ["string", "number", "boolean"]
    let word = JSONSchema.pattern("\\S", type: scalar)
    switch shape {
    case .text: return ["type": scalar]
    case .words: return word
    case .share: return JSONSchema.number(0...1)
    case .confidence:
      return [
        "type": "number", "minimum": .number(PolicyFields.confidence.lowerBound),
        "exclusiveMaximum": .number(PolicyFields.confidence.upperBound),
      ]
    case .integer(let range): return JSONSchema.integer(range)
    case .choice(let names): return JSONSchema.choice(names)
    case .names: return oneOrMore(word)
    case .arms:
      let kinds = Arm.Kind.allCases.map(\.rawValue).joined(separator: "|")
      return oneOrMore(JSONSchema.pattern("^(\(kinds))(/.+)?$"))
    case .pins: return oneOrMore(JSONSchema.pattern("^\\S[^@]*@[^@#]+(#[0-9a-f]{6,64})?$"))
    case .hash: return JSONSchema.pattern("^[0-9a-f]{64}$")
    case .rules: return JSONSchema.list(of: JSONSchema.reference("rule"), atLeast: 1)
    }
  }

  private static func oneOrMore(_ item: JSONValue) -> JSONValue {
    JSONSchema.anyOf([item, JSONSchema.list(of: item, atLeast: 1)])
  }
}
