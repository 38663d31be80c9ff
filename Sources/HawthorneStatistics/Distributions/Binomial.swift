/// The binomial distribution, accurate to about 1e-13 relative for up to 1e9 trials.
///
/// Point probabilities use the saddle-point expansion of C. Loader, "Fast and Accurate Computation of
/// Binomial Probabilities" (2000), because differences of log-gammas lose nine digits at a million trials.
/// Tails are summed outward from the argument, where terms only shrink.
struct Binomial {
  let trials: Int
  /// Probability of a success, and of a failure; both are kept so that neither is found by cancellation.
  let p: Double
  let q: Double

  init(trials: Int, p: Double) {
    self.init(trials: trials, p: p, q: 1 - p)
  }

  init(trials: Int, p: Double, q: Double) {
    self.trials = trials
    self.p = p
    self.q = q
  }

  /// P(X = k).
  func mass(_ k: Int) -> Double {
    if k < 0 || k > trials { return 0 }
    if p <= 0 { return k == 0 ? 1 : 0 }
    if q <= 0 { return k == trials ? 1 : 0 }
    let n = Double(trials)
    if k == 0 { return exponential(n * (p < 0.5 ? logarithmOnePlus(-p) : logarithm(q))) }
    if k == trials { return exponential(n * (q < 0.5 ? logarithmOnePlus(-q) : logarithm(p))) }
    let x = Double(k)
    let y = Double(trials - k)
    let exponent =
      Self.stirlingError(trials) - Self.stirlingError(k) - Self.stirlingError(trials - k)
      - Self.deviance(x, n * p) - Self.deviance(y, n * q)
    return exponential(exponent) * (n / (2 * Double.pi * x * y)).squareRoot()
  }

  /// P(X ≤ k).
  func lowerTail(_ k: Int) -> Double {
    if k < 0 { return 0 }
    if k >= trials { return 1 }
    return Double(k) <= Double(trials) * p ? sumDown(from: k) : max(0, 1 - sumUp(from: k + 1))
  }

  /// P(X ≥ k).
  func upperTail(_ k: Int) -> Double {
    if k <= 0 { return 1 }
    if k > trials { return 0 }
    return Double(k) >= Double(trials) * p ? sumUp(from: k) : max(0, 1 - sumDown(from: k - 1))
  }

  private func sumDown(from k: Int) -> Double {
    var term = mass(k)
    var sum = term
    guard q > 0, p > 0 else { return sum }
    let odds = q / p
    var j = k
    while j > 0 {
      term *= Double(j) / Double(trials - j + 1) * odds
      sum += term
      if term <= sum * 1e-18 { break }
      j -= 1
    }
    return min(1, sum)
  }

  private func sumUp(from k: Int) -> Double {
    var term = mass(k)
    var sum = term
    guard q > 0, p > 0 else { return sum }
    let odds = p / q
    var j = k
    while j < trials {
      term *= Double(trials - j) / Double(j + 1) * odds
      sum += term
      if term <= sum * 1e-18 { break }
      j += 1
    }
    return min(1, sum)
  }

  /// log(n!) less Stirling's formula: 1/12n − 1/360n³ + …, or from the exact factorial below 16.
  static func stirlingError(_ n: Int) -> Double {
    if n == 0 { return 0 }
    let x = Double(n)
    if n < 16 {
      var factorial = 1.0
      for i in 1...n { factorial *= Double(i) }
      return logarithm(factorial) - (x + 0.5) * logarithm(x) + x - 0.5 * logarithm(2 * Double.pi)
    }
    let square = x * x
    return
      (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square)
      / x
  }

  /// x·log(x/m) + m − x without cancellation near x = m.
  static func deviance(_ x: Double, _ mean: Double) -> Double {
    if abs(x - mean) < 0.1 * (x + mean) {
      let v = (x - mean) / (x + mean)
      var sum = (x - mean) * v
      var power = 2 * x * v
      var j = 1.0
      while j < 1000 {
        power *= v * v
        let next = sum + power / (2 * j + 1)
        if next == sum { return next }
        sum = next
        j += 1
      }
      return sum
    }
    return x * logarithm(x / mean) + mean - x
  }
}
