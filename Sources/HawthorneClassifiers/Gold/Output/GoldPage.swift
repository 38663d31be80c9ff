import HawthorneFormats

/// A score laid out for people, free of any format. All text in it is plain: the renderers make it safe.
struct GoldPage {
  struct Table {
    var title: String
    var head: [String]
    var rows: [[String]]
    /// Columns of words; the others are numbers, aligned to the right.
    var words: Set<Int> = [0]
    var notes: [String] = []
  }

  enum Piece {
    case heading(String)
    case lines([String])
    case table(Table)
  }

  var pieces: [Piece] = []

  /// For a terminal or a log, control sequences taken out.
  var text: String {
    pieces.map { piece in
      switch piece {
      case .heading(let text): Self.flat(text)
      case .lines(let lines): lines.map(Self.flat).joined(separator: "\n")
      case .table(let table): Self.text(table)
      }
    }.joined(separator: "\n\n") + "\n"
  }

  /// GitHub-flavoured Markdown, every text escaped.
  var markdown: String {
    pieces.map { piece in
      switch piece {
      case .heading(let text): "# \(Self.escaped(text))"
      case .lines(let lines): lines.map { "- \(Self.escaped($0))" }.joined(separator: "\n")
      case .table(let table): Self.markdown(table)
      }
    }.joined(separator: "\n\n") + "\n"
  }

  private static func text(_ table: Table) -> String {
    let rows = ([table.head] + table.rows).map { $0.map(flat) }
    let widths = table.head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    var lines = [flat(table.title)]
    for row in rows {
      var line = " "
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += " " + (table.words.contains(column) ? cell + space : space + cell) + " "
      }
      while line.hasSuffix(" ") { line.removeLast() }
      lines.append(line)
    }
    return (lines + table.notes.map { "  \(flat($0))" }).joined(separator: "\n")
  }

  private static func markdown(_ table: Table) -> String {
    func line(_ cells: [String]) -> String { "| \(cells.joined(separator: " | ")) |" }
    var lines = ["**\(escaped(table.title))**", "", line(table.head.map(escaped))]
    lines.append(line(table.head.indices.map { table.words.contains($0) ? "---" : "---:" }))
    lines += table.rows.map { line($0.map(escaped)) }
    if !table.notes.isEmpty { lines += [""] + table.notes.map { "- \(escaped($0))" } }
    return lines.joined(separator: "\n")
  }

  /// On one line, without control sequences.
  private static func flat(_ text: String) -> String {
    TerminalText.stripped(text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Whatever could begin markup is made a character reference.
  ///
  /// `@`, `#`, `://` and `www.` are parted from what follows by an invisible word joiner besides, because GitHub makes
  /// mentions, issue links and addresses of them after parsing.
  static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in flat(text).unicodeScalars {
      switch scalar {
      case "a"..."z", "A"..."Z", "0"..."9", " ", ",", ";", "%", "?", "'", "(", ")", "/", ".", ":", "-", "=",
        "+":
        out.unicodeScalars.append(scalar)
      case "_": out += "\\_"
      case "@", "#": out += "&#\(scalar.value);\u{2060}"
      case _ where scalar.value >= 0x80: out.unicodeScalars.append(scalar)
      default: out += "&#\(scalar.value);"
      }
    }
    out = out.split(separator: "://", omittingEmptySubsequences: false).joined(separator: ":\u{2060}//")
    out = out.split(separator: "www.", omittingEmptySubsequences: false).joined(separator: "www.\u{2060}")
    // A line that begins like a list or a rule.
    if let first = out.unicodeScalars.first, "-+=".unicodeScalars.contains(first) {
      out = "&#\(first.value);" + out.dropFirst()
    }
    return out
  }
}
