import TestTools
import Testing

@testable import HawthorneViewer

struct MarkupTests {
  @Test func textsAreEscapedAndMarkupIsNot() {
    let text = "<b>\"'&"
    let inner: Markup = "<i>\(text)</i>"
    let outer: Markup =
      "<p title=\"\(text)\">\(inner)\([inner, inner])\(3)\(isolated: text)\(nil as Markup?)</p>"
    let safe = "&lt;b&gt;&quot;&#39;&amp;"
    #expect(
      outer.html
        == "<p title=\"\(safe)\"><i>\(safe)</i><i>\(safe)</i><i>\(safe)</i>3\(safe)</p>")
    #expect(Markup.when(false, inner).html.isEmpty)
    #expect([inner, inner].joined(", ").html == "\(inner.html), \(inner.html)")
  }

  @Test(arguments: HostileTexts.all) func noHostileTextMakesMarkup(text: String) {
    let markup: Markup = "\(text)\(isolated: text)"
    let allowed = markup.html.replacing("<bdi>", with: "").replacing("</bdi>", with: "")
    #expect(
      !allowed.contains("<") && !allowed.contains(">") && !allowed.contains("\"") && !allowed.contains("'"))
  }

  @Test func addressesAreEncoded() {
    let place = Place(["runs", "a/../b\"><script>"], ["q": "x&y=z#", "none": nil], fragment: "é")
    #expect(place.path == "/runs/a%2F..%2Fb%22%3E%3Cscript%3E?q=x%26y%3Dz%23#%C3%A9")
    #expect(place.with(["q": nil, "n": "1"]).path == "/runs/a%2F..%2Fb%22%3E%3Cscript%3E?n=1#%C3%A9")
  }
}
