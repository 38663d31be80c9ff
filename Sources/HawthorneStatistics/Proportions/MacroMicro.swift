/// The two averages of several rates, which can differ by a factor and are printed together.
///
/// macro = Σ rᵢ / k over the k groups with a denominator; micro = Σ nᵢ·rᵢ / Σ nᵢ.
/// Source: definitions. In table 24 of the Muse Spark report (arXiv 2606.12429) they are 17.6 % and 9.9 %.
public enum MacroMicro {
  /// A rate with what it is over.
  public struct Rate: Sendable, Hashable, Codable {
    /// A fraction in [0, 1].
    public var value: Double
    public var denominator: Int

    public init(value: Double, denominator: Int) {
      self.value = value
      self.denominator = denominator
    }
  }

  public struct Means: Sendable, Hashable, Codable {
    /// The mean of the rates, a fraction.
    public var macro: Double
    /// The mean weighted by denominators, a fraction.
    public var micro: Double
    /// How many groups both are over.
    public var groups: Int
    /// How many groups had a denominator of 0 and are in neither.
    public var empty: Int
    /// The sum of the denominators.
    public var denominator: Int
  }

  /// Both means; nil when no group has a denominator.
  ///
  /// A rate over 0 is not read, so it may be anything, NaN included.
  /// - Throws: `StatisticsError` for a rate outside [0, 1] or a bad denominator.
  public static func means(of rates: [Rate]) throws -> Means? {
    var means = Means(macro: 0, micro: 0, groups: 0, empty: 0, denominator: 0)
    for rate in rates {
      try Checks.count("denominator", rate.denominator)
      guard rate.denominator > 0 else {
        means.empty += 1
        continue
      }
      try Checks.proportion("rate", rate.value)
      means.groups += 1
      means.macro += rate.value
      means.micro += rate.value * Double(rate.denominator)
      let (sum, overflow) = means.denominator.addingReportingOverflow(rate.denominator)
      if overflow { throw StatisticsError.countTooLarge(name: "denominator", value: rate.denominator) }
      means.denominator = sum
    }
    guard means.groups > 0 else { return nil }
    means.macro /= Double(means.groups)
    means.micro /= Double(means.denominator)
    return means
  }

  /// Both means of counted rates; nil when no group has trials.
  ///
  /// - Throws: `StatisticsError` for impossible counts.
  public static func means(of groups: [(successes: Int, trials: Int)]) throws -> Means? {
    try means(
      of: groups.map { group in
        try Checks.binomial(successes: group.successes, trials: group.trials)
        return Rate(
          value: group.trials > 0 ? Double(group.successes) / Double(group.trials) : 0,
          denominator: group.trials)
      })
  }
}
