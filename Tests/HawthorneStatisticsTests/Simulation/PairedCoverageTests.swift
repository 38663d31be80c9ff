import Testing

@testable import HawthorneStatistics

/// How often `PairedRateDifference`'s interval holds the true difference: enumerated at one epoch, simulated at five.
@Suite struct PairedCoverageTests {
  /// Rates of scenarios positive in the first arm only, and in the second only.
  static let discordances: [(Double, Double)] = {
    let rates = [0, 0.005, 0.01, 0.02, 0.05, 0.08, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5]
    return rates.flatMap { forward in
      rates.filter { $0 <= forward && $0 + forward <= 0.9 }.map { (forward, $0) }
    }
  }()

  /// Every table of n pairs, each with its probability; at one epoch clustering only sets the two rates.
  @Test(arguments: [12, 40]) func oneEpoch(n: Int) throws {
    let designs =
      isLong
      ? Self.discordances : [(0.01, 0.01), (0.2, 0), (0.2, 0.02), (0.15, 0.01), (0.3, 0.1), (0.5, 0.3)]
    var guarded: [[Interval]] = []
    var plain: [[Interval]] = []
    for b in 0...n {
      guarded.append([])
      plain.append([])
      for c in 0...(n - b) {
        guarded[b].append(
          try #require(try PairedDifference.guarded(n11: n - b - c, n10: b, n01: c, n00: 0)))
        plain[b].append(try #require(try PairedDifference.tango(n11: n - b - c, n10: b, n01: c, n00: 0)))
      }
    }
    var worst = (guarded: 1.0, tango: 1.0, at: (0.0, 0.0))
    for (forward, reverse) in designs {
      var (covered, tango) = (0.0, 0.0)
      let first = Binomial(trials: n, p: forward)
      for b in 0...n {
        let mass = first.mass(b)
        guard mass > 1e-14 else { continue }
        let second = Binomial(trials: n - b, p: reverse / (1 - forward))
        for c in 0...(n - b) {
          let both = mass * second.mass(c)
          if guarded[b][c].contains(forward - reverse) { covered += both }
          if plain[b][c].contains(forward - reverse) { tango += both }
        }
      }
      #expect(covered >= 0.945, "\(n) \(forward) \(reverse) \(covered)")
      if covered < worst.guarded { worst.guarded = covered }
      if tango < worst.tango {
        worst.tango = tango
        worst.at = (forward, reverse)
      }
    }
    if isLong {
      print("COVERAGE paired n=\(n) e=1: guarded \(worst.guarded) tango \(worst.tango) at \(worst.at)")
    }
  }

  struct Design: CustomTestStringConvertible {
    var scenarios: Int
    var base: Double
    var epochs = 5
    var testDescription: String { "\(scenarios) scenarios, \(base)" }
  }

  static let designs =
    [12, 40].flatMap { n in SuiteSimulator.baseRates.map { Design(scenarios: n, base: $0) } }
    + [Design(scenarios: 40, base: 0.2, epochs: 10)]
  static let effects: [SuiteSimulator.Effect] = [
    .none, .shift(0.2), .responders(share: 0.25, shift: 0.6), .responders(share: 0.1, shift: 0.8),
  ]

  @Test(arguments: designs) func severalEpochs(design: Design) throws {
    for clustering in SuiteSimulator.clusterings {
      for effect in Self.effects {
        var suite = SuiteSimulator(
          scenarios: design.scenarios, epochs: design.epochs, base: design.base, clustering: clustering,
          effect: effect, seed: 3)
        var (covered, before) = (Share(), Share())
        var (width, sparse, bias) = (0.0, 0, 0.0)
        let rounds = isLong ? 600 : 3
        for round in 0..<rounds {
          suite.draw()
          let differences = suite.pairs.compactMap(\.difference)
          let found = try #require(
            try PairedRateDifference.interval(
              differences: differences, seed: UInt64(round), draws: isLong ? 1000 : 400))
          covered.count(found.interval.contains(suite.meanDifference))
          width += found.interval.width / Double(rounds)
          bias +=
            (differences.reduce(0, +) / Double(differences.count) - suite.meanDifference) / Double(rounds)
          if found.method == .sparse { sparse += 1 }
          if isLong {
            let unguarded =
              try SignFlip.interval(differences: differences, seed: UInt64(round), draws: 1000)
              ?? SparseDifference.interval(differences: differences)
            before.count(unguarded?.contains(suite.meanDifference) == true)
          }
        }
        if isLong {
          print(
            "COVERAGE paired n=\(design.scenarios) e=\(design.epochs) p=\(design.base) \(clustering), \(effect):",
            "\(covered.value) width \(width) sparse \(Double(sparse) / Double(rounds)) bias \(bias)",
            "sign-flip alone \(before.value)")
          #expect(abs(bias) < 0.01)
        }
        #expect(covered.isAtLeast(0.95), "\(clustering) \(effect) \(covered.value)")
      }
    }
  }

  /// Bounds with NA hold the difference, where the first arm hides its aware rollouts.
  @Test func informativeNAIsBounded() throws {
    var suite = SuiteSimulator(
      scenarios: 40, epochs: 5, base: 0.2, clustering: .beta(0.3), effect: .shift(0.3), seed: 4)
    var (bounded, naive) = (Share(), Share())
    for round in 0..<(isLong ? 2000 : 25) {
      suite.draw()
      var pairs = suite.pairs
      for place in pairs.indices {
        let shown = suite.successes(0.2, of: pairs[place].first.successes)
        let hidden = pairs[place].first.successes - shown
        pairs[place].first = ScenarioCounts(successes: shown, trials: 5 - hidden, missing: hidden)
      }
      let truth = suite.meanDifference
      let seed = UInt64(round)
      naive.count(
        try PairedRateDifference.estimate(pairs, seed: seed, draws: 400)?.interval.contains(truth) == true)
      bounded.count(try PairedRateDifference.bounds(pairs, seed: seed, draws: 400)?.contains(truth) == true)
    }
    if isLong { print("NA paired: bounded \(bounded.value) naive \(naive.value)") }
    #expect(bounded.isAtLeast(0.95) && naive.value < 0.2)
  }
}
