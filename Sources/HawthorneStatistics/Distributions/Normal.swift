/// The standard normal distribution.
enum Normal {
  /// Φ(x).
  static func lowerTail(_ x: Double) -> Double {
    0.5 * complementaryErrorFunction(-x / Double(2).squareRoot())
  }

  /// Φ⁻¹(p) for p in (0, 1).
  ///
  /// Starts from Abramowitz & Stegun 26.2.23 and takes Halley steps on Φ, which converge cubically.
  static func quantile(_ p: Double) -> Double {
    // Solve in the lower half, where the tail keeps its digits.
    if p > 0.5 { return -lowerQuantile(1 - p) }
    return lowerQuantile(p)
  }

  private static func lowerQuantile(_ p: Double) -> Double {
    if p == 0.5 { return 0 }
    let t = (-2 * logarithm(p)).squareRoot()
    let numerator = 2.515517 + t * (0.802853 + t * 0.010328)
    let denominator = 1 + t * (1.432788 + t * (0.189269 + t * 0.001308))
    var x = numerator / denominator - t
    for _ in 0..<4 {
      let density = exponential(-x * x / 2) / (2 * Double.pi).squareRoot()
      guard density > 0 else { break }
      let step = (lowerTail(x) - p) / density
      x -= step / (1 + x * step / 2)
    }
    return x
  }
}
