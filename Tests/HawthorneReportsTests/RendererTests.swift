import HawthorneCore
import Testing

@testable import HawthorneReports

@Suite struct RendererTests {
  @Test(arguments: [
    ("a|b", "a\\|b"), ("<b>", "&lt;b&gt;"), ("*x* _y_ `z`", "\\*x\\* \\_y\\_ \\`z\\`"),
    ("[a](b)", "\\[a\\](b)"),
    ("# no", "\\#\u{2060} no"), ("1. no", "1\\. no"), ("- no", "\\- no"), ("a\nb", "a b"),
    ("    code", "code"),
    ("@everyone", "@\u{2060}everyone"), ("http://x.y", "http:\u{2060}//x.y"), ("www.x.y", "www\\.x.y"),
    ("3.5 % (n = 4)", "3.5 % (n = 4)"), ("\u{1B}[2Jx", "\\[2Jx"),
  ])
  func markdownIsEscaped(text: String, escaped: String) {
    #expect(MarkdownRenderer.escaped(text) == escaped)
  }

  @Test func fencesOutgrowTheirText() {
    #expect(MarkdownRenderer.fenced("a\n````\nb") == "`````text\na\n````\nb\n`````")
  }

  @Test func hostileTextStaysText() throws {
    let report = try Fixture.report(excerpts: true)
    let markdown = try report.rendered(as: .markdown)
    // Inside its fence the text stands as it is; the fence is longer than the one it tries to close.
    #expect(markdown.contains("````text\nHm. ⟪Perhaps <script>"))
    let terminal = try report.rendered(as: .text)
    #expect(!terminal.unicodeScalars.contains("\u{1B}"))
    #expect(!markdown.unicodeScalars.contains("\u{1B}"))
  }

  @Test func hostileNamesStayNames() throws {
    let name = "x](javascript:1)|<img src=x>\u{1B}]0;t\u{07}\n# h"
    let report = try Fixture.report([Fixture.summary("s1", Fixture.disguised, served: name)])
    let markdown = try report.rendered(as: .markdown)
    #expect(!markdown.contains("<img"))
    #expect(!markdown.contains("\n# h"))
    #expect(!(try report.rendered(as: .text)).unicodeScalars.contains("\u{1B}"))
  }

  @Test func colourOnlyWhenAllowed() throws {
    let report = try Fixture.report(Fixture.rollouts, state: .invalid)
    #expect(try report.rendered(as: .text, color: true).contains("\u{1B}[31;1m"))
    #expect(!(try report.rendered(as: .text)).unicodeScalars.contains("\u{1B}"))
    #expect(!(try report.rendered(as: .markdown, color: true)).unicodeScalars.contains("\u{1B}"))
  }

  @Test(arguments: [
    ("a/b.json", OutputFormat.json), ("x.MD", .markdown), ("x.y.txt", .text), ("r.html", .html),
    ("r.HTM", .html),
  ])
  func formatFromExtension(path: String, format: OutputFormat) throws {
    #expect(try OutputFormat(path: path) == format)
  }

  @Test(arguments: ["report.pdf", "report", "dir.json/report", ""])
  func unknownExtensionIsUsage(path: String) {
    #expect(throws: UnknownFormat.self) { try OutputFormat(path: path) }
    #expect(UnknownFormat(path: path).exitStatus == .usage)
  }

  @Test func aFormatThatADocumentLacksIsUnknown() throws {
    let error = #expect(throws: UnknownFormat.self) {
      try OutputFormat(path: "score.html", among: [.json, .markdown, .text])
    }
    #expect(error?.fix.contains(".json, .md or .txt") == true)
    #expect(error?.fix.contains(".html") == false)
  }

  @Test func drawingsAreLeftOutOfFormatsWithoutThem() {
    let figure = Figure(
      title: "F", description: "D", drawing: Drawing(width: 1, height: 1), numbers: .beside("T"))
    let blocks: [Block] = [.paragraph("a"), .figure(figure), .paragraph("b")]
    #expect(MarkdownRenderer.render(blocks) == "a\n\nb\n")
    #expect(TerminalRenderer().render(blocks) == "a\n\nb\n")
  }

  @Test func widthOfWideCharacters() {
    #expect(TerminalRenderer.width("测试 ab") == 7)
  }
}
