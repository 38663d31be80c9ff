/// A drawing with everything that is said around it.
///
/// It is made of figures that the document already has; nothing is computed for it.
struct Figure: Hashable {
  /// Where a reader finds the numbers that are drawn.
  enum Numbers: Hashable {
    case table(TextTable)
    /// In the table of that title, which stands beside the figure.
    case beside(String)
  }

  var title: String
  /// What is drawn and how to read it, for whoever cannot see it.
  var description: String
  var drawing: Drawing
  var notes: [String] = []
  var numbers: Numbers
  /// Shown only when asked for: one of many, or long.
  var isDetail = false
}

extension Figure? {
  /// The block, or nothing where there was nothing to draw.
  var blocks: [Block] { map { [.figure($0)] } ?? [] }
}
