import HawthorneStatistics
import Testing

@Suite struct RerunFlipsTests {
  struct Case: Decodable {
    var kind: String
    var verdict: RerunFlips.Verdict?
    var pairs: [[Int]]?
    var flips: Int?
    var expected: Double?
    var p: Double?
    var rows: [[Int]]?
    var epochs: Int?
    var correlation: Double?
    var x: Int?
    var n: Int?
    var scenarios: Int?
    var interval: [Double]?
  }

  @Test func agreesWithTheReference() throws {
    for item in try fixtures("rerun", of: Case.self) {
      switch item.kind {
      case "compared":
        let verdict = try #require(item.verdict)
        let pairs = try #require(item.pairs).map { pair($0[0], $0[1], $0[2], $0[3]) }
        let found = try #require(try RerunFlips.compared(pairs, verdict: verdict))
        #expect(found.flips == item.flips && close(found.expected, item.expected) && close(found.p, item.p))
        #expect(found.interval.lower <= found.expected && found.expected <= found.interval.upper)
      case "predicted":
        let verdict = try #require(item.verdict)
        let epochs = try #require(item.epochs)
        let rows = try #require(item.rows).map { ScenarioCounts(successes: $0[0], trials: $0[1]) }
        let found = try #require(
          try RerunFlips.predicted(rows, epochs: epochs, verdict: verdict, seed: 1, draws: 200))
        #expect(
          close(found.correlation, item.correlation) && close(found.expected, item.expected), "\(found)")
        #expect(found.interval.lower <= found.expected && found.expected <= found.interval.upper)
      default:
        let (x, n) = (try #require(item.x), try #require(item.n))
        let scenarios = try #require(item.scenarios)
        let found = try #require(
          try RerunFlips.fromControl(discordant: x, pairs: n, scenarios: scenarios))
        #expect([found.interval.lower, found.interval.upper] == item.interval, "\(item) \(found)")
      }
    }
  }

  @Test func singleRolloutsSayNothingOfRepeats() throws {
    let singles = (0..<12).map { ScenarioCounts(successes: $0 % 2, trials: 1) }
    #expect(try RerunFlips.predicted(singles, epochs: 1, verdict: .any, seed: 1) == nil)
    let pairs = (0..<12).map { pair($0 % 2, 1, $0 % 3 == 0 ? 1 : 0, 1) }
    let found = try #require(try RerunFlips.compared(pairs, verdict: .any))
    #expect(found.informative == 0 && Double(found.flips) == found.expected && found.p == 1)
  }

  @Test func certainScenariosDoNotFlip() throws {
    let certain = (0..<20).map { ScenarioCounts(successes: $0 % 2 == 0 ? 20 : 0, trials: 20) }
    let found = try #require(
      try RerunFlips.predicted(certain, epochs: 20, verdict: .majority, seed: 1, draws: 200))
    #expect(found.expected < 0.5 && found.interval.upper <= 1 && found.correlation > 0.99)
    let pairs = (0..<20).map { pair($0 % 2 == 0 ? 5 : 0, 5, $0 % 2 == 0 ? 5 : 0, 5) }
    let compared = try #require(try RerunFlips.compared(pairs, verdict: .all))
    #expect(compared.flips == 0 && compared.expected == 0 && compared.p == 1 && compared.interval.upper == 0)
    // All turned round: no rerun does that.
    let turned = (0..<20).map { pair($0 % 2 == 0 ? 5 : 0, 5, $0 % 2 == 0 ? 0 : 5, 5) }
    let turnedRound = try #require(try RerunFlips.compared(turned, verdict: .all))
    #expect(turnedRound.flips == 20 && turnedRound.p < 1e-20)
    // By majority of an odd total one side always wins: such totals say nothing.
    #expect(try #require(try RerunFlips.compared(turned, verdict: .majority)).informative == 0)
  }

  @Test func edges() throws {
    #expect(try RerunFlips.compared([], verdict: .any) == nil)
    #expect(try RerunFlips.predicted([], epochs: 3, verdict: .any, seed: 1) == nil)
    #expect(try RerunFlips.fromControl(discordant: 0, pairs: 0, scenarios: 5) == nil)
    let none = try #require(try RerunFlips.fromControl(discordant: 0, pairs: 5, scenarios: 0))
    #expect(none.interval.lower == 0 && none.interval.upper == 0)
    // More scenarios than the exact sum takes.
    let many = (0..<2500).map { pair($0 % 5, 5, ($0 + 1) % 5, 5) }
    let found = try #require(try RerunFlips.compared(many, verdict: .majority))
    #expect(found.interval.contains(found.expected) && found.interval.width < 200)
    let one = try #require(
      try RerunFlips.predicted(
        [ScenarioCounts(successes: 0, trials: 5)], epochs: 5, verdict: .any, seed: 1, draws: 99))
    #expect(one.interval.lower == 0 && one.interval.upper <= 1)
  }

  @Test func hostileInputThrows() {
    for bad in badCounts {
      #expect(throws: StatisticsError.self) { try RerunFlips.compared([pair(bad, 5, 1, 5)], verdict: .any) }
      #expect(throws: StatisticsError.self) {
        try RerunFlips.predicted(
          [ScenarioCounts(successes: 1, trials: bad)], epochs: 3, verdict: .any, seed: 1)
      }
      #expect(throws: StatisticsError.self) {
        try RerunFlips.fromControl(discordant: bad, pairs: 5, scenarios: 5)
      }
    }
    for epochs in [0, -1, RerunFlips.epochLimit + 1] {
      #expect(throws: StatisticsError.self) {
        try RerunFlips.predicted(
          [ScenarioCounts(successes: 1, trials: 2)], epochs: epochs, verdict: .any, seed: 1)
      }
    }
    #expect(throws: StatisticsError.self) {
      try RerunFlips.compared([pair(1, Limits.count, 1, 5)], verdict: .any)
    }
  }
}

extension RerunFlipsTests {
  /// Of 4 rollouts 2 have the property, 2 a run: given the total, the old run got 0, 1 or 2 of them with 1/6, 4/6, 1/6.
  /// By majority only 2 of 2 holds: gained if the old had 0, lost if it had 2.
  @Test func directionsByHand() throws {
    let pairs = [pair(0, 2, 2, 2), pair(1, 2, 1, 2)]
    let both = try #require(try RerunFlips.compared(pairs, verdict: .majority))
    let gained = try #require(try RerunFlips.compared(pairs, verdict: .majority, direction: .gained))
    let lost = try #require(try RerunFlips.compared(pairs, verdict: .majority, direction: .lost))
    #expect(both.flips == 1 && gained.flips == 1 && lost.flips == 0)
    #expect(close(both.expected, 4.0 / 6) && close(gained.expected, 2.0 / 6) && close(lost.expected, 2.0 / 6))
    // P(at least one of two coins of 1/6).
    #expect(close(gained.p, 11.0 / 36) && lost.p == 1)
  }

  /// What is gained and what is lost add up, and a scenario that has the property cannot gain it.
  @Test func predictedDirectionsAddUp() throws {
    let rows = (0..<15).map { ScenarioCounts(successes: $0 % 6, trials: 5) }
    func predicted(_ direction: RerunFlips.Direction) throws -> RerunFlips.Prediction {
      try #require(
        try RerunFlips.predicted(rows, epochs: 5, verdict: .any, direction: direction, seed: 1, draws: 200))
    }
    let (both, gained, lost) = (try predicted(.both), try predicted(.gained), try predicted(.lost))
    #expect(close(both.expected, gained.expected + lost.expected))
    #expect(gained.expected > 0 && lost.expected > 0)
    let certain = rows.filter { $0.successes > 0 }
    let none = try #require(
      try RerunFlips.predicted(
        certain, epochs: 5, verdict: .any, direction: .gained, seed: 1, draws: 200))
    #expect(none.expected == 0 && none.interval.upper == 0)
  }
}
