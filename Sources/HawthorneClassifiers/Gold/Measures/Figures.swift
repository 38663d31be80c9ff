import HawthorneCore
import HawthorneStatistics

/// A share with its denominator and Wilson's 95 % interval; over nothing, `value` is nil.
struct GoldShare: Sendable, Hashable {
  var yes: Int
  var of: Int
  var value: Double?
  var interval: Interval?

  init(yes: Int, of: Int) throws {
    self.yes = yes
    self.of = of
    value = of > 0 ? Double(yes) / Double(of) : nil
    interval = try Wilson.interval(successes: yes, trials: of)
  }
}

/// A figure that is no share of counts, with an interval where one can be had.
struct GoldEstimate: Sendable, Hashable {
  var value: Double?
  var interval: Interval?
}

/// A weighted share with Wilson's interval at an effective number of items.
struct GoldWeightedShare: Sendable, Hashable {
  var value: Double?
  var interval: Interval?
  /// See `EffectiveWilson`.
  var effectiveItems: Double?
}
