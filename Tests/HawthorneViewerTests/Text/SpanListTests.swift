import Testing

@testable import HawthorneViewer

struct SpanListTests {
  @Test(arguments: [
    (0.0, "0.00"), (0.25, "0.25"), (1.0, "1.00"), (0.999, "1.00"), (-0.5, "-0.50"), (1e300, "10.00"),
  ])
  func confidences(value: Double, text: String) {
    #expect(SpanList.confidence(value) == text)
  }

  @Test func confidencesThatAreNone() {
    #expect(SpanList.confidence(.nan) == "not a number")
    #expect(SpanList.confidence(.infinity) == "not a number")
  }

  @Test func costs() {
    #expect(SpanList.cost(0.0123456) == "0.012346")
    #expect(SpanList.cost(12) == "12.000000")
    #expect(SpanList.cost(.nan) == "not readable")
  }

  @Test func numbersMeanOneSpanWhicheverLabelsAreShown() {
    let stored = LabelledRolloutMaker.two()
    let all = SpanList(stored, classifier: nil)
    let second = SpanList(stored, classifier: Fixture.judge)
    #expect(all.entries.map(\.number) == [1, 2, 3])
    #expect(second.entries.map(\.number) == [3])
    #expect(all.entries[1].fault == "points outside its text")
    #expect(all.marks(in: "reasoning/0").map(\.number) == [1, 3])
  }
}
