import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct HTMLRendererTests {
  private func page(_ blocks: Block...) -> String {
    HTMLRenderer.render([.heading(level: 1, "Title")] + blocks)
  }

  private func between(_ start: String, _ end: String, in page: String) throws -> String {
    let from = try #require(page.firstRange(of: start)).upperBound
    let to = try #require(page[from...].firstRange(of: end)).lowerBound
    return String(page[from..<to])
  }

  @Test func thePolicyAllowsOurStyleAndNothingElse() throws {
    let page = try Fixture.report(excerpts: true).rendered(as: .html)
    let policy = try between("Content-Security-Policy\" content=\"", "\"", in: page)
    let sheet = try between("<style>", "</style>", in: page)
    let hex = ContentHash(of: sheet).hex
    let bytes = stride(from: 0, to: 64, by: 2).map { place in
      UInt8(hex.dropFirst(place).prefix(2), radix: 16) ?? 0
    }
    #expect(
      policy == "default-src 'none'; style-src 'sha256-\(Data(bytes).base64EncodedString())'; img-src data:; "
        + "base-uri 'none'; form-action 'none'")
    #expect(
      !sheet.contains("<") && !sheet.contains("url(") && !sheet.contains("@import")
        && !sheet.contains("gradient"))
    // What a model wrote of addresses is no address of the page.
    let bare = try Fixture.report().rendered(as: .html)
    for text in ["<script", "src=", "http://", "https://", "style=\"", "javascript:"] {
      #expect(!bare.contains(text), "\(text)")
    }
  }

  @Test func theSameDocumentGivesTheSameBytes() throws {
    var shuffled = Fixture.rollouts
    var generator = SystemRandomNumberGenerator()
    shuffled.shuffle(using: &generator)
    #expect(
      try Fixture.report(excerpts: true).rendered(as: .html)
        == Fixture.report(shuffled, excerpts: true).rendered(as: .html))
    #expect(try Pages.diff().rendered(as: .html) == Pages.diff().rendered(as: .html))
  }

  @Test func everySectionIsLinkedToAndEveryTextIsThere() throws {
    let report = try Fixture.report(excerpts: true)
    let page = try report.rendered(as: .html)
    let scanned = try PageScanner(page)
    #expect(scanned.counts["h1"] == 1 && scanned.counts["nav"] == 1)
    let titles = report.blocks.compactMap { block -> String? in
      if case .heading(2, let title) = block { title } else { nil }
    }
    #expect(scanned.counts["section"] == titles.count)
    let contents = try between("<nav", "</nav>", in: page)
    for title in titles {
      #expect(contents.contains(">\(title)</a>"))
      #expect(page.contains(">\(title)</h2>"))
    }
    // No figure of the Markdown is missing from the page.
    let text = scanned.text.replacing("\u{A0}", with: " ")
    for case .table(let table) in report.blocks {
      for cell in table.rows.joined() where !cell.isEmpty { #expect(text.contains(cell), "\(cell)") }
      for note in table.notes { #expect(text.contains(note)) }
    }
    for sentence in report.conclusions.summary + report.conclusions.cannotConclude {
      #expect(text.contains(sentence.text))
    }
  }

  @Test(arguments: [(40, false), (41, true)]) func longTablesFold(rows: Int, folds: Bool) throws {
    let table = TextTable("T", [.left("a")], rows: (0..<rows).map { ["\($0)"] })
    let html = page(.table(table))
    #expect(html.contains("<details>") == folds)
    #expect(html.contains("<summary>T: 41 rows</summary>") == folds)
    #expect(try PageScanner(html).counts["tr"] == rows + 1)
  }

  @Test func aNumberIsNeverBroken() {
    let table = TextTable(
      "T", [.left("suite"), .right("rate"), .right("MDE, pp")],
      rows: [["a b", "14: 8.8 % (3.7–19.1 %)", "0 / 0"], ["c", "[−3.1, +9.8] (s)", "–"], ["d", "56", "1"]])
    let html = page(.table(table))
    #expect(
      html.contains("<td class=\"right\"><span>14: 8.8\u{A0}%</span> <span>(3.7–19.1\u{A0}%)</span></td>"))
    #expect(html.contains("<td class=\"right\"><span>[−3.1, +9.8] (s)</span></td>"))
    #expect(html.contains("<td class=\"right\">56</td>") && html.contains("<span>0 / 0</span>"))
    #expect(html.contains("<th scope=\"row\" class=\"name\">a b</th>"))
  }

  @Test func figuresNameTheirNumbers() throws {
    let table = TextTable("T", [.left("a")], rows: [["1"]])
    let figure = Figure(
      title: "F", description: "D", drawing: Drawing(width: 1, height: 1), numbers: .beside("T"))
    let own = Figure(
      title: "G", description: "D", drawing: Drawing(width: 1, height: 1), numbers: .table(table),
      isDetail: true)
    let html = page(
      .table(TextTable("S", [.left("a")], rows: [["0"]])), .figure(figure), .table(table), .figure(own))
    #expect(html.contains("Numbers: <a href=\"#table-2\">Table 2</a>."))
    #expect(
      html.contains("<div class=\"block\" id=\"table-2\">")
        && html.contains("<div class=\"block\" id=\"table-3\">"))
    #expect(
      html.contains(
        "<caption id=\"table-3-caption\"><span class=\"number\">Table 3.</span> Numbers of Figure 2"))
    #expect(
      html.contains("<title id=\"figure-1-title\">F</title>")
        && html.contains("<desc id=\"figure-2-desc\">D</desc>"))
  }

  @Test func invalidIsLouderThanACaution() throws {
    let html = try Fixture.report(state: .invalid).rendered(as: .html)
    #expect(html.contains("<div class=\"alert invalid\" role=\"note\">\n<p>INVALID (invalid)"))
    #expect(html.contains("<div class=\"alert\" role=\"note\">\n<p>What we cannot conclude</p>"))
  }

  @Test func theSpanOfAnExcerptIsMarked() throws {
    let html = page(.excerpt(before: "\nIt <is> ", quote: "a test", after: "."))
    #expect(html.contains("<pre dir=\"auto\" tabindex=\"0\">\n\nIt &lt;is&gt; <mark>⟪a test⟫</mark>.</pre>"))
  }

  @Test func sizeGrowsWithRows() {
    func size(_ rows: Int) -> Int {
      page(
        .table(
          TextTable(
            "T", [.left("a"), .right("b")],
            rows: (0..<rows).map { ["scenario-\($0 % 7)", "1/2 = 50.0 % (9.5–90.5 %)"] }))
      )
      .utf8.count
    }
    let (empty, one, many) = (size(0), size(1000), size(4000))
    #expect(many - empty < 4 * (one - empty) + 400)
  }
}
