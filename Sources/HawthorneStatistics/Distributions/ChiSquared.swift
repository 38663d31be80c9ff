/// The χ² distribution, for tests of several degrees of freedom.
enum ChiSquared {
  /// P(X ≥ x) with `degrees` degrees of freedom: the regularised upper incomplete gamma Q(degrees/2, x/2).
  ///
  /// By the series below a + 1 and Legendre's continued fraction above (DLMF 8.11.4 and 8.9.2).
  static func upperTail(_ x: Double, degrees: Int) -> Double {
    guard x > 0, degrees > 0 else { return 1 }
    if degrees == 1 { return complementaryErrorFunction((x / 2).squareRoot()) }
    let a = Double(degrees) / 2
    let y = x / 2
    let front = exponential(a * logarithm(y) - y - IncompleteBeta.logGamma(a))
    if y < a + 1 {
      var term = 1 / a
      var sum = term
      var n = a
      for _ in 0..<100_000 {
        n += 1
        term *= y / n
        sum += term
        if term < sum * 1e-17 { break }
      }
      return max(0, 1 - sum * front)
    }
    let tiny = 1e-300
    var b = y + 1 - a
    var c = 1 / tiny
    var d = 1 / b
    var value = d
    for i in 1...100_000 {
      let numerator = -Double(i) * (Double(i) - a)
      b += 2
      d = numerator * d + b
      if abs(d) < tiny { d = tiny }
      c = b + numerator / c
      if abs(c) < tiny { c = tiny }
      d = 1 / d
      let factor = c * d
      value *= factor
      if abs(factor - 1) < 1e-16 { break }
    }
    return min(1, value * front)
  }
}
