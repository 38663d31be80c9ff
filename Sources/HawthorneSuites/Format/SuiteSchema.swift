import HawthorneCore
import HawthorneFormats

/// The JSON Schema of suite files, made from the keys that the readers accept, so that editors complete and check them.
public enum SuiteSchema {
  /// What the files are called that suites name in their first line.
  public static let suiteFile = "suite.schema.json"
  public static let partFile = "suite-part.schema.json"

  /// JSON Schema, draft 7 (what YAML editors understand), of a suite file; canonical JSON, indented.
  public static var suite: String {
    document(
      .object([
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Hawthorne suite",
        "description": .string(SuiteFields.suite.about),
        "$ref": .string(path(SuiteFields.suite)),
        "definitions": .object(definitions),
      ]))
  }

  /// The schema of the other files of a suite's folder.
  public static var part: String {
    document(
      .object([
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Part of a Hawthorne suite",
        "$ref": .string(suiteFile + path(SuiteFields.part)),
      ]))
  }

  private static func document(_ value: JSONValue) -> String {
    do {
      return try CanonicalJSON.text(of: value, indented: true) + "\n"
    } catch {
      preconditionFailure("a schema holds only finite numbers: \(error)")
    }
  }

  private static func path(_ fields: Fields) -> String { "#/definitions/\(fields.name)" }

  private static var definitions: [String: JSONValue] {
    var found: [String: JSONValue] = [:]
    func visit(_ shape: Shape) {
      switch shape {
      case .mapping(let fields):
        guard found[fields.name] == nil else { return }
        found[fields.name] = schema(of: fields)
        fields.fields.forEach { visit($0.shape) }
      case .list(let item, _), .dictionary(let item): visit(item)
      case .either(let shapes): shapes.forEach(visit)
      default: break
      }
    }
    visit(.mapping(SuiteFields.suite))
    visit(.mapping(SuiteFields.part))
    return found
  }

  private static func schema(of fields: Fields) -> JSONValue {
    var members: [String: JSONValue] = [
      "type": "object",
      "description": .string(fields.about),
      "additionalProperties": false,
      "properties": .object(
        Dictionary(
          fields.fields.map { ($0.key, schema(of: $0)) }, uniquingKeysWith: { first, _ in first })),
    ]
    let required = fields.fields.filter(\.isRequired).map { JSONValue.string($0.key) }
    if !required.isEmpty { members["required"] = .array(required) }
    if !fields.rules.isEmpty { members["allOf"] = .array(fields.rules) }
    if fields.isChoice {
      members["minProperties"] = 1
      members["maxProperties"] = 1
    }
    return .object(members)
  }

  private static func schema(of field: Field) -> JSONValue {
    // Draft 7 ignores what stands beside `$ref`, so that a reference is wrapped to keep its description.
    if case .mapping = field.shape {
      return .object(["description": .string(field.about), "allOf": .array([schema(of: field.shape)])])
    }
    guard case .object(var members) = schema(of: field.shape) else { return true }
    members["description"] = .string(field.about)
    return .object(members)
  }

  private static func schema(of shape: Shape) -> JSONValue {
    // Numbers and true or false are texts to the readers, as written.
    let scalar: JSONValue = ["string", "number", "boolean"]
    switch shape {
    case .text: return .object(["type": scalar])
    case .words: return .object(["type": scalar, "pattern": "\\S"])
    case .path: return .object(["type": scalar, "pattern": .string(SuiteFiles.pattern)])
    case .pattern(let pattern): return .object(["type": scalar, "pattern": .string(pattern)])
    case .identifier:
      // Of a number only the value is known: a sign or a fraction is for the reader to refuse.
      return .object([
        "type": scalar, "pattern": .string(IdentifierRule.pattern), "maxLength": 128, "minimum": 0,
      ])
    case .language: return .object(["type": "string", "pattern": .string(LanguageRule.pattern)])
    case .date:
      return .object(["type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"])
    case .arm:
      return .object([
        "anyOf": .array([
          .object(["enum": .array(ArmReader.names.map { .string($0) })]),
          .object(["type": "string", "pattern": .string(ArmReader.pattern), "maxLength": 256]),
        ])
      ])
    case .integer(let range):
      return .object([
        "type": "integer", "minimum": .integer(Int64(range.lowerBound)),
        "maximum": .integer(Int64(range.upperBound)),
      ])
    case .number(let range):
      return .object([
        "type": "number", "minimum": .number(range.lowerBound), "maximum": .number(range.upperBound),
      ])
    case .flag: return .object(["type": "boolean"])
    case .choice(let names): return .object(["enum": .array(names.map { .string($0) })])
    case .anything: return .object([:])
    case .dictionary(let item):
      return .object(["type": "object", "additionalProperties": schema(of: item)])
    case .list(let item, let count):
      var members: [String: JSONValue] = ["type": "array", "items": schema(of: item)]
      if count > 0 { members["minItems"] = .integer(Int64(count)) }
      return .object(members)
    case .mapping(let fields): return .object(["$ref": .string(path(fields))])
    case .either(let shapes): return .object(["anyOf": .array(shapes.map { schema(of: $0) })])
    }
  }
}
