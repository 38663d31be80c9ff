import HawthorneStatistics
import Testing

@Suite struct WilsonTests {
  @Test func publishedLowerBound() throws {
    let bound = try #require(try Wilson.lowerBound(successes: 25, trials: 25))
    #expect(abs(bound - 0.90235) < 5e-6)
  }
}
