/// The difference of a rate between two classes of rollouts (aware, unaware), within strata and pooled.
///
/// Within a stratum dₖ = aₖ/n_aₖ − uₖ/n_uₖ with weight wₖ = n_aₖ·n_uₖ/(n_aₖ + n_uₖ); the stratified
/// difference is Σwₖdₖ/Σwₖ (Mantel–Haenszel). A stratum with one class only has weight 0. Its variance is
/// Sato's, right for few large strata and for many sparse ones. The interval is ± t·SE with the larger of I − 1 and
/// Σ(min(n_aₖ, n_uₖ) − 1) degrees of freedom, over the I strata with both classes and both outcomes: with the normal
/// quantile it held 0.90 to 0.94 of 0.95 over 12 scenarios of 3 to 20 rollouts, with t 0.95 to 0.97. Differences are
/// fractions in [−1, 1].
/// Source: Greenland & Robins, Biometrics 41 (1985) 55; T. Sato, Biometrics 45 (1989) 1323 (letter).
public enum StratifiedDifference {
  /// The counts of one stratum (a scenario × arm × mode).
  public struct Stratum: Sendable, Hashable, Codable {
    public var awarePositives: Int
    public var awareTotal: Int
    public var unawarePositives: Int
    public var unawareTotal: Int
    /// Strata with one number (those of one scenario) are resampled together; nil stands alone.
    public var cluster: Int?

    public init(
      awarePositives: Int, awareTotal: Int, unawarePositives: Int, unawareTotal: Int,
      cluster: Int? = nil
    ) {
      self.awarePositives = awarePositives
      self.awareTotal = awareTotal
      self.unawarePositives = unawarePositives
      self.unawareTotal = unawareTotal
      self.cluster = cluster
    }

    /// Both classes, and an outcome rate strictly between 5 % and 95 %.
    fileprivate var isUsable: Bool {
      guard awareTotal > 0, unawareTotal > 0 else { return false }
      let rate =
        (Double(awarePositives) + Double(unawarePositives)) / (Double(awareTotal) + Double(unawareTotal))
      return rate > 0.05 && rate < 0.95
    }
  }

  public struct Result: Sendable, Hashable, Codable {
    /// The Mantel–Haenszel difference; nil when no stratum has both classes.
    public var difference: Double?
    /// Its interval with Sato's variance and Student's t; nil with it, or when the variance is not positive.
    public var interval: Interval?
    /// The difference of the rates over all rollouts; nil when a class is empty.
    public var pooled: Double?
    /// pooled − difference: what strata, not awareness, contribute.
    public var poolingBias: Double?
    /// Its interval by a bootstrap of clusters; nil with fewer than 6 clusters that have a usable stratum, or too many
    /// void resamples. Resamples of clusters in which both classes do the same show no spread of the difference within.
    public var poolingBiasInterval: Interval?
    /// How many strata were given.
    public var strata: Int
    /// How many have both classes and so enter `difference`.
    public var contributing: Int
    /// How many of those also have an outcome rate strictly between 5 % and 95 %.
    public var usable: Int
    public var awareTotal: Int
    public var unawareTotal: Int

    /// Whether pooling misleads: the interval of pooled − stratified excludes 0.
    public var simpsonFlag: Bool { poolingBiasInterval.map { !$0.contains(0) } ?? false }
  }

  /// Both differences, their intervals and the counts behind them.
  ///
  /// The bootstrap redraws clusters `replicates` times from `seed` and takes percentiles widened for the
  /// number of clusters g: Φ(−√(g/(g − 1))·t) instead of α/2, t the quantile with g − 1 degrees of freedom
  /// (T. C. Hesterberg, Amer. Statist. 69 (2015) 371, "expanded percentile"), because plain percentiles
  /// undercover with few clusters. A resample in which either difference does not exist is void.
  /// - Throws: `StatisticsError` for impossible counts, a level outside (0, 1) or bad replicates.
  public static func estimate(
    strata: [Stratum], level: Double = 0.95, seed: UInt64, replicates: Int = 2000
  ) throws -> Result {
    try Checks.level("level", level)
    try Checks.draws(replicates)
    for stratum in strata {
      try Checks.binomial(successes: stratum.awarePositives, trials: stratum.awareTotal)
      try Checks.binomial(successes: stratum.unawarePositives, trials: stratum.unawareTotal)
    }
    let total = strata.reduce(into: Sums()) { $0.add($1) }
    var result = Result(
      difference: total.stratified, interval: nil, pooled: total.pooled, poolingBias: total.bias,
      poolingBiasInterval: nil, strata: strata.count, contributing: 0, usable: 0,
      awareTotal: Int(total.awareTotal), unawareTotal: Int(total.unawareTotal))
    var (informative, degrees) = (0, 0)
    for stratum in strata where stratum.awareTotal > 0 && stratum.unawareTotal > 0 {
      result.contributing += 1
      let positives = Double(stratum.awarePositives + stratum.unawarePositives)
      if positives > 0, positives < Double(stratum.awareTotal + stratum.unawareTotal) {
        informative += 1
        degrees += min(stratum.awareTotal, stratum.unawareTotal) - 1
      }
      if stratum.isUsable { result.usable += 1 }
    }
    if let difference = total.stratified {
      let variance = (difference * total.satoP + total.satoQ) / (total.weight * total.weight)
      if variance > 0 {
        let distribution = StudentT(degrees: Double(max(1, informative - 1, degrees)))
        let reach = -distribution.quantile((1 - level) / 2) * variance.squareRoot()
        result.interval = Interval(
          lower: max(-1, difference - reach), upper: min(1, difference + reach), level: level)
      }
    }
    if total.bias != nil, clusters(of: strata.filter(\.isUsable)).count >= ClusterBootstrap.leastClusters {
      result.poolingBiasInterval = biasInterval(
        clusters(of: strata), level: level, seed: seed, replicates: replicates)
    }
    return result
  }

  /// The sums of each cluster, in order of first appearance.
  private static func clusters(of strata: [Stratum]) -> [Sums] {
    var order: [Int: Int] = [:]
    var clusters: [Sums] = []
    for stratum in strata {
      var place = clusters.count
      if let name = stratum.cluster {
        if let known = order[name] { place = known } else { order[name] = place }
      }
      if place == clusters.count { clusters.append(Sums()) }
      clusters[place].add(stratum)
    }
    return clusters
  }

  private static func biasInterval(
    _ clusters: [Sums], level: Double, seed: UInt64, replicates: Int
  ) -> Interval? {
    let count = clusters.count
    guard count >= 6 else { return nil }
    var generator = SeededGenerator(seed: seed)
    var biases: [Double] = []
    biases.reserveCapacity(replicates)
    for _ in 0..<replicates {
      var sums = Sums()
      for _ in 0..<count { sums.add(clusters[generator.next(below: count)]) }
      if let bias = sums.bias { biases.append(bias) }
    }
    guard Double(biases.count) >= 0.9 * Double(replicates) else { return nil }
    biases.sort()
    let t = -StudentT(degrees: Double(count - 1)).quantile((1 - level) / 2)
    let tail = Normal.lowerTail(-t * (Double(count) / Double(count - 1)).squareRoot())
    // The k-th smallest of B with k = tail·(B + 1) rounded down, so that the interval is never short.
    let rank = Int(tail * Double(biases.count + 1))
    guard rank >= 1 else { return nil }
    return Interval(lower: biases[rank - 1], upper: biases[biases.count - rank], level: level)
  }

  /// Everything both differences and the variance need, additive over strata.
  private struct Sums {
    var awarePositives = 0.0
    var awareTotal = 0.0
    var unawarePositives = 0.0
    var unawareTotal = 0.0
    var weight = 0.0
    var weighted = 0.0
    var satoP = 0.0
    var satoQ = 0.0

    var stratified: Double? { weight > 0 ? weighted / weight : nil }

    var pooled: Double? {
      guard awareTotal > 0, unawareTotal > 0 else { return nil }
      return awarePositives / awareTotal - unawarePositives / unawareTotal
    }

    var bias: Double? {
      guard let stratified, let pooled else { return nil }
      let bias = pooled - stratified
      // Equal in exact arithmetic must not become "excludes 0" by rounding.
      return abs(bias) < 1e-12 ? 0 : bias
    }

    mutating func add(_ stratum: Stratum) {
      let y = Double(stratum.awarePositives)
      let n = Double(stratum.awareTotal)
      let x = Double(stratum.unawarePositives)
      let m = Double(stratum.unawareTotal)
      awarePositives += y
      awareTotal += n
      unawarePositives += x
      unawareTotal += m
      guard n > 0, m > 0 else { return }
      let all = n + m
      weight += n * m / all
      weighted += (y * m - x * n) / all
      satoP += (n * n * x - m * m * y + n * m * (m - n) / 2) / (all * all)
      satoQ += (y * (m - x) + x * (n - y)) / (2 * all)
    }

    mutating func add(_ other: Sums) {
      awarePositives += other.awarePositives
      awareTotal += other.awareTotal
      unawarePositives += other.unawarePositives
      unawareTotal += other.unawareTotal
      weight += other.weight
      weighted += other.weighted
      satoP += other.satoP
      satoQ += other.satoQ
    }
  }
}
