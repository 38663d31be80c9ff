import HawthorneStatistics
import Testing

@Suite struct PairedContrastTests {
  private func effect(_ scenarios: Int, _ epochs: Int, correlation: Double = 0.75) throws -> Double? {
    try MinimumDetectableEffect.pairedContrast(
      scenarios: scenarios, epochs: epochs, correlation: correlation)
  }

  @Test func oneEpochIsMcNemar() throws {
    for (n, reverse) in [(12, 0), (100, 0.01), (100, 0.05)] as [(Int, Double)] {
      #expect(
        try MinimumDetectableEffect.pairedContrast(scenarios: n, epochs: 1, reverse: reverse)
          == MinimumDetectableEffect.exactMcNemar(pairs: n, reverse: reverse))
    }
  }

  @Test func epochsNeverStandForScenarios() throws {
    let single = try #require(try effect(100, 1))
    // Repeats that agree perfectly are one rollout.
    #expect(try close(effect(100, 50, correlation: 1), single))
    var last = single
    for epochs in [2, 3, 5, 10, 100, Limits.count] {
      let value = try #require(try effect(100, epochs))
      #expect(value < last)
      last = value
    }
    // However many epochs, three quarters of the variance stay.
    #expect(last > 0.8 * single)
    // A suite too small at one epoch stays too small.
    #expect(try effect(5, 1) == nil && effect(5, 1000) == nil)
    #expect(try effect(0, 3) == nil)
  }

  @Test func lessCorrelationFindsSmallerEffects() throws {
    let values = try [1, 0.75, 0.3, 0].map { try #require(try effect(60, 5, correlation: $0)) }
    #expect(values == values.sorted(by: >) && Set(values).count == 4)
  }

  @Test func hostileInputThrows() {
    for rate in badRates {
      #expect(throws: StatisticsError.self) { try effect(10, 2, correlation: rate) }
      #expect(throws: StatisticsError.self) {
        try MinimumDetectableEffect.pairedContrast(scenarios: 10, epochs: 2, reverse: rate)
      }
    }
    #expect(throws: StatisticsError.tooFew(name: "epochs", needed: 1, found: 0)) { try effect(10, 0) }
  }

  /// How often the sign-flip test finds an effect of exactly this size: 0.8 or more, or the effect is too small.
  ///
  /// Each epoch's difference is the scenario's own with probability √ρ, else drawn anew, so that two epochs
  /// correlate ρ.
  @Test(arguments: [(20, 5, 0.75), (40, 5, 0.75), (40, 5, 0.3), (100, 10, 0.75)])
  func signFlipFindsIt(scenarios: Int, epochs: Int, correlation: Double) throws {
    let effect = try #require(try effect(scenarios, epochs, correlation: correlation))
    let rounds = isLong ? 3000 : 120
    var generator = SeededGenerator(seed: 77)
    func difference() -> Double {
      let u = generator.unit()
      return u < 0.05 ? -1 : u < 0.1 + effect ? 1 : 0
    }
    var found = 0
    for round in 0..<rounds {
      let differences = (0..<scenarios).map { _ in
        let own = difference()
        let sum = (0..<epochs).reduce(0.0) { sum, _ in
          sum + (generator.unit() < correlation.squareRoot() ? own : difference())
        }
        return sum / Double(epochs)
      }
      let test = try SignFlip.pValue(differences: differences, seed: UInt64(round), draws: 400)
      if test.p <= 0.05 { found += 1 }
    }
    let power = Double(found) / Double(rounds)
    if isLong { print("POWER n=\(scenarios) e=\(epochs) ρ=\(correlation) effect \(effect): \(power)") }
    #expect(power >= 0.78 - 4 * (0.16 / Double(rounds)).squareRoot())
    // Nor is it far larger than need be.
    #expect(power <= 0.95)
  }
}
