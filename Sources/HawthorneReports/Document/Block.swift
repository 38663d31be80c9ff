/// A piece of a document, free of any format. All text in it is plain: renderers escape it.
enum Block: Hashable {
  case heading(level: Int, String)
  case paragraph(String)
  case bullets([String])
  /// A paragraph that must not be overlooked.
  case alert(level: AlertLevel = .caution, title: String, [String])
  case table(TextTable)
  /// A drawing of numbers that a table holds too; formats without drawings leave it out.
  case figure(Figure)
  /// What a model wrote, with the span that counts: hostile text, shown as it is and never interpreted.
  case excerpt(before: String, quote: String, after: String)
  /// A long text as it is, folded where a format can; a terminal leaves it out, and what stands before it says where it is.
  case verbatim(title: String, String)
}

/// How loud an alert is.
enum AlertLevel: Hashable {
  /// The figures must not be used.
  case invalid
  /// The figures stand, with this in mind.
  case caution
}

extension Block {
  /// The text of an excerpt, the span between ⟪ and ⟫.
  static func marked(before: String, quote: String, after: String) -> String {
    "\(before)⟪\(quote)⟫\(after)"
  }

  /// Whether a terminal leaves it out.
  var isFolded: Bool {
    if case .verbatim = self { true } else { false }
  }

  /// Whether a format without drawings leaves it out.
  var isDrawn: Bool {
    if case .figure = self { true } else { false }
  }
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
  /// Too long for a terminal, which says where it is instead.
  var isAppendix = false

  init(_ title: String, _ columns: [Column], rows: [[String]], notes: [String] = []) {
    self.title = title
    self.columns = columns
    self.rows = rows
    self.notes = notes
  }

  /// The block, or nothing where there is no row.
  var blocks: [Block] { rows.isEmpty ? [] : [.table(self)] }
}
