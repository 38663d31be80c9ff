extension AUROC.Estimate {
  /// The area of whichever direction separates, max(A, 1 − A), with its interval folded the same way.
  ///
  /// For a score that has no direction of its own, such as length. An interval [l, u] of A becomes that of
  /// max(A, 1 − A) over all its points: one that holds 0.5 has 0.5 as its lower end and max(u, 1 − l) as its
  /// upper. The level is kept, because the folded truth lies in the folded interval whenever the truth lies
  /// in the interval. The folded area itself is above 0.5 by chance alone: judge by the lower end.
  public var folded: AUROC.Estimate {
    var folded = self
    folded.area = max(area, 1 - area)
    folded.interval = Self.fold(interval)
    folded.percentiles = percentiles.map(Self.fold)
    return folded
  }

  private static func fold(_ interval: Interval) -> Interval {
    Interval(
      lower: interval.contains(0.5) ? 0.5 : max(interval.lower, 1 - interval.upper),
      upper: max(interval.upper, 1 - interval.lower), level: interval.level)
  }
}
