import HawthorneCore
import Testing

@testable import HawthorneReports

/// A difference of complete pairs that no outcome of what was not read could have made.
@Suite struct OutsideBoundsTests {
  @Test func theSummarySaysWhatToBelieve() throws {
    var all: [RolloutSummary] = []
    for number in 1...18 {
      for (arm, isOvert) in [(Fixture.overt, true), (Fixture.placebo, false)] {
        // Six pairs are complete and rise; of twelve one arm was read, and none of them can.
        let hides = number > 6 && (number <= 12) == isOvert
        let isAware = (number <= 6) == isOvert
        all.append(
          Fixture.summary(
            "s\(number)", arm, belief: isAware ? .recognition : .none, na: hides ? .encrypted : nil))
      }
    }
    let report = try Fixture.report(all)
    let contrast = try #require(report.behaviour.manipulation.first)
    #expect(contrast.difference == 1 && contrast.scenarios == 6)
    #expect(contrast.bounds == ReportedBounds(lower: -6.0 / 18, upper: 6.0 / 18))
    let said = try #require(report.conclusions.summary.first { $0.id == "manipulation" }?.text)
    #expect(said.contains("outside its NA bounds [−33.3, +33.3]"), "\(said)")
    #expect(said.contains("the complete pairs differ by more than all that were asked can"))
    #expect(try report.rendered(as: .markdown).contains("A difference outside its NA bounds"))
  }

  @Test func whatIsInsideIsNotRemarkedOn() throws {
    let report = try Fixture.report()
    #expect(!report.conclusions.summary.contains { $0.text.contains("outside its NA bounds") })
    let bounds = ReportedBounds(lower: -0.1, upper: 1.0 / 3)
    #expect(!bounds.excludes(1.0 / 3) && !bounds.excludes(nil) && bounds.excludes(-0.11))
  }
}
