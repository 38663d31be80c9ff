public import HawthorneStatistics

/// An interval as a report carries it, its ends rounded to ten significant digits.
public struct ReportedInterval: Sendable, Hashable, Codable {
  public var lower: Double
  public var upper: Double
  /// Two-sided confidence, for example 0.95.
  public var level: Double

  public init(lower: Double, upper: Double, level: Double) {
    self.lower = lower.reported
    self.upper = upper.reported
    self.level = level
  }

  public init(_ interval: Interval) {
    self.init(lower: interval.lower, upper: interval.upper, level: interval.level)
  }
}

/// Where a figure could lie whatever the rollouts that are NA would have shown (Manski's bounds).
public struct ReportedBounds: Sendable, Hashable, Codable {
  public var lower: Double
  public var upper: Double

  public init(lower: Double, upper: Double) {
    self.lower = lower.reported
    self.upper = upper.reported
  }

  /// Whether an estimate from what is known lies where no outcome of the rest could have put it: what is missing is
  /// then not like what is known.
  public func excludes(_ estimate: Double?) -> Bool {
    guard let estimate else { return false }
    return estimate < lower - 1e-9 || estimate > upper + 1e-9
  }
}

/// A rate that never travels without what it is a rate of.
public struct Rate: Sendable, Hashable, Codable {
  /// How many rollouts (or items) had it.
  public var numerator: Int
  /// Over how many rollouts (or items) the rate is.
  public var denominator: Int
  /// How many were left out of the denominator because nothing could be said.
  public var na: Int
  /// Scenarios with at least one rollout in the denominator: the n of inference.
  public var scenarios: Int
  /// `numerator / denominator`; nil where the denominator is 0.
  public var rate: Double?
  /// By the method named; nil where the denominator is 0.
  public var interval: ReportedInterval?
  /// nil without an interval, and in reports of versions that took Wilson's with scenarios as n.
  public var method: ScenarioRate.Method?
  /// The rate with every NA counted as no, and as yes.
  public var bounds: ReportedBounds?

  public init(
    numerator: Int, denominator: Int, na: Int, scenarios: Int, interval: ReportedInterval?,
    method: ScenarioRate.Method? = nil, bounds: ReportedBounds?
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.na = na
    self.scenarios = scenarios
    self.interval = interval
    self.method = method
    rate = denominator > 0 ? (Double(numerator) / Double(denominator)).reported : nil
    self.bounds = bounds
  }
}

extension Double {
  /// Rounded to ten significant digits, so that the last bits of a logarithm are no part of a report.
  var reported: Double {
    guard isFinite, self != 0 else { return self == 0 ? 0 : self }
    return Double(Figures.significant(self, digits: 10)) ?? self
  }
}
