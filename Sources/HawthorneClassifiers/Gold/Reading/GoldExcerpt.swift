/// A short quotation of a trace or of the gold.
enum GoldExcerpt {
  /// In characters.
  static let longest = 240

  /// The text on one line, cut with an ellipsis.
  static func of(_ text: String) -> String {
    let flat = text.prefix(longest * 2).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return flat.count > longest || text.count > longest * 2 ? flat.prefix(longest) + "…" : flat
  }
}
