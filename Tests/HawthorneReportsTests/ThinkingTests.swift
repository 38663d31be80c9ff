import HawthorneCore
import Testing

@testable import HawthorneReports

/// Modes against each other, counted by hand.
@Suite struct ThinkingTests {
  /// Seven scenarios overt in both modes, thought over in 100 tokens and in 300 (s1: 900); s1…s4 aware when thinking,
  /// s1 also at once; s7 cannot be read when thinking, and s8 was not asked at once.
  func report() throws -> Report {
    var all: [RolloutSummary] = []
    for number in 1...7 {
      all.append(
        Fixture.summary(
          "s\(number)", Fixture.overt, mode: "instant", belief: number == 1 ? .suspicion : .none, tokens: 100)
      )
      all.append(
        Fixture.summary(
          "s\(number)", Fixture.overt, mode: "thinking", belief: number <= 4 ? .suspicion : .none,
          na: number == 7 ? .encrypted : nil, tokens: number == 1 ? 900 : 300))
    }
    all.append(Fixture.summary("s8", Fixture.overt, mode: "thinking", belief: .suspicion, tokens: 300))
    return try Fixture.report(all)
  }

  @Test func awarenessIsPairedByScenario() throws {
    let row = try #require(try report().thinking?.rows.first)
    #expect(row.first == "instant" && row.second == "thinking")
    #expect(row.scenarios == 6 && row.missing == 1 && row.unpaired == 1)
    #expect(row.firstAware == (1.0 / 6).reported && row.secondAware == (4.0 / 6).reported)
    #expect(row.difference == (-0.5).reported)
    // b = 0, c = 3: 2 × 0.5³.
    #expect(row.p == 0.25 && row.q == 0.25)
    // s7's NA counted as aware and as not.
    #expect(row.bounds == ReportedBounds(lower: -4.0 / 7, upper: -3.0 / 7))
  }

  @Test func volumesAreRatiosOfSumsOverWhatWasRead() throws {
    let row = try #require(try report().thinking?.rows.first)
    let tokens = try #require(row.tokens)
    #expect(tokens.scenarios == 6 && tokens.first == 600 && tokens.second == 2400)
    #expect(tokens.ratio == 4)
    let interval = try #require(tokens.interval)
    #expect(interval.lower >= 3 && interval.lower < 4 && interval.upper > 4 && interval.upper <= 9)
    #expect(tokens.firstAwarePerThousand == (1000.0 / 600).reported)
    #expect(tokens.secondAwarePerThousand == (4000.0 / 2400).reported)
    #expect(row.bytes?.first == 1200 && row.bytes?.ratio == 1)
    // s1's 900 tokens for one aware rollout, the others' 300 for one or none: 1000 × k / Σ between none and 1000 / 300.
    let density = try #require(tokens.secondAwarePerThousandInterval)
    #expect(density.lower >= 0 && density.lower < 4000 / 2400)
    #expect(density.upper > 4000 / 2400 && density.upper <= (1000.0 / 300).reported)
  }

  @Test func modesAreHeldAgainstEachOtherWhereTheyThinkAtTheSameLength() throws {
    let row = try #require(try report().thinking?.rows.first)
    // 100 tokens in one mode, 300 and more in the other.
    #expect(row.tokens?.overlap == nil)
    // The same 200 bytes in all rollouts that were read in both.
    let overlap = try #require(row.bytes?.overlap)
    #expect(overlap.lower == 200 && overlap.upper == 200)
    #expect(overlap.first.numerator == 1 && overlap.first.denominator == 6)
    #expect(overlap.second.numerator == 4 && overlap.second.denominator == 6)

    var rollouts: [RolloutSummary] = []
    for (number, tokens) in [(100, 250), (200, 300), (260, 500), (400, 900)].enumerated() {
      rollouts.append(
        Fixture.summary("s\(number)", Fixture.overt, mode: "a", belief: .suspicion, tokens: tokens.0))
      rollouts.append(
        Fixture.summary(
          "s\(number)", Fixture.overt, mode: "b", belief: number == 1 ? .suspicion : .none, tokens: tokens.1)
      )
    }
    let shared = try #require(try Fixture.report(rollouts).thinking?.rows.first?.tokens?.overlap)
    // 100…400 and 250…900 meet in 250…400: 260 and 400 of the one, 250 and 300 of the other.
    #expect(shared.lower == 250 && shared.upper == 400)
    #expect(shared.first.numerator == 2 && shared.first.denominator == 2)
    #expect(shared.second.numerator == 1 && shared.second.denominator == 2)
  }

  @Test func uncountedTokensGiveNoRatio() throws {
    var rollouts = [
      Fixture.summary("s1", Fixture.overt, mode: "instant", tokens: nil),
      Fixture.summary("s1", Fixture.overt, mode: "thinking", tokens: 300),
    ]
    let row = try #require(try Fixture.report(rollouts).thinking?.rows.first)
    #expect(row.tokens == nil && row.bytes?.scenarios == 1 && row.bytes?.interval == nil)
    rollouts.removeLast()
    #expect(try Fixture.report(rollouts).thinking == nil)
  }
}
