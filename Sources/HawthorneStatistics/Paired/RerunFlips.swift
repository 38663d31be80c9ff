/// How many scenarios would answer otherwise if the same run were made again (A/A).
///
/// A diff that shows seven flips shows nothing if a rerun of the same model would show as many. What a scenario's verdict is
/// over its rollouts is the `Verdict`. Three questions, by what is at hand: `predicted` from one run with repeats,
/// `compared` for two runs (old first), `fromControl` for single rollouts with a control arm.
public enum RerunFlips {
  /// How the rollouts of a scenario make one answer.
  public enum Verdict: String, Sendable, Hashable, Codable {
    /// More than half have the property.
    case majority
    /// At least one has.
    case any
    /// All have.
    case all

    func holds(_ successes: Int, of trials: Int) -> Bool {
      switch self {
      case .majority: 2 * successes > trials
      case .any: successes > 0
      case .all: successes == trials
      }
    }
  }

  /// Which flips are counted.
  public enum Direction: String, Sendable, Hashable, Codable {
    case both
    /// From not having the property to having it, and the other way.
    case gained, lost

    func counts(from before: Bool, to after: Bool) -> Bool {
      switch self {
      case .both: before != after
      case .gained: !before && after
      case .lost: before && !after
      }
    }
  }

  public struct Prediction: Sendable, Hashable, Codable {
    /// Flips expected in a rerun.
    public var expected: Double
    /// Holds the number of flips of a rerun with probability `level`; whole numbers.
    public var interval: Interval
    public var scenarios: Int
    /// The intraclass correlation of rollouts the prediction was made with.
    public var correlation: Double
  }

  /// The most rollouts of a scenario that a prediction takes.
  public static let epochLimit: Int = 1000

  /// How many of these scenarios would flip in a rerun of `epochs` rollouts each; nil where no scenario has two known
  /// rollouts, because then nothing is known of repeats: run a control arm.
  ///
  /// Scenario rates are taken as beta-distributed with the mean and intraclass correlation of the run (analysis of
  /// variance), each then updated by its own counts; the rerun is beta-binomial. The interval redraws the scenarios for
  /// the uncertainty of the two parameters and draws the flips of the rerun, `draws` times from `seed`.
  /// Source: J. G. Skellam, J. R. Statist. Soc. B 10 (1948) 257; J. Ridout, C. Demétrio & D. Firth, Biometrics 55 (1999) 137
  /// (the correlation).
  /// - Throws: `StatisticsError` for impossible counts, more rollouts than `epochLimit`, no epochs, or a bad level.
  public static func predicted(
    _ scenarios: [ScenarioCounts], epochs: Int, verdict: Verdict, direction: Direction = .both,
    level: Double = 0.95, seed: UInt64, draws: Int = 2000
  ) throws -> Prediction? {
    try Checks.level("level", level)
    try Checks.draws(draws)
    try Checks.scenarios(scenarios)
    guard epochs >= 1 else { throw StatisticsError.tooFew(name: "epochs", needed: 1, found: epochs) }
    let known = scenarios.filter { $0.trials > 0 }
    let most = max(epochs, known.map(\.trials).max() ?? 0)
    guard most <= epochLimit else {
      throw StatisticsError.tooMany(name: "epochs", limit: epochLimit, found: most)
    }
    guard known.contains(where: { $0.trials > 1 }) else { return nil }
    let fit = BetaFit(known)
    var cache = FlipCache(epochs: epochs, verdict: verdict)
    // A scenario that has the property can only lose it.
    let canFlip = known.map { scenario in
      let before = verdict.holds(scenario.successes, of: scenario.trials)
      return direction.counts(from: before, to: !before)
    }
    var expected = 0.0
    for (scenario, can) in zip(known, canFlip) where can { expected += cache.probability(scenario, fit) }
    var generator = SeededGenerator(seed: seed)
    var counts: [Int] = []
    counts.reserveCapacity(draws)
    var redrawn = known
    for _ in 0..<draws {
      for place in redrawn.indices { redrawn[place] = known[generator.next(below: known.count)] }
      let refit = BetaFit(redrawn)
      cache.clear()
      var flips = 0
      for (scenario, can) in zip(known, canFlip)
      where generator.unit() < cache.probability(scenario, refit) && can { flips += 1 }
      counts.append(flips)
    }
    counts.sort()
    let rank = Int((1 - level) / 2 * Double(draws))
    return Prediction(
      expected: expected,
      interval: Interval(
        lower: Double(counts[rank]), upper: Double(counts[draws - 1 - rank]), level: level),
      scenarios: known.count, correlation: fit.correlation)
  }

  public struct Comparison: Sendable, Hashable, Codable {
    public var flips: Int
    /// Expected if both runs were of one model.
    public var expected: Double
    /// Where the number of flips of two runs of one model lies with probability `level` or more; whole numbers.
    public var interval: Interval
    /// P(as many flips or more) for one model.
    public var p: Double
    public var scenarios: Int
    /// Scenarios whose verdict can differ or not with these totals. 0 with one rollout a run: then nothing can be said.
    public var informative: Int
  }

  /// Were there more flips between two runs than between two runs of one model? Nil where no scenario is in both.
  ///
  /// Given each scenario's total over both runs, who got which is hypergeometric, whatever the scenario's rate: exact,
  /// with no model of the rates. The number of flips is a sum of independent coins (to 2000 scenarios exact, then normal).
  /// Source: R. A. Fisher, J. R. Statist. Soc. 98 (1935) 39; L. Le Cam, Pacific J. Math. 10 (1960) 1181 for such sums.
  /// - Throws: `StatisticsError` for impossible counts, more than `SameModel.rolloutLimit` rollouts of a scenario, or a
  ///   bad level.
  public static func compared(
    _ pairs: [ScenarioPair], verdict: Verdict, direction: Direction = .both, level: Double = 0.95
  ) throws -> Comparison? {
    try Checks.level("level", level)
    try Checks.pairs(pairs)
    var flips = 0
    var coins: [Double] = []
    for pair in pairs where pair.first.trials > 0 && pair.second.trials > 0 {
      let (m, n) = (pair.first.trials, pair.second.trials)
      guard m + n <= SameModel.rolloutLimit else {
        throw StatisticsError.tooMany(name: "rollouts", limit: SameModel.rolloutLimit, found: m + n)
      }
      let total = pair.first.successes + pair.second.successes
      if direction.counts(
        from: verdict.holds(pair.first.successes, of: m), to: verdict.holds(pair.second.successes, of: n))
      {
        flips += 1
      }
      let split = Hypergeometric(successes: total, failures: m + n - total, draws: m)
      var coin = 0.0
      for first in split.smallest...split.largest
      where direction.counts(from: verdict.holds(first, of: m), to: verdict.holds(total - first, of: n)) {
        coin += split.mass(first)
      }
      coins.append(min(1, coin))
    }
    guard !coins.isEmpty else { return nil }
    let sum = CoinSum(coins)
    let tail = (1 - level) / 2
    return Comparison(
      flips: flips, expected: coins.reduce(0, +),
      interval: Interval(
        lower: Double(sum.smallest { sum.upperTail($0) <= 1 - tail } - 1).clamped(0, coins.count),
        upper: Double(sum.smallest { sum.upperTail($0) <= tail } - 1).clamped(0, coins.count), level: level),
      p: sum.upperTail(flips), scenarios: coins.count,
      informative: coins.count { $0 > 1e-12 && $0 < 1 - 1e-12 })
  }

  /// Where the flips of a rerun of `scenarios` single rollouts lie, from `discordant` of `pairs` matched control rollouts
  /// that differed; nil without pairs.
  ///
  /// The numbers y with both hypergeometric tails P(X ≤ x | x + y) and P(X ≥ x | x + y) above (1 − level)/2, X the share of
  /// the x + y flips that falls among the pairs: exact for exchangeable scenarios. `expected` is scenarios·x/pairs.
  /// Source: A. R. Thatcher, J. R. Statist. Soc. B 26 (1964) 176.
  /// - Throws: `StatisticsError` for impossible counts or a bad level.
  public static func fromControl(
    discordant: Int, pairs: Int, scenarios: Int, level: Double = 0.95
  ) throws -> (expected: Double, interval: Interval)? {
    try Checks.binomial(successes: discordant, trials: pairs)
    try Checks.count("scenarios", scenarios)
    try Checks.level("level", level)
    guard pairs > 0 else { return nil }
    let tail = (1 - level) / 2
    func split(_ y: Int) -> Hypergeometric {
      Hypergeometric(
        successes: discordant + y, failures: pairs + scenarios - discordant - y, draws: pairs)
    }
    // P(X ≤ x) falls with y and P(X ≥ x) rises.
    func below(_ y: Int) -> Double {
      let d = split(y)
      return discordant <= d.mode ? d.sumDown(from: discordant) : 1 - d.sumUp(from: discordant + 1)
    }
    func above(_ y: Int) -> Double {
      let d = split(y)
      return discordant >= d.mode ? d.sumUp(from: discordant) : 1 - d.sumDown(from: discordant - 1)
    }
    func first(_ holds: (Int) -> Bool) -> Int {
      var (no, yes) = (-1, scenarios + 1)
      while yes - no > 1 {
        let middle = no + (yes - no) / 2
        if holds(middle) { yes = middle } else { no = middle }
      }
      return yes
    }
    let lower = first { above($0) > tail }
    let upper = first { below($0) <= tail } - 1
    return (
      Double(scenarios) * Double(discordant) / Double(pairs),
      Interval(
        lower: Double(min(lower, scenarios)), upper: Double(max(min(lower, scenarios), upper)), level: level)
    )
  }
}

extension Double {
  fileprivate func clamped(_ low: Int, _ high: Int) -> Double {
    Swift.min(Double(high), Swift.max(Double(low), self))
  }
}
