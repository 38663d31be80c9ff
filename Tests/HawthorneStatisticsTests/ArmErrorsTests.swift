import HawthorneStatistics
import Testing

@Suite struct ArmErrorsTests {
  typealias Gold = ArmErrors.Gold

  private let sharp = Gold(truePositives: 45, falsePositives: 3, trueNegatives: 97, falseNegatives: 5)
  private let leaky = Gold(truePositives: 45, falsePositives: 30, trueNegatives: 70, falseNegatives: 5)

  @Test func errorsThatDifferAreFound() throws {
    let found = try ArmErrors.compare(leaky, sharp)
    #expect(found.errorsDiffer && found.specificity.p < 1e-5 && found.sensitivity.p == 1)
    #expect(abs(try #require(found.specificity.difference) + 0.27) < 1e-12)
    #expect(try #require(found.ppv.interval).upper < 0)
    #expect(try ArmErrors.compare(sharp, sharp).errorsDiffer == false)
    // Figures of the two parts, from the published interval and test.
    #expect(
      try found.specificity.p == FisherExact.twoSided((70, 100), (97, 100))
        && found.specificity.interval == ProportionDifference.miettinenNurminen((70, 100), (97, 100)))
  }

  @Test func spuriousDifferenceSpansItsEnds() throws {
    let found = try #require(try ArmErrors.spurious(leaky, sharp))
    #expect(abs(found.lower - 0) < 1e-12 && abs(found.upper - 0.27) < 1e-12 && found.level == 1)
    #expect(
      try ArmErrors.spurious(
        leaky, Gold(truePositives: 0, falsePositives: 1, trueNegatives: 1, falseNegatives: 0)) == nil)
  }

  @Test func correctionTakesTheErrorOut() throws {
    // A true rate of 10 % in both arms, read through each arm's own errors.
    func arm(_ gold: Gold, raw: Double) -> ArmErrors.Arm {
      ArmErrors.Arm(
        scenarios: (0..<100).map { _ in ScenarioCounts(successes: Int(raw * 100), trials: 100) }, gold: gold)
    }
    // 0.9·0.1 + 0.3·0.9 = 0.36 and 0.9·0.1 + 0.03·0.9 = 0.117.
    let found = try #require(
      try ArmErrors.correctedDifference(arm(leaky, raw: 0.36), arm(sharp, raw: 0.117)))
    #expect(abs(found.difference) < 0.01 && found.interval.contains(0))
    #expect(abs(found.first.value - 0.1) < 1e-9)
    // MOVER of the two intervals.
    let refused = Gold(truePositives: 5, falsePositives: 5, trueNegatives: 5, falseNegatives: 5)
    #expect(try ArmErrors.correctedDifference(arm(refused, raw: 0.3), arm(sharp, raw: 0.1)) == nil)
    #expect(
      try ArmErrors.correctedDifference(ArmErrors.Arm(scenarios: [], gold: sharp), arm(sharp, raw: 0.1))
        == nil)
  }

  @Test func edges() throws {
    let none = Gold(truePositives: 0, falsePositives: 0, trueNegatives: 0, falseNegatives: 0)
    let empty = try ArmErrors.compare(none, sharp)
    #expect(
      empty.ppv.difference == nil && empty.ppv.interval == nil && empty.ppv.p == 1 && !empty.errorsDiffer)
    for bad in badCounts {
      var gold = sharp
      gold.falsePositives = bad
      #expect(throws: StatisticsError.self) { try ArmErrors.compare(gold, sharp) }
      #expect(throws: StatisticsError.self) { try ArmErrors.spurious(sharp, gold) }
      #expect(throws: StatisticsError.self) {
        try ArmErrors.correctedDifference(
          ArmErrors.Arm(scenarios: [ScenarioCounts(successes: 1, trials: 2)], gold: gold),
          ArmErrors.Arm(scenarios: [ScenarioCounts(successes: 1, trials: 2)], gold: sharp))
      }
    }
  }

  @Test func effectiveTrialsOfWholeCountsAreTheCounts() throws {
    let whole = try RoganGladen.interval(raw: (10, 100), sensitivity: (45, 50), specificity: (97, 100))
    let effective = try RoganGladen.interval(
      rawRate: 0.1, effectiveTrials: 100, sensitivity: (45, 50), specificity: (97, 100))
    #expect(whole == effective && whole != nil)
    for bad in [0, -1, .nan, .infinity] as [Double] {
      #expect(throws: StatisticsError.self) {
        try RoganGladen.interval(rawRate: 0.1, effectiveTrials: bad, sensitivity: (4, 5), specificity: (4, 5))
      }
    }
  }
}
