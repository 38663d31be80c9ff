/// Student's t distribution with an integer or fractional number of degrees of freedom.
struct StudentT {
  let degrees: Double

  /// P(T ≤ t) by the regularised incomplete beta function.
  func lowerTail(_ t: Double) -> Double {
    let tail = 0.5 * IncompleteBeta.regularised(degrees / (degrees + t * t), degrees / 2, 0.5)
    return t > 0 ? 1 - tail : tail
  }

  /// The density at t.
  func density(_ t: Double) -> Double {
    let half = degrees / 2
    return exponential(
      IncompleteBeta.logGamma(half + 0.5) - IncompleteBeta.logGamma(half)
        - 0.5 * logarithm(degrees * Double.pi) - (half + 0.5) * logarithmOnePlus(t * t / degrees))
  }

  /// The t with P(T ≤ t) = p, for p in (0, 1), by Newton's steps kept within a bracket.
  func quantile(_ p: Double) -> Double {
    if p == 0.5 { return 0 }
    if p > 0.5 { return -lowerQuantile(1 - p) }
    return lowerQuantile(p)
  }

  private func lowerQuantile(_ p: Double) -> Double {
    var low = -1.0
    while lowerTail(low) > p, low > -1e300 { low *= 2 }
    var high = 0.0
    var guess = 0.5 * (low + high)
    for _ in 0..<200 {
      let excess = lowerTail(guess) - p
      if excess > 0 { high = guess } else { low = guess }
      // Newton from the bracket's end it belongs to; the middle where that leaves the bracket.
      var next = guess - excess / density(guess)
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if next == guess || abs(next - guess) <= 1e-15 * abs(guess) { return next }
      guess = next
    }
    return 0.5 * (low + high)
  }
}

/// The regularised incomplete beta function I_x(a, b), by its continued fraction (DLMF 8.17.22).
enum IncompleteBeta {
  static func regularised(_ x: Double, _ a: Double, _ b: Double) -> Double {
    if x <= 0 { return 0 }
    if x >= 1 { return 1 }
    let front = exponential(
      logGamma(a + b) - logGamma(a) - logGamma(b) + a * logarithm(x) + b * logarithmOnePlus(-x))
    if x < (a + 1) / (a + b + 2) { return front * fraction(x, a, b) / a }
    return 1 - front * fraction(1 - x, b, a) / b
  }

  /// The x with I_x(a, b) = p, for p in (0, 1), by Newton's steps kept within a bracket.
  static func quantile(_ p: Double, _ a: Double, _ b: Double) -> Double {
    let constant = logGamma(a + b) - logGamma(a) - logGamma(b)
    var low = 0.0
    var high = 1.0
    var guess = a / (a + b)
    for _ in 0..<300 {
      let excess = regularised(guess, a, b) - p
      if excess > 0 { high = guess } else { low = guess }
      let density = exponential(
        constant + (a - 1) * logarithm(guess) + (b - 1) * logarithmOnePlus(-guess))
      var next = guess - excess / density
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if next == guess || abs(next - guess) <= 1e-15 * guess { return next }
      guess = next
    }
    return guess
  }

  /// Modified Lentz evaluation.
  private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
    let tiny = 1e-300
    var c = 1.0
    var d = 1 - (a + b) * x / (a + 1)
    d = 1 / (abs(d) < tiny ? tiny : d)
    var value = d
    for i in 1...100_000 {
      let m = Double(i)
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 + even * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + even / c
      if abs(c) < tiny { c = tiny }
      value *= c * d
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 + odd * d
      d = 1 / (abs(d) < tiny ? tiny : d)
      c = 1 + odd / c
      if abs(c) < tiny { c = tiny }
      value *= c * d
      if abs(c * d - 1) < 1e-16 { break }
    }
    return value
  }

  /// log Γ(x) for x > 0: shifted up to x ≥ 16, then Stirling's series.
  static func logGamma(_ x: Double) -> Double {
    var x = x
    var shift = 1.0
    while x < 16 {
      shift *= x
      x += 1
    }
    let square = x * x
    let series =
      (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - (1.0 / 1680 - 1.0 / 1188 / square) / square) / square) / square)
      / x
    return (x - 0.5) * logarithm(x) - x + 0.5 * logarithm(2 * Double.pi) + series - logarithm(shift)
  }
}
