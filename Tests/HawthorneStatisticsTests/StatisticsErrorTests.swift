import HawthorneStatistics
import Testing

@Suite struct StatisticsErrorTests {
  @Test(arguments: [
    (StatisticsError.negativeCount(name: "b", value: -3), "The count 'b' is negative: -3."),
    (.countTooLarge(name: "b", value: 7), "The count 'b' is too large: 7."),
    (.successesExceedTrials(successes: 3, trials: 2), "3 successes in 2 trials is impossible."),
    (.levelOutOfRange(name: "level", value: 95), "'level' must lie between 0 and 1, not 95.0."),
    (.proportionOutOfRange(name: "raw", value: .nan), "'raw' must lie within 0 and 1, not nan."),
    (.notFinite(name: "differences"), "'differences' holds a value that is not a finite number."),
    (.negativeMagnitude(name: "sd", value: -1), "'sd' is negative: -1.0."),
    (.beyondBound(name: "d", value: 2, bound: 1), "'d' holds 2.0, beyond its bound of 1.0."),
    (.shape(name: "table", expected: 2, found: 3), "'table' has 3 entries where 2 are needed."),
    (.tooMany(name: "pairs", limit: 5, found: 6), "'pairs' has 6 entries; at most 5 are taken."),
    (.tooFew(name: "groups", needed: 2, found: 1), "'groups' has 1 where at least 2 are needed."),
    (.notPositive(name: "penalty", value: 0), "'penalty' must be above 0, not 0.0."),
    (.oneClass(name: "labels"), "'labels' are all of one class."),
    (.notConverged(name: "fit", iterations: 9), "'fit' did not converge in 9 iterations."),
  ])
  func saysWhatWasWrong(error: StatisticsError, text: String) {
    #expect(error.problem == text)
    #expect(!error.fix.isEmpty && error.description == "\(text) \(error.fix)")
  }
}
