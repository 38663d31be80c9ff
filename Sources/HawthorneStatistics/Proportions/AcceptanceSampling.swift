/// How many trials a floor on a rate needs, under the gate that the exact one-sided lower bound decides.
///
/// With f failures in n the Clopper–Pearson lower bound reaches a floor T exactly when
/// P(F ≤ f | n, 1 − T) ≤ 1 − confidence, F being binomial. Rates are fractions.
/// Source: Clopper & Pearson 1934; the single-sampling plans of Guenther, J. Qual. Technol. 1 (1969) 105.
public enum AcceptanceSampling {
  /// No plan larger than this is offered.
  public static let cap: Int = 10_000_000

  /// The fewest trials with which `failures` failures still show a rate of at least `floor`.
  ///
  /// Nil when more than `cap` are needed (always so for a floor of 1). At a floor of 0 every count will do,
  /// and the answer is the smallest possible, at least 1.
  /// - Throws: `StatisticsError` for a bad count, floor or confidence.
  public static func requiredTrials(
    floor: Double, failures: Int, confidence: Double = 0.95
  ) throws -> Int? {
    try Checks.proportion("floor", floor)
    try Checks.count("failures", failures)
    try Checks.level("confidence", confidence)
    return fewestTrials(floor: floor, failures: failures, risk: 1 - confidence)
  }

  /// The fewest trials that pass the gate with probability `power` when the rate is really `trueRate`.
  ///
  /// The probability is a saw-tooth in n (one more trial without one more allowed failure lowers it), so
  /// take the n given, not a rounded one. Nil when the true rate is not above the floor or no n up to `cap`
  /// will do.
  /// - Throws: `StatisticsError` for a bad rate, power or confidence.
  public static func requiredTrials(
    floor: Double, trueRate: Double, power: Double = 0.8, confidence: Double = 0.95
  ) throws -> Int? {
    try Checks.proportion("floor", floor)
    try Checks.proportion("trueRate", trueRate)
    try Checks.level("power", power)
    try Checks.level("confidence", confidence)
    guard trueRate > floor else { return nil }
    let risk = 1 - confidence
    // For each allowed number of failures the fewest trials are the best: more can only fail more.
    func plan(_ failures: Int) -> (trials: Int, passes: Bool)? {
      guard let trials = fewestTrials(floor: floor, failures: failures, risk: risk) else { return nil }
      let passing = Binomial(trials: trials, p: 1 - trueRate, q: trueRate).lowerTail(failures)
      return (trials, passing >= power)
    }
    for failures in 0..<64 {
      guard let found = plan(failures) else { return nil }
      if found.passes { return found.trials }
    }
    var failing = 63
    var passing = 128
    while true {
      guard let found = plan(passing) else { break }
      if found.passes { break }
      failing = passing
      passing *= 2
    }
    while passing - failing > 1 {
      let middle = failing + (passing - failing) / 2
      if plan(middle)?.passes ?? true { passing = middle } else { failing = middle }
    }
    // Rounding to whole trials makes the crossing uneven over a few steps: take the first that passes.
    let unevenness = 16 + Int(min(10_000, 4 * (1 - trueRate) * (1 - floor) / (trueRate - floor)))
    for failures in max(64, passing - unevenness)...passing {
      guard let found = plan(failures) else { return nil }
      if found.passes { return found.trials }
    }
    return nil
  }

  /// The probability that a gate at `floor` passes on `trials` trials when the rate is really `trueRate`.
  ///
  /// 0 when even no failure would not pass.
  /// - Throws: `StatisticsError` for a bad count, rate or confidence.
  public static func passProbability(
    trials: Int, floor: Double, trueRate: Double, confidence: Double = 0.95
  ) throws -> Double {
    try Checks.proportion("trueRate", trueRate)
    guard
      let failures = try allowedFailures(trials: trials, floor: floor, confidence: confidence)
    else { return 0 }
    return Binomial(trials: trials, p: 1 - trueRate, q: trueRate).lowerTail(failures)
  }

  /// The most failures with which `trials` trials still show a rate of at least `floor`; nil when none.
  ///
  /// - Throws: `StatisticsError` for a bad count, floor or confidence.
  public static func allowedFailures(
    trials: Int, floor: Double, confidence: Double = 0.95
  ) throws -> Int? {
    try Checks.count("trials", trials)
    try Checks.proportion("floor", floor)
    try Checks.level("confidence", confidence)
    guard trials > 0 else { return nil }
    if floor == 0 { return trials }
    let distribution = Binomial(trials: trials, p: 1 - floor, q: floor)
    let risk = 1 - confidence
    guard distribution.lowerTail(0) <= risk else { return nil }
    var allowed = 0
    var refused = trials
    while refused - allowed > 1 {
      let middle = allowed + (refused - allowed) / 2
      if distribution.lowerTail(middle) <= risk { allowed = middle } else { refused = middle }
    }
    return allowed
  }

  /// The fewest failures in `trials` trials that show a rate below `floor`; nil when not even all would.
  ///
  /// The f with P(F ≥ f | trials, 1 − floor) ≤ 1 − confidence: the upper bound lies below the floor.
  /// - Throws: `StatisticsError` for a bad count, floor or confidence.
  public static func breakingFailures(
    trials: Int, floor: Double, confidence: Double = 0.95
  ) throws -> Int? {
    try Checks.count("trials", trials)
    try Checks.proportion("floor", floor)
    try Checks.level("confidence", confidence)
    let distribution = Binomial(trials: trials, p: 1 - floor, q: floor)
    let risk = 1 - confidence
    guard trials > 0, distribution.upperTail(trials) <= risk else { return nil }
    var kept = 0
    var breaking = trials
    while breaking - kept > 1 {
      let middle = kept + (breaking - kept) / 2
      if distribution.upperTail(middle) <= risk { breaking = middle } else { kept = middle }
    }
    return breaking
  }

  private static func fewestTrials(floor: Double, failures: Int, risk: Double) -> Int? {
    if floor == 0 { return max(1, failures) }
    func shows(_ trials: Int) -> Bool {
      Binomial(trials: trials, p: 1 - floor, q: floor).lowerTail(failures) <= risk
    }
    guard failures < cap, shows(cap) else { return nil }
    var short = failures
    var enough = cap
    // Gallop first: plans are small far more often than not.
    var step = max(1, failures + 1)
    while step < cap {
      if shows(step) {
        enough = step
        break
      }
      short = step
      step *= 2
    }
    while enough - short > 1 {
      let middle = short + (enough - short) / 2
      if shows(middle) { enough = middle } else { short = middle }
    }
    return enough
  }
}
