import Testing

@testable import HawthorneStatistics

/// How often `ScenarioRate`'s interval holds the true rate: enumerated at one epoch, simulated at five.
@Suite struct RateCoverageTests {
  struct Design: CustomTestStringConvertible {
    var scenarios: Int
    var base: Double
    var testDescription: String { "\(scenarios) scenarios, \(base)" }
  }

  static let designs = [12, 40].flatMap { n in SuiteSimulator.baseRates.map { Design(scenarios: n, base: $0) }
  }

  /// At one epoch clustering cannot be seen: outcomes are Bernoulli whatever it is.
  @Test(arguments: designs) func oneEpoch(design: Design) throws {
    let n = design.scenarios
    let distribution = Binomial(trials: n, p: design.base)
    var (covered, wilson) = (0.0, 0.0)
    for x in 0...n {
      let rows = (0..<n).map { ScenarioCounts(successes: $0 < x ? 1 : 0, trials: 1) }
      let found = try #require(try ScenarioRate.estimate(rows))
      if found.interval.contains(design.base) { covered += distribution.mass(x) }
      let other = try #require(try Wilson.interval(successes: x, trials: n))
      if other.contains(design.base) { wilson += distribution.mass(x) }
    }
    if isLong { print("COVERAGE rate n=\(n) e=1 p=\(design.base): \(covered) wilson \(wilson)") }
    #expect(covered >= 0.95)
  }

  @Test(arguments: designs) func fiveEpochs(design: Design) throws {
    for clustering in SuiteSimulator.clusterings {
      var suite = SuiteSimulator(
        scenarios: design.scenarios, epochs: 5, base: design.base, clustering: clustering, seed: 1)
      var (covered, wilson) = (Share(), Share())
      var width = 0.0
      let rounds = isLong ? 5000 : 25
      for _ in 0..<rounds {
        suite.draw()
        let rows = suite.pairs.map(\.second)
        let found = try #require(try ScenarioRate.estimate(rows))
        covered.count(found.interval.contains(suite.meanSecond))
        width += found.interval.width / Double(rounds)
        if isLong {
          let other = try Wilson.interval(clusters: rows.map { ($0.successes, $0.trials) })
          wilson.count(other?.contains(suite.meanSecond) == true)
        }
      }
      if isLong {
        print(
          "COVERAGE rate n=\(design.scenarios) e=5 p=\(design.base) \(clustering): \(covered.value)",
          "width \(width) wilson \(wilson.value)")
      }
      #expect(covered.isAtLeast(0.95), "\(clustering) \(covered.value)")
    }
  }

  /// Bounds with NA hold the rate over all rollouts, whatever the missing ones were.
  @Test func informativeNAIsBounded() throws {
    var suite = SuiteSimulator(scenarios: 40, epochs: 5, base: 0.3, clustering: .beta(0.3), seed: 2)
    var (bounded, naive) = (Share(), Share())
    for _ in 0..<(isLong ? 4000 : 60) {
      suite.draw()
      // Nine in ten of the aware rollouts hide their reasoning, one in ten of the others.
      var rows = suite.pairs.map(\.second)
      for place in rows.indices {
        let aware = suite.successes(0.1, of: rows[place].successes)
        let other = suite.successes(0.9, of: 5 - rows[place].successes)
        rows[place] = ScenarioCounts(successes: aware, trials: aware + other, missing: 5 - aware - other)
      }
      naive.count(try ScenarioRate.estimate(rows)?.interval.contains(0.3) == true)
      bounded.count(try ScenarioRate.bounds(rows)?.contains(0.3) == true)
    }
    if isLong { print("NA rate: bounded \(bounded.value) naive \(naive.value)") }
    #expect(bounded.isAtLeast(0.95) && naive.value < 0.2)
  }
}
