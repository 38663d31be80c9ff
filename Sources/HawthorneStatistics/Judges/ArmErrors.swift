/// A classifier whose errors differ between arms makes a difference where there is none, or hides one.
///
/// An overt prompt that leaks into the reasoning is read as awareness: the specificity of that arm is lower, and the raw
/// difference of rates is then (se₁ − se₂)π + (sp₂ − sp₁)(1 − π) at equal true rates π. These functions take gold labels
/// of each arm on its own. Source: Rogan & Gladen, Am. J. Epidemiol. 107 (1978) 71; Copeland et al., ibid. 105 (1977) 488.
public enum ArmErrors {
  /// What the classifier said of one arm's gold items, a random sample of that arm's rollouts.
  public struct Gold: Sendable, Hashable, Codable {
    public var truePositives: Int
    public var falsePositives: Int
    public var trueNegatives: Int
    public var falseNegatives: Int

    public init(truePositives: Int, falsePositives: Int, trueNegatives: Int, falseNegatives: Int) {
      self.truePositives = truePositives
      self.falsePositives = falsePositives
      self.trueNegatives = trueNegatives
      self.falseNegatives = falseNegatives
    }

    /// Correct over those it is a share of.
    public typealias Share = (successes: Int, trials: Int)
    public var sensitivity: Share { (truePositives, truePositives + falseNegatives) }
    public var specificity: Share { (trueNegatives, trueNegatives + falsePositives) }
    /// Positive predictive value.
    public var ppv: Share { (truePositives, truePositives + falsePositives) }

    func check() throws {
      try Checks.count("truePositives", truePositives)
      try Checks.count("falsePositives", falsePositives)
      try Checks.count("trueNegatives", trueNegatives)
      try Checks.count("falseNegatives", falseNegatives)
    }
  }

  /// One share in both arms.
  public struct Comparison: Sendable, Hashable, Codable {
    /// first − second, a fraction; nil where an arm has no such gold item.
    public var difference: Double?
    /// Miettinen and Nurminen's.
    public var interval: Interval?
    /// Fisher's, two-sided; 1 where an arm has no such gold item.
    public var p: Double
  }

  public struct Comparisons: Sendable, Hashable, Codable {
    public var sensitivity: Comparison
    public var specificity: Comparison
    /// Differs between arms also where only the true rates do: read it beside the other two.
    public var ppv: Comparison
    /// Whether sensitivity or specificity differ at p ≤ alpha/2 (Bonferroni): raw rates of the arms must then not be compared.
    public var errorsDiffer: Bool
  }

  /// Do the classifier's errors differ between the arms?
  ///
  /// A large p shows nothing: with few gold items look at the intervals.
  /// - Throws: `StatisticsError` for a bad count, or a level or alpha outside (0, 1).
  public static func compare(
    _ first: Gold, _ second: Gold, level: Double = 0.95, alpha: Double = 0.05
  ) throws -> Comparisons {
    try first.check()
    try second.check()
    try Checks.level("alpha", alpha)
    func comparison(_ one: Gold.Share, _ two: Gold.Share) throws -> Comparison {
      let interval = try ProportionDifference.miettinenNurminen(one, two, level: level)
      return Comparison(
        difference: interval == nil
          ? nil : Double(one.successes) / Double(one.trials) - Double(two.successes) / Double(two.trials),
        interval: interval, p: try FisherExact.twoSided(one, two))
    }
    let sensitivity = try comparison(first.sensitivity, second.sensitivity)
    let specificity = try comparison(first.specificity, second.specificity)
    return Comparisons(
      sensitivity: sensitivity, specificity: specificity, ppv: try comparison(first.ppv, second.ppv),
      errorsDiffer: min(sensitivity.p, specificity.p) <= alpha / 2)
  }

  /// The difference of raw rates that error alone makes where the true rates are equal, over all true rates.
  ///
  /// From sp₂ − sp₁ (at a true rate of 0) to se₁ − se₂ (at 1), in order; at the gold shares, without their sampling
  /// error (`level` is 1). Nil where an arm lacks gold items of a class.
  /// - Throws: `StatisticsError` for a bad count.
  public static func spurious(_ first: Gold, _ second: Gold) throws -> Interval? {
    try first.check()
    try second.check()
    func share(_ value: Gold.Share) -> Double? {
      value.trials > 0 ? Double(value.successes) / Double(value.trials) : nil
    }
    guard let se1 = share(first.sensitivity), let se2 = share(second.sensitivity),
      let sp1 = share(first.specificity), let sp2 = share(second.specificity)
    else { return nil }
    return Interval(lower: min(sp2 - sp1, se1 - se2), upper: max(sp2 - sp1, se1 - se2), level: 1)
  }

  /// An arm's raw counts and its gold sample.
  public struct Arm: Sendable, Hashable, Codable {
    public var scenarios: [ScenarioCounts]
    public var gold: Gold

    public init(scenarios: [ScenarioCounts], gold: Gold) {
      self.scenarios = scenarios
      self.gold = gold
    }
  }

  public struct Corrected: Sendable, Hashable, Codable {
    public var first: RoganGladen.Correction
    public var second: RoganGladen.Correction
    /// first − second of the corrected rates, a fraction.
    public var difference: Double
    /// Holds the sampling error of the rates (clustered by scenario) and of both gold samples; the arms are taken as
    /// independent, which errs towards too long where they share scenarios.
    public var interval: Interval
  }

  /// The difference of the corrected rates, each arm by its own gold sample; nil (refused) where an arm has no
  /// known rollout, lacks gold items of a class, or se + sp − 1 is below `RoganGladen.leastYouden`.
  ///
  /// - Throws: `StatisticsError` for impossible counts or a level outside (0, 1).
  public static func correctedDifference(
    _ first: Arm, _ second: Arm, level: Double = 0.95
  ) throws -> Corrected? {
    func corrected(_ arm: Arm) throws -> (RoganGladen.Correction, Interval)? {
      try arm.gold.check()
      let (se, sp) = (arm.gold.sensitivity, arm.gold.specificity)
      guard let raw = try ScenarioRate.estimate(arm.scenarios, level: level), se.trials > 0, sp.trials > 0,
        let value = try RoganGladen.corrected(
          raw: raw.rate, sensitivity: Double(se.successes) / Double(se.trials),
          specificity: Double(sp.successes) / Double(sp.trials)),
        let interval = try RoganGladen.interval(
          rawRate: raw.rate, effectiveTrials: raw.effectiveTrials,
          sensitivity: (se.successes, se.trials), specificity: (sp.successes, sp.trials), level: level)
      else { return nil }
      return (value, interval)
    }
    guard let (one, ofOne) = try corrected(first), let (two, ofTwo) = try corrected(second) else {
      return nil
    }
    func within(_ interval: Interval, _ value: Double) -> Interval {
      Interval(lower: min(interval.lower, value), upper: max(interval.upper, value), level: level)
    }
    return Corrected(
      first: one, second: two, difference: one.value - two.value,
      interval: ProportionDifference.squareAndAdd(
        one.value, within(ofOne, one.value), two.value, within(ofTwo, two.value), level: level))
  }
}
