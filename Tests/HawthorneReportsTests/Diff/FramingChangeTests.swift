import HawthorneCore
import Testing

@testable import HawthorneReports

@Suite struct FramingChangeTests {
  /// The first so many scenarios refuse in an arm.
  private func rollouts(_ count: Int, overt: Int, placebo: Int) -> [RolloutSummary] {
    (0..<count).flatMap { number in
      [
        Fixture.summary("s\(number)", Fixture.overt, outcome: number < overt ? .refused : .complied),
        Fixture.summary("s\(number)", Fixture.placebo, outcome: number < placebo ? .refused : .complied),
      ]
    }
  }

  private func row(
    _ count: Int, old: (Int, Int), new: (Int, Int)
  ) throws -> (row: ReportDiff.FramingRow, text: String) {
    let diff = try ReportDiff(
      try DiffFixture.old(rollouts(count, overt: old.0, placebo: old.1)),
      try DiffFixture.new(rollouts(count, overt: new.0, placebo: new.1)))
    return (
      try #require(diff.framing.first { $0.metric == .refusal }), try diff.rendered(as: .text)
    )
  }

  /// 12 scenarios, (x + ½)/13: 6 → ½ and odds of 1, 3 → 3.5/9.5, 9 → 9.5/3.5. ln(9.5/3.5) = 0.998529.
  @Test func logOddsByHand() throws {
    let row = try row(12, old: (6, 3), new: (9, 3)).row
    #expect(row.old == 0.25 && row.new == 0.5 && row.difference == 0.25)
    #expect(abs(row.logOdds.old - 0.9985288301) < 1e-9)
    #expect(abs(row.logOdds.new - 1.9970576602) < 1e-9)
    #expect(abs(row.logOdds.change - 0.9985288301) < 1e-9)
    // Three scenarios refuse in the placebo arm, and six are needed.
    #expect(row.logOdds.interval == nil && row.logOdds.p == nil && row.scales == .unknown)
    #expect(row.rates == .init(oldFirst: 0.5, oldSecond: 0.25, newFirst: 0.75, newSecond: 0.25))
    #expect(row.bounds == ReportedBounds(lower: 0.25, upper: 0.25) && row.incomplete == 0)
  }

  /// 100 scenarios: 50 and 30 before, 98 and 92 now. In points +20 falls to +6; the odds ratio grows from 2.33 to 4.3.
  @Test func scalesDisagreeNearOne() throws {
    let found = try row(100, old: (50, 30), new: (98, 92))
    #expect(found.row.difference == -0.14)
    #expect(found.row.logOdds.change > 0.4 && found.row.scales == .signs)
    #expect(found.text.contains("Points and log-odds do not say the same"))
    #expect(found.text.contains("near 0 or 1 (new overt 98.0 %, new placebo 92.0 %)"))
  }

  @Test func agreeInTheMiddle() throws {
    let found = try row(100, old: (50, 45), new: (80, 45))
    #expect(found.row.scales == .agree && found.row.stands)
    #expect(try #require(found.row.logOdds.interval).lower > 0)
    #expect(!found.text.contains("do not say the same"))
  }

  /// One of two scenarios is NA in one cell now: over the known one nothing changed, and the other could be anything.
  @Test func naIsInTheBounds() throws {
    let old = rollouts(2, overt: 1, placebo: 0)
    var new = old
    new[3].label?.outcome = .blocked
    let diff = try ReportDiff(try DiffFixture.old(old), try DiffFixture.new(new))
    let row = try #require(diff.framing.first { $0.metric == .refusal })
    #expect(row.scenarios == 1 && row.incomplete == 1 && row.difference == 0)
    #expect(row.bounds == ReportedBounds(lower: -0.5, upper: 0))
  }
}
