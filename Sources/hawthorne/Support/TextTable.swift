import HawthorneFormats

/// Rows in columns for a terminal, control sequences stripped.
struct TextTable {
  var head: [String]
  var rows: [[String]]
  /// Columns that are aligned to the right.
  var numeric: Set<Int> = []

  var text: String {
    let all = ([head] + rows).map {
      $0.map { TerminalText.stripped($0).split(separator: "\n").joined(separator: " ") }
    }
    let widths = head.indices.map { column in all.map { $0[column].count }.max() ?? 0 }
    return all.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        let isLast = column == row.count - 1
        line += numeric.contains(column) ? space + cell : isLast ? cell : cell + space
        if !isLast { line += "  " }
      }
      return line
    }.joined(separator: "\n")
  }
}
