/// A table of plain text as HTML, in a container of its own that scrolls where the page is too narrow.
struct HTMLTable {
  let table: TextTable
  let number: Int

  /// A column with nothing longer keeps its lines whole.
  private static let nameLimit = 28
  /// Tables with more columns turn their heads in print.
  private static let denseColumns = 12

  var html: String {
    let id = "table-\(number)-caption"
    let classes = table.columns.indices.map(columnClass)
    var out = "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"\(id)\">\n"
    out += table.columns.count > Self.denseColumns ? "<table class=\"dense\">\n" : "<table>\n"
    out += "<caption id=\"\(id)\"><span class=\"number\">Table \(number).</span> "
    out += "\(HTMLText.isolated(table.title))</caption>\n<thead>\n<tr>"
    for (index, column) in table.columns.enumerated() {
      out += "<th scope=\"col\" class=\"\(classes[index])\">\(HTMLText.isolated(column.title))</th>"
    }
    out += "</tr>\n</thead>\n<tbody>\n"
    for row in table.rows {
      out += "<tr>"
      for (index, cell) in row.enumerated() {
        let name = index < classes.count ? classes[index] : "prose"
        let text = HTMLText.isolated(name == "right" ? Self.kept(cell) : cell)
        out +=
          index == 0
          ? "<th scope=\"row\" class=\"\(name)\">\(text)</th>" : "<td class=\"\(name)\">\(text)</td>"
      }
      out += "</tr>\n"
    }
    return out + "</tbody>\n</table>\n</div>\n"
  }

  private func columnClass(_ index: Int) -> String {
    guard table.columns[index].alignment == .left else { return "right" }
    let isShort = table.rows.allSatisfy { $0.count <= index || $0[index].utf8.count <= Self.nameLimit }
    return isShort ? "name" : "prose"
  }

  /// A number with its sign, unit or denominator stays on one line; only an interval may go to the next.
  private static func kept(_ cell: String) -> String {
    guard cell.utf8.contains(0x20) else { return cell }
    var out = ""
    var previous: Character = " "
    let characters = Array(cell)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : " "
      let isBreak = next == "(" || next == "[" || previous == "," || previous == ";"
      out.append(character == " " && !isBreak ? "\u{A0}" : character)
      previous = character
    }
    return out
  }
}
