/// The rate over scenarios with the interval that holds its level: which method is used is decided here, once.
///
/// With one rollout a scenario the interval is Clopper–Pearson's. With several, it is Clopper–Pearson's at the
/// effective number of trials that `DesignEffect` finds in how far scenarios differ; while fewer than six scenarios
/// have a success, or a failure, their spread is not believed and each counts once (Korn and Graubard's interval). Wilson's interval is
/// shorter and is not used: at 12 scenarios and a rate of 1 % it holds 0.89 of 0.95. This one held 0.95 or more in every
/// cell simulated at 12 and 40 scenarios (`RateCoverageTests`, Documentation/statistics.md) and is longer than need be at
/// rates near 0, where no interval of counts can be both short and safe.
public enum ScenarioRate {
  /// Which method made an interval, to be named beside it.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// Clopper–Pearson, one rollout a scenario.
    case exact = "clopper-pearson"
    /// Clopper–Pearson with each scenario counted once, because too few differ to estimate how much rollouts add.
    case scenarios = "clopper-pearson-scenarios"
    /// Clopper–Pearson at the effective number of trials.
    case effective = "korn-graubard"
  }

  public struct Estimate: Sendable, Hashable, Codable {
    /// successes/trials, a fraction.
    public var rate: Double
    public var successes: Int
    /// Known rollouts: the denominator.
    public var trials: Int
    /// Rollouts of which nothing is known.
    public var missing: Int
    /// Scenarios with a known rollout: the n of every inference.
    public var scenarios: Int
    /// Scenarios with at least one success.
    public var scenariosWithSuccess: Int
    /// How many independent trials the interval is worth.
    public var effectiveTrials: Double
    public var interval: Interval
    public var method: Method
  }

  /// The rate and its interval; nil where nothing is known.
  ///
  /// - Throws: `StatisticsError` for impossible counts, too many scenarios or a level outside (0, 1).
  public static func estimate(_ scenarios: [ScenarioCounts], level: Double = 0.95) throws -> Estimate? {
    try Checks.level("level", level)
    try Checks.scenarios(scenarios)
    var (successes, trials, missing, known, withSuccess, withFailure) = (0, 0, 0, 0, 0, 0)
    var squares = 0.0
    for scenario in scenarios {
      missing += scenario.missing
      guard scenario.trials > 0 else { continue }
      successes += scenario.successes
      trials += scenario.trials
      known += 1
      if scenario.successes > 0 { withSuccess += 1 }
      if scenario.successes < scenario.trials { withFailure += 1 }
      squares += Double(scenario.trials) * Double(scenario.trials)
    }
    guard trials > 0 else { return nil }
    let rate = Double(successes) / Double(trials)
    var effective = Double(trials)
    var method = Method.exact
    if trials > known {
      let isBelieved = min(withSuccess, withFailure) >= DesignEffect.leastClusters
      let found =
        isBelieved
        ? try DesignEffect.effectiveTrials(
          scenarios.map { DesignEffect.Cluster(successes: $0.successes, trials: $0.trials) }, level: level)
        : nil
      effective = found ?? Double(trials) * Double(trials) / squares
      method = isBelieved ? .effective : .scenarios
    }
    let interval =
      method == .exact && trials <= Limits.count
      ? try ClopperPearson.interval(successes: successes, trials: trials, level: level)
      : try ClopperPearson.interval(
        rate: rate, effectiveTrials: min(effective, Double(Limits.count)), level: level)
    guard let interval else { return nil }
    return Estimate(
      rate: rate, successes: successes, trials: trials, missing: missing, scenarios: known,
      scenariosWithSuccess: withSuccess, effectiveTrials: effective, interval: interval, method: method)
  }

  /// An interval that holds the rate over all rollouts, whatever those of which nothing is known would have been.
  ///
  /// The lower end of `estimate` with every NA counted as a failure, the upper with every NA as a success: Manski's
  /// bounds with their sampling error. Nil without any rollout.
  /// Source: Horowitz & Manski, JASA 95 (2000) 77.
  /// - Throws: `StatisticsError` as `estimate`.
  public static func bounds(_ scenarios: [ScenarioCounts], level: Double = 0.95) throws -> Interval? {
    try Checks.scenarios(scenarios)
    let low = try estimate(scenarios.map { $0.resolved(missingAre: false) }, level: level)
    let high = try estimate(scenarios.map { $0.resolved(missingAre: true) }, level: level)
    guard let low, let high else { return nil }
    return Interval(lower: low.interval.lower, upper: high.interval.upper, level: level)
  }
}
