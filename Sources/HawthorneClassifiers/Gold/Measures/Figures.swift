import HawthorneCore
import HawthorneStatistics

/// A share with its denominator and Wilson's 95 % interval; over nothing, `value` is nil.
///
/// Where items come in clusters the interval is at the effective number of `DesignEffect`.
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

  /// - Parameter items: whether each counts as yes, and its cluster.
  init(_ items: some Sequence<(hit: Bool, cluster: Int)>) throws {
    var clusters: [Int: (hits: Int, items: Int)] = [:]
    var (yes, count) = (0, 0)
    for item in items {
      clusters[item.cluster, default: (0, 0)].items += 1
      count += 1
      guard item.hit else { continue }
      clusters[item.cluster]?.hits += 1
      yes += 1
    }
    try self.init(yes: yes, of: count)
    guard clusters.count < count else { return }
    interval = try Wilson.interval(
      designClusters: clusters.sorted { $0.key < $1.key }.map {
        DesignEffect.Cluster(successes: $0.value.hits, trials: $0.value.items)
      })
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
