/// The smallest effect that a design would have found: printed beside every "no difference".
public enum MinimumDetectableEffect {
  /// The smallest difference of paired rates, a fraction, that the exact McNemar test finds with `power`.
  ///
  /// `reverse` is the rate of scenarios discordant against the effect; the effect δ is the excess of those
  /// with it, so b ~ reverse + δ and c ~ reverse over `pairs` scenarios. Power is the exact sum over the
  /// binomial number of discordant pairs m of P(two-sided exact p ≤ alpha | m), both directions counted.
  /// Nil when even δ = 1 − 2·reverse is found too rarely. Above `pairLimit` pairs it throws.
  /// Source: Duffy, Statist. Med. 3 (1984) 369; Fagerland, Lydersen & Laake 2013 for the test.
  /// - Throws: `StatisticsError` for a bad count, rate, alpha or power.
  public static func exactMcNemar(
    pairs: Int, reverse: Double, alpha: Double = 0.05, power: Double = 0.8
  ) throws -> Double? {
    try Checks.count("pairs", pairs)
    guard pairs <= pairLimit else {
      throw StatisticsError.tooMany(name: "pairs", limit: pairLimit, found: pairs)
    }
    try Checks.proportion("reverse", reverse)
    try Checks.level("alpha", alpha)
    try Checks.level("power", power)
    let most = 1 - 2 * reverse
    guard pairs > 0, most > 0 else { return nil }
    var critical = CriticalCounts(alpha: alpha)
    func found(_ effect: Double) -> Bool {
      detection(pairs: pairs, forward: reverse + effect, reverse: reverse, critical: &critical) >= power
    }
    guard found(most) else { return nil }
    // Power grows with the effect: given c, a larger b only lowers p.
    var low = 0.0
    var high = most
    if found(low) { return 0 }
    while high - low > 1e-12 {
      let middle = 0.5 * (low + high)
      if middle == low || middle == high { break }
      if found(middle) { high = middle } else { low = middle }
    }
    return high
  }

  /// The most pairs `exactMcNemar` takes.
  public static let pairLimit: Int = 1_000_000

  /// The smallest mean difference that a two-sided one-sample t test over scenarios finds, about
  /// (t₁₋α/₂ + t_power)·s/√n with n − 1 degrees of freedom, in the unit of the standard deviation.
  ///
  /// It stands for the sign-flip test, whose power is near the t test's; nil when a sign-flip test over so
  /// few scenarios cannot reach alpha at all (2^(1 − n) > alpha), or for fewer than 2.
  /// Source: H. S. Bloom, Evaluation Review 19 (1995) 547.
  /// - Throws: `StatisticsError` for a bad count, standard deviation, alpha or power.
  public static func meanDifference(
    scenarios: Int, standardDeviation: Double, alpha: Double = 0.05, power: Double = 0.8
  ) throws -> Double? {
    try Checks.count("scenarios", scenarios)
    guard standardDeviation.isFinite else { throw StatisticsError.notFinite(name: "standardDeviation") }
    guard standardDeviation >= 0 else {
      throw StatisticsError.negativeMagnitude(name: "standardDeviation", value: standardDeviation)
    }
    try Checks.level("alpha", alpha)
    try Checks.level("power", power)
    guard scenarios >= 2 else { return nil }
    if scenarios < 1000, exponential(Double(1 - scenarios) * logarithm(2)) > alpha { return nil }
    let distribution = StudentT(degrees: Double(scenarios - 1))
    let sum = -distribution.quantile(alpha / 2) - distribution.quantile(1 - power)
    return max(0, sum) * standardDeviation / Double(scenarios).squareRoot()
  }

  /// P(exact McNemar p ≤ alpha) with the given cell rates.
  static func detection(
    pairs: Int, forward: Double, reverse: Double, critical: inout CriticalCounts
  ) -> Double {
    let discordant = min(1, forward + reverse)
    guard discordant > 0 else { return 0 }
    let number = Binomial(trials: pairs, p: discordant, q: max(0, 1 - discordant))
    let share = forward / discordant
    // Discordant counts further than this from their mean weigh less than 1e-12 together.
    let mean = Double(pairs) * discordant
    let reach = 8 * (mean * (1 - discordant) + 1).squareRoot() + 30
    let smallest = max(1, Int(mean - reach))
    let largest = min(pairs, Int(mean + reach))
    guard smallest <= largest else { return 0 }
    var sum = 0.0
    for m in smallest...largest {
      guard let few = critical.mostFew(of: m) else { continue }
      let split = Binomial(trials: m, p: share, q: 1 - share)
      // Few of c means many of b: reject when b ≥ m − few or b ≤ few.
      sum += number.mass(m) * (split.upperTail(m - few) + split.lowerTail(few))
    }
    return sum
  }
}

/// For m discordant pairs, the most in the smaller cell with which exact McNemar still rejects.
struct CriticalCounts {
  private let alpha: Double
  private var known: [Int: Int?] = [:]

  init(alpha: Double) { self.alpha = alpha }

  /// Nil when no split of `m` is extreme enough.
  mutating func mostFew(of m: Int) -> Int? {
    if let answer = known[m] { return answer }
    let even = Binomial(trials: m, p: 0.5, q: 0.5)
    var answer: Int?
    if 2 * even.lowerTail(0) <= alpha {
      var rejected = 0
      var kept = m / 2 + 1
      while kept - rejected > 1 {
        let middle = rejected + (kept - rejected) / 2
        // At m/2 the p-value is 1 and alpha is below 1.
        if 2 * middle < m, 2 * even.lowerTail(middle) <= alpha { rejected = middle } else { kept = middle }
      }
      if 2 * rejected < m { answer = rejected }
    }
    known[m] = .some(answer)
    return answer
  }
}
