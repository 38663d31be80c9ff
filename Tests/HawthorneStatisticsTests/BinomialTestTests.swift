import Testing

@testable import HawthorneStatistics

@Suite struct BinomialTestTests {
  @Test func knownTails() throws {
    // 0.98^149 is the zero-failure plan of a 98 % floor: just under 0.05, and 148 just over.
    #expect(try BinomialTest.above(0.98, successes: 149, trials: 149) < 0.05)
    #expect(try BinomialTest.above(0.98, successes: 148, trials: 148) > 0.05)
    // Ten fair tosses: P(X ≤ 2) = 56/1024.
    #expect(abs(try BinomialTest.below(0.5, successes: 2, trials: 10) - 56.0 / 1024) < 1e-14)
    #expect(abs(try BinomialTest.above(0.5, successes: 8, trials: 10) - 56.0 / 1024) < 1e-14)
  }

  @Test func invertsClopperPearson() throws {
    let p = try BinomialTest.below(0.98, successes: 180, trials: 200)
    let bound = try #require(try ClopperPearson.upperBound(successes: 180, trials: 200, confidence: 1 - p))
    #expect(abs(bound - 0.98) < 1e-9)
  }

  @Test func edges() throws {
    #expect(try BinomialTest.below(0.5, successes: 0, trials: 0) == 1)
    #expect(try BinomialTest.above(0.5, successes: 0, trials: 0) == 1)
    #expect(throws: StatisticsError.self) { try BinomialTest.above(1.5, successes: 0, trials: 1) }
  }
}
