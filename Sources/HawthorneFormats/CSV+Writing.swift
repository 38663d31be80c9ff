extension CSV {
  /// One record, ending in a line feed, that `records(_:)` reads back.
  ///
  /// Fields are quoted where they must be. A text that a spreadsheet would take for a formula (it begins with `=`, `+`,
  /// `-`, `@`, a tab or a carriage return) gets an apostrophe before it; numbers are given as `plain`.
  public static func line(_ fields: [Field]) -> String {
    fields.map(\.written).joined(separator: ",") + "\n"
  }

  public enum Field: Sendable, Hashable {
    /// Text that may come from anywhere.
    case text(String)
    /// What cannot do harm: a number, true or false, a hash, one of our own words.
    case plain(String)
    case empty

    var written: String {
      switch self {
      case .empty: ""
      case .plain(let text): CSV.quoted(text)
      case .text(let text):
        CSV.quoted(
          text.unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } == true ? "'\(text)" : text
        )
      }
    }
  }

  private static func quoted(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { ![0x22, 0x2C, 0x0A, 0x0D].contains($0) } && text.utf8.first != 0x20
    guard !isPlain else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
