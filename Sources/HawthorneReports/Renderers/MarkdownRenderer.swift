import HawthorneFormats

/// Blocks as GitHub-flavoured Markdown. Every text is escaped; what a model wrote is fenced.
enum MarkdownRenderer {
  static func render(_ blocks: [Block]) -> String {
    blocks.filter { !$0.isDrawn }.map(text(of:)).joined(separator: "\n\n") + "\n"
  }

  private static func text(of block: Block) -> String {
    switch block {
    case .heading(let level, let text): String(repeating: "#", count: level) + " " + escaped(text)
    case .paragraph(let text): escaped(text)
    case .bullets(let items): items.map { "- \(escaped($0))" }.joined(separator: "\n")
    case .alert(_, let title, let items):
      (["> **\(escaped(title))**", ">"] + items.map { "> - \(escaped($0))" }).joined(separator: "\n")
    case .table(let table): self.table(table)
    case .excerpt(let before, let quote, let after):
      fenced(Block.marked(before: before, quote: quote, after: after))
    case .verbatim(let title, let text): "**\(escaped(title))**\n\n\(fenced(text))"
    case .figure: ""
    }
  }

  private static func table(_ table: TextTable) -> String {
    func line(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    var lines = ["**\(escaped(table.title))**", ""]
    lines.append(line(table.columns.map { escaped($0.title) }))
    lines.append(line(table.columns.map { $0.alignment == .right ? "---:" : "---" }))
    lines += table.rows.map { line($0.map(escaped)) }
    if !table.notes.isEmpty { lines += [""] + table.notes.map { "- \(escaped($0))" } }
    return lines.joined(separator: "\n")
  }

  /// Plain text that Markdown and HTML leave as it is, on one line.
  ///
  /// Everything that could begin markup is escaped, and `@`, `#` and `://` are parted from what follows by an
  /// invisible word joiner, because GitHub makes mentions, issue links and addresses of them after parsing.
  static func escaped(_ text: String) -> String {
    var out = ""
    // Lists, rules and indented code can only begin at the start of a line, after digits at most.
    var opening = true
    let characters = Array(TerminalText.stripped(text))
    for (index, character) in characters.enumerated() {
      defer { opening = opening && (character.isWholeNumber || out.isEmpty) }
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      switch character {
      case "\\", "`", "*", "_", "[", "]", "|", "~", "$": out += "\\\(character)"
      case "#": out += "\\#\u{2060}"
      case "@": out += "@\u{2060}"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "&": out += "&amp;"
      case "\n", "\t", "\r\n", " ": out += out.isEmpty ? "" : " "
      case "-", "+", "=": out += out.isEmpty ? "\\\(character)" : String(character)
      case ".", ")":
        let isMarkup = opening && next.isWhitespace || out.suffix(3).lowercased() == "www"
        out += isMarkup ? "\\\(character)" : String(character)
      case "/": out += out.hasSuffix(":") ? "\u{2060}/" : "/"
      default: out.append(character)
      }
    }
    return out
  }

  /// A code block whose fence is longer than any run of backticks inside.
  static func fenced(_ text: String) -> String {
    var longest = 0
    var run = 0
    let text = TerminalText.stripped(text)
    for character in text {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)text\n\(text)\n\(fence)"
  }
}
