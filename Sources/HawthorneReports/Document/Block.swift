/// A piece of a document, free of any format. All text in it is plain: renderers escape it.
enum Block: Hashable {
  case heading(level: Int, String)
  case paragraph(String)
  case bullets([String])
  /// A paragraph that must not be overlooked.
  case alert(title: String, [String])
  case table(TextTable)
  /// Hostile text, shown as it is and never interpreted.
  case verbatim(String)
}

/// A table of plain text.
struct TextTable: Hashable {
  enum Alignment { case left, right }

  struct Column: Hashable {
    var title: String
    var alignment: Alignment

    static func left(_ title: String) -> Column { Column(title: title, alignment: .left) }
    static func right(_ title: String) -> Column { Column(title: title, alignment: .right) }
  }

  var title: String
  var columns: [Column]
  var rows: [[String]]
  /// What a reader must know to read the figures; printed under the table.
  var notes: [String]

  init(_ title: String, _ columns: [Column], rows: [[String]], notes: [String] = []) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  /// The block, or nothing where there is no row.
  var blocks: [Block] { rows.isEmpty ? [] : [.table(self)] }
}
