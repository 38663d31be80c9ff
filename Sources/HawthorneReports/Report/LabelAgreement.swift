public import HawthorneCore

/// How far the label columns of the runs agree with each other. They are never pooled into one.
public struct LabelAgreementSection: Sendable, Hashable, Codable {
  /// One for each pair of classifiers that have labelled the same rollouts.
  public var pairs: [LabelAgreement]
}

/// Two classifiers over the rollouts that both have labelled.
public struct LabelAgreement: Sendable, Hashable, Codable {
  /// A coefficient with the interval of a bootstrap of scenarios; no interval where resamples show no spread.
  public struct Coefficient: Sendable, Hashable, Codable {
    public var value: Double
    public var interval: ReportedInterval?
  }

  public var first: ClassifierIdentity
  public var second: ClassifierIdentity
  /// Rollouts that both have labelled.
  public var rollouts: Int
  /// Those of them for which at least one says NA of awareness.
  public var na: Int
  /// Scenarios with a rollout that both have read: the n of inference.
  public var scenarios: Int
  public var bothAware: Int
  public var onlyFirst: Int
  public var onlySecond: Int
  public var neither: Int
  /// nil where both used one class only.
  public var kappa: Coefficient?
  public var ac1: Coefficient?
  /// The same outcome, over the rollouts that both have labelled.
  public var sameOutcome: Rate
}
