/// Do stated probabilities come true? A reliability table, the expected calibration error and Brier's score.
///
/// ECE = Σ_b (n_b/n)·|mean score − rate| over bins b. It is never below 0 and so above it by chance alone: a
/// perfectly calibrated judge shows about `expectedIfCalibrated`, and `pIfCalibrated` says whether this is more.
/// Source: Naeini, Cooper & Hauskrecht, AAAI (2015) 2901; its bias: Bröcker & Smith, Weather Forecast. 22 (2007) 651, and
/// Roelofs et al., AISTATS (2022); Brier, Mon. Weather Rev. 78 (1950) 1.
public enum Calibration {
  /// Rollouts of one scenario that were given one score, counted.
  public struct Observation: Sendable, Hashable, Codable {
    /// The stated probability, a fraction in [0, 1].
    public var score: Double
    /// Of `trials`, those of which the statement was true.
    public var successes: Int
    public var trials: Int
    /// The scenario, which is resampled whole.
    public var cluster: Int

    public init(score: Double, successes: Int, trials: Int, cluster: Int) {
      self.score = score
      self.successes = successes
      self.trials = trials
      self.cluster = cluster
    }
  }

  public enum Binning: String, Sendable, Hashable, Codable {
    /// [0, 1] cut into equal parts, each with its lower end and the last with both.
    case equalWidth = "equal-width"
    /// Cut between scores so that bins hold about as many rollouts; equal scores stay together.
    case equalCount = "equal-count"
  }

  public struct Bin: Sendable, Hashable, Codable {
    /// The edges for equal widths, the smallest and largest score for equal counts.
    public var lower: Double
    public var upper: Double
    public var meanScore: Double
    public var successes: Int
    public var trials: Int
    /// successes/trials.
    public var rate: Double
    /// Wilson's with each scenario's rollouts in the bin counted as one.
    public var interval: Interval
  }

  public struct Estimate: Sendable, Hashable, Codable {
    /// In ascending order; bins without a rollout are left out.
    public var bins: [Bin]
    /// Expected calibration error, a fraction.
    public var ece: Double
    /// Expanded percentiles of resampled scenarios with the bins kept: the spread. A resample adds chance to chance, so that
    /// both ends lie too high where the ECE is small; never judge calibration by the lower end, but by `pIfCalibrated`.
    public var interval: Interval?
    /// The ECE that chance gives a calibrated judge with these scores: Σ_b √(2/π·Σ p(1 − p))/n, for independent rollouts.
    public var expectedIfCalibrated: Double
    /// How often chance gives a calibrated judge such an ECE or a larger one: gaps of the bins drawn from their normal
    /// distributions, `replicates` times. For independent rollouts; repeats of a scenario that agree make it too small.
    public var pIfCalibrated: Double
    public var brier: Brier
    public var trials: Int
    public var clusters: Int
    public var warning: ClusterBootstrap.Warning?
  }

  /// Everything; nil without a rollout.
  ///
  /// - Throws: `StatisticsError` for a score outside [0, 1], impossible counts, no or more than 1000 bins, too many
  ///   observations, bad replicates or a level outside (0, 1).
  public static func estimate(
    _ observations: [Observation], bins: Int = 10, binning: Binning = .equalWidth, level: Double = 0.95,
    replicates: Int = 2000, seed: UInt64
  ) throws -> Estimate? {
    try Checks.level("level", level)
    try Checks.draws(replicates)
    guard bins >= 1 else { throw StatisticsError.tooFew(name: "bins", needed: 1, found: bins) }
    guard bins <= 1000 else { throw StatisticsError.tooMany(name: "bins", limit: 1000, found: bins) }
    guard observations.count <= Limits.scores else {
      throw StatisticsError.tooMany(
        name: "scores", limit: Limits.scores, found: observations.count)
    }
    for each in observations {
      try Checks.proportion("score", each.score)
      try Checks.binomial(successes: each.successes, trials: each.trials)
    }
    let used = observations.filter { $0.trials > 0 }
    guard !used.isEmpty else { return nil }
    let places = places(used, bins: bins, binning: binning)
    let table = CalibrationTable(used, places: places.bins, count: places.count)
    let bootstrap = try table.bootstrap(level: level, replicates: replicates, seed: seed)
    return Estimate(
      bins: try table.bins(edges: places.edges, level: level), ece: table.ece, interval: bootstrap.interval,
      expectedIfCalibrated: table.expectedIfCalibrated,
      pIfCalibrated: table.pIfCalibrated(replicates: replicates, seed: seed), brier: table.brier,
      trials: table.trials,
      clusters: table.clusters, warning: bootstrap.warning)
  }

  /// The bin of each observation, and the edges of every bin.
  private static func places(
    _ observations: [Observation], bins: Int, binning: Binning
  ) -> (bins: [Int], count: Int, edges: [(Double, Double)]) {
    switch binning {
    case .equalWidth:
      let places = observations.map { min(bins - 1, Int($0.score * Double(bins))) }
      return (
        places, bins, (0..<bins).map { (Double($0) / Double(bins), Double($0 + 1) / Double(bins)) }
      )
    case .equalCount:
      let order = observations.indices.sorted {
        (observations[$0].score, $0) < (observations[$1].score, $1)
      }
      let total = observations.reduce(0) { $0 + Double($1.trials) }
      var places = [Int](repeating: 0, count: observations.count)
      var edges: [(Double, Double)] = []
      var before = 0.0
      var start = 0
      var last = -1
      while start < order.count {
        let score = observations[order[start]].score
        var end = start
        var here = 0.0
        while end < order.count, observations[order[end]].score == score {
          here += Double(observations[order[end]].trials)
          end += 1
        }
        // The bin in which the middle of the tied rollouts falls.
        let bin = min(bins - 1, Int((before + here / 2) / total * Double(bins)))
        if bin != last {
          edges.append((score, score))
          last = bin
        }
        edges[edges.count - 1].1 = score
        for place in start..<end { places[order[place]] = edges.count - 1 }
        before += here
        start = end
      }
      return (places, edges.count, edges)
    }
  }
}
