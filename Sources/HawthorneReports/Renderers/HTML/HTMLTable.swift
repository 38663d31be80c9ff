/// A table of plain text as HTML, in a container of its own that scrolls where the page is too narrow.
struct HTMLTable {
  let table: TextTable
  let number: Int
  var caption: String?

  /// A column with nothing longer, in bytes, keeps its lines whole.
  private static let nameLimit = 34
  /// Tables with more columns turn their heads in print.
  private static let denseColumns = 12

  private var isDense: Bool { table.columns.count > Self.denseColumns }

  var html: String {
    let id = "table-\(number)-caption"
    let classes = table.columns.indices.map(columnClass)
    var out = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"\(id)\">\n"
    out += "<table>\n<caption id=\"\(id)\"><span class=\"number\">Table \(number).</span> "
    out += "\(HTMLText.isolated(caption ?? table.title))</caption>\n<thead>\n<tr>"
    for (index, column) in table.columns.enumerated() {
      out +=
        "<th scope=\"col\" class=\"\(classes[index])\(isTurned(index) ? " turned" : "")\">\(head(column))</th>"
    }
    out += "</tr>\n</thead>\n<tbody>\n"
    for row in table.rows {
      out += "<tr>"
      for (index, cell) in row.enumerated() {
        let name = index < classes.count ? classes[index] : "prose"
        let text = name == "right" ? Self.kept(cell) : HTMLText.isolated(cell)
        out +=
          index == 0
          ? "<th scope=\"row\" class=\"\(name)\">\(text)</th>" : "<td class=\"\(name)\">\(text)</td>"
      }
      out += "</tr>\n"
    }
    return out + "</tbody>\n</table>\n</div>\n"
  }

  /// In a dense table the head of a column is turned in print where a word of it is longer than the numbers below.
  private func isTurned(_ index: Int) -> Bool {
    guard isDense, table.columns[index].alignment == .right else { return false }
    let word = table.columns[index].title.split(separator: " ").map(\.count).max() ?? 0
    guard word > 6 else { return false }
    return table.rows.allSatisfy { row in
      index < row.count && row[index].utf8.count < 40
        && Self.parts(row[index]).allSatisfy { $0.count + 1 < word }
    }
  }

  /// A short head of numbers is not broken at its signs.
  private func head(_ column: TextTable.Column) -> String {
    column.alignment == .right && column.title.utf8.count <= 10
      ? "<span>\(HTMLText.isolated(column.title))</span>" : HTMLText.isolated(column.title)
  }

  private func columnClass(_ index: Int) -> String {
    guard table.columns[index].alignment == .left else { return "right" }
    let isShort = table.rows.allSatisfy { $0.count <= index || $0[index].utf8.count <= Self.nameLimit }
    return isShort ? "name" : "prose"
  }

  /// A number with its sign, unit or denominator stays on one line; only the interval after it may go to the next.
  private static func kept(_ cell: String) -> String {
    guard cell.utf8.count > 4 else { return HTMLText.escaped(cell) }
    return parts(cell).map { "<span>\(HTMLText.isolated($0))</span>" }.joined(separator: " ")
  }

  /// A cell of numbers where it may be broken: before an interval, and after a semicolon.
  private static func parts(_ cell: String) -> [String] {
    var parts: [String] = [""]
    for (index, word) in cell.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
      let isInterval =
        word.first.map { "([".contains($0) } ?? false
        && word.dropFirst().first.map { $0.isNumber || "+−".contains($0) } ?? false
      if index > 0, isInterval || parts[parts.count - 1].hasSuffix(";") {
        parts.append(String(word))
      } else {
        parts[parts.count - 1] += (index > 0 ? " " : "") + word
      }
    }
    return parts
  }
}
