import FoundationEssentials
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Text broken into lines for a terminal, control sequences stripped.
struct WrappedText {
  /// Columns of a line; at least 40.
  var width: Int

  /// As wide as the terminal: `COLUMNS`, else what the terminal says, else 100.
  static var forOutput: WrappedText {
    let columns = ProcessInfo.processInfo.environment["COLUMNS"].flatMap { Int($0) } ?? terminalColumns
    return WrappedText(width: max(40, min(columns ?? 100, 1000)))
  }

  private static var terminalColumns: Int? {
    var size = winsize()
    guard Console.isTerminal(Console.stdout), ioctl(Console.stdout, UInt(TIOCGWINSZ), &size) == 0,
      size.ws_col > 0
    else { return nil }
    return Int(size.ws_col)
  }

  /// One paragraph: the first line begins with `head`, the others are indented to below its end.
  ///
  /// Line breaks in the text are blanks: what a person or a model wrote must not pass for another line.
  func paragraph(_ text: String, head: String = "") -> String {
    let indent = String(repeating: " ", count: Self.columns(of: head))
    let room = max(20, width - Self.columns(of: head))
    var lines: [String] = []
    var line = ""
    var used = 0
    for word in TerminalText.stripped(text).split(whereSeparator: \.isWhitespace) {
      var rest = Substring(word)
      while !rest.isEmpty {
        let space = used == 0 ? 0 : 1
        let length = Self.columns(of: rest)
        if used + space + length <= room {
          line += (space == 1 ? " " : "") + rest
          used += space + length
          rest = ""
        } else if used == 0 {
          // A word wider than the line is cut; text without blanks is one such word.
          let part = Self.prefix(of: rest, columns: room)
          lines.append(String(part))
          rest = rest.dropFirst(part.count)
        } else {
          lines.append(line)
          (line, used) = ("", 0)
        }
      }
    }
    if used > 0 || lines.isEmpty { lines.append(line) }
    return head + lines.joined(separator: "\n" + indent)
  }

  /// Facts with their names in a column.
  func facts(_ facts: [(name: String, value: String)], indent: Int) -> String {
    let column = facts.map(\.name.count).max() ?? 0
    return facts.map { name, value in
      let head =
        String(repeating: " ", count: indent) + name + String(repeating: " ", count: column - name.count + 2)
      return paragraph(value, head: head)
    }.joined(separator: "\n")
  }

  /// How many columns a text takes up: two for what is written wide.
  static func columns(of text: some StringProtocol) -> Int {
    text.unicodeScalars.reduce(0) { $0 + (isWide($1) ? 2 : 1) }
  }

  private static func prefix(of text: Substring, columns limit: Int) -> Substring {
    var used = 0
    return text.prefix { character in
      used += columns(of: String(character))
      return used <= limit
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
      0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
