import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// A JSON document of ours that names its schema and carries the hash of its own contents.
enum SealedDocument {
  /// The hash over every member but `id`.
  static func seal(of document: JSONValue) throws -> ContentHash {
    guard case .object(var members) = document else { return try ContentHash(canonical: document) }
    members["id"] = nil
    return ContentHash(of: try CanonicalJSON.text(of: .object(members)))
  }

  /// A decoder's sentence as part of one of ours.
  private static func phrase(_ detail: String) -> String {
    detail.hasSuffix(".") ? String(detail.dropLast()) : detail
  }

  /// Parses a document of ours, in which every reader must read the same.
  ///
  /// - Throws: `DocumentError` for what is empty, no JSON, not UTF-8 or says a thing twice.
  static func parse(_ bytes: Data, origin: String) throws(DocumentError) -> JSONValue {
    guard !bytes.isEmpty else { throw DocumentError(origin: origin, kind: .empty) }
    do {
      return try JSONText.parseStrictly(bytes, origin: origin)
    } catch {
      throw DocumentError(
        origin: origin,
        kind: error.fault?.isRepeated == true ? .repeated(error.detail) : .notJSON(phrase(error.detail)))
    }
  }

  /// - Throws: `DocumentError` for a document of another schema, or of a newer version of it.
  static func check(_ document: JSONValue, schema: String, origin: String) throws(DocumentError) {
    guard let written = document["schema"]?.stringValue else {
      throw DocumentError(origin: origin, kind: .foreign(found: nil, wanted: schema))
    }
    guard written == schema else {
      let family = schema.prefix { $0 != "/" }
      if written.hasPrefix("\(family)/"), let theirs = Int(written.dropFirst(family.count + 1)),
        let ours = Int(schema.dropFirst(family.count + 1)), theirs > ours
      {
        throw DocumentError(origin: origin, kind: .newer(found: written, wanted: schema))
      }
      throw DocumentError(origin: origin, kind: .foreign(found: written, wanted: schema))
    }
  }

  /// Parses a document, checks its schema and its seal, and decodes it.
  ///
  /// The seal is taken over the members that the file has, not over what was decoded of them: what this version does not
  /// know must be under it, too.
  ///
  /// - Parameters:
  ///   - schema: `hawthorne-report/1`: the family before the slash, the version after.
  ///   - origin: the file, for errors.
  /// - Throws: `DocumentError`.
  static func read<Value: Codable>(
    _ type: Value.Type, schema: String, from bytes: Data, origin: String
  ) throws(DocumentError) -> Value {
    let document = try parse(bytes, origin: origin)
    try check(document, schema: schema, origin: origin)
    guard let id = document["id"]?.stringValue.flatMap(ContentHash.init(hex:)) else {
      throw DocumentError(origin: origin, kind: .unsealed)
    }
    guard let seal = try? seal(of: document) else {
      throw DocumentError(origin: origin, kind: .notJSON("a number is not finite"))
    }
    guard seal == id else { throw DocumentError(origin: origin, kind: .edited(stated: id, actual: seal)) }
    do {
      return try JSONText.decode(type, from: bytes, origin: origin)
    } catch {
      throw DocumentError(origin: origin, kind: .malformed(Self.phrase(error.detail)))
    }
  }
}

/// A report or diff file that must not be believed.
public struct DocumentError: ExplainedError, Hashable {
  public enum Kind: Sendable, Hashable {
    case empty
    case notJSON(String)
    /// A member that stands twice, of which one reader takes the first and another the last.
    case repeated(String)
    case foreign(found: String?, wanted: String)
    case newer(found: String, wanted: String)
    case unsealed
    case edited(stated: ContentHash, actual: ContentHash)
    case malformed(String)
  }

  public var origin: String
  public var kind: Kind

  public init(origin: String, kind: Kind) {
    self.origin = origin
    self.kind = kind
  }

  public var problem: String {
    switch kind {
    case .empty: "\(origin) is empty."
    case .notJSON(let detail): "\(origin) is not valid JSON: \(detail)."
    case .repeated(let detail):
      "In \(origin) \(detail): one reader would take the first, another the last."
    case .foreign(nil, let wanted): "\(origin) is JSON, but names no schema; \(wanted) was expected."
    case .foreign(let found?, let wanted): "\(origin) has the schema '\(found)', not \(wanted)."
    case .newer(let found, let wanted):
      "\(origin) was written by a newer Hawthorne: its schema is \(found), and this one reads \(wanted)."
    case .unsealed: "\(origin) carries no valid 'id', so that nobody can tell whether it is whole."
    case .edited(let stated, let actual):
      "\(origin) was changed after it was written: its id is \(stated.short)…, its contents hash to \(actual.short)…."
    case .malformed(let detail): "\(origin) names the right schema but does not fit it: \(detail)."
    }
  }

  public var fix: String {
    switch kind {
    case .empty, .notJSON:
      "Check that the file is complete; write it again with 'hawthorne report … -o report.json'."
    case .foreign: "Name a file that 'hawthorne report … -o report.json' wrote."
    case .newer: "Update Hawthorne, or write the report again with this version."
    case .repeated, .unsealed, .edited, .malformed:
      "Write it again from the store with 'hawthorne report … -o report.json'."
    }
  }

  public var exitStatus: ExitStatus { .invalid }
}
