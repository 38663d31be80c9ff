/// How probably a design finds an effect of a stated size, and how many scenarios it needs.
public enum Power {
  /// P(exact two-sided McNemar p ≤ alpha) over `pairs` scenarios with these rates of discordant ones.
  ///
  /// The exact sum over the number of discordant pairs, both directions counted (`MinimumDetectableEffect.exactMcNemar`
  /// inverts it). Source: Duffy, Statist. Med. 3 (1984) 369.
  /// - Parameters:
  ///   - forward: the rate of scenarios positive in the first arm only, a fraction.
  ///   - reverse: of those positive in the second only.
  /// - Throws: `StatisticsError` for a bad count, rates that are outside [0, 1] or sum to more than 1, a bad alpha, or
  ///   more than `MinimumDetectableEffect.pairLimit` pairs.
  public static func exactMcNemar(
    pairs: Int, forward: Double, reverse: Double, alpha: Double = 0.05
  ) throws -> Double {
    try Checks.count("pairs", pairs)
    guard pairs <= MinimumDetectableEffect.pairLimit else {
      throw StatisticsError.tooMany(
        name: "pairs", limit: MinimumDetectableEffect.pairLimit, found: pairs)
    }
    try Checks.proportion("forward", forward)
    try Checks.proportion("reverse", reverse)
    try Checks.proportion("forward + reverse", forward + reverse)
    try Checks.level("alpha", alpha)
    var critical = CriticalCounts(alpha: alpha)
    return min(
      1,
      MinimumDetectableEffect.detection(
        pairs: pairs, forward: forward, reverse: reverse, critical: &critical))
  }

  /// The power of a two-sided one-sample t test of scenario differences, which the sign-flip test's is near.
  ///
  /// P(|T′| > t₁₋α/2) for noncentral T′ with n − 1 degrees of freedom and noncentrality δ√n/s, by integrating over the
  /// χ distribution of the spread. Nil for fewer than two scenarios.
  /// Source: J. L. Hodges & E. L. Lehmann, Ann. Math. Statist. 39 (1968) 1403; DLMF 8.17 for the central part.
  /// - Throws: `StatisticsError` for a bad count, a difference that is not finite, a standard deviation that is not
  ///   above 0, or a bad alpha.
  public static func meanDifference(
    scenarios: Int, difference: Double, standardDeviation: Double, alpha: Double = 0.05
  ) throws -> Double? {
    try Checks.count("scenarios", scenarios)
    guard difference.isFinite else { throw StatisticsError.notFinite(name: "difference") }
    guard standardDeviation > 0, standardDeviation.isFinite else {
      throw StatisticsError.notPositive(name: "standardDeviation", value: standardDeviation)
    }
    try Checks.level("alpha", alpha)
    guard scenarios >= 2 else { return nil }
    let degrees = Double(scenarios - 1)
    let critical = -StudentT(degrees: degrees).quantile(alpha / 2)
    let shift = abs(difference) / standardDeviation * Double(scenarios).squareRoot()
    // s = √(χ²/ν) has density 2(ν/2)^(ν/2)/Γ(ν/2)·s^(ν−1)·e^(−νs²/2), nearly normal about 1.
    let constant =
      logarithm(2) + degrees / 2 * logarithm(degrees / 2) - IncompleteBeta.logGamma(degrees / 2)
    let reach = 12 / (2 * degrees).squareRoot()
    let low = max(1e-9, 1 - reach)
    let high = 1 + reach
    let steps = 2000
    let step = (high - low) / Double(steps)
    var sum = 0.0
    for index in 0...steps {
      let s = low + Double(index) * step
      let density = exponential(constant + (degrees - 1) * logarithm(s) - degrees * s * s / 2)
      let rejected = Normal.lowerTail(shift - critical * s) + Normal.lowerTail(-shift - critical * s)
      // Simpson's weights.
      sum += density * rejected * (index == 0 || index == steps ? 1 : index % 2 == 1 ? 4 : 2)
    }
    return min(1, max(0, sum * step / 3))
  }

  /// The fewest scenarios with which the t test finds the difference with `power`; nil above `most`.
  ///
  /// - Throws: `StatisticsError` as `meanDifference`, and for a power outside (0, 1).
  public static func requiredScenarios(
    difference: Double, standardDeviation: Double, alpha: Double = 0.05, power: Double = 0.8,
    most: Int = 1_000_000
  ) throws -> Int? {
    try Checks.level("power", power)
    func isEnough(_ scenarios: Int) throws -> Bool {
      try meanDifference(
        scenarios: scenarios, difference: difference, standardDeviation: standardDeviation, alpha: alpha
      )
      .map { $0 >= power } ?? false
    }
    return try fewest(most: most, isEnough)
  }

  /// The fewest pairs with which exact McNemar finds these rates with `power`; nil above `most`.
  ///
  /// The exact power is a saw-tooth in the number of pairs: from the number given it may dip by a few per cent before it
  /// rises again.
  /// - Throws: `StatisticsError` as `exactMcNemar`, and for a power outside (0, 1).
  public static func requiredPairs(
    forward: Double, reverse: Double, alpha: Double = 0.05, power: Double = 0.8, most: Int = 100_000
  ) throws -> Int? {
    try Checks.level("power", power)
    return try fewest(most: min(most, MinimumDetectableEffect.pairLimit)) {
      try exactMcNemar(pairs: $0, forward: forward, reverse: reverse, alpha: alpha) >= power
    }
  }

  /// The end of a doubling and halving search.
  private static func fewest(most: Int, _ isEnough: (Int) throws -> Bool) throws -> Int? {
    var enough = 2
    var short = 1
    while try !isEnough(enough) {
      guard enough < most else { return nil }
      short = enough
      enough = min(most, enough * 2)
    }
    while enough - short > 1 {
      let middle = short + (enough - short) / 2
      if try isEnough(middle) { enough = middle } else { short = middle }
    }
    return enough
  }
}
