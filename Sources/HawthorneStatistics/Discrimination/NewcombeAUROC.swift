extension AUROC {
  /// Newcombe's score interval of an area known only by its value and the numbers of scores (his method 5).
  ///
  /// The θ with |θ − A| ≤ z·√V(θ), V(θ) = θ(1 − θ)[1 + N((1 − θ)/(2 − θ) + θ/(1 + θ))]/mn and
  /// N = (m + n)/2 − 1: Hanley and McNeil's variance made symmetric. As the variance is taken at θ, not at A,
  /// the interval has a positive width at A = 0 and A = 1 too, where it is one-sided in effect. The numbers may
  /// be fractions (effective numbers of dependent scores); nil when either is below 1.
  /// Source: R. G. Newcombe, Statist. Med. 25 (2006) 559, method 5.
  /// - Throws: `StatisticsError` for an area outside [0, 1], bad numbers or a level outside (0, 1).
  public static func scoreInterval(
    area: Double, positives: Double, negatives: Double, level: Double = 0.95
  ) throws -> Interval? {
    try Checks.proportion("area", area)
    for (name, number) in [("positives", positives), ("negatives", negatives)] {
      guard number.isFinite else { throw StatisticsError.notFinite(name: name) }
      guard number >= 0 else { throw StatisticsError.negativeMagnitude(name: name, value: number) }
    }
    try Checks.level("level", level)
    guard positives >= 1, negatives >= 1 else { return nil }
    let z = -Normal.quantile((1 - level) / 2)
    let extra = 0.5 * (positives + negatives) - 1
    func isInside(_ theta: Double) -> Bool {
      let shape = 1 + extra * ((1 - theta) / (2 - theta) + theta / (1 + theta))
      let variance = theta * (1 - theta) * shape / (positives * negatives)
      return abs(theta - area) <= z * variance.squareRoot()
    }
    return Interval(
      lower: end(from: area, to: 0, isInside), upper: end(from: area, to: 1, isInside), level: level)
  }

  /// The last point inside on the way from the area to an end of the scale, by bisection to the last bit.
  private static func end(from area: Double, to limit: Double, _ isInside: (Double) -> Bool) -> Double {
    if area == limit { return limit }
    var inside = area
    var outside = limit
    for _ in 0..<1100 {
      let middle = 0.5 * (inside + outside)
      if middle == inside || middle == outside { break }
      if isInside(middle) { inside = middle } else { outside = middle }
    }
    return inside
  }
}
