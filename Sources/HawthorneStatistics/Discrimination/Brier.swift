/// Brier's score and its parts over the bins of a calibration; all squares of fractions.
///
/// score = uncertainty + reliability − resolution + within, exactly: with mean score p̄_b and rate r_b of bin b, r of all,
/// reliability = Σ (n_b/n)(p̄_b − r_b)², resolution = Σ (n_b/n)(r_b − r)², uncertainty = r(1 − r), and within = Σ (n_b/n)
/// (the variance of scores in the bin − twice their covariance with the outcome), which is 0 where a bin has one score.
/// Source: A. H. Murphy, J. Appl. Meteorol. 12 (1973) 595; D. Stephenson, C. Coelho & I. Jolliffe, Weather Forecast. 23 (2008) 752.
public struct Brier: Sendable, Hashable, Codable {
  /// The mean of (score − outcome)²; 0 is perfect, ¼ is what 0.5 throughout gets.
  public var score: Double
  /// What guessing the overall rate gets.
  public var uncertainty: Double
  /// Miscalibration: 0 is perfect.
  public var reliability: Double
  /// How far bins differ from each other: more is better.
  public var resolution: Double
  /// What binning hides.
  public var within: Double
}
