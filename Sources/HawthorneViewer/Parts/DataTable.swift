/// A table of a page: a caption, heads, and rows whose first cell names the row.
struct DataTable {
  struct Column {
    var title: String
    var isNumber = false
    /// Whether its cells stay in one line.
    var isOneLine = false

    init(_ title: String, isNumber: Bool = false, isOneLine: Bool = false) {
      self.title = title
      self.isNumber = isNumber
      self.isOneLine = isOneLine
    }

    fileprivate var mark: Markup { isNumber ? " class=\"right\"" : Markup.when(isOneLine, " class=\"name\"") }
  }

  var caption: String
  var columns: [Column]
  var rows: [[Markup]] = []
  /// What stands below a row, over all columns, by the row's place.
  var beneath: [Int: Markup] = [:]
  /// Whether the caption is for those who hear the page.
  var hidesCaption = false

  var markup: Markup {
    let heads = columns.map { column -> Markup in
      "<th scope=\"col\"\(Markup.when(column.isNumber, " class=\"right\""))>\(isolated: column.title)</th>"
    }
    let body = zip(rows.indices, rows).map { place, row -> Markup in
      let cells = zip(row.indices, row).map { index, cell -> Markup in
        // What is left of a short row belongs to its last cell.
        let rest = columns.count - row.count + 1
        let isShort = index > 0 && index == row.count - 1 && rest > 1
        let mark: Markup =
          isShort ? " colspan=\"\(rest)\"" : index < columns.count ? columns[index].mark : .empty
        return index == 0 ? "<th scope=\"row\"\(mark)>\(cell)</th>" : "<td\(mark)>\(cell)</td>"
      }
      let below = beneath[place].map { note -> Markup in
        "<tr><td colspan=\"\(columns.count)\">\(note)</td></tr>\n"
      }
      return "<tr>\(cells)</tr>\n\(below ?? .empty)"
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
