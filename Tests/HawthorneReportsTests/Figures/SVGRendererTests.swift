import Testing

@testable import HawthorneReports

@Suite struct SVGRendererTests {
  @Test func shapesBecomeElements() {
    var drawing = Drawing(width: 100, height: 50.25)
    drawing.shapes = [
      .line(.init(0, 1.04), .init(10, 2), .thick, .first), .line(.init(0, 0), .init(1, 0), .thin, .grid),
      .rectangle(.init(1, 2), width: 3, height: 4.5, .second, isFilled: false),
      .symbol(.circle, .init(5, 6), .third, isFilled: true), .text("a<b", .init(1, 2), .middle, .small),
    ]
    #expect(
      SVGRenderer.render(drawing, id: "figure-1", title: "T&", description: "D") == """
        <svg viewBox="0 0 100 50.3" width="100" height="50.3" role="img" aria-labelledby="figure-1-title figure-1-desc">
        <title id="figure-1-title">T&amp;</title>
        <desc id="figure-1-desc">D</desc>
        <line class="first thick" x1="0" y1="1" x2="10" y2="2"/>
        <line class="grid" x1="0" y1="0" x2="1" y2="0"/>
        <rect class="second open" x="1" y="2" width="3" height="4.5"/>
        <path class="third" d="M1 6a4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z"/>
        <text class="small middle" x="1" y="2">a&lt;b</text>
        </svg>
        """)
  }

  @Test func everyInkAndClassHasAStyle() {
    for ink in Drawing.Ink.allCases { #expect(HTMLStyle.sheet.contains("svg .\(ink.rawValue) {")) }
    for name in ["thick", "dashed", "strong", "small", "middle", "end"] {
      #expect(HTMLStyle.sheet.contains("svg .\(name) {"))
    }
  }

  @Test func longNamesAreCutInTheMiddle() {
    #expect(Drawing.fitted("short", into: 100) == "short")
    let cut = Drawing.fitted("disguised/" + String(repeating: "x", count: 1 << 20) + "/end", into: 100)
    #expect(cut.hasPrefix("disguis") && cut.hasSuffix("/end") && cut.contains("…") && cut.count <= 16)
  }
}
