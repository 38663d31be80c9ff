import Foundation
import HawthorneReports
import HawthorneStatistics
import Testing

@testable import HawthorneViewer

struct MarkedTextTests {
  private func span(_ number: Int, _ start: Int, _ end: Int, _ isEvidence: Bool = true) -> MarkedText.Span {
    .init(number: number, start: start, end: end, isEvidence: isEvidence, note: "n\(number)")
  }

  /// The text of the markup without its tags and anchors.
  private func bare(_ html: String) -> String {
    var out = ""
    var rest = html[...]
    while let open = rest.firstIndex(of: "<") {
      out += rest[..<open]
      let close = rest[open...].firstIndex(of: ">") ?? rest.endIndex
      if rest[open...].hasPrefix("<a "), let end = rest.range(of: "</a>") {
        rest = rest[end.upperBound...]
      } else {
        rest = rest[rest.index(after: close)...]
      }
    }
    return out + rest
  }

  @Test func overlappingSpansShareTheirStretch() {
    let html = MarkedText("abcdefgh", spans: [span(1, 1, 5), span(2, 3, 7, false)]).markup().html
    #expect(
      html == """
        a<a class="ref" href="#span-1" id="at-1">1</a><mark class="evidence" title="1: n1" data-note="1: n1" tabindex="0" \
        data-item>bc</mark><a class="ref" href="#span-2" id="at-2">2</a><mark class="evidence several" title="1: n1 | 2: n2" \
        data-note="1: n1 | 2: n2" tabindex="0" data-item>de</mark><mark class="counter" title="2: n2" data-note="2: n2">fg\
        </mark>h
        """)
  }

  @Test func spansThatPointNowhereAreNotMarked() {
    for (start, end) in [
      (-1, 3), (5, 4), (3, 9), (9, 12), (2, 2), (Int.max - 1, Int.max), (Int.min, Int.max),
    ] {
      #expect(MarkedText("abcdefgh", spans: [span(1, start, end)]).markup().html == "abcdefgh")
      #expect(MarkedText.fault(start, end, in: 8) != nil)
    }
  }

  @Test func aSpanThatCutsACharacterTakesItWhole() {
    let html = MarkedText("aé日b", spans: [span(1, 2, 4)]).markup().html
    #expect(html.contains(">é日</mark>b"))
  }

  @Test func aWindowShowsItsPartOfASpan() {
    let text = MarkedText("abcdefgh", spans: [span(1, 1, 7)])
    #expect(bare(text.markup(0..<4).html) == "abcd")
    #expect(text.markup(0..<4).html.contains("id=\"at-1\""))
    #expect(bare(text.markup(4..<8).html) == "efgh")
    #expect(!text.markup(4..<8).html.contains("id=\"at-1\""))
  }

  @Test func whateverTheSpansTheTextIsWhole() {
    var generator = SeededGenerator(seed: 7)
    let alphabet = Array("ab <&é日🇩🇪\u{202E}\n")
    for _ in 0..<2000 {
      let text = String(
        (0..<Int.random(in: 0...40, using: &generator)).map { _ in
          alphabet.randomElement(using: &generator) ?? "a"
        })
      let length = text.utf8.count
      let spans = (0..<Int.random(in: 0...6, using: &generator)).map { number in
        span(
          number, Int.random(in: -3...length + 3, using: &generator),
          Int.random(in: -3...length + 3, using: &generator),
          Bool.random(using: &generator))
      }
      let marked = MarkedText(text, spans: spans)
      #expect(bare(marked.markup().html) == HTMLText.escaped(text))
      let cut = marked.characters(0..<Int.random(in: 0...max(0, length), using: &generator)).upperBound
      #expect(
        bare(marked.markup(0..<cut).html) + bare(marked.markup(cut..<length).html) == HTMLText.escaped(text))
    }
  }
}
