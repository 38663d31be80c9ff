import HawthorneFormats

/// A gold label as the file has it.
enum GoldLabel {
  /// Longer labels are told by their length: the wrong member was named, and it may hold confidential text.
  private static let longest = 60

  /// The label for messages and tables.
  static func shown(_ label: String) -> String {
    let size = label.utf8.count
    return size > longest ? "(a text of \(size) bytes)" : TerminalText.stripped(label)
  }

  /// The spelling by which labels are compared: `Not aware`, `not-aware` and `not_aware` are one.
  static func normalized(_ label: String) -> String {
    let words = label.lowercased().split { $0.isWhitespace || $0 == "-" || $0 == "_" }
    return words.joined(separator: "_")
  }
}
