import FoundationEssentials
import HawthorneCore
import TestTools
import Testing

@testable import HawthorneReports

@Suite struct HostilePagesTests {
  /// Spelt out as a reader sees it, spaces aside.
  private func shown(_ text: String) -> String {
    text.unicodeScalars.map { VisibleText.replacement(for: $0) ?? String($0) }.joined()
      .replacing("\u{A0}", with: " ")
  }

  @Test func everyTextInEveryBlockStaysText() throws {
    #expect(HostileTexts.all.count >= 60)
    for text in HostileTexts.all {
      let page = HTMLRenderer.render([.heading(level: 1, text)] + Pages.blocks(text))
      let scanned = try PageScanner(page)
      let visible = scanned.text.replacing("\u{A0}", with: " ")
      // Once in the title and the head, and once in each place; SVG puts line feeds on one line.
      let one = visible.replacing("\n", with: " ").replacing("\t", with: " ")
      let wanted = shown(text).replacing("\n", with: " ").replacing("\t", with: " ")
      if !wanted.isEmpty { #expect(one.ranges(of: wanted).count >= 30, "\(text.debugDescription)") }
      #expect(scanned.counts["table"] == 2 && scanned.counts["svg"] == 2)
    }
  }

  @Test func aMegabyteOnOneLineStaysText() throws {
    let page = HTMLRenderer.render([
      .heading(level: 1, "x"), .paragraph(HostileTexts.long),
      .excerpt(before: "", quote: HostileTexts.long, after: ""),
    ])
    // Line by line: a search for so long a text takes a while.
    let lines = try PageScanner(page).text.split(separator: "\n").map(String.init)
    #expect(lines.contains(HostileTexts.long) && lines.contains("⟪\(HostileTexts.long)⟫"))
  }

  @Test(arguments: [0, 17, 40, 71]) func hostileReportsStayTheirTables(shift: Int) throws {
    #expect(try HostileDocument.reportPlaces.get().count > 60)
    let plain = try PageScanner(try Fixture.report(excerpts: true).rendered(as: .html))
    let scanned = try PageScanner(try HostileDocument.report(shift: shift).rendered(as: .html))
    for element in ["h1", "h2", "tr", "td", "svg", "figure", "pre"] {
      #expect(scanned.counts[element] == plain.counts[element], "\(element)")
    }
  }

  private func hostile(_ document: some Codable & RenderableDocument, shift: Int) throws -> String {
    let places = try HostileDocument.places(in: document)
    #expect(places.count > 5)
    return try HostileDocument.make(document, at: places, shift: shift).rendered(as: .html)
  }

  @Test(arguments: [3, 29]) func otherHostileDocumentsToo(shift: Int) throws {
    for (hostile, plain) in [
      (try hostile(Pages.diff(), shift: shift), try Pages.diff().rendered(as: .html)),
      (try hostile(Pages.trend(), shift: shift), try Pages.trend().rendered(as: .html)),
      (try hostile(Pages.gate(), shift: shift), try Pages.gate().rendered(as: .html)),
      (try hostile(Pages.judge(), shift: shift), try Pages.judge().rendered(as: .html)),
    ] {
      #expect(try PageScanner(hostile).counts["td"] == PageScanner(plain).counts["td"])
    }
  }

  /// In a real browser: nothing runs, nothing is asked for, everything stands as text.
  @Test(.enabled(if: Browser.isThere, Comment(rawValue: Browser.reason))) func aBrowserSeesOnlyText()
    async throws
  {
    let folder = try Browser.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func write(_ name: String, _ text: String) throws -> String {
      try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)"))
      return "\(folder)/\(name)"
    }
    var pages = [
      try write("judge.html", try hostile(Pages.judge(), shift: 3)),
      try write("diff.html", try hostile(Pages.diff(), shift: 3)),
      try write("trend.html", try hostile(Pages.trend(), shift: 3)),
      try write("gate.html", try hostile(Pages.gate(), shift: 3)),
      try write("plain.html", try Fixture.report(excerpts: true).rendered(as: .html)),
      try write("invalid.html", try Fixture.report(state: .invalid).rendered(as: .html)),
    ]
    for shift in [0, 17, 40] {
      let report = try HostileDocument.report(shift: shift)
      pages.append(try write("report-\(shift).html", try report.rendered(as: .html)))
    }
    let long = HostileTexts.long
    pages.append(
      try write(
        "long.html",
        HTMLRenderer.render([
          .heading(level: 1, "x"), .paragraph(long), .excerpt(before: "", quote: long, after: ""),
          .table(TextTable("T", [.left("a"), .right("b")], rows: [[long, "1"]])),
        ])))
    let complaints = try await Browser.complaints(pages)
    #expect(complaints.isEmpty, "\(complaints)")

    let texts = HostileTexts.all.map(shown).filter { !$0.isEmpty }
    let list = try write("texts.json", String(decoding: JSONEncoder().encode(texts), as: UTF8.self))
    let blocks = try write("blocks.html", Pages.everyBlockWithEveryText())
    let more = try await Browser.complaints([blocks], options: ["--texts", list])
    #expect(more.isEmpty, "\(more)")
  }

  /// The same check finds what it looks for: a page with a hole in it is refused.
  @Test(.enabled(if: Browser.isThere, Comment(rawValue: Browser.reason))) func theBrowserCheckCanFail()
    async throws
  {
    let folder = try Browser.folder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let good = try Fixture.report().rendered(as: .html)
    let holes = [
      ("<img src=\"http://127.0.0.1:9/x.png\">", "not ours: <img"),
      ("<script>window.pwned=1</script>", "a script ran"),
      ("<p class=\"name\">\(String(repeating: "wide ", count: 99))</p>", "scrolls sideways at 1280"),
      ("<style>p{}</style>", "console: "),
      ("<p class=\"number\"><font color=\"#ddd\">x</font></p>", "contrast of font"),
      ("<a href=\"https://example.com/\">out</a>", "a link leads out"),
      ("<h1>Twice</h1>", "not exactly one h1"),
    ]
    let paths = try holes.enumerated().map { number, hole in
      let page = good.replacing("<main id=\"content\">", with: "<main id=\"content\">\(hole.0)")
      let path = "\(folder)/hole-\(number).html"
      try Data(page.utf8).write(to: URL(filePath: path))
      return path
    }
    let complaints = try await Browser.complaints(paths)
    for (path, (hole, complaint)) in zip(paths, holes) {
      let own = complaints.filter { $0.hasPrefix(path) }
      #expect(own.contains { $0.contains(complaint) }, "\(hole): \(own)")
    }
  }
}
