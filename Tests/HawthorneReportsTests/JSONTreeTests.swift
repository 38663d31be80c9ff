import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneReports

@Suite struct JSONTreeTests {
  private struct Odd: Encodable {
    var big = UInt64.max
    var small = Int8(-3)
    var half = 0.5
    var whole = 3.0
    var none: Int?
    var nested: [[String: [Double]]] = [["a": [], "b": [1, 2.5]], [:]]
    var status = RolloutStatus.failed(kind: "x", message: "y")
    var completed = RolloutStatus.completed
    var value: JSONValue = ["k": [nil, true, 1.5]]
    var empty: [Int] = []
  }

  @Test func agreesWithTheDetourOverText() throws {
    #expect(try JSONTree.value(of: Odd()) == JSONText.value(of: Odd()))
    let report = try Fixture.report(excerpts: true)
    #expect(try JSONTree.value(of: report) == JSONText.value(of: report))
  }

  @Test func refusesWhatJSONCannotHold() {
    #expect(throws: CanonicalJSON.NotFinite.self) {
      try CanonicalJSON.text(of: JSONTree.value(of: ["x": Double.nan]))
    }
    #expect(throws: CanonicalJSON.NotFinite.self) {
      try CanonicalJSON.text(of: JSONTree.value(of: [Double.infinity]))
    }
  }
}
