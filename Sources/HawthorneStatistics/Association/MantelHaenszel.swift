/// The Cochran–Mantel–Haenszel analysis of strata of 2×2 tables: one odds ratio common to them, and whether there is one.
///
/// The strata are those of `StratifiedDifference` (scenario × arm × mode): in stratum k let a be aware and positive, b
/// aware and negative, c unaware and positive, d unaware and negative, n their sum.
/// Source: Mantel & Haenszel, J. Natl. Cancer Inst. 22 (1959) 719; Robins, Breslow & Greenland, Biometrics 42 (1986) 311;
/// Breslow & Day, Statistical Methods in Cancer Research I (1980) §4.4; R. E. Tarone, Biometrika 72 (1985) 91.
public enum MantelHaenszel {
  public struct Result: Sendable, Hashable, Codable {
    /// Σ(ad/n)/Σ(bc/n); nil where the denominator is 0 (no ratio, or an infinite one: see `isInfinite`).
    public var oddsRatio: Double?
    /// Whether only the numerator is above 0: every informative stratum leans one way.
    public var isInfinite: Bool
    /// exp(log OR ± z·SE) by Robins, Breslow and Greenland; nil at a ratio of 0, none or infinity.
    public var interval: Interval?
    /// (Σa − ΣE(a))²/ΣV(a), without a continuity correction; nil where no stratum can vary.
    public var chiSquared: Double?
    /// Of `chiSquared` with one degree of freedom.
    public var p: Double?
    /// The same with |Σa − ΣE(a)| lessened by ½, never below 0.
    public var correctedP: Double?
    /// Do odds ratios differ between strata? Breslow and Day's sum with Tarone's correction; nil below two
    /// informative strata or without a common ratio. Right for a few large strata only: with many small ones it finds little.
    public var heterogeneity: Heterogeneity?
    /// Strata given, and those with both classes and both outcomes, the only ones that say anything.
    public var strata: Int
    public var informative: Int
  }

  public struct Heterogeneity: Sendable, Hashable, Codable {
    public var breslowDay: Double
    public var tarone: Double
    public var degrees: Int
    /// Of `tarone`.
    public var p: Double
    /// Of `breslowDay`.
    public var breslowDayP: Double
  }

  /// The whole analysis of the strata.
  ///
  /// Rollouts of one stratum are taken as independent, which they are given its scenario.
  /// - Throws: `StatisticsError` for impossible counts, too many strata or a level outside (0, 1).
  public static func analyse(
    _ strata: [StratifiedDifference.Stratum], level: Double = 0.95
  ) throws -> Result {
    try Checks.level("level", level)
    guard strata.count <= Limits.scores else {
      throw StatisticsError.tooMany(name: "strata", limit: Limits.scores, found: strata.count)
    }
    var sums = Sums()
    var tables: [Table] = []
    for stratum in strata {
      try Checks.binomial(successes: stratum.awarePositives, trials: stratum.awareTotal)
      try Checks.binomial(successes: stratum.unawarePositives, trials: stratum.unawareTotal)
      let table = Table(stratum)
      guard table.isInformative else { continue }
      sums.add(table)
      tables.append(table)
    }
    var result = Result(
      oddsRatio: sums.s > 0 ? sums.r / sums.s : nil, isInfinite: sums.r > 0 && sums.s == 0, interval: nil,
      chiSquared: nil, p: nil, correctedP: nil, heterogeneity: nil, strata: strata.count,
      informative: tables.count)
    if sums.variance > 0 {
      let excess = abs(sums.excess)
      let corrected = max(0, excess - 0.5)
      let chiSquared = excess * excess / sums.variance
      result.chiSquared = chiSquared
      result.p = ChiSquared.upperTail(chiSquared, degrees: 1)
      result.correctedP = ChiSquared.upperTail(corrected * corrected / sums.variance, degrees: 1)
    }
    guard let ratio = result.oddsRatio, ratio > 0 else { return result }
    let variance =
      sums.pr / (2 * sums.r * sums.r) + sums.psqr / (2 * sums.r * sums.s) + sums.qs / (2 * sums.s * sums.s)
    let reach = -Normal.quantile((1 - level) / 2) * variance.squareRoot()
    result.interval = Interval(
      lower: ratio * exponential(-reach), upper: ratio * exponential(reach), level: level)
    result.heterogeneity = heterogeneity(tables, ratio: ratio)
    return result
  }

  private static func heterogeneity(_ tables: [Table], ratio: Double) -> Heterogeneity? {
    guard tables.count >= 2 else { return nil }
    var (sum, excess, total) = (0.0, 0.0, 0.0)
    for table in tables {
      let (expected, variance) = table.expectation(ratio: ratio)
      let off = table.a - expected
      guard variance > 0 else { continue }
      sum += off * off / variance
      excess += off
      total += variance
    }
    guard total > 0 else { return nil }
    let tarone = max(0, sum - excess * excess / total)
    let degrees = tables.count - 1
    return Heterogeneity(
      breslowDay: sum, tarone: tarone, degrees: degrees,
      p: ChiSquared.upperTail(tarone, degrees: degrees),
      breslowDayP: ChiSquared.upperTail(sum, degrees: degrees))
  }

  private struct Table {
    var a: Double
    var b: Double
    var c: Double
    var d: Double
    var n: Double { a + b + c + d }
    var isInformative: Bool { a + b > 0 && c + d > 0 && a + c > 0 && b + d > 0 }

    init(_ stratum: StratifiedDifference.Stratum) {
      a = Double(stratum.awarePositives)
      b = Double(stratum.awareTotal - stratum.awarePositives)
      c = Double(stratum.unawarePositives)
      d = Double(stratum.unawareTotal - stratum.unawarePositives)
    }

    /// The a that gives this ratio with the margins kept, and its asymptotic variance.
    func expectation(ratio: Double) -> (expected: Double, variance: Double) {
      let row = a + b
      let column = a + c
      // (1 − ψ)x² + Bx − ψ·row·column = 0, the root within the margins, written to hold at ψ = 1.
      let linear = ratio * (row + column) + (n - row - column)
      let root = (linear * linear + 4 * (1 - ratio) * ratio * row * column).squareRoot()
      let x = 2 * ratio * row * column / (linear + root)
      let parts = 1 / x + 1 / (row - x) + 1 / (column - x) + 1 / (n - row - column + x)
      return (x, parts.isFinite && parts > 0 ? 1 / parts : 0)
    }
  }

  private struct Sums {
    var r = 0.0
    var s = 0.0
    var pr = 0.0
    var psqr = 0.0
    var qs = 0.0
    var excess = 0.0
    var variance = 0.0

    mutating func add(_ t: Table) {
      let n = t.n
      let p = (t.a + t.d) / n
      let q = (t.b + t.c) / n
      let r = t.a * t.d / n
      let s = t.b * t.c / n
      self.r += r
      self.s += s
      pr += p * r
      psqr += p * s + q * r
      qs += q * s
      excess += t.a - (t.a + t.b) * (t.a + t.c) / n
      variance +=
        (t.a + t.b) / n * ((t.c + t.d) / n) * (t.a + t.c) * ((t.b + t.d) / (n - 1))
    }
  }
}
