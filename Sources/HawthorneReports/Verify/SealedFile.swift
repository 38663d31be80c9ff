import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// A file of ours that may have been changed, read as far as it can be.
enum SealedFile {
  /// - Throws: `DocumentError` for what is empty, a rendering, no JSON, or of another schema.
  static func parse(_ bytes: Data, schema: String, origin: String) throws(DocumentError) -> JSONValue {
    guard !bytes.isEmpty else { throw DocumentError(origin: origin, kind: .empty) }
    do {
      let document = try JSONText.parse(bytes, origin: origin)
      guard document["schema"]?.stringValue == schema else {
        throw DocumentError(
          origin: origin, kind: .foreign(found: document["schema"]?.stringValue, wanted: schema))
      }
      return document
    } catch let error as JSONText.Malformed {
      throw DocumentError(origin: origin, kind: .notJSON(error.detail))
    } catch let error as DocumentError {
      throw error
    } catch {
      throw DocumentError(origin: origin, kind: .notJSON("unreadable"))
    }
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
