/// Sums of a calibration by bin and by cluster × bin, all that its figures and their resampling need.
struct CalibrationTable {
  private struct Sums {
    var trials = 0.0
    var scores = 0.0
    var successes = 0.0
    /// Σ m·p² and Σ m·p(1 − p) of the scores.
    var squares = 0.0
    var variance = 0.0
    /// Σ score·successes.
    var products = 0.0
  }

  private struct Entry {
    var bin: Int
    var trials: Double
    var scores: Double
    var successes: Double
  }

  private var sums: [Sums]
  /// Every cluster's entries in one list, with where each cluster's begin.
  private var entries: [Entry] = []
  private var starts = [0]

  init(_ observations: [Calibration.Observation], places: [Int], count: Int) {
    sums = Array(repeating: Sums(), count: count)
    let order = observations.indices.sorted {
      (observations[$0].cluster, places[$0], $0) < (observations[$1].cluster, places[$1], $1)
    }
    var last: (cluster: Int, bin: Int)?
    for index in order {
      let each = observations[index]
      let bin = places[index]
      let m = Double(each.trials)
      let x = Double(each.successes)
      sums[bin].trials += m
      sums[bin].scores += m * each.score
      sums[bin].successes += x
      sums[bin].squares += m * each.score * each.score
      sums[bin].variance += m * each.score * (1 - each.score)
      sums[bin].products += x * each.score
      if let last, last.cluster != each.cluster { starts.append(entries.count) }
      if last == nil || last?.cluster != each.cluster || last?.bin != bin {
        entries.append(Entry(bin: bin, trials: 0, scores: 0, successes: 0))
      }
      entries[entries.count - 1].trials += m
      entries[entries.count - 1].scores += m * each.score
      entries[entries.count - 1].successes += x
      last = (each.cluster, bin)
    }
    starts.append(entries.count)
  }

  var clusters: Int { starts.count - 1 }
  private var total: Double { sums.reduce(0) { $0 + $1.trials } }
  var trials: Int { Int(total) }
  var ece: Double { sums.reduce(0) { $0 + abs($1.scores - $1.successes) } / total }

  var expectedIfCalibrated: Double {
    sums.reduce(0) { $0 + (2 / Double.pi * $1.variance).squareRoot() } / total
  }

  /// The share of draws of a calibrated judge with an ECE at least as large, +1s counted.
  func pIfCalibrated(replicates: Int, seed: UInt64) -> Double {
    let spreads = sums.filter { $0.variance > 0 }.map { $0.variance.squareRoot() }
    let threshold = sums.reduce(0) { $0 + abs($1.scores - $1.successes) } * (1 - 1e-12)
    var generator = SeededGenerator(seed: seed)
    var atLeast = 0
    for _ in 0..<replicates {
      var sum = 0.0
      for spread in spreads { sum += spread * abs(generator.normal()) }
      if sum >= threshold { atLeast += 1 }
    }
    return Double(atLeast + 1) / Double(replicates + 1)
  }

  var brier: Brier {
    let n = total
    let rate = sums.reduce(0) { $0 + $1.successes } / n
    var found = Brier(score: 0, uncertainty: rate * (1 - rate), reliability: 0, resolution: 0, within: 0)
    for sum in sums where sum.trials > 0 {
      let mean = sum.scores / sum.trials
      let share = sum.successes / sum.trials
      found.score += (sum.squares - 2 * sum.products + sum.successes) / n
      found.reliability += sum.trials / n * (mean - share) * (mean - share)
      found.resolution += sum.trials / n * (share - rate) * (share - rate)
      let spread = max(0, sum.squares / sum.trials - mean * mean)
      let together = sum.products / sum.trials - mean * share
      found.within += sum.trials / n * (spread - 2 * together)
    }
    return found
  }

  func bins(edges: [(Double, Double)], level: Double) throws -> [Calibration.Bin] {
    var squares = [Double](repeating: 0, count: sums.count)
    for entry in entries { squares[entry.bin] += entry.trials * entry.trials }
    var bins: [Calibration.Bin] = []
    for (place, sum) in sums.enumerated() where sum.trials > 0 {
      let rate = sum.successes / sum.trials
      bins.append(
        Calibration.Bin(
          lower: edges[place].0, upper: edges[place].1, meanScore: sum.scores / sum.trials,
          successes: Int(sum.successes), trials: Int(sum.trials), rate: rate,
          interval: try Wilson.interval(
            rate: rate, effectiveTrials: sum.trials * sum.trials / squares[place], level: level)))
    }
    return bins
  }

  /// Percentiles of the ECE over resampled clusters, the bins kept.
  func bootstrap(
    level: Double, replicates: Int, seed: UInt64
  ) throws -> (interval: Interval?, warning: ClusterBootstrap.Warning?) {
    let g = clusters
    guard g >= ClusterBootstrap.leastClusters else { return (nil, .tooFewClusters) }
    var generator = SeededGenerator(seed: seed)
    var gaps = [Double](repeating: 0, count: sums.count)
    var values: [Double] = []
    values.reserveCapacity(replicates)
    for _ in 0..<replicates {
      for place in gaps.indices { gaps[place] = 0 }
      var n = 0.0
      for _ in 0..<g {
        let cluster = generator.next(below: g)
        var place = starts[cluster]
        while place < starts[cluster + 1] {
          let entry = entries[place]
          gaps[entry.bin] += entry.scores - entry.successes
          n += entry.trials
          place += 1
        }
      }
      var sum = 0.0
      for gap in gaps { sum += abs(gap) }
      values.append(sum / n)
    }
    values.sort()
    guard let first = values.first, let last = values.last, last - first > 1e-12 else {
      return (nil, .noSpread)
    }
    let tail = ClusterBootstrap.widenedTail(clusters: g, level: level)
    return (
      Interval(
        lower: ClusterBootstrap.quantile(values, tail), upper: ClusterBootstrap.quantile(values, 1 - tail),
        level: level), g < ClusterBootstrap.trustedClusters ? .fewClusters : nil
    )
  }
}
