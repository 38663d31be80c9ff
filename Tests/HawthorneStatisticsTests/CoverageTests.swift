import Testing

@testable import HawthorneStatistics

/// How often intervals hold the truth, at the sizes suites have: 12 and 40 scenarios.
///
/// Proportions are enumerated exactly; sign-flip intervals are simulated from a seed, few times by default
/// and many with HAWTHORNE_LONG=1, which also prints the figures.
@Suite struct CoverageTests {
  /// Exact coverage over p = 0.005, 0.015, …, 0.995: the smallest and the mean.
  private func coverage(
    _ n: Int, _ interval: (Int) throws -> Interval?
  ) throws -> (smallest: Double, mean: Double) {
    let intervals = try (0...n).map(interval)
    let coverages = stride(from: 0.005, to: 1, by: 0.01).map { p in
      let distribution = Binomial(trials: n, p: p)
      return (0...n).reduce(0) { $0 + (intervals[$1]?.contains(p) == true ? distribution.mass($1) : 0) }
    }
    return (coverages.min() ?? 0, coverages.reduce(0, +) / Double(coverages.count))
  }

  @Test(arguments: [12, 40]) func proportions(n: Int) throws {
    let exact = try coverage(n) { try ClopperPearson.interval(successes: $0, trials: n) }
    let wilson = try coverage(n) { try Wilson.interval(successes: $0, trials: n) }
    if isLong { print("COVERAGE n=\(n) exact \(exact) wilson \(wilson)") }
    #expect(exact.smallest >= 0.95)
    #expect(wilson.smallest > 0.83 && abs(wilson.mean - 0.95) < 0.01)
  }

  @Test(arguments: [12, 40]) func oneSidedGateBounds(n: Int) throws {
    let bounds = try (0...n).map { try ClopperPearson.lowerBound(successes: $0, trials: n) ?? 1 }
    for p in stride(from: 0.005, to: 1, by: 0.01) {
      let distribution = Binomial(trials: n, p: p)
      let misses = (0...n).reduce(0) { $0 + (bounds[$1] > p ? distribution.mass($1) : 0) }
      #expect(misses <= 0.05 + 1e-12)
    }
  }

  /// Exact coverage of Tango's interval over all tables of n pairs.
  @Test(arguments: [(0.02, 0.02), (0.1, 0.05), (0.3, 0.1), (0.5, 0.05), (0.05, 0.0)])
  func tango(forward: Double, reverse: Double) throws {
    for n in isLong ? [12, 40] : [12] {
      var covered = 0.0
      for b in 0...n {
        let first = Binomial(trials: n, p: forward).mass(b)
        let second = Binomial(trials: n - b, p: reverse / (1 - forward))
        for c in 0...(n - b) {
          let interval = try PairedDifference.tango(n11: n - b - c, n10: b, n01: c, n00: 0)
          if interval?.contains(forward - reverse) == true { covered += first * second.mass(c) }
        }
      }
      if isLong { print("COVERAGE tango n=\(n) \(forward)-\(reverse): \(covered)") }
      #expect(covered > 0.92, "n = \(n)")
    }
  }

  enum Shape: CaseIterable {
    /// Symmetric: normal differences.
    case normal
    /// Five rollouts an arm, scenario rates spread evenly, an effect of 0.15.
    case rollouts
    /// Five rollouts an arm; only one scenario in four ever responds, with an effect of 0.5.
    case sparse
    /// Five rollouts an arm; one scenario in ten responds, where `SignFlip` mostly gives no interval.
    case rare
    /// One rollout an arm: 0.2 forward, 0.05 reverse.
    case binary

    var truth: Double {
      switch self {
      case .normal: 0.2
      case .rollouts: 0.15
      case .sparse: 0.125
      case .rare: 0.05
      case .binary: 0.15
      }
    }

    func draw(_ generator: inout SeededGenerator) -> Double {
      func rate(_ p: Double) -> Double {
        Double((0..<5).count { _ in generator.unit() < p }) / 5
      }
      switch self {
      case .normal: return 0.2 + 0.3 * Normal.quantile(max(1e-12, generator.unit()))
      case .rollouts:
        let base = 0.85 * generator.unit()
        return rate(base + 0.15) - rate(base)
      case .rare: return generator.unit() < 0.1 ? rate(0.6) - rate(0.1) : 0
      case .sparse: return generator.unit() < 0.25 ? rate(0.6) - rate(0.1) : 0
      case .binary:
        let u = generator.unit()
        return u < 0.2 ? 1 : u < 0.25 ? -1 : 0
      }
    }
  }

  @Test(arguments: Shape.allCases, [12, 40]) func signFlip(shape: Shape, scenarios: Int) throws {
    let rounds = isLong ? (scenarios == 12 ? 4000 : 2000) : 100
    var generator = SeededGenerator(seed: 2026)
    var (covered, absent, width, rejected) = (0, 0, 0.0, 0)
    for round in 0..<rounds {
      let differences = (0..<scenarios).map { _ in shape.draw(&generator) }
      let seed = UInt64(round)
      // Normal differences have no bound; a wide one stands in, and is never needed.
      let inverted = try SignFlip.interval(
        differences: differences, seed: seed, draws: isLong ? 2000 : 400)
      if inverted == nil { absent += 1 }
      let interval = try #require(
        try inverted
          ?? SparseDifference.interval(differences: differences, bound: shape == .normal ? 10 : 1))
      if interval.contains(shape.truth) { covered += 1 }
      width += interval.width
      // The null: every second difference turned round has mean 0.
      let null = differences.map { generator.unit() < 0.5 ? -$0 : $0 }
      if try SignFlip.pValue(differences: null, seed: seed, draws: 400).p <= 0.05 { rejected += 1 }
    }
    let share = Double(covered) / Double(rounds)
    let size = Double(rejected) / Double(rounds)
    if isLong {
      print(
        "COVERAGE sign-flip \(shape) n=\(scenarios): \(share) width \(width / Double(rounds)) sparse \(absent)"
      )
      print("SIZE sign-flip \(shape) n=\(scenarios): \(size)")
    }
    // Four standard errors of leave.
    let slack = 4 * (0.05 * 0.95 / Double(rounds)).squareRoot()
    #expect(size <= 0.05 + slack)
    #expect(share >= 0.93 - slack)
  }
}
