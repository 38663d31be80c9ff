/// Intervals of the difference of two paired proportions, (n10 − n01)/n, one rollout an arm.
///
/// n11: positive in both arms; n10: in the first only; n01: in the second only; n00: in neither. Bounds are
/// fractions in [−1, 1].
public enum PairedDifference {
  /// Tango's score interval: the δ with |n10 − n01 − nδ| ≤ z·√(n(2q̃ + δ(1 − δ))).
  ///
  /// q̃ is the likelihood's best P(second only) when the difference is δ. The interval of choice: it agrees
  /// with the score (McNemar) test and holds its level with few discordant pairs. Nil for no pairs.
  /// Source: T. Tango, Statist. Med. 17 (1998) 891, equations 6–8.
  /// - Throws: `StatisticsError` for a bad count or a level outside (0, 1).
  public static func tango(
    n11: Int, n10: Int, n01: Int, n00: Int, level: Double = 0.95
  ) throws -> Interval? {
    guard let n = try pairs(n11, n10, n01, n00, level: level) else { return nil }
    let b = Double(n10)
    let c = Double(n01)
    let z = -Normal.quantile((1 - level) / 2)
    func score(_ delta: Double) -> Double { tangoScore(b: b, c: c, pairs: n, difference: delta) }
    let estimate = (b - c) / n
    return Interval(
      lower: crossing(from: -1, to: estimate) { score($0) > z },
      upper: crossing(from: estimate, to: 1) { score($0) >= -z }, level: level)
  }

  /// Tango's score of a difference δ: above 0 where the data show more than δ.
  static func tangoScore(b: Double, c: Double, pairs n: Double, difference delta: Double) -> Double {
    // The larger root of 2n·q² + B·q − c·δ(1 − δ) = 0, written to avoid cancellation.
    let linear = -b - c + (2 * n - b + c) * delta
    let root = (linear * linear + 8 * n * c * delta * (1 - delta)).squareRoot()
    let q: Double
    if linear <= 0 {
      q = (root - linear) / (4 * n)
    } else {
      q = 2 * c * delta * (1 - delta) / (root + linear)
    }
    let variance = n * (2 * q + delta * (1 - delta))
    let distance = b - c - n * delta
    if variance <= 0 { return distance == 0 ? 0 : (distance > 0 ? .infinity : -.infinity) }
    return distance / variance.squareRoot()
  }

  /// Newcombe's square-and-add interval with a continuity-corrected correlation (his method 10).
  ///
  /// From the Wilson bounds lᵢ, uᵢ of the two marginal rates and the correlation φ of the pairs:
  /// Δ − √((p₁ − l₁)² − 2φ(p₁ − l₁)(u₂ − p₂) + (u₂ − p₂)²), and the mirror image above. The numerator of φ,
  /// n11·n00 − n10·n01, is lessened by n/2 when positive, but not below 0; φ is 0 when a margin is empty.
  /// Nil for no pairs.
  /// Source: R. G. Newcombe, Statist. Med. 17 (1998) 2635, method 10.
  /// - Throws: `StatisticsError` for a bad count or a level outside (0, 1).
  public static func newcombe(
    n11: Int, n10: Int, n01: Int, n00: Int, level: Double = 0.95
  ) throws -> Interval? {
    try squareAndAdd(n11: n11, n10: n10, n01: n01, n00: n00, level: level, corrected: true)
  }

  /// Newcombe's square-and-add interval with φ as it stands (his method 8), a little shorter than method 10.
  ///
  /// To compare with programs that print it under either number; never to decide by, because its width can
  /// be 0 on six pairs of 1–1 and six of 0–0. Nil for no pairs.
  /// Source: R. G. Newcombe, Statist. Med. 17 (1998) 2635, method 8.
  /// - Throws: `StatisticsError` for a bad count or a level outside (0, 1).
  public static func newcombeUncorrected(
    n11: Int, n10: Int, n01: Int, n00: Int, level: Double = 0.95
  ) throws -> Interval? {
    try squareAndAdd(n11: n11, n10: n10, n01: n01, n00: n00, level: level, corrected: false)
  }

  private static func squareAndAdd(
    n11: Int, n10: Int, n01: Int, n00: Int, level: Double, corrected: Bool
  ) throws -> Interval? {
    guard let n = try pairs(n11, n10, n01, n00, level: level) else { return nil }
    let z = -Normal.quantile((1 - level) / 2)
    let total = n11 + n10 + n01 + n00
    func margin(_ positives: Int) -> (rate: Double, below: Double, above: Double) {
      let rate = Double(positives) / n
      let lower = Wilson.bound(successes: positives, trials: total, z: -z)
      let upper = Wilson.bound(successes: positives, trials: total, z: z)
      return (rate, rate - lower, upper - rate)
    }
    let first = margin(n11 + n10)
    let second = margin(n11 + n01)
    var cross = Double(n11) * Double(n00) - Double(n10) * Double(n01)
    if corrected, cross > 0 { cross = max(0, cross - n / 2) }
    let margins =
      Double(n11 + n10).squareRoot() * Double(n01 + n00).squareRoot() * Double(n11 + n01).squareRoot()
      * Double(n10 + n00).squareRoot()
    let phi = margins > 0 ? cross / margins : 0
    func combined(_ one: Double, _ two: Double) -> Double {
      max(0, one * one - 2 * phi * one * two + two * two).squareRoot()
    }
    let estimate = (Double(n10) - Double(n01)) / n
    return Interval(
      lower: max(-1, estimate - combined(first.below, second.above)),
      upper: min(1, estimate + combined(first.above, second.below)), level: level)
  }

  /// Checks the table; the number of pairs, or nil for none.
  static func pairs(
    _ n11: Int, _ n10: Int, _ n01: Int, _ n00: Int, level: Double
  ) throws -> Double? {
    try Checks.count("n11", n11)
    try Checks.count("n10", n10)
    try Checks.count("n01", n01)
    try Checks.count("n00", n00)
    try Checks.level("level", level)
    let total = n11 + n10 + n01 + n00
    return total > 0 ? Double(total) : nil
  }

  /// Where a predicate that holds below some point stops holding, by bisection to the last bit.
  static func crossing(from: Double, to: Double, holds: (Double) -> Bool) -> Double {
    if holds(to) { return to }
    if !holds(from) { return from }
    var low = from
    var high = to
    for _ in 0..<200 {
      let middle = 0.5 * (low + high)
      if middle == low || middle == high { break }
      if holds(middle) { low = middle } else { high = middle }
    }
    return 0.5 * (low + high)
  }
}
