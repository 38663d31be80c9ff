import HawthorneCore
import HawthorneFormats

/// The JSON Schemas of the files that this room writes, as `Documentation/*.schema.json` has them.
public enum DocumentSchema {
  /// What the committed files are called.
  public static let files = [
    "report.schema.json", "diff.schema.json", "gate.schema.json", "trend.schema.json", "verify.schema.json",
  ]

  public static var report: String { text(of: ReportShapes.report, title: "Hawthorne report") }
  public static var diff: String { text(of: DiffShapes.diff, title: "Hawthorne diff") }
  public static var gate: String { text(of: GateShapes.gate, title: "Hawthorne gate result") }
  public static var trend: String { text(of: TrendShapes.trend, title: "Hawthorne trend") }
  public static var verification: String {
    text(of: VerificationShapes.verification, title: "Hawthorne verification")
  }

  /// The schema in a committed file; nil for a name that is none of `files`.
  public static func text(file: String) -> String? {
    switch file {
    case "report.schema.json": report
    case "diff.schema.json": diff
    case "gate.schema.json": gate
    case "trend.schema.json": trend
    case "verify.schema.json": verification
    default: nil
    }
  }

  private static func text(of root: ObjectShape, title: String) -> String {
    var definitions: [String: JSONValue] = [:]
    func visit(_ shape: DocumentShape) {
      switch shape {
      case .object(let object):
        guard definitions[object.name] == nil else { return }
        definitions[object.name] = schema(of: object)
        object.members.forEach { visit($0.shape) }
      case .list(let item): visit(item)
      case .map(_, let item): visit(item)
      default: break
      }
    }
    visit(.object(root))
    return JSONSchema.text(
      of: [
        "$schema": JSONSchema.draft, "title": .string(title), "description": .string(root.about),
        "$ref": .string(JSONSchema.path(root.name)), "definitions": .object(definitions),
      ])
  }

  /// Members may be added within a version, so that others are not refused.
  private static func schema(of object: ObjectShape) -> JSONValue {
    .object(
      JSONSchema.mapping(
        about: object.about,
        properties: object.members.map { member in
          let schema = schema(of: member.shape)
          return (member.key, member.about.isEmpty ? schema : JSONSchema.described(schema, member.about))
        },
        required: object.members.filter(\.isRequired).map(\.key), isClosed: false))
  }

  private static func schema(of shape: DocumentShape) -> JSONValue {
    switch shape {
    case .count: ["type": "integer", "minimum": 0]
    case .integer: ["type": "integer"]
    case .number: ["type": "number"]
    case .flag: ["type": "boolean"]
    case .hash, .privateHash: JSONSchema.pattern("^[0-9a-f]{64}$")
    case .digits: JSONSchema.pattern("^[0-9]+$")
    case .time: JSONSchema.pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z$")
    case .word(let words): JSONSchema.choice(words)
    case .arm: JSONSchema.pattern("^(\(Arm.Kind.allCases.map(\.rawValue).joined(separator: "|")))(/.+)?$")
    case .fixed, .sentence, .name, .suite, .title, .authored, .text: ["type": "string"]
    case .anything: [:]
    case .list(let item): JSONSchema.list(of: schema(of: item))
    case .map(let key, let item):
      JSONSchema.dictionary(of: schema(of: item), keys: isPlain(key) ? Optional.none : schema(of: key))
    case .object(let object): JSONSchema.reference(object.name)
    }
  }

  /// Whether keys of this shape may be any text.
  private static func isPlain(_ shape: DocumentShape) -> Bool {
    switch shape {
    case .fixed, .sentence, .name, .suite, .title, .authored, .text: true
    default: false
    }
  }
}
