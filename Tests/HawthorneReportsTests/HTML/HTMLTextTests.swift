import TestTools
import Testing

@testable import HawthorneReports

@Suite struct HTMLTextTests {
  @Test(arguments: [
    ("a < b & c > \"d\" 'e'", "a &lt; b &amp; c &gt; &quot;d&quot; &#39;e&#39;"), ("&amp;", "&amp;amp;"),
    ("plain 12.5 %", "plain 12.5 %"),
    ("a\nb\tc", "a\nb\tc"), ("x\u{0}y", "x[U+0000]y"), ("\u{1B}[2J", "[U+001B][2J"),
    ("a\u{202E}b", "a[U+202E]b"),
    ("\u{FEFF}", "[U+FEFF]"), ("\u{E0041}", "[U+E0041]"), ("\u{85}", "[U+0085]"),
    ("\u{FFFE}", "[U+FFFE]"),
    ("👩\u{200D}💻", "👩\u{200D}💻"), ("测试", "测试"), ("é", "é"), ("", ""),
  ])
  func escaped(text: String, html: String) {
    #expect(HTMLText.escaped(text) == html)
    #expect(PageScanner.resolved(HTMLText.escaped(text)).unicodeScalars.count >= text.unicodeScalars.count)
  }

  @Test(arguments: [
    ("abc", "abc"), ("שלום", "<bdi>שלום</bdi>"), ("suite שלום: 3 of 14", "suite <bdi>שלום</bdi>: 3 of 14"),
    ("שלום עולם!", "<bdi>שלום עולם</bdi>!"), ("a<ב>c", "a&lt;<bdi>ב</bdi>&gt;c"),
    ("مرحبا 100", "<bdi>مرحبا</bdi> 100"),
    ("8.8 % of", "8.8\u{A0}% of"), ("% 5 % %", "% 5\u{A0}% %"), ("5 ", "5 "), ("5 x %", "5 x %"),
  ])
  func isolated(text: String, html: String) { #expect(HTMLText.isolated(text) == html) }

  @Test(arguments: [
    ("a\nb", "a b"), ("</text>", "&lt;/text&gt;"), ("\u{202E}", "[U+202E]"), ("'\"&", "&#39;&quot;&amp;"),
  ])
  func svg(text: String, svg: String) { #expect(SVGText.escaped(text) == svg) }

  /// Whatever the text, what is written holds no markup of its own and says the same.
  @Test(arguments: [UInt64(1), 2, 3]) func noRandomTextBecomesMarkup(seed: UInt64) {
    var generator = Mutations(of: Array(HostileTexts.all.joined().utf8), seed: seed)
    for _ in 0..<150 {
      guard let bytes = generator.next() else { break }
      let text = String(decoding: bytes.prefix(1500), as: UTF8.self)
      let shown = text.unicodeScalars.map { VisibleText.replacement(for: $0) ?? String($0) }.joined()
      for html in [HTMLText.escaped(text), SVGText.escaped(text)] {
        #expect(
          !html.utf8.contains {
            [UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'")].contains($0)
          })
        #expect(!html.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" })
      }
      #expect(PageScanner.resolved(HTMLText.escaped(text)) == shown)
    }
  }

  @Test func stretchesOfOtherScriptsLeaveTheTextAsItIs() throws {
    for text in HostileTexts.all {
      let bare = HTMLText.isolated(text).replacing("<bdi>", with: "").replacing("</bdi>", with: "")
      #expect(bare.replacing("\u{A0}", with: " ") == HTMLText.escaped(text).replacing("\u{A0}", with: " "))
    }
  }
}
