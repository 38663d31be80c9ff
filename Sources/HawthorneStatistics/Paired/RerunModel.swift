/// The mean and intraclass correlation of rollouts in scenarios, as `RerunFlips` predicts with.
struct BetaFit {
  var mean: Double
  var correlation: Double

  /// By one-way analysis of variance; the mean is shrunk by half a success and half a failure.
  init(_ scenarios: [ScenarioCounts]) {
    let k = Double(scenarios.count)
    var (total, successes, squares, within) = (0.0, 0.0, 0.0, 0.0)
    for scenario in scenarios {
      let m = Double(scenario.trials)
      let x = Double(scenario.successes)
      total += m
      successes += x
      squares += m * m
      within += x * (m - x) / m
    }
    mean = (successes + 0.5) / (total + 1)
    let rate = successes / total
    var between = 0.0
    for scenario in scenarios {
      let off = Double(scenario.successes) / Double(scenario.trials) - rate
      between += Double(scenario.trials) * off * off
    }
    let size = (total - squares / total) / (k - 1)
    let meanBetween = between / (k - 1)
    let meanWithin = within / (total - k)
    let found = (meanBetween - meanWithin) / (meanBetween + (size - 1) * meanWithin)
    // No spread at all, or one scenario: rollouts are then taken to repeat half the time.
    correlation = found.isFinite ? min(0.999, max(0.001, found)) : 0.5
  }
}

/// P(a rerun's verdict differs from the first run's), remembered by counts.
struct FlipCache {
  let epochs: Int
  let verdict: RerunFlips.Verdict
  private var known: [Int: Double] = [:]

  init(epochs: Int, verdict: RerunFlips.Verdict) {
    self.epochs = epochs
    self.verdict = verdict
  }

  mutating func clear() { known.removeAll(keepingCapacity: true) }

  mutating func probability(_ scenario: ScenarioCounts, _ fit: BetaFit) -> Double {
    let key = scenario.trials * (RerunFlips.epochLimit + 1) + scenario.successes
    if let answer = known[key] { return answer }
    let size = 1 / fit.correlation - 1
    let a = fit.mean * size + Double(scenario.successes)
    let b = (1 - fit.mean) * size + Double(scenario.trials - scenario.successes)
    // The beta-binomial masses by their ratio, scaled by their sum.
    var (term, sum, yes) = (1.0, 0.0, 0.0)
    for count in 0...epochs {
      if count > 0 {
        let j = Double(count)
        let left = Double(epochs) - j
        term *= (left + 1) / j * (a + j - 1) / (b + left)
        if term > 1e200 {
          sum *= 1e-200
          yes *= 1e-200
          term *= 1e-200
        }
      }
      sum += term
      if verdict.holds(count, of: epochs) { yes += term }
    }
    let share = yes / sum
    let answer = verdict.holds(scenario.successes, of: scenario.trials) ? 1 - share : share
    known[key] = answer
    return answer
  }
}

/// The sum of independent coins with their own probabilities.
struct CoinSum {
  /// P(sum ≥ k) for k = 0…n; empty above the exact limit.
  private var tails: [Double] = []
  private let count: Int
  private let mean: Double
  private let spread: Double

  init(_ coins: [Double]) {
    count = coins.count
    mean = coins.reduce(0, +)
    spread = coins.reduce(0) { $0 + $1 * (1 - $1) }.squareRoot()
    guard count <= 2000 else { return }
    var masses = [Double](repeating: 0, count: count + 1)
    masses[0] = 1
    for (index, p) in coins.enumerated() {
      var k = index + 1
      while k > 0 {
        masses[k] = masses[k] * (1 - p) + masses[k - 1] * p
        k -= 1
      }
      masses[0] *= 1 - p
    }
    tails = masses
    for k in stride(from: count - 1, through: 0, by: -1) { tails[k] += tails[k + 1] }
  }

  func upperTail(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    if k > count { return 0 }
    if !tails.isEmpty { return min(1, tails[k]) }
    guard spread > 0 else { return Double(k) <= mean + 0.5 ? 1 : 0 }
    return Normal.lowerTail((mean - Double(k) + 0.5) / spread)
  }

  /// The first k of 0…n + 1 for which a predicate that stays true holds.
  func smallest(_ holds: (Int) -> Bool) -> Int {
    var (no, yes) = (-1, count + 1)
    while yes - no > 1 {
      let middle = no + (yes - no) / 2
      if holds(middle) { yes = middle } else { no = middle }
    }
    return yes
  }
}
