import HawthorneCore
import Testing

@testable import HawthorneReports

@Suite struct MarginTests {
  private func diff(
    _ old: [(aware: Int, of: Int)], _ new: [(aware: Int, of: Int)], na: Set<Int> = [], margin: Double = 0.05
  ) throws -> ReportDiff {
    try ReportDiff(
      try DiffFixture.old(DiffFixture.aware(old)), try DiffFixture.new(DiffFixture.aware(new, na: na)),
      options: DiffOptions(margin: margin))
  }

  /// Without a discordant pair Tango's score is √(nδ/(1 − δ)): at 1.6449 the end is δ = 2.7055/(n + 2.7055). That lies
  /// below 0.05 from n = 52 on (2.7055·19 = 51.4); Bonett and Price's, 2.3262/(n + 2), from 45.
  @Test func zeroDiscordantPairs() throws {
    #expect(try ReportDiff.MarginTest.leastScenarios(margin: 0.05) == 52)
    let sixty = try #require(
      try diff(Array(repeating: (0, 1), count: 60), Array(repeating: (0, 1), count: 60)).row(.awareness)?
        .equivalence)
    #expect(abs(sixty.interval.upper - 2.7055 / 62.7055) < 1e-5)
    #expect(sixty.isWithin && sixty.interval.level == 0.9)
    #expect(sixty.naInterval == sixty.interval)
    let few = try diff(Array(repeating: (0, 1), count: 51), Array(repeating: (0, 1), count: 51))
    #expect(try #require(few.row(.awareness)).isWithin == false)
    #expect(!(try few.rendered(as: .text)).contains("0.0 same"))
  }

  /// 60 scenarios that do not differ, one of them unreadable now: with it counted as aware one of 60 differs, and
  /// the upper end at 90 % (0.067 by Tango) lies outside.
  @Test func whatIsNAMustBeWithinAsWell() throws {
    let none = Array(repeating: (aware: 0, of: 1), count: 61)
    let row = try #require(try diff(none, none, na: [60]).row(.awareness))
    let found = try #require(row.equivalence)
    #expect(row.scenarios == 60 && found.interval.upper < 0.05)
    #expect(!found.isWithin)
    #expect(try #require(found.naInterval).upper > 0.06)
  }

  /// 600 scenarios, 20 only now and 2 only before: b − c = 18, 3 points; exact McNemar 2·P(X ≤ 2 | 22, ½) = 1.2e-4;
  /// Bonett and Price's 90 % end 18/602 + 1.645·√((24/602 − (18/602)²)/602) = 0.0431.
  @Test func differentAndWithin() throws {
    let old = (0..<600).map { (aware: $0 < 2 ? 1 : 0, of: 1) }
    let new = (0..<600).map { (aware: (2..<22).contains($0) ? 1 : 0, of: 1) }
    let found = try diff(old, new)
    let row = try #require(found.row(.awareness))
    // 2·(1 + 22 + 231)/2²².
    let exact: Double = 508.0 / 4_194_304
    #expect(abs(try #require(row.p) - exact) < 1e-8)
    #expect(row.stands && row.isWithin && row.difference == 0.03)
    let interval = try #require(row.equivalence?.interval)
    #expect(interval.upper >= 0.0431 && interval.upper < 0.05)
    #expect(try found.rendered(as: .text).contains("+3.0, within ±5"))
  }

  /// A large p is never called the same.
  @Test func aLargePIsNotSameness() throws {
    let found = try diff([(0, 1), (1, 1)], [(0, 1), (1, 1)])
    let row = try #require(found.row(.awareness))
    #expect(row.p == 1 && !row.isWithin && !row.stands)
    #expect(try found.rendered(as: .text).contains("0.0 ~ (MDE"))
  }

  @Test func severalRolloutsAndOtherMargins() throws {
    let counts = (0..<40).map { (aware: $0 % 5, of: 4) }
    let wide = try diff(counts, counts, margin: 0.3)
    #expect(try #require(wide.row(.awareness)).isWithin)
    #expect(try wide.rendered(as: .text).contains("same within ±30"))
    for margin in [0, -0.1, 1, .nan] {
      #expect(throws: DiffError.self) { try diff(counts, counts, margin: margin) }
    }
    #expect(DiffError.badMargin(0).exitStatus == .usage)
  }
}
