@testable import HawthorneStatistics

/// Draws suites of scenarios whose truth is known: the data of every property below.
///
/// A scenario has a rate in the second arm (placebo) and one in the first (overt); rollouts are independent given these.
/// Buffers are kept between draws, because the tests are debug builds.
struct SuiteSimulator {
  /// How the rates of scenarios differ.
  enum Clustering: Hashable, CustomStringConvertible {
    /// All have the base rate.
    case none
    /// Beta with this intraclass correlation.
    case beta(Double)
    /// Half of the scenarios never show it; the others have twice the base rate, beta with correlation 0.3. Where twice
    /// the rate would be 1 or more they have nearly always.
    case zeros

    var description: String {
      switch self {
      case .none: "none"
      case .beta(let correlation): "beta \(correlation)"
      case .zeros: "zeros"
      }
    }
  }

  /// What the first arm does to a scenario: its rate goes a share of the way to 1.
  enum Effect: Hashable, CustomStringConvertible {
    case none
    /// In every scenario.
    case shift(Double)
    /// In this share of the scenarios, drawn anew for each suite.
    case responders(share: Double, shift: Double)

    var description: String {
      switch self {
      case .none: "none"
      case .shift(let shift): "shift \(shift)"
      case .responders(let share, let shift): "\(share) respond by \(shift)"
      }
    }
  }

  var base: Double
  var clustering: Clustering
  var effect: Effect
  var epochs: Int
  var generator: SeededGenerator
  private(set) var pairs: [ScenarioPair]
  private(set) var rates: [(first: Double, second: Double)]

  init(
    scenarios: Int, epochs: Int, base: Double, clustering: Clustering, effect: Effect = .none, seed: UInt64
  ) {
    self.base = base
    self.clustering = clustering
    self.effect = effect
    self.epochs = epochs
    generator = SeededGenerator(seed: seed)
    pairs = Array(
      repeating: ScenarioPair(
        first: ScenarioCounts(successes: 0, trials: epochs),
        second: ScenarioCounts(successes: 0, trials: epochs)),
      count: scenarios)
    rates = Array(repeating: (0, 0), count: scenarios)
  }

  /// The mean over the population of scenarios of the second arm's rate.
  var meanSecond: Double {
    if case .zeros = clustering { return 0.5 * min(0.97, 2 * base) }
    return base
  }

  /// And of first − second.
  var meanDifference: Double {
    switch effect {
    case .none: 0
    case .shift(let shift): shift * (1 - meanSecond)
    case .responders(let share, let shift): share * shift * (1 - meanSecond)
    }
  }

  private mutating func secondRate() -> Double {
    switch clustering {
    case .none: return base
    case .beta(let correlation): return generator.betaRate(mean: base, correlation: correlation)
    case .zeros:
      guard generator.unit() < 0.5 else { return 0 }
      return generator.betaRate(mean: min(0.97, 2 * base), correlation: 0.3)
    }
  }

  mutating func successes(_ rate: Double, of trials: Int) -> Int {
    if rate <= 0 { return 0 }
    if rate >= 1 { return trials }
    var found = 0
    var left = trials
    while left > 0 {
      if generator.unit() < rate { found += 1 }
      left -= 1
    }
    return found
  }

  /// A new suite, in `pairs`, its true rates in `rates`.
  mutating func draw() {
    for place in pairs.indices {
      let second = secondRate()
      var first = second
      switch effect {
      case .none: break
      case .shift(let shift): first += (1 - second) * shift
      case .responders(let share, let shift):
        if generator.unit() < share { first += (1 - second) * shift }
      }
      rates[place] = (first, second)
      pairs[place].first.successes = successes(first, of: epochs)
      pairs[place].second.successes = successes(second, of: epochs)
    }
  }

  static let clusterings: [Clustering] = [.none, .beta(0.3), .beta(0.7), .zeros]
  static let baseRates: [Double] = [0.01, 0.05, 0.2, 0.5]
}

/// Hits over rounds, with the leave a test gives to chance.
struct Share {
  var hits = 0
  var rounds = 0

  var value: Double { Double(hits) / Double(max(1, rounds)) }

  mutating func count(_ hit: Bool) {
    rounds += 1
    if hit { hits += 1 }
  }

  /// Whether it is at least `least`, four standard errors allowed.
  func isAtLeast(_ least: Double) -> Bool {
    value >= least - 4 * (least * (1 - least) / Double(max(1, rounds))).squareRoot()
  }

  func isAtMost(_ most: Double) -> Bool {
    value <= most + 4 * (most * (1 - most) / Double(max(1, rounds))).squareRoot()
  }
}
