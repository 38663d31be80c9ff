/// Blocks as one HTML page that needs nothing else: no script, no request, its style inside.
///
/// Every text of the blocks goes through `HTMLText`; ids are made here and never of a text that a model wrote.
struct HTMLRenderer {
  static func render(_ blocks: [Block]) -> String {
    var renderer = HTMLRenderer(blocks)
    return renderer.page()
  }

  /// Tables and figures with fewer rows stand open; longer ones open on demand, and always in print.
  private static let openRows = 40

  private let blocks: [Block]
  /// Table titles with the number of their first table.
  private var tableNumbers: [String: Int] = [:]
  private var tables = 0
  private var figures = 0
  /// Tables of figures are numbered after all others.
  private var extraTables: Int
  private var out = ""

  private init(_ blocks: [Block]) {
    self.blocks = blocks
    var count = 0
    for case .table(let table) in blocks {
      count += 1
      if tableNumbers[table.title] == nil { tableNumbers[table.title] = count }
    }
    extraTables = count
  }

  private mutating func page() -> String {
    var title = "Hawthorne"
    if case .heading(_, let text)? = blocks.first { title = text }
    let anchors = self.anchors()
    out += HTMLPage.head(title: title)
    out += "<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n"
    var rest = blocks[...]
    if case .heading(1, let text)? = rest.first {
      out += "<h1>\(HTMLText.isolated(text))</h1>\n"
      rest = rest.dropFirst()
    }
    out += "</header>\n" + HTMLPage.contents(anchors.filter { $0.level == 2 }) + "<main id=\"content\">\n"
    var heading = 0
    var isInSection = false
    for block in rest {
      if case .heading(let level, let text) = block {
        if level <= 2 {
          if isInSection { out += "</section>\n" }
          out += "<section aria-labelledby=\"\(anchors[heading].id)\">\n"
          isInSection = true
        }
        let tag = "h\(min(6, max(2, level)))"
        out += "<\(tag) id=\"\(anchors[heading].id)\">\(HTMLText.isolated(text))</\(tag)>\n"
        heading += 1
      } else {
        write(block)
      }
    }
    if isInSection { out += "</section>\n" }
    return out + "</main>\n" + HTMLPage.foot
  }

  /// The headings below the title, in order, each with an id of its own.
  private func anchors() -> [HTMLPage.Anchor] {
    var anchors: [HTMLPage.Anchor] = []
    for (number, block) in blocks.enumerated() {
      guard case .heading(let level, let text) = block, number > 0 || level > 1 else { continue }
      anchors.append(HTMLPage.Anchor(id: "section-\(anchors.count + 1)", level: level, title: text))
    }
    return anchors
  }

  private mutating func write(_ block: Block) {
    switch block {
    case .heading: break
    case .paragraph(let text): out += "<p>\(HTMLText.isolated(text))</p>\n"
    case .bullets(let items): out += list(items)
    case .alert(let level, let title, let items):
      out +=
        "<div class=\"alert\(level == .invalid ? " invalid" : "")\" role=\"note\">\n"
        + "<p>\(HTMLText.isolated(title))</p>\n\(list(items))</div>\n"
    case .table(let table):
      tables += 1
      write(table, number: tables)
    case .figure(let figure): write(figure)
    case .excerpt(let before, let quote, let after):
      out +=
        "<pre dir=\"auto\" tabindex=\"0\">\n\(HTMLText.escaped(before))<mark>⟪\(HTMLText.escaped(quote))⟫</mark>"
        + "\(HTMLText.escaped(after))</pre>\n"
    case .verbatim(let title, let text):
      out +=
        "<details>\n<summary>\(HTMLText.isolated(title))</summary>\n<pre dir=\"auto\" tabindex=\"0\">\n"
        + "\(HTMLText.escaped(text))</pre>\n</details>\n"
    }
  }

  private func list(_ items: [String], class name: String = "") -> String {
    guard !items.isEmpty else { return "" }
    let attribute = name.isEmpty ? "" : " class=\"\(name)\""
    return "<ul\(attribute)>\n" + items.map { "<li>\(HTMLText.isolated($0))</li>\n" }.joined() + "</ul>\n"
  }

  private mutating func write(_ table: TextTable, number: Int) {
    let isLong = table.rows.count > Self.openRows
    if isLong {
      out += "<details>\n<summary>\(HTMLText.isolated(table.title)): \(table.rows.count) rows</summary>\n"
    }
    out += "<div class=\"block\" id=\"table-\(number)\">\n"
    out += HTMLTable(table: table, number: number).html
    out += list(table.notes, class: "notes") + "</div>\n"
    if isLong { out += "</details>\n" }
  }

  private mutating func write(_ figure: Figure) {
    figures += 1
    let id = "figure-\(figures)"
    let caption =
      "<span class=\"number\">Figure \(figures).</span> <span id=\"\(id)-caption\">\(HTMLText.isolated(figure.title))</span>"
    if figure.isDetail { out += "<details>\n<summary>\(caption)</summary>\n" }
    out += "<figure id=\"\(id)\" aria-labelledby=\"\(id)-caption\">\n"
    if !figure.isDetail { out += "<figcaption>\(caption)</figcaption>\n" }
    out += "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-labelledby=\"\(id)-caption\">\n"
    out += SVGRenderer.render(
      figure.drawing, id: id, title: figure.title, description: figure.description)
    out += "\n</div>\n"
    var notes = figure.notes.map(HTMLText.isolated)
    if case .beside(let title) = figure.numbers, let number = tableNumbers[title] {
      notes.append("Numbers: <a href=\"#table-\(number)\">Table \(number)</a>.")
    }
    if !notes.isEmpty {
      out += "<ul class=\"notes\">\n" + notes.map { "<li>\($0)</li>\n" }.joined() + "</ul>\n"
    }
    out += "</figure>\n"
    if case .table(let table) = figure.numbers { writeNumbers(table, isOpen: figure.isDetail) }
    if figure.isDetail { out += "</details>\n" }
  }

  /// The table that belongs to the last figure.
  private mutating func writeNumbers(_ table: TextTable, isOpen: Bool) {
    extraTables += 1
    let caption = "Numbers of Figure \(figures)"
    let html = HTMLTable(table: table, number: extraTables, caption: caption).html
    let block = "<div class=\"block\" id=\"table-\(extraTables)\">\n\(html)</div>\n"
    out += isOpen ? block : "<details>\n<summary>\(caption)</summary>\n\(block)</details>\n"
  }
}
