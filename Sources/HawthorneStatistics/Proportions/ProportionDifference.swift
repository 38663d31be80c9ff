/// Intervals of the difference of two independent proportions, first − second, fractions in [−1, 1].
///
/// For rates over different scenarios (two suites, gold samples of two arms). Where the scenarios are the same, use
/// `PairedDifference` or `PairedRateDifference`.
public enum ProportionDifference {
  public typealias Count = (successes: Int, trials: Int)

  /// Newcombe's hybrid score interval: Δ ± the root of the squared distances to the Wilson bounds.
  ///
  /// Nil where either has no trials. Source: R. G. Newcombe, Statist. Med. 17 (1998) 873, method 10.
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func newcombe(_ first: Count, _ second: Count, level: Double = 0.95) throws -> Interval? {
    guard let one = try Wilson.interval(successes: first.successes, trials: first.trials, level: level),
      let two = try Wilson.interval(successes: second.successes, trials: second.trials, level: level)
    else { return nil }
    let p = Double(first.successes) / Double(first.trials)
    let q = Double(second.successes) / Double(second.trials)
    return squareAndAdd(p, one, q, two, level: level)
  }

  /// The difference p − q of two independent estimates from the interval of each.
  ///
  /// (p − q) − √((p − l₁)² + (u₂ − q)²) and (p − q) + √((u₁ − p)² + (q − l₂)²).
  /// Source: G. Y. Zou & A. Donner, Statist. Med. 27 (2008) 1693 ("MOVER").
  static func squareAndAdd(
    _ p: Double, _ one: Interval, _ q: Double, _ two: Interval, level: Double
  ) -> Interval {
    func length(_ a: Double, _ b: Double) -> Double { (a * a + b * b).squareRoot() }
    return Interval(
      lower: max(-1, p - q - length(p - one.lower, two.upper - q)),
      upper: min(1, p - q + length(one.upper - p, q - two.lower)), level: level)
  }

  /// Miettinen and Nurminen's score interval: the δ that the score test does not reject.
  ///
  /// z(δ) = (p̂₁ − p̂₂ − δ)/√(V·N/(N − 1)) with V at the rates likeliest under δ. Nil where either has no trials.
  /// Source: O. Miettinen & M. Nurminen, Statist. Med. 4 (1985) 213.
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func miettinenNurminen(
    _ first: Count, _ second: Count, level: Double = 0.95
  ) throws -> Interval? {
    try Checks.binomial(successes: first.successes, trials: first.trials)
    try Checks.binomial(successes: second.successes, trials: second.trials)
    try Checks.level("level", level)
    guard first.trials > 0, second.trials > 0 else { return nil }
    let z = -Normal.quantile((1 - level) / 2)
    let estimate =
      Double(first.successes) / Double(first.trials) - Double(second.successes) / Double(second.trials)
    return Interval(
      lower: PairedDifference.crossing(from: -1, to: estimate) { score(first, second, difference: $0) > z },
      upper: PairedDifference.crossing(from: estimate, to: 1) { score(first, second, difference: $0) >= -z },
      level: level)
  }

  /// Miettinen and Nurminen's score of a difference δ: above 0 where the data show more than δ.
  static func score(_ first: Count, _ second: Count, difference delta: Double) -> Double {
    let m = Double(first.trials)
    let n = Double(second.trials)
    let x = Double(first.successes)
    let y = Double(second.successes)
    // The likeliest second rate: the likelihood's slope falls from one end of the range to the other.
    var low = max(0, -delta)
    var high = min(1, 1 - delta)
    func slope(_ q: Double) -> Double {
      let p = q + delta
      return (x > 0 ? x / p : 0) - (m - x > 0 ? (m - x) / (1 - p) : 0) + (y > 0 ? y / q : 0)
        - (n - y > 0 ? (n - y) / (1 - q) : 0)
    }
    for _ in 0..<200 {
      let middle = 0.5 * (low + high)
      if middle == low || middle == high || high - low < 1e-16 { break }
      if slope(middle) > 0 { low = middle } else { high = middle }
    }
    let q = min(1, max(0, 0.5 * (low + high)))
    let p = min(1, max(0, q + delta))
    let variance = (p * (1 - p) / m + q * (1 - q) / n) * (m + n) / (m + n - 1)
    let distance = x / m - y / n - delta
    // Where the rates sit on the edge rounding leaves a variance of about 1e-17.
    if variance <= 1e-15 / (m + n) {
      return abs(distance) < 1e-12 ? 0 : (distance > 0 ? .infinity : -.infinity)
    }
    return distance / variance.squareRoot()
  }
}
