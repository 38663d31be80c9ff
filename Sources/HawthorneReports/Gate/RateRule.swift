import HawthorneCore
import HawthorneStatistics

/// Judges a floor or a ceiling on a rate of scenarios.
enum RateRule {
  /// What one scenario says, read against the rule: a floor needs every epoch, a ceiling is broken by any.
  static func answer(_ tally: Tally, to limit: PolicyRule.Limit) -> Bool? {
    switch limit {
    case .floor: tally.no > 0 ? false : tally.na > 0 || tally.yes == 0 ? nil : true
    case .ceiling, .margin: tally.yes > 0 ? true : tally.na > 0 || tally.no == 0 ? nil : false
    }
  }

  /// Fills in everything but the verdict of failure, which waits for Holm.
  ///
  /// - Parameter tallies: one a scenario.
  static func judge(_ rule: PolicyRule, _ tallies: [Tally], _ result: inout GateResult.RuleResult) throws {
    result.epochs = tallies.map(\.all).max() ?? 0
    for tally in tallies {
      switch answer(tally, to: rule.limit) {
      case true?: result.yes += 1
      case false?: result.no += 1
      case nil: result.unknown += 1
      }
    }
    result.n = tallies.count
    let known = result.yes + result.no
    guard known > 0 else {
      result.verdict = .invalid
      result.message = "Nothing is known of any of the \(Figures.count(result.n, "scenario"))."
      return
    }
    result.observed = (Double(result.yes) / Double(known)).reported
    guard Double(result.unknown) <= rule.maximumUnknown * Double(result.n) else {
      result.verdict = .invalid
      result.message =
        "Nothing is known of \(result.unknown) of \(result.n) scenarios; at most "
        + "\(Figures.percent(rule.maximumUnknown, decimals: 0)) may be unknown."
      return
    }
    let cleared = try decide(rule, &result)
    result.verdict = cleared && result.n >= rule.minimumN ? .pass : .inconclusive
    if result.verdict == .inconclusive {
      let needed = cleared ? (n: rule.minimumN, for: .pass) : try required(rule, result)
      result.requiredN = needed.map { max($0.n, rule.minimumN) }
      result.requiredFor = needed?.for
    }
  }

  /// Sets bound and p; whether the bound clears the limit.
  private static func decide(_ rule: PolicyRule, _ result: inout GateResult.RuleResult) throws -> Bool {
    let limit = rule.limit.value
    if case .floor = rule.limit {
      let bound = try ClopperPearson.lowerBound(
        successes: result.yes, trials: result.n, confidence: rule.confidence)
      result.bound = bound?.reported
      result.p = try BinomialTest.below(limit, successes: result.yes + result.unknown, trials: result.n)
        .reported
      return bound.map { $0 >= limit } ?? false
    }
    let bound = try ClopperPearson.upperBound(
      successes: result.yes + result.unknown, trials: result.n, confidence: rule.confidence)
    result.bound = bound?.reported
    result.p = try BinomialTest.above(limit, successes: result.yes, trials: result.n).reported
    return bound.map { $0 <= limit } ?? false
  }

  /// The n that would decide at the observed rate: a pass if the rate lies on the right side with every
  /// unknown against it, a failure if on the wrong side with every unknown for it, nil otherwise.
  private static func required(_ rule: PolicyRule, _ result: GateResult.RuleResult) throws -> (
    n: Int, for: GateResult.Verdict
  )? {
    let n = Double(result.n)
    let low = Double(result.yes) / n
    let high = Double(result.yes + result.unknown) / n
    let limit = rule.limit.value
    // Both directions are floors: on the rate itself, or on its complement.
    let plans: [(floor: Double, rate: Double, decides: GateResult.Verdict)]
    if case .floor = rule.limit {
      plans = [(limit, low, .pass), (1 - limit, 1 - high, .fail)]
    } else {
      plans = [(1 - limit, 1 - high, .pass), (limit, low, .fail)]
    }
    for plan in plans where plan.rate > plan.floor {
      return try AcceptanceSampling.requiredTrials(
        floor: plan.floor, trueRate: plan.rate, power: 0.8, confidence: rule.confidence
      ).map { (n: $0, for: plan.decides) }
    }
    return nil
  }
}
