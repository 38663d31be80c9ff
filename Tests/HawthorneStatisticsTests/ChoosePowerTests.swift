import HawthorneStatistics
import Testing

@Suite struct ChoosePowerTests {
  @Test func floorOfNinetyEight() throws {
    let small = try ChoosePower.floor(items: 40, floor: 0.98, trueRate: 0.99)
    #expect(small.requiredWithoutFailure == 149 && small.allowedFailures == nil)
    #expect(small.noResultCouldPass && !small.noResultCouldDecide && small.passProbability == 0)
    // P(F ≥ 3 | 40, 0.02) = 0.0457.
    #expect(small.breakingFailures == 3)
    let enough = try ChoosePower.floor(items: 149, floor: 0.98, trueRate: 0.99)
    #expect(enough.allowedFailures == 0 && !enough.noResultCouldPass)
    #expect(rounds(enough.passProbability, to: 0.2237, decimals: 4))
    #expect(try ChoosePower.floor(items: 236, floor: 0.98, trueRate: 1).allowedFailures == 1)
    #expect(try ChoosePower.floor(items: 236, floor: 0.98, trueRate: 1).passProbability == 1)
  }

  @Test func extremes() throws {
    let empty = try ChoosePower.floor(items: 0, floor: 0.5, trueRate: 0.9)
    #expect(empty.noResultCouldPass && empty.noResultCouldDecide)
    // One item can neither show nor break a half.
    #expect(try ChoosePower.floor(items: 1, floor: 0.5, trueRate: 0.9).noResultCouldDecide)
    let certain = try ChoosePower.floor(items: 1000, floor: 1, trueRate: 1)
    #expect(certain.requiredWithoutFailure == nil && certain.noResultCouldPass)
    #expect(certain.breakingFailures == 1)
    let trivial = try ChoosePower.floor(items: 3, floor: 0, trueRate: 0)
    #expect(trivial.allowedFailures == 3 && trivial.breakingFailures == nil)
  }

  @Test func contrastNamesItsAssumptions() throws {
    let contrast = try ChoosePower.contrast(scenarios: 40, epochs: 5)
    #expect(contrast.reverse == 0.05 && contrast.correlation == 0.75)
    let effect = try #require(contrast.minimumDetectableEffect)
    let single = try #require(contrast.atOneEpoch)
    #expect(effect < single && effect > 0.85 * single)
    #expect(try single == MinimumDetectableEffect.exactMcNemar(pairs: 40, reverse: 0.05))
  }

  @Test func hostileInputThrows() {
    for count in badCounts {
      #expect(throws: StatisticsError.self) { try ChoosePower.floor(items: count, floor: 0.9, trueRate: 1) }
      #expect(throws: StatisticsError.self) { try ChoosePower.contrast(scenarios: count, epochs: 1) }
      #expect(throws: StatisticsError.self) { try ChoosePower.contrast(scenarios: 10, epochs: count) }
    }
    for rate in badRates {
      #expect(throws: StatisticsError.self) { try ChoosePower.floor(items: 5, floor: rate, trueRate: 1) }
      #expect(throws: StatisticsError.self) { try ChoosePower.floor(items: 5, floor: 0.9, trueRate: rate) }
    }
    for level in badLevels {
      #expect(throws: StatisticsError.self) {
        try ChoosePower.floor(items: 5, floor: 0.9, trueRate: 1, confidence: level)
      }
      #expect(throws: StatisticsError.self) {
        try ChoosePower.contrast(scenarios: 10, epochs: 2, power: level)
      }
    }
  }
}
