import HawthorneClassifiers
import HawthorneFormats
import HawthorneReports

/// The rubrics inside the binary as a report's appendix prints them.
enum ShippedRubrics {
  /// - Throws: `DiagnosticsError` if one does not read, which a test rules out.
  static func texts() throws -> [RubricText] {
    try Rubric.shipped.compactMap { name, file in
      try Rubric.named(name).map {
        RubricText(
          id: $0.id, version: $0.version, hash: $0.hash, text: String(decoding: file.bytes, as: UTF8.self))
      }
    }
  }
}
