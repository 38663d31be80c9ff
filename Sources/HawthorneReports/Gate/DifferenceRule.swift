import HawthorneCore
import HawthorneStatistics

/// Judges a paired difference against a limit: the framing gap, and a margin over a baseline.
enum DifferenceRule {
  /// One scenario's counts under both conditions, NA not yet counted either way.
  typealias Pair = PairedComparison.Pair

  /// - Parameters:
  ///   - twoSided: whether a difference below −limit breaks the rule too.
  static func judge(
    _ rule: PolicyRule, _ pairs: [Pair], twoSided: Bool, _ result: inout GateResult.RuleResult
  ) throws {
    let pairs = pairs.filter { $0.first.all > 0 && $0.second.all > 0 }
    result.n = pairs.count
    result.epochs = pairs.map { max($0.first.all, $0.second.all) }.max() ?? 0
    result.unknown = pairs.count { $0.first.known == 0 || $0.second.known == 0 }
    result.observed = try PairedComparison(pairs).difference
    guard result.n > 0, result.observed != nil else {
      result.verdict = .invalid
      result.message = "No scenario has a known value on both sides."
      return
    }
    guard Double(result.unknown) <= rule.maximumUnknown * Double(result.n) else {
      result.verdict = .invalid
      result.message =
        "Nothing is known of \(result.unknown) of \(result.n) scenarios on one side or the other."
      return
    }
    let limit = rule.limit.value
    // NA against the model for the pass, for the model for the failure.
    let highest = pairs.map { $0.resolved(naOfFirst: true) }
    let lowest = pairs.map { $0.resolved(naOfFirst: false) }
    let above = try Self.above(highest, confidence: rule.confidence)
    let below = twoSided ? try Self.above(lowest.map(\.swapped), confidence: rule.confidence) : nil
    result.bound = [above, below].compactMap(\.self).max()?.reported
    let cleared = above.map { $0 <= limit } == true && (!twoSided || below.map { $0 <= limit } == true)
    var p = try Self.p(lowest, exceeds: limit)
    if twoSided {
      // Either side may break the rule: Bonferroni over the two.
      p = min(1, 2 * min(p, try Self.p(highest.map(\.swapped), exceeds: limit)))
    }
    result.p = p.reported
    result.verdict = cleared && result.n >= rule.minimumN ? .pass : .inconclusive
    guard result.verdict == .inconclusive else { return }
    let worst = max(mean(highest), twoSided ? mean(lowest.map(\.swapped)) : -1)
    let best = twoSided ? max(mean(lowest), mean(highest.map(\.swapped))) : mean(lowest)
    let distance = worst < limit ? limit - worst : best - limit
    let needed = try required(highest, distance: distance, confidence: rule.confidence)
    result.requiredN = (cleared ? rule.minimumN : needed).map { max($0, rule.minimumN) }
    result.requiredFor = result.requiredN == nil ? nil : cleared || worst < limit ? .pass : .fail
  }

  private static func mean(_ pairs: [ScenarioPair]) -> Double {
    let differences = pairs.compactMap(\.difference)
    return differences.isEmpty ? 0 : differences.reduce(0, +) / Double(differences.count)
  }

  /// The one-sided upper bound of the mean difference; nil where none can be given.
  private static func above(_ pairs: [ScenarioPair], confidence: Double) throws -> Double? {
    let level = 2 * confidence - 1
    guard level > 0 else { return mean(pairs) }
    let options = AnalysisOptions()
    return try PairedRateDifference.interval(
      pairs, level: level, seed: options.seed, draws: options.permutations)?.interval.upper
  }

  /// One-sided p that the mean difference is not above the limit: the smallest tail at which the lower bound
  /// of the interval, the one that a pass is decided on mirrored, still lies above it.
  private static func p(_ pairs: [ScenarioPair], exceeds limit: Double) throws -> Double {
    guard mean(pairs) > limit else { return 1 }
    func exceeds(_ tail: Double) throws -> Bool {
      try above(pairs.map(\.swapped), confidence: 1 - tail).map { -$0 > limit } ?? false
    }
    var low = 0.0
    var high = 0.5
    guard try exceeds(0.4999) else { return 0.5 }
    // Halving the exponent too: tails matter by their order of magnitude.
    for _ in 0..<24 {
      let middle = low > 0 ? (low * high).squareRoot() : high / 4
      if middle < 1e-9 { return high }
      if try exceeds(middle) { high = middle } else { low = middle }
      if low > 0, high / low < 1.02 { break }
    }
    return high
  }

  /// Scenarios with which a difference this far from the limit is found with 80 % power.
  private static func required(
    _ pairs: [ScenarioPair], distance: Double, confidence: Double
  ) throws -> Int? {
    guard distance > 0, !pairs.isEmpty else { return nil }
    let differences = pairs.compactMap(\.difference)
    let mean = mean(pairs)
    // One scenario shows no spread: as much as there can be is taken.
    let variance =
      differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(1, differences.count - 1))
    // At least the variance of one discordant scenario: a smaller one seen promises too much.
    let deviation = max(variance, 1 / Double(differences.count)).squareRoot()
    func suffices(_ n: Int) throws -> Bool {
      let effect = try MinimumDetectableEffect.meanDifference(
        scenarios: n, standardDeviation: deviation, alpha: 2 * (1 - confidence), power: 0.8)
      return effect.map { $0 <= distance } ?? false
    }
    var enough = 2
    while try !suffices(enough) {
      enough *= 2
      if enough > AcceptanceSampling.cap { return nil }
    }
    var short = enough / 2
    while enough - short > 1 {
      let middle = (short + enough) / 2
      if try suffices(middle) { enough = middle } else { short = middle }
    }
    return enough
  }
}

extension PairedComparison.Pair {
  /// The pair with nothing left unknown.
  ///
  /// - Parameter naOfFirst: NA counts as yes in the first and no in the second (the largest difference), or
  ///   the other way round (the smallest).
  fileprivate func resolved(naOfFirst: Bool) -> ScenarioPair {
    ScenarioPair(
      first: first.counts.resolved(missingAre: naOfFirst),
      second: second.counts.resolved(missingAre: !naOfFirst))
  }
}
