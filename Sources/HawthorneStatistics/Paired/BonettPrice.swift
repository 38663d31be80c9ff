extension PairedDifference {
  /// Bonett and Price's interval: Wald's with one imaginary pair added to each discordant cell.
  ///
  /// p̃ = (b + 1)/(n + 2), q̃ = (c + 1)/(n + 2); p̃ − q̃ ± z·√((p̃ + q̃ − (p̃ − q̃)²)/(n + 2)), within [−1, 1]. Nil for no
  /// pairs. Source: D. G. Bonett & R. M. Price, J. Educ. Behav. Stat. 37 (2012) 479.
  /// - Throws: `StatisticsError` for a bad count or a level outside (0, 1).
  public static func bonettPrice(
    n11: Int, n10: Int, n01: Int, n00: Int, level: Double = 0.95
  ) throws -> Interval? {
    guard let n = try pairs(n11, n10, n01, n00, level: level) else { return nil }
    let p = (Double(n10) + 1) / (n + 2)
    let q = (Double(n01) + 1) / (n + 2)
    let reach =
      -Normal.quantile((1 - level) / 2) * ((p + q - (p - q) * (p - q)) / (n + 2)).squareRoot()
    return Interval(lower: max(-1, p - q - reach), upper: min(1, p - q + reach), level: level)
  }

  /// Tango's interval together with Bonett and Price's: from the lower of the lower ends to the higher of the higher.
  ///
  /// Either alone falls to 0.93 of 0.95 where one direction is rare, at any n; together they held 0.945 or more over every
  /// pair of rates enumerated (`PairedCoverageTests`). Nil for no pairs.
  /// - Throws: `StatisticsError` for a bad count or a level outside (0, 1).
  public static func guarded(
    n11: Int, n10: Int, n01: Int, n00: Int, level: Double = 0.95
  ) throws -> Interval? {
    let score = try tango(n11: n11, n10: n10, n01: n01, n00: n00, level: level)
    let added = try bonettPrice(n11: n11, n10: n10, n01: n01, n00: n00, level: level)
    guard let score, let added else { return nil }
    return Interval(
      lower: min(score.lower, added.lower), upper: max(score.upper, added.upper), level: level)
  }
}
