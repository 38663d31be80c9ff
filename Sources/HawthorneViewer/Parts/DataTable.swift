/// A table of a page: a caption, heads, and rows whose first cell names the row.
struct DataTable {
  struct Column {
    var title: String
    var isNumber = false

    init(_ title: String, isNumber: Bool = false) {
      self.title = title
      self.isNumber = isNumber
    }
  }

  var caption: String
  var columns: [Column]
  var rows: [[Markup]] = []
  /// Whether the caption is for those who hear the page.
  var hidesCaption = false

  var markup: Markup {
    let heads = columns.map { column -> Markup in
      "<th scope=\"col\"\(Markup.when(column.isNumber, " class=\"right\""))>\(isolated: column.title)</th>"
    }
    let body = rows.map { row -> Markup in
      let cells = zip(row.indices, row).map { index, cell -> Markup in
        let isNumber = index < columns.count && columns[index].isNumber
        // What is left of a short row belongs to its last cell.
        let rest = columns.count - row.count + 1
        let isShort = index > 0 && index == row.count - 1 && rest > 1
        let mark: Markup =
          isShort ? " colspan=\"\(rest)\"" : Markup.when(isNumber, " class=\"right\"")
        return index == 0 ? "<th scope=\"row\"\(mark)>\(cell)</th>" : "<td\(mark)>\(cell)</td>"
      }
      return "<tr>\(cells)</tr>\n"
    }
    return """
      <div class="scroll" role="region" aria-label="\(caption)" tabindex="0">
      <table>
      <caption\(Markup.when(hidesCaption, " class=\"hidden\""))>\(isolated: caption)</caption>
      <thead><tr>\(heads)</tr></thead>
      <tbody>
      \(body)</tbody>
      </table>
      </div>

      """
  }
}
