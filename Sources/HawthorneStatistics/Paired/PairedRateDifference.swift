/// The difference of a rate between two arms, paired by scenario: which test and which interval is decided here, once.
///
/// - One known rollout in each arm of each scenario: exact McNemar, and `PairedDifference.guarded`.
/// - Several: each scenario is the difference of its two rates; the sign-flip test, and `PaddedDifference`.
/// - Several, but fewer scenarios differ than the test needs to reject anything (6 at 0.95 and below): `SparseDifference`,
///   which is wide. From there on an end of the other is never nearer than these bounds of the five largest differences on
///   its side, while fewer than six lie on the other: a worse arm does not look better for one failure more.
///
/// Coverage at 12 and 40 scenarios, 1 and 5 epochs and rates from 1 % to 50 %: Documentation/statistics.md.
public enum PairedRateDifference {
  public enum Method: String, Sendable, Hashable, Codable {
    /// Tango's score interval with Bonett and Price's.
    case guardedScore = "tango+bonett-price"
    /// The sign-flip interval with two imaginary scenarios.
    case padded = "sign-flip+padded"
    /// Exact bounds on how many scenarios differ, and by how much.
    case sparse
  }

  public enum Test: String, Sendable, Hashable, Codable {
    case exactMcNemar = "exact-mcnemar"
    case signFlip = "sign-flip"
  }

  public struct Estimate: Sendable, Hashable, Codable {
    /// The mean over scenarios of first − second, a fraction in [−1, 1].
    public var difference: Double
    public var interval: Interval
    public var method: Method
    /// Two-sided.
    public var p: Double
    /// Of exact McNemar only.
    public var midP: Double?
    public var test: Test
    /// False for a p that was drawn.
    public var isExact: Bool
    /// Scenarios with a known rate in both arms: n.
    public var scenarios: Int
    /// How many of them differ at all.
    public var differing: Int
    /// Scenarios left out because one arm or the other has no known rollout.
    public var incomplete: Int
  }

  /// The difference with its test and interval; nil where no scenario is known in both arms.
  ///
  /// - Throws: `StatisticsError` for impossible counts, too many scenarios or a level outside (0, 1).
  public static func estimate(
    _ pairs: [ScenarioPair], level: Double = 0.95, seed: UInt64, draws: Int = 100_000
  ) throws -> Estimate? {
    try Checks.level("level", level)
    try Checks.pairs(pairs)
    let differences = pairs.compactMap(\.difference)
    guard !differences.isEmpty else { return nil }
    guard let found = try interval(pairs, level: level, seed: seed, draws: draws) else { return nil }
    var estimate = Estimate(
      difference: differences.reduce(0, +) / Double(differences.count), interval: found.interval,
      method: found.method, p: 1, midP: nil, test: .signFlip, isExact: true, scenarios: differences.count,
      differing: differences.count { $0 != 0 }, incomplete: pairs.count - differences.count)
    if let table = DiscordanceTable(pairs) {
      let test = try McNemar.test(b: table.onlyFirst, c: table.onlySecond)
      estimate.test = .exactMcNemar
      estimate.p = test.exact
      estimate.midP = test.midP
    } else {
      let test = try SignFlip.pValue(differences: differences, seed: seed, draws: draws)
      estimate.p = test.p
      estimate.isExact = test.isExact
    }
    return estimate
  }

  /// The interval of `estimate` without its test; nil where no scenario is known in both arms.
  ///
  /// - Throws: `StatisticsError` as `estimate`.
  public static func interval(
    _ pairs: [ScenarioPair], level: Double = 0.95, seed: UInt64, draws: Int = 100_000
  ) throws -> (interval: Interval, method: Method)? {
    try Checks.level("level", level)
    try Checks.pairs(pairs)
    guard let table = DiscordanceTable(pairs) else {
      return try interval(
        differences: pairs.compactMap(\.difference), level: level, seed: seed, draws: draws)
    }
    return try PairedDifference.guarded(
      n11: table.both, n10: table.onlyFirst, n01: table.onlySecond, n00: table.neither, level: level
    ).map { ($0, .guardedScore) }
  }

  /// The interval of a mean of scenario differences alone; nil for none.
  ///
  /// - Parameters:
  ///   - weights: positive, one a difference, for an interval of Σwᵢdᵢ/Σwᵢ; nil for equal ones.
  ///   - bound: the largest difference possible: 1 for rates, 2 for differences of differences; with weights, the largest
  ///     difference times its weight over the mean weight.
  /// - Throws: `StatisticsError` as the methods do, and for a difference beyond ±`bound`.
  public static func interval(
    differences: [Double], weights: [Double]? = nil, bound: Double = 1, level: Double = 0.95, seed: UInt64,
    draws: Int = 100_000
  ) throws -> (interval: Interval, method: Method)? {
    var parts = differences
    if let weights {
      try Checks.weights(weights, of: differences)
      let mean = weights.reduce(0, +) / Double(max(1, weights.count))
      parts = zip(weights, differences).map { $0 * $1 / mean }
    }
    // First, so that values beyond the bound are refused whichever method answers.
    try SparseDifference.check(parts, bound: bound, level: level)
    let noise = 1e-12 * bound
    let few = fewest(level: level) - 1
    let (above, below) = (parts.count { $0 > noise }, parts.count { $0 < -noise })
    guard above + below > few,
      var padded = try PaddedDifference.interval(
        differences: differences, weights: weights, level: level, seed: seed, draws: draws)
    else {
      return try SparseDifference.interval(differences: parts, bound: bound, level: level).map {
        ($0, .sparse)
      }
    }
    // One scenario more that fails must not bring an end nearer: it stays where the sparse bounds of the last few had it,
    // unless as many speak for the other side. At levels to 0.95 the test rejects nothing on so few, so that this cannot
    // change whether 0 is inside.
    let ordered = parts.sorted()
    let last = parts.count - few
    let floor = try SparseDifference.interval(
      differences: ordered.enumerated().map { place, value in
        (place < few ? min(0, value) : 0) + (place >= last ? max(0, value) : 0)
      }, bound: bound, level: level)
    if let floor {
      if below <= few { padded.upper = max(padded.upper, floor.upper) }
      if above <= few { padded.lower = min(padded.lower, floor.lower) }
    }
    padded.lower = max(-bound, padded.lower)
    padded.upper = min(bound, padded.upper)
    return (padded, .padded)
  }

  /// How many scenarios must differ before a sign-flip interval is made: as many as its test needs to reject anything, 6 at
  /// 0.95 and also below, so that a narrower interval is not made of less.
  static func fewest(level: Double) -> Int {
    let alpha = min(1 - level, 0.05)
    var count = 1
    while count < 60, alpha * Double(1 << count) < 2 { count += 1 }
    return count
  }

  /// An interval that holds the difference over all rollouts, whatever those of which nothing is known would have been.
  ///
  /// The lower end with every NA counted against it (first as failures, second as successes), the upper the other way
  /// round, over scenarios with any rollout in both arms. Nil for none. Source: Horowitz & Manski, JASA 95 (2000) 77.
  /// - Throws: `StatisticsError` as `estimate`.
  public static func bounds(
    _ pairs: [ScenarioPair], level: Double = 0.95, seed: UInt64, draws: Int = 100_000
  ) throws -> Interval? {
    try Checks.pairs(pairs)
    func end(_ missing: Bool) throws -> Interval? {
      let resolved = pairs.map {
        ScenarioPair(
          first: $0.first.resolved(missingAre: missing), second: $0.second.resolved(missingAre: !missing))
      }
      return try estimate(resolved, level: level, seed: seed, draws: draws)?.interval
    }
    guard let low = try end(false), let high = try end(true) else { return nil }
    return Interval(lower: low.lower, upper: high.upper, level: level)
  }
}

/// The 2×2 table of scenarios with one known rollout in each arm.
struct DiscordanceTable {
  var both = 0
  var onlyFirst = 0
  var onlySecond = 0
  var neither = 0

  /// Nil where a scenario that is known in both arms has more than one rollout in either.
  init?(_ pairs: [ScenarioPair]) {
    for pair in pairs where pair.first.trials > 0 && pair.second.trials > 0 {
      guard pair.first.trials == 1, pair.second.trials == 1 else { return nil }
      switch (pair.first.successes == 1, pair.second.successes == 1) {
      case (true, true): both += 1
      case (true, false): onlyFirst += 1
      case (false, true): onlySecond += 1
      case (false, false): neither += 1
      }
    }
  }
}
