import HawthorneFormats

/// Blocks as plain text for a terminal or a log. Control sequences in texts are removed.
struct TerminalRenderer {
  /// Bold headings and a red alert; the caller decides whether the stream may have them.
  var color = false

  func render(_ blocks: [Block]) -> String {
    blocks.filter { !$0.isDrawn && !$0.isFolded }.map(text(of:)).joined(separator: "\n\n") + "\n"
  }

  private func text(of block: Block) -> String {
    switch block {
    case .heading(let level, let text): heading(level, TerminalText.stripped(text))
    case .paragraph(let text): TerminalText.stripped(text)
    case .bullets(let items): items.map { "  • \(oneLine($0))" }.joined(separator: "\n")
    case .alert(_, let title, let items):
      ([styled("!! \(oneLine(title))", "31;1")] + items.map { "!! \(oneLine($0))" }).joined(separator: "\n")
    case .table(let table): self.table(table)
    case .figure, .verbatim: ""
    case .excerpt(let before, let quote, let after):
      TerminalText.stripped(Block.marked(before: before, quote: quote, after: after)).split(
        separator: "\n", omittingEmptySubsequences: false
      )
      .map { "  │ \($0)" }.joined(separator: "\n")
    }
  }

  private func heading(_ level: Int, _ text: String) -> String {
    let line = String(repeating: level == 1 ? "═" : "─", count: Self.width(text))
    return styled(text, "1") + (level < 3 ? "\n\(line)" : "")
  }

  private func table(_ table: TextTable) -> String {
    if table.isAppendix {
      let rows = table.rows.count == 1 ? "1 row" : "\(table.rows.count) rows"
      return styled(oneLine(table.title), "1") + "\n  \(rows): in the Markdown and the page."
    }
    let rows = ([table.columns.map(\.title)] + table.rows).map { $0.map(oneLine) }
    var widths = [Int](repeating: 0, count: table.columns.count)
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], Self.width(cell)) }
    }
    var lines = [styled(oneLine(table.title), "1")]
    for (number, row) in rows.enumerated() {
      var cells: [String] = []
      for (index, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[index] - Self.width(cell))
        cells.append(table.columns[index].alignment == .right ? padding + cell : cell + padding)
      }
      var line = "  " + cells.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      lines.append(line)
      if number == 0 {
        lines.append("  " + widths.map { String(repeating: "─", count: $0) }.joined(separator: "  "))
      }
    }
    lines += table.notes.map { "  \(oneLine($0))" }
    return lines.joined(separator: "\n")
  }

  private func styled(_ text: String, _ code: String) -> String {
    color ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }

  private func oneLine(_ text: String) -> String {
    String(TerminalText.stripped(text).map { $0 == "\n" || $0 == "\t" || $0 == "\r\n" ? " " : $0 })
  }

  /// Columns a text takes, counting wide East Asian characters and emoji as two.
  static func width(_ text: String) -> Int {
    text.reduce(0) { sum, character in
      guard let scalar = character.unicodeScalars.first?.value else { return sum }
      let wide =
        (0x1100...0x115F).contains(scalar) || (0x2E80...0xA4CF).contains(scalar)
        || (0xAC00...0xD7A3).contains(scalar) || (0xF900...0xFAFF).contains(scalar)
        || (0xFE30...0xFE6F).contains(scalar) || (0xFF00...0xFF60).contains(scalar)
        || (0x1F300...0x1FAFF).contains(scalar) || (0x20000...0x3FFFD).contains(scalar)
      return sum + (wide ? 2 : 1)
    }
  }
}
