import HawthorneCore
import HawthorneFormats

/// The JSON Schema of suite files, made from the keys that the readers accept, so that editors complete and check them.
public enum SuiteSchema {
  /// What the files are called that suites name in their first line.
  public static let suiteFile = "suite.schema.json"
  public static let partFile = "suite-part.schema.json"

  /// JSON Schema, draft 7 (what YAML editors understand), of a suite file; canonical JSON, indented.
  public static var suite: String {
    JSONSchema.text(
      of: [
        "$schema": JSONSchema.draft, "title": "Hawthorne suite",
        "description": .string(SuiteFields.suite.about),
        "$ref": .string(JSONSchema.path(SuiteFields.suite.name)), "definitions": .object(definitions),
      ])
  }

  /// The schema of the other files of a suite's folder.
  public static var part: String {
    JSONSchema.text(
      of: [
        "$schema": JSONSchema.draft, "title": "Part of a Hawthorne suite",
        "$ref": .string(suiteFile + JSONSchema.path(SuiteFields.part.name)),
      ])
  }

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
    var members = JSONSchema.mapping(
      about: fields.about,
      properties: fields.fields.map { ($0.key, JSONSchema.described(schema(of: $0.shape), $0.about)) },
      required: fields.fields.filter(\.isRequired).map(\.key), rules: fields.rules)
    if fields.isChoice {
      members["minProperties"] = 1
      members["maxProperties"] = 1
    }
    return .object(members)
  }

  private static func schema(of shape: Shape) -> JSONValue {
    // Numbers and true or false are texts to the readers, as written.
    let scalar: JSONValue = ["string", "number", "boolean"]
    switch shape {
    case .text: return ["type": scalar]
    case .words: return JSONSchema.pattern("\\S", type: scalar)
    case .path: return JSONSchema.pattern(SuiteFiles.pattern, type: scalar)
    case .pattern(let pattern): return JSONSchema.pattern(pattern, type: scalar)
    case .identifier:
      // Of a number only the value is known: a sign or a fraction is for the reader to refuse.
      return [
        "type": scalar, "pattern": .string(IdentifierRule.pattern), "maxLength": 128, "minimum": 0,
      ]
    case .language: return JSONSchema.pattern(LanguageRule.pattern)
    case .date: return JSONSchema.pattern("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
    case .arm:
      return JSONSchema.anyOf([
        JSONSchema.choice(ArmReader.names),
        ["type": "string", "pattern": .string(ArmReader.pattern), "maxLength": 256],
      ])
    case .integer(let range): return JSONSchema.integer(range)
    case .number(let range): return JSONSchema.number(range)
    case .flag: return ["type": "boolean"]
    case .choice(let names): return JSONSchema.choice(names)
    case .anything: return [:]
    case .dictionary(let item): return JSONSchema.dictionary(of: schema(of: item))
    case .list(let item, let count): return JSONSchema.list(of: schema(of: item), atLeast: count)
    case .mapping(let fields): return JSONSchema.reference(fields.name)
    case .either(let shapes): return JSONSchema.anyOf(shapes.map { schema(of: $0) })
    }
  }
}
