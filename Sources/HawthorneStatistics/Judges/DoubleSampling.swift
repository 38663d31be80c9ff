/// The rate that people would find, from a machine's labels of everything and people's of a random sample by strata.
///
/// People read all that the machine calls positive and some of the rest, so that sensitivity and specificity among what
/// they read are no estimates of the machine's: verification is not at random. Predictive values are, because within a
/// stratum the sample is one: p = Σ (Nₕ/N)·pₕ, pₕ the share of gold positives among the nₕ read of stratum h. That is the
/// maximum-likelihood estimate. Source: A. Tenenbein, J. Am. Stat. Assoc. 65 (1970) 1350; with several strata that is double
/// sampling for stratification, W. G. Cochran, Sampling Techniques (3rd ed. 1977) §12.2.
///
/// Interval: with q the machine's rate, P₁ and P₀ the shares of gold positives where it says yes and no, p = q·P₁ + (1 − q)·P₀.
/// The three are estimated apart, each with an interval that keeps its level with few counts and with scenarios as
/// clusters (`ScenarioRate`), and their reaches are added in squares, each end on its own:
/// |P₁ − P₀|·reach(q), q·reach(P₁), (1 − q)·reach(P₀). Source of the composition: G. Y. Zou & A. Donner, Stat. Med. 27 (2008)
/// 1693 (MOVER). To first order the variance is Tenenbein's, q(1 − q)(P₁ − P₀)²/N + q²·V(P₁) + (1 − q)²·V(P₀); but an
/// interval of P₀ stays open upwards when no miss was found, which Tenenbein's closes.
public enum DoubleSampling {
  /// The fewest gold labels of a stratum on which a correction is made, unless all of it was read.
  public static let leastGold = 10
  /// The largest share of what was read of a stratum that people may leave open: whoever can say is no random part of them.
  public static let mostUndecided: Double = 0.2

  /// The rollouts of one scenario in one stratum.
  public struct Cell: Sendable, Hashable {
    public var rollouts: Int
    /// Of them, read by people and decided.
    public var gold: Int
    /// Of those, positive.
    public var positive: Int
    /// Read, and people could not tell or do not agree.
    public var undecided: Int

    public init(rollouts: Int = 0, gold: Int = 0, positive: Int = 0, undecided: Int = 0) {
      self.rollouts = rollouts
      self.gold = gold
      self.positive = positive
      self.undecided = undecided
    }

    /// With what people left open decided.
    func resolved(_ positive: Bool) -> Cell {
      Cell(
        rollouts: rollouts, gold: gold + undecided, positive: self.positive + (positive ? undecided : 0),
        undecided: 0)
    }
  }

  /// One arm: its strata, and each scenario's cells in the order of the strata.
  public struct Arm: Sendable, Hashable {
    /// The machine's verdict in each stratum; several strata may share one.
    public var isPositive: [Bool]
    public var scenarios: [[Cell]]

    public init(isPositive: [Bool], scenarios: [[Cell]]) {
      self.isPositive = isPositive
      self.scenarios = scenarios
    }

    /// With what people left open decided.
    public func resolved(_ positive: Bool) -> Arm {
      Arm(isPositive: isPositive, scenarios: scenarios.map { $0.map { $0.resolved(positive) } })
    }
  }

  /// One of the two classes that the machine makes.
  public struct Class: Sendable, Hashable, Codable {
    public var rollouts: Int
    public var gold: Int
    public var positive: Int
    public var undecided: Int
    /// The share that people would call positive; nil where the class is empty, or too little of it was read.
    public var rate: Double?
    public var interval: Interval?
  }

  /// Why no correction is made.
  public enum Refusal: Sendable, Hashable {
    case noRollouts
    /// A stratum holds rollouts, and too few of them were read and decided.
    case tooFewGold(positive: Bool, gold: Int, needed: Int)
    /// Of what was read of a stratum too much was left open.
    case tooManyUndecided(positive: Bool, undecided: Int, read: Int)
    /// Arms have no scenario in common.
    case noPairs
  }

  public struct Estimate: Sendable, Hashable {
    /// The machine's own rate, q.
    public var raw: Double
    public var positives: Class
    public var negatives: Class
    public var rate: Double
    public var interval: Interval
  }

  public struct Difference: Sendable, Hashable {
    /// Scenarios known in both arms: n.
    public var scenarios: Int
    /// The machine's own difference of mean scenario rates, first − second.
    public var raw: Double
    public var difference: Double
    public var interval: Interval
  }

  /// What was read of the two classes, and their predictive values as far as they are known.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func classes(
    _ arm: Arm, level: Double = 0.95
  ) throws -> (positives: Class, negatives: Class) {
    try check(arm)
    let weights = arm.strataSizes.map { Double($0) }
    let strata = try arm.strata(weightedBy: nil, level: level)
    func summed(_ positive: Bool) throws -> Class {
      let places = arm.isPositive.indices.filter { arm.isPositive[$0] == positive }
      let cells = arm.scenarios.flatMap { row in places.map { row[$0] } }
      var sum = Class(
        rollouts: cells.reduce(0) { $0 + $1.rollouts }, gold: cells.reduce(0) { $0 + $1.gold },
        positive: cells.reduce(0) { $0 + $1.positive }, undecided: cells.reduce(0) { $0 + $1.undecided })
      let known = places.filter { weights[$0] > 0 }
      if !known.isEmpty, known.allSatisfy({ strata[$0] != nil }) {
        let share = Share(
          known.compactMap { place in strata[place].map { (weights[place], $0) } }, level: level)
        sum.rate = share?.rate
        sum.interval = share?.interval
      }
      return sum
    }
    return (try summed(true), try summed(false))
  }

  /// The corrected rate of one arm, over all its rollouts.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func rate(_ arm: Arm, level: Double = 0.95) throws -> Result<Estimate, Refused> {
    let (positives, negatives) = try classes(arm, level: level)
    if let refusal = arm.refusal { return .failure(Refused(refusal)) }
    let counts = arm.scenarios.map { row in
      ScenarioCounts(
        successes: row.indices.reduce(0) { $0 + (arm.isPositive[$1] ? row[$1].rollouts : 0) },
        trials: row.reduce(0) { $0 + $1.rollouts })
    }
    guard let raw = try ScenarioRate.estimate(counts, level: level) else {
      return .failure(Refused(.noRollouts))
    }
    let (q, p1, p0) = (raw.rate, positives.rate, negatives.rate)
    let rate = q * (p1 ?? 0) + (1 - q) * (p0 ?? 0)
    var reach = Reach()
    reach.add(q, rate: p1, interval: positives.interval)
    reach.add(1 - q, rate: p0, interval: negatives.interval)
    let slope = Slope(p1, p0)
    reach.add(below: slope.down * (q - raw.interval.lower), above: slope.up * (raw.interval.upper - q))
    reach.add(below: slope.falling * (raw.interval.upper - q), above: slope.rising * (q - raw.interval.lower))
    return .success(
      Estimate(
        raw: q, positives: positives, negatives: negatives, rate: rate,
        interval: reach.interval(around: rate, within: 0...1, level: level)))
  }

  /// The corrected difference of two arms, first − second, a mean over the scenarios known in both.
  ///
  /// Each scenario counts once, as in the raw contrast. The machine's part of the interval is that of the paired differences
  /// J₁·q₁ − J₂·q₂ of scenarios, J = P₁ − P₀ (`PairedRateDifference.interval`); people's parts are added as in `rate`.
  ///
  /// - Parameters:
  ///   - first: its scenarios in the same order as those of `second`; one without rollouts in either is left out.
  /// - Throws: `StatisticsError` for impossible counts, arms of other lengths, or a level outside (0, 1).
  public static func difference(
    _ first: Arm, _ second: Arm, level: Double = 0.95, seed: UInt64, draws: Int = 100_000
  ) throws -> Result<Difference, Refused> {
    try check(first)
    try check(second)
    guard first.scenarios.count == second.scenarios.count else {
      throw StatisticsError.shape(
        name: "scenarios", expected: first.scenarios.count, found: second.scenarios.count)
    }
    let places = first.scenarios.indices.filter {
      first.scenarios[$0].contains { $0.rollouts > 0 } && second.scenarios[$0].contains { $0.rollouts > 0 }
    }
    guard !places.isEmpty else { return .failure(Refused(.noPairs)) }
    let arms = [first, second].map { arm in
      Arm(isPositive: arm.isPositive, scenarios: places.map { arm.scenarios[$0] })
    }
    for arm in arms { if let refusal = arm.refusal { return .failure(Refused(refusal)) } }
    let sides = try arms.map { try Side($0, level: level) }
    let n = Double(places.count)
    let rates = sides.map(\.rate)
    let difference = ScenarioPair.settled(rates[0] - rates[1])
    var reach = Reach()
    sides[0].add(to: &reach, isSubtracted: false)
    sides[1].add(to: &reach, isSubtracted: true)
    // The machine's part, in units of its largest slope, so that the methods' scale is that of a rate.
    let moving = zip(sides[0].moving, sides[1].moving).map { $0 - $1 }
    let scale = max(sides[0].steepest, sides[1].steepest, moving.map(\.magnitude).max() ?? 0)
    if scale > 0 {
      let differences = moving.map { max(-1, min(1, $0 / scale)) }
      let centre = differences.reduce(0, +) / n
      if let found = try PairedRateDifference.interval(
        differences: differences, level: level, seed: seed, draws: draws)
      {
        reach.add(
          below: scale * max(0, centre - found.interval.lower),
          above: scale * max(0, found.interval.upper - centre))
      }
    }
    return .success(
      Difference(
        scenarios: places.count, raw: ScenarioPair.settled(sides[0].raw - sides[1].raw),
        difference: difference,
        interval: reach.interval(around: difference, within: -1...1, level: level)))
  }

  /// A refusal on its way out.
  public struct Refused: Error, Sendable, Hashable {
    public var refusal: Refusal
    init(_ refusal: Refusal) { self.refusal = refusal }
  }

  private static func check(_ arm: Arm) throws {
    for row in arm.scenarios {
      guard row.count == arm.isPositive.count else {
        throw StatisticsError.shape(name: "cells", expected: arm.isPositive.count, found: row.count)
      }
      for cell in row {
        try Checks.binomial(successes: cell.positive, trials: cell.gold)
        try Checks.count("undecided", cell.undecided)
        try Checks.binomial(successes: cell.gold + cell.undecided, trials: cell.rollouts)
      }
    }
  }
}

/// A share with its interval.
private struct Share {
  var rate: Double
  var interval: Interval

  init(rate: Double, interval: Interval) {
    self.rate = rate
    self.interval = interval
  }

  /// The weighted mean of shares estimated apart; nil for none.
  init?(_ parts: [(weight: Double, share: Share)], level: Double) {
    let total = parts.reduce(0) { $0 + $1.weight }
    guard total > 0 else { return nil }
    var reach = Reach()
    rate = 0
    for part in parts {
      rate += part.weight / total * part.share.rate
      reach.add(part.weight / total, rate: part.share.rate, interval: part.share.interval)
    }
    interval = reach.interval(around: rate, within: 0...1, level: level)
  }
}

/// Reaches of an interval below and above, added in squares.
private struct Reach {
  var below = 0.0
  var above = 0.0

  mutating func add(below: Double, above: Double) {
    self.below += below * below
    self.above += above * above
  }

  mutating func add(_ weight: Double, rate: Double?, interval: Interval?, isSubtracted: Bool = false) {
    guard let rate, let interval else { return }
    let (down, up) = (weight * (rate - interval.lower), weight * (interval.upper - rate))
    add(below: isSubtracted ? up : down, above: isSubtracted ? down : up)
  }

  func interval(around value: Double, within range: ClosedRange<Double>, level: Double) -> Interval {
    Interval(
      lower: min(value, max(range.lowerBound, value - below.squareRoot())),
      upper: max(value, min(range.upperBound, value + above.squareRoot())), level: level)
  }
}

/// How far the corrected rate moves with the machine's. Where one class is empty, its predictive value could be anything.
private struct Slope {
  /// Of a fall of q on the lower end, a rise of q on the upper, and the other way round.
  var down = 0.0
  var up = 0.0
  var falling = 0.0
  var rising = 0.0

  init(_ positives: Double?, _ negatives: Double?) {
    switch (positives, negatives) {
    case (let one?, let zero?):
      down = max(0, one - zero)
      up = down
      falling = max(0, zero - one)
      rising = falling
    // q is 0: it can only rise, to rollouts that may all be positive, or none.
    case (nil, let zero?):
      up = 1 - zero
      falling = zero
    // q is 1: it can only fall.
    case (let one?, nil):
      down = one
      rising = 1 - one
    case (nil, nil): break
    }
  }

  var steepest: Double { max(down, up, falling, rising) }
}

/// One arm of a difference: every scenario counts once.
private struct Side {
  private var strata: [(weight: Double, share: Share)] = []
  /// The mean of scenarios, corrected and as the machine has it.
  var rate = 0.0
  var raw = 0.0
  /// Of each scenario: what of its corrected rate moves with the machine's labels.
  var moving: [Double] = []
  var steepest = 0.0

  init(_ arm: DoubleSampling.Arm, level: Double) throws {
    let n = Double(arm.scenarios.count)
    let shares = try arm.strata(weightedBy: { 1 / Double($0) }, level: level)
    var weights = Array(repeating: 0.0, count: arm.isPositive.count)
    for row in arm.scenarios {
      let all = Double(row.reduce(0) { $0 + $1.rollouts })
      for place in row.indices {
        weights[place] += Double(row[place].rollouts) / all / n
        if arm.isPositive[place] { raw += Double(row[place].rollouts) / all / n }
      }
    }
    for place in weights.indices {
      guard let share = shares[place], weights[place] > 0 else { continue }
      strata.append((weights[place], share))
      rate += weights[place] * share.rate
    }
    func classShare(_ positive: Bool) -> Double? {
      let parts = weights.indices.filter { arm.isPositive[$0] == positive && weights[$0] > 0 }.compactMap {
        place in
        shares[place].map { (weight: weights[place], share: $0) }
      }
      return Share(parts, level: level)?.rate
    }
    let base = classShare(false) ?? 0
    steepest = Slope(classShare(true), classShare(false)).steepest
    moving = arm.scenarios.map { row in
      let all = Double(row.reduce(0) { $0 + $1.rollouts })
      return row.indices.reduce(0) { $0 + Double(row[$1].rollouts) / all * (shares[$1]?.rate ?? 0) } - base
    }
    for value in moving { steepest = max(steepest, abs(value)) }
  }

  func add(to reach: inout Reach, isSubtracted: Bool) {
    for (weight, share) in strata {
      reach.add(weight, rate: share.rate, interval: share.interval, isSubtracted: isSubtracted)
    }
  }
}

extension DoubleSampling.Arm {
  fileprivate var strataSizes: [Int] {
    isPositive.indices.map { place in scenarios.reduce(0) { $0 + $1[place].rollouts } }
  }

  fileprivate var refusal: DoubleSampling.Refusal? {
    guard scenarios.contains(where: { $0.contains { $0.rollouts > 0 } }) else { return .noRollouts }
    for (place, size) in strataSizes.enumerated() where size > 0 {
      let gold = scenarios.reduce(0) { $0 + $1[place].gold }
      // At least one, or nothing is known; what people left open of a stratum read whole is in the bounds.
      let read = scenarios.reduce(0) { $0 + $1[place].gold + $1[place].undecided }
      let needed = min(size, DoubleSampling.leastGold)
      if gold == 0 || (gold < needed && read < size) {
        return .tooFewGold(positive: isPositive[place], gold: gold, needed: needed)
      }
      if Double(read - gold) > DoubleSampling.mostUndecided * Double(read) {
        return .tooManyUndecided(positive: isPositive[place], undecided: read - gold, read: read)
      }
    }
    return nil
  }

  /// The share of gold positives of each stratum; nil where none was read and decided.
  ///
  /// - Parameter weightedBy: what a rollout of a scenario of so many counts; nil for one each.
  fileprivate func strata(weightedBy weight: ((Int) -> Double)?, level: Double) throws -> [Share?] {
    try isPositive.indices.map { place in
      let estimate = try ScenarioRate.estimate(
        scenarios.map { ScenarioCounts(successes: $0[place].positive, trials: $0[place].gold) }, level: level)
      guard let estimate else { return nil }
      guard let weight else { return Share(rate: estimate.rate, interval: estimate.interval) }
      var (yes, all, squares) = (0.0, 0.0, 0.0)
      for row in scenarios where row[place].gold > 0 {
        let each = weight(row.reduce(0) { $0 + $1.rollouts })
        yes += each * Double(row[place].positive)
        all += each * Double(row[place].gold)
        squares += each * each * Double(row[place].gold)
      }
      // Kish: unequal weights are worth (Σw)²/Σw² of as many equal ones.
      let kish = all * all / (squares * Double(estimate.trials))
      guard kish < 1 - 1e-12 else { return Share(rate: estimate.rate, interval: estimate.interval) }
      let rate = min(1, max(0, yes / all))
      let effective = min(estimate.effectiveTrials * kish, Double(Limits.count))
      return Share(
        rate: rate,
        interval: try ClopperPearson.interval(rate: rate, effectiveTrials: effective, level: level))
    }
  }
}
