import HawthorneStatistics

/// Wilson's 95 % interval of a weighted share.
///
/// n is the smaller of two effective numbers of items: Kish's (Σw)²/Σw², which takes weights for unrelated to the
/// answers, and p(1 − p)/V with the linearised variance V = Σw²(y − p)²/(Σw)², which is smaller where errors
/// carry the greater weights. At p = 0 or 1, V is 0 and Kish's stands.
/// Where items come in clusters it is that of `DesignEffect`, with the weights.
/// Sources: L. Kish, Survey Sampling (1965) §8.2; W. G. Cochran, Sampling Techniques (1977) §6.
enum EffectiveWilson {
  /// - Throws: `StatisticsError` for weights too small or too large to square.
  static func share(
    _ items: some Collection<(hit: Bool, weight: Double, cluster: Int)>
  ) throws -> GoldWeightedShare {
    let groups = Dictionary(grouping: items, by: \.cluster)
    guard groups.count < items.count else {
      return try share(items.lazy.map { (hit: $0.hit, weight: $0.weight) })
    }
    let clusters = groups.sorted { $0.key < $1.key }.map { _, items in
      items.reduce(into: DesignEffect.Cluster(hits: 0, total: 0, squares: 0)) { cluster, item in
        cluster.total += item.weight
        cluster.squares += item.weight * item.weight
        if item.hit { cluster.hits += item.weight }
      }
    }
    guard let n = try DesignEffect.effectiveTrials(clusters) else { return GoldWeightedShare() }
    let rate = min(1, clusters.reduce(0) { $0 + $1.hits } / clusters.reduce(0) { $0 + $1.total })
    return GoldWeightedShare(
      value: rate, interval: try Wilson.interval(rate: rate, effectiveTrials: n), effectiveItems: n)
  }

  /// - Throws: `StatisticsError` for weights too small or too large to square.
  static func share(_ items: some Sequence<(hit: Bool, weight: Double)>) throws -> GoldWeightedShare {
    var sum = 0.0
    var hits = 0.0
    var squares = 0.0
    var hitSquares = 0.0
    for item in items {
      sum += item.weight
      squares += item.weight * item.weight
      if item.hit {
        hits += item.weight
        hitSquares += item.weight * item.weight
      }
    }
    guard sum > 0 else { return GoldWeightedShare() }
    let rate = min(1, hits / sum)
    var n = sum * sum / squares
    if hits > 0, hits < sum {
      let spread = hitSquares * (1 - rate) * (1 - rate) + (squares - hitSquares) * rate * rate
      if spread > 0 { n = min(n, rate * (1 - rate) * sum * sum / spread) }
    }
    return GoldWeightedShare(
      value: rate, interval: try Wilson.interval(rate: rate, effectiveTrials: n), effectiveItems: n)
  }
}
