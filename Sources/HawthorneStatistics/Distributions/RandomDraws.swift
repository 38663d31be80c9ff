extension SeededGenerator {
  /// A standard normal value, by inversion, so that each takes exactly one word of the stream.
  mutating func normal() -> Double {
    Normal.quantile((Double(next() >> 11) + 0.5) * 0x1p-53)
  }

  /// log of a gamma variate of shape `shape` and scale 1.
  ///
  /// In logs because shapes near 0 give values below the smallest double.
  /// Source: Marsaglia & Tsang, ACM TOMS 26 (2000) 363, with their boost for shapes below 1.
  mutating func logGammaVariate(shape: Double) -> Double {
    let boosted = shape < 1 ? shape + 1 : shape
    let d = boosted - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    var value = logarithm(d)
    while true {
      let x = normal()
      let base = 1 + c * x
      guard base > 0 else { continue }
      let v = base * base * base
      let u = 1 - unit()
      if logarithm(u) < 0.5 * x * x + d - d * v + d * logarithm(v) {
        value += logarithm(v)
        break
      }
    }
    return shape < 1 ? value + logarithm(1 - unit()) / shape : value
  }

  /// A rate whose mean is `mean` and whose rollouts correlate by `correlation`: Beta(mean·s, (1 − mean)·s) with
  /// s = 1/correlation − 1; `mean` itself without correlation, 0 or 1 at a correlation of 1.
  mutating func betaRate(mean: Double, correlation: Double) -> Double {
    if mean <= 0 || mean >= 1 || correlation <= 0 { return mean }
    if correlation >= 1 { return unit() < mean ? 1 : 0 }
    let size = 1 / correlation - 1
    let first = logGammaVariate(shape: mean * size)
    let second = logGammaVariate(shape: (1 - mean) * size)
    return 1 / (1 + exponential(second - first))
  }
}
