/// A closed interval with the level it was made for.
///
/// `level` is 1 for identification bounds (`ManskiBounds`), which hold for certain and say nothing of
/// sampling error.
public struct Interval: Sendable, Hashable, Codable {
  public var lower: Double
  public var upper: Double
  /// Confidence level as a fraction, 0.95 for 95 %.
  public var level: Double

  public init(lower: Double, upper: Double, level: Double) {
    self.lower = lower
    self.upper = upper
    self.level = level
  }

  public var width: Double { upper - lower }

  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}
