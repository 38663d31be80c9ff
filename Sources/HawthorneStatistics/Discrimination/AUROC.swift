/// The area under the ROC curve: how often a positive scores above a negative, a tie counting half.
///
/// A = P(s⁺ > s⁻) + ½·P(s⁺ = s⁻), a fraction: 1 and 0 are perfect separation, 0.5 is none. Scores may have
/// any unit; only their order counts, and equal scores are ties.
/// Source: D. Bamber, J. Math. Psychol. 12 (1975) 387; Hanley & McNeil, Radiology 143 (1982) 29.
public enum AUROC {
  /// Which method made an interval, to be named beside it.
  public enum Method: String, Sendable, Hashable, Codable {
    /// DeLong's variance on the logit scale, for independent scores.
    case deLong = "delong"
    /// A bootstrap of whole clusters, on the logit scale.
    case bootstrap = "cluster-bootstrap"
    /// Newcombe's score interval, where the data show no spread to estimate a variance from.
    case score
  }

  public struct Estimate: Sendable, Hashable, Codable {
    /// A fraction in [0, 1].
    public var area: Double
    /// Of the area; nil where the data cannot give one, never 0.
    public var standardError: Double?
    /// Always of a positive width.
    public var interval: Interval
    public var method: Method
    public var positives: Int
    public var negatives: Int
    /// How many clusters there are; nil for independent scores.
    public var clusters: Int?
    /// Percentiles of the resamples: to compare with programs that print them, never to decide by, because
    /// they are too short near 0 and 1. Nil without a bootstrap, or with too few resamples for the level.
    public var percentiles: Interval?
  }

  /// The area, a fraction; nil when either class is empty.
  ///
  /// From mid-ranks, A = (ΣR⁺ − m(m + 1)/2)/mn, in O(n log n).
  /// - Throws: `StatisticsError` for scores that are not finite or too many.
  public static func area(positives: [Double], negatives: [Double]) throws -> Double? {
    try Checks.scores(positives, negatives)
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let m = Double(positives.count)
    let sum = MidRanks(positives, negatives).first.reduce(0, +)
    return (sum - 0.5 * m * (m + 1)) / (m * Double(negatives.count))
  }
}
