public import FoundationEssentials
import HawthorneCore
import HawthorneFormats

extension Verification {
  /// What a file says it is; nil where it says nothing.
  ///
  /// - Throws: `DocumentError` for what is empty, no JSON, not UTF-8 or says a thing twice.
  public static func schema(of bytes: Data, origin: String) throws(DocumentError) -> String? {
    try SealedDocument.parse(bytes, origin: origin)["schema"]?.stringValue
  }
}

/// A file of ours that may have been changed, read as far as it can be.
enum SealedFile {
  /// - Throws: `DocumentError` for what is empty, a rendering, no JSON, or of another schema.
  static func parse(_ bytes: Data, schema: String, origin: String) throws(DocumentError) -> JSONValue {
    let document = try SealedDocument.parse(bytes, origin: origin)
    try SealedDocument.check(document, schema: schema, origin: origin)
    return document
  }

  /// Whether the file hashes to the id that it states.
  static func sealCheck(_ document: JSONValue) -> Verification.Check {
    guard let stated = document["id"]?.stringValue.flatMap(ContentHash.init(hex:)) else {
      return .init("seal", .fails, "The file states no id, so that nothing shows whether it is whole.")
    }
    guard let actual = try? SealedDocument.seal(of: document) else {
      return .init("seal", .fails, "A number in the file is not finite, so that it has no hash.")
    }
    return actual == stated
      ? .init("seal", .holds, "The file hashes to the id it states.")
      : .init(
        "seal", .fails,
        "The file was changed after it was written: it states \(stated.short)… and hashes to \(actual.short)…."
      )
  }
}
