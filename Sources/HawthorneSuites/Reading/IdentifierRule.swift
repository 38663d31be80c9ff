import HawthorneCore
import HawthorneFormats

/// Ids of suites, scenarios, wordings and checks: lower-case letters, digits and `-`, starting with neither `-`.
enum IdentifierRule {
  /// The same as a regular expression, for the schema.
  static let pattern = "^[a-z0-9][a-z0-9_-]*$"

  static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, bytes.count <= 128, isWord(first) else { return false }
    return bytes.allSatisfy { isWord($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
      || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  static func read(_ what: String, _ node: YAMLNode, _ problems: inout [Diagnostic]) -> String? {
    guard let text = node.string(what, &problems) else { return nil }
    if isValid(text) { return text }
    problems.append(
      Diagnostic(
        id: "suite.bad-id", location: node.location,
        message:
          "use lower-case letters, digits, '-' and '_' in \(what); '\(TerminalText.stripped(text))' has others"
      ))
    return nil
  }
}

/// Calendar dates written `YYYY-MM-DD`.
enum CalendarDate {
  static func isValid(_ text: String) -> Bool {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts.map(\.count) == [4, 2, 2],
      parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2])
    else { return false }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...12).contains(month) && day >= 1 && day <= days[month - 1]
  }
}
