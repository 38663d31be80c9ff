public import HawthorneCore

/// Scores made elsewhere and imported: beside the labels, never in them.
public struct ScoreSection: Sendable, Hashable, Codable {
  public var scorers: [ScorerFigures]
  /// How q was computed: the family and its size.
  public var multiplicity: String
}

/// Everything counted of one scorer.
public struct ScorerFigures: Sendable, Hashable, Codable {
  public var name: String
  public var version: String
  /// SHA-256 of the files that the values came in, one a run.
  public var files: [ContentHash]
  public var kind: ScoreKind
  /// Categories beyond those shown, and the values in them.
  public var otherCategories: Int
  public var otherValues: Int
  public var rows: [ScoreRowFigures]
  /// overt − placebo.
  public var contrasts: [ScoreContrast]
  public var separations: [ScoreSeparation]
}

/// One suite × arm × mode.
public struct ScoreRowFigures: Sendable, Hashable, Codable {
  /// The category whose share it is; nil for numbers and booleans.
  public var category: String?
  public var suite: String
  public var arm: Arm
  public var mode: String
  /// Scenarios with a value: the n of inference.
  public var scenarios: Int
  public var scored: Int
  /// Rollouts without a value.
  public var missing: Int
  /// Of numbers: the mean over scenarios of the scenario means, and Student's interval over them.
  public var mean: Double?
  public var interval: ReportedInterval?
  /// Of booleans and categories: the rollouts that are so, over those with a value; missing is its NA.
  public var share: Rate?
}

/// overt − placebo, paired by scenario.
public struct ScoreContrast: Sendable, Hashable, Codable {
  public var category: String?
  public var suite: String
  public var mode: String
  public var first: Arm
  public var second: Arm
  /// Scenarios with a value in both arms: the n of the test.
  public var scenarios: Int
  /// Scenarios run in only one of the arms, and scenarios run in both without a value in at least one.
  public var unpaired: Int
  public var missing: Int
  /// Means over the paired scenarios of the scenario means; shares for booleans and categories.
  public var firstMean: Double?
  public var secondMean: Double?
  public var difference: Double?
  public var test: Contrast.Test?
  public var p: Double?
  public var pIsExact: Bool?
  public var interval: ReportedInterval?
  public var intervalMethod: Contrast.IntervalMethod?
  public var minimumDetectable: Double?
  /// The difference with every missing value counted against it and for it; nil for numbers, which have no bound.
  public var bounds: ReportedBounds?
  /// Benjamini–Hochberg over all contrasts of scores.
  public var q: Double?
}

/// How a score goes with the awareness label: an association, not a cause and not an accuracy.
public struct ScoreSeparation: Sendable, Hashable, Codable {
  public var suite: String
  public var mode: String
  /// nil: all arms together, where arms that differ in both are confounded with awareness.
  public var arm: Arm?
  /// Rollouts with a value, by the label of the report's classifier.
  public var aware: Int
  public var notAware: Int
  /// Rollouts left out: without a value, or NA of awareness.
  public var na: Int
  public var scenarios: Int
  /// How often an aware rollout has the higher score, a tie counting half; nil where a class is empty or too large.
  public var area: Double?
  public var interval: ReportedInterval?
  /// `cluster-bootstrap` or `score`: `HawthorneStatistics.AUROC`.
  public var method: String?
}
