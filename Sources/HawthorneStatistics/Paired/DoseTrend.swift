/// Does a rate rise with the dose? One value a scenario × level, tested within scenarios.
///
/// For scenarios i with known rates yᵢⱼ at doses cⱼ the slope within scenarios is Σᵢ Σⱼ (cⱼ − c̄ᵢ)yᵢⱼ/Σᵢ Σⱼ (cⱼ − c̄ᵢ)²,
/// that of least squares with a constant for each scenario; times the range of the doses it is the change from the lowest
/// to the highest that a straight line gives. A scenario weighs by Σⱼ (cⱼ − c̄ᵢ)², what it can tell: one that is known at
/// two neighbouring levels alone tells little. If the dose does nothing a scenario's rates are exchangeable over its
/// levels, so that the same numerator is compared with itself after shuffling within scenarios; estimate and p cannot
/// disagree in sign. Scenarios that lack a level still count with those they have; with fewer than two they do not.
/// Source: E. J. G. Pitman, Biometrika 29 (1938) 322 (permutation within blocks); for ranks see `PageTrend`.
public enum DoseTrend {
  public struct Result: Sendable, Hashable, Codable {
    /// The change from the lowest dose to the highest along the common line, a fraction; a line may run past ±1.
    public var change: Double
    /// √n times the standard error of `change`, linearised over scenarios: the standard deviation of the scenarios'
    /// changes where all know the same levels; nil for one scenario.
    public var spread: Double?
    /// Kish's effective number of scenarios, (Σw)²/Σw²; n where all know the same levels.
    public var effectiveScenarios: Double
    /// Of `change`, by `PairedRateDifference.interval` over scenarios with their weights.
    public var interval: Interval?
    public var method: PairedRateDifference.Method?
    /// Two-sided, (k + 1)/(draws + 1).
    public var p: Double
    /// Scenarios with at least two known levels.
    public var scenarios: Int
    /// The mean rate at each dose, in the order given; nil where no scenario is known.
    public var rates: [Double?]
  }

  /// The trend; nil where no scenario has two known levels of different doses.
  ///
  /// - Parameter scenarios: for each, the counts at each dose, in the order of `doses`.
  /// - Throws: `StatisticsError` for impossible counts, doses that are not finite, rows of another length, or bad draws.
  public static func test(
    _ scenarios: [[ScenarioCounts]], doses: [Double], level: Double = 0.95, seed: UInt64,
    draws: Int = 10_000
  ) throws -> Result? {
    try Checks.level("level", level)
    try Checks.draws(draws)
    try Checks.finite("doses", doses)
    guard scenarios.count <= Limits.differences else {
      throw StatisticsError.tooMany(
        name: "scenarios", limit: Limits.differences, found: scenarios.count)
    }
    // The weights and rates of all known levels in one list, with where each scenario's begin.
    var weights: [Double] = []
    var rates: [Double] = []
    var starts = [0]
    var slopes: [Double] = []
    var squared: [Double] = []
    var steepest = 0.0
    let range = (doses.max() ?? 0) - (doses.min() ?? 0)
    var sums = [(sum: Double, count: Int)](repeating: (0, 0), count: doses.count)
    for row in scenarios {
      try Checks.same("doses", row.count, as: doses.count)
      try Checks.scenarios(row)
      var known: [(dose: Double, rate: Double)] = []
      for (place, counts) in row.enumerated() {
        guard let rate = counts.rate else { continue }
        known.append((doses[place], rate))
        sums[place].sum += rate
        sums[place].count += 1
      }
      let mean = known.reduce(0) { $0 + $1.dose } / Double(max(1, known.count))
      let squares = known.reduce(0) { $0 + ($1.dose - mean) * ($1.dose - mean) }
      guard known.count >= 2, squares > 0 else { continue }
      var (product, above) = (0.0, 0.0)
      for (dose, rate) in known {
        weights.append(dose - mean)
        rates.append(rate)
        product += (dose - mean) * rate
        above += max(0, dose - mean)
      }
      starts.append(weights.count)
      slopes.append(ScenarioPair.settled(product / squares * range))
      squared.append(squares)
      steepest = max(steepest, above * range)
    }
    guard let most = squared.max() else { return nil }
    // 1 for all where all know the same levels.
    let shares = squared.map { $0 / most }
    let n = Double(slopes.count)
    let weight = shares.reduce(0, +)
    let change = zip(shares, slopes).reduce(0) { $0 + $1.0 * $1.1 } / weight
    let found = try PairedRateDifference.interval(
      differences: slopes, weights: shares,
      bound: max(1, steepest / most / (weight / n) * (1 + 1e-9)), level: level, seed: seed, draws: draws)
    let residuals = zip(shares, slopes).reduce(0) { sum, each in
      let part = each.0 * (each.1 - change)
      return sum + part * part
    }
    return Result(
      change: change, spread: slopes.count > 1 ? n / weight * (residuals / (n - 1)).squareRoot() : nil,
      effectiveScenarios: weight * weight / shares.reduce(0) { $0 + $1 * $1 },
      interval: found?.interval, method: found?.method,
      p: permuted(weights: weights, rates: rates, starts: starts, draws: draws, seed: seed),
      scenarios: slopes.count, rates: sums.map { $0.count > 0 ? $0.sum / Double($0.count) : nil })
  }

  private static func permuted(
    weights: [Double], rates: [Double], starts: [Int], draws: Int, seed: UInt64
  ) -> Double {
    var generator = SeededGenerator(seed: seed)
    var shuffled = rates
    var (observed, slack) = (0.0, 0.0)
    for place in rates.indices {
      observed += weights[place] * rates[place]
      slack += abs(weights[place] * rates[place])
    }
    let threshold = abs(observed) - 1e-10 * slack
    var extreme = 0
    for _ in 0..<draws {
      var sum = 0.0
      for scenario in 1..<starts.count {
        let start = starts[scenario - 1]
        var place = starts[scenario] - 1
        while place > start {
          let other = start + generator.next(below: place - start + 1)
          let value = shuffled[place]
          shuffled[place] = shuffled[other]
          shuffled[other] = value
          sum += weights[place] * shuffled[place]
          place -= 1
        }
        sum += weights[start] * shuffled[start]
      }
      if abs(sum) >= threshold { extreme += 1 }
    }
    return Double(extreme + 1) / Double(draws + 1)
  }
}
