import HawthorneStatistics
import Testing

@Suite struct DoubleSamplingTests {
  typealias Arm = DoubleSampling.Arm
  typealias Cell = DoubleSampling.Cell

  struct Case: Decodable {
    var kind: String
    var positives: [Int]?
    var negatives: [Int]?
    var rate: Double?
    var interval: [Double]?
    var deviation: Double?
    var first: [[[Int]]]?
    var second: [[[Int]]]?
    var difference: Double?
    var machine: [Double]?
    var centre: Double?
  }

  /// One rollout a scenario: rollouts, read and positive of each class.
  private func single(_ positives: [Int], _ negatives: [Int], undecided: Int = 0) -> Arm {
    func cells(_ counts: [Int], isFirst: Bool) -> [[Cell]] {
      (0..<counts[0]).map { place in
        let cell = Cell(
          rollouts: 1, gold: place < counts[1] ? 1 : 0, positive: place < counts[2] ? 1 : 0,
          undecided: !isFirst && place >= counts[1] && place < counts[1] + undecided ? 1 : 0)
        return isFirst ? [cell, Cell()] : [Cell(), cell]
      }
    }
    return Arm(
      isPositive: [true, false],
      scenarios: cells(positives, isFirst: true) + cells(negatives, isFirst: false))
  }

  /// The rate is the maximum of Tenenbein's likelihood, found numerically; the interval is scipy's, composed.
  @Test func ratesOfScenariosAskedOnce() throws {
    for each in try fixtures("doublesampling", of: Case.self) where each.kind == "rate" {
      let found = try DoubleSampling.rate(
        single(try #require(each.positives), try #require(each.negatives))
      ).get()
      #expect(
        close(found.rate, each.rate) && close(found.interval, each.interval, tolerance: 1e-9), "\(each)")
      // Longer than the large-sample interval of Tenenbein's variance, and of its order.
      let deviation = try #require(each.deviation)
      let width = found.interval.upper - found.interval.lower
      #expect(width > 2 * 1.96 * deviation && width < 3.2 * 1.96 * deviation)
    }
  }

  @Test func differencesOfScenariosAskedOften() throws {
    for each in try fixtures("doublesampling", of: Case.self) where each.kind == "difference" {
      let arms = try [each.first, each.second].map { side in
        Arm(
          isPositive: [true, false],
          scenarios: try #require(side).map { $0.map { Cell(rollouts: $0[0], gold: $0[1], positive: $0[2]) } }
        )
      }
      let found = try DoubleSampling.difference(arms[0], arms[1], seed: 1).get()
      #expect(close(found.difference, each.difference))
      // The machine's part by brute force over all signs; people's by the intervals of the four classes.
      let (machine, centre) = (try #require(each.machine), try #require(each.centre))
      var (below, above) = (centre - machine[0], machine[1] - centre)
      (below, above) = (below * below, above * above)
      for (arm, isFirst) in zip(arms, [true, false]) {
        let (positives, negatives) = try DoubleSampling.classes(arm)
        let all = Double(positives.rollouts + negatives.rollouts)
        for part in [positives, negatives] {
          let (rate, interval) = (try #require(part.rate), try #require(part.interval))
          let weight = Double(part.rollouts) / all
          let (down, up) = (weight * (rate - interval.lower), weight * (interval.upper - rate))
          below += isFirst ? down * down : up * up
          above += isFirst ? up * up : down * down
        }
      }
      let (lower, upper) = (found.difference - below.squareRoot(), found.difference + above.squareRoot())
      #expect(abs(found.interval.lower - max(-1, lower)) < 1e-6, "\(found) \(lower)")
      #expect(abs(found.interval.upper - min(1, upper)) < 1e-6, "\(found) \(upper)")
      #expect(found.scenarios == arms[0].scenarios.count)
    }
  }

  @Test func everythingReadIsTheGoldRateItself() throws {
    let found = try DoubleSampling.rate(single([20, 20, 15], [80, 80, 5])).get()
    #expect(close(found.rate, 0.2) && close(found.raw, 0.2))
    #expect(close(found.positives.rate, 0.75) && close(found.negatives.rate, 0.0625))
    let (all, gold) = (found.interval, try #require(try ClopperPearson.interval(successes: 20, trials: 100)))
    #expect(all.lower <= gold.lower + 0.01 && all.upper >= gold.upper - 0.01)
  }

  /// Rogan and Gladen's formula fed with what was read would take the sample of negatives for all of them.
  @Test func verificationIsNotAtRandom() throws {
    // True rate 0.135: 90 of 100 machine-positives and 45 of 900 negatives; read: all positives, 100 negatives with 5 missed.
    let found = try DoubleSampling.rate(single([100, 100, 90], [900, 100, 5])).get()
    #expect(close(found.rate, 0.135))
    let naive = try #require(
      try RoganGladen.corrected(raw: 0.1, sensitivity: 90.0 / 95, specificity: 95.0 / 105))
    #expect(naive.value < 0.01)
  }

  @Test func noMissFoundLeavesTheUpperEndOpen() throws {
    let found = try DoubleSampling.rate(single([10, 10, 10], [490, 30, 0])).get()
    let unread = 1 - 0.025.squareRootOf(30)
    #expect(close(found.rate, 0.02) && found.interval.upper > 0.98 * unread)
  }

  @Test func aClassWithoutRolloutsCouldBeAnything() throws {
    let none = try DoubleSampling.rate(single([0, 0, 0], [100, 40, 0])).get()
    let q = try #require(try ClopperPearson.interval(successes: 0, trials: 100)).upper
    let missed = try #require(try ClopperPearson.interval(successes: 0, trials: 40)).upper
    let reach = (q * q + missed * missed).squareRoot()
    #expect(none.rate == 0 && close(none.interval.upper, reach))
    let all = try DoubleSampling.rate(single([100, 40, 40], [0, 0, 0])).get()
    #expect(all.rate == 1 && close(all.interval.lower, 1 - reach))
    #expect(none.positives.rate == nil && none.negatives.rollouts == 100)
  }

  @Test func tooLittleReadIsRefused() throws {
    func refusal(_ arm: Arm) throws -> DoubleSampling.Refusal? {
      if case .failure(let refused) = try DoubleSampling.rate(arm) { refused.refusal } else { nil }
    }
    #expect(
      try refusal(single([20, 20, 10], [80, 9, 1])) == .tooFewGold(positive: false, gold: 9, needed: 10))
    #expect(
      try refusal(single([20, 0, 0], [80, 30, 1])) == .tooFewGold(positive: true, gold: 0, needed: 10))
    // All of a small class was read: nothing more can be asked for.
    #expect(try refusal(single([3, 3, 2], [80, 30, 1])) == nil)
    #expect(try refusal(single([3, 2, 2], [80, 30, 1])) == .tooFewGold(positive: true, gold: 2, needed: 3))
    #expect(
      try refusal(single([20, 20, 10], [80, 9, 1], undecided: 71))
        == .tooManyUndecided(positive: false, undecided: 71, read: 80))
    #expect(try refusal(single([20, 20, 10], [80, 40, 1], undecided: 10)) == nil)
    #expect(
      try refusal(single([20, 20, 10], [80, 39, 1], undecided: 10))
        == .tooManyUndecided(positive: false, undecided: 10, read: 49))
    #expect(
      try refusal(single([20, 20, 10], [80, 0, 0], undecided: 80))
        == .tooFewGold(positive: false, gold: 0, needed: 10))
    #expect(try refusal(Arm(isPositive: [true, false], scenarios: [])) == .noRollouts)
    let full = single([20, 20, 10], [80, 30, 1])
    let empty = Arm(isPositive: [true, false], scenarios: full.scenarios.map { _ in [Cell(), Cell()] })
    guard case .failure(let refused) = try DoubleSampling.difference(full, empty, seed: 1) else {
      Issue.record("no pair")
      return
    }
    #expect(refused.refusal == .noPairs)
  }

  @Test func undecidedLabelsAreBounded() throws {
    let arm = single([20, 20, 10], [80, 30, 2], undecided: 4)
    let found = try DoubleSampling.rate(arm).get()
    #expect(found.negatives.undecided == 4)
    let (low, high): (Double, Double) = (0.1 + 1.6 / 34, 0.1 + 4.8 / 34)
    #expect(try close(DoubleSampling.rate(arm.resolved(false)).get().rate, low))
    #expect(try close(DoubleSampling.rate(arm.resolved(true)).get().rate, high))
  }

  @Test func strataOfOneClassAreWeighedByTheirSize() throws {
    // Negatives in two strata: 40 that were refused, all read, and 160 others.
    let arm = Arm(
      isPositive: [true, false, false],
      scenarios: (0..<220).map { place in
        switch place {
        case ..<20: [Cell(rollouts: 1, gold: 1, positive: place < 15 ? 1 : 0), Cell(), Cell()]
        case ..<60: [Cell(), Cell(rollouts: 1, gold: 1, positive: place < 30 ? 1 : 0), Cell()]
        default: [Cell(), Cell(), Cell(rollouts: 1, gold: place < 100 ? 1 : 0, positive: place < 62 ? 1 : 0)]
        }
      })
    let found = try DoubleSampling.rate(arm).get()
    let missed: Double = 10 + 160 * 2 / 40
    #expect(close(found.rate, (15 + missed) / 220))
    #expect(close(found.negatives.rate, missed / 200) && found.negatives.gold == 80)
  }

  @Test func impossibleCountsAreRefused() {
    for cell in [
      Cell(rollouts: 1, gold: 2, positive: 0), Cell(rollouts: 2, gold: 1, positive: 2),
      Cell(rollouts: -1), Cell(rollouts: 2, gold: 1, positive: -1), Cell(rollouts: 2, gold: 1, undecided: 2),
      Cell(rollouts: .max, gold: .max, positive: 0),
    ] {
      let arm = Arm(isPositive: [true], scenarios: [[cell]])
      #expect(throws: StatisticsError.self) { try DoubleSampling.rate(arm) }
      #expect(throws: StatisticsError.self) { try DoubleSampling.difference(arm, arm, seed: 1) }
      #expect(throws: StatisticsError.self) { try DoubleSampling.classes(arm) }
    }
    let arm = single([20, 20, 10], [80, 30, 1])
    #expect(throws: StatisticsError.self) { try DoubleSampling.rate(arm, level: 1) }
    #expect(throws: StatisticsError.self) {
      try DoubleSampling.rate(Arm(isPositive: [true], scenarios: arm.scenarios))
    }
    #expect(throws: StatisticsError.self) {
      try DoubleSampling.difference(arm, single([1, 1, 1], [2, 2, 1]), seed: 1)
    }
  }
}

extension Double {
  /// The n-th root, by bisection.
  fileprivate func squareRootOf(_ n: Int) -> Double {
    var (low, high) = (0.0, 1.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      var power = 1.0
      for _ in 0..<n { power *= middle }
      if power < self { low = middle } else { high = middle }
    }
    return low
  }
}
