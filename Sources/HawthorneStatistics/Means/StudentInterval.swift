/// Student's interval of a mean: mean ± t·s/√n with n − 1 degrees of freedom, in the unit of the values.
///
/// Exact for normal values and good for the means of scenarios, one value each, where no bound on the values is
/// known. Source: Student, Biometrika 6 (1908) 1.
public enum StudentInterval {
  /// The two-sided interval; nil for fewer than two values, or without any spread, which is then unknown and not 0.
  ///
  /// - Throws: `StatisticsError` for values that are not finite or too many, or a level outside (0, 1).
  public static func mean(_ values: [Double], level: Double = 0.95) throws -> Interval? {
    try Checks.level("level", level)
    guard values.count <= Limits.scores else {
      throw StatisticsError.tooMany(name: "values", limit: Limits.scores, found: values.count)
    }
    guard values.allSatisfy(\.isFinite) else { throw StatisticsError.notFinite(name: "values") }
    guard values.count >= 2, let first = values.first, values.contains(where: { $0 != first }) else {
      return nil
    }
    let n = Double(values.count)
    let mean = values.reduce(0) { $0 + $1 / n }
    let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / (n - 1) }
    let reach = -StudentT(degrees: n - 1).quantile((1 - level) / 2) * (variance / n).squareRoot()
    // Values near the largest double.
    guard reach.isFinite, mean.isFinite else { throw StatisticsError.notFinite(name: "values") }
    return Interval(lower: mean - reach, upper: mean + reach, level: level)
  }
}
