import HawthorneCore
import HawthorneStatistics

/// Two conditions compared over the scenarios that both were run on: the one engine behind contrasts, diffs
/// and gates.
struct PairedComparison {
  /// One scenario's counts under both conditions.
  struct Pair {
    var first: Tally
    var second: Tally
  }

  var scenarios = 0
  var missing = 0
  var firstNA = 0
  var secondNA = 0
  var firstRate: Double?
  var secondRate: Double?
  var difference: Double?
  var test: Contrast.Test?
  var discordance: Contrast.Discordance?
  var p: Double?
  var midP: Double?
  var pIsExact: Bool?
  var interval: ReportedInterval?
  var intervalMethod: Contrast.IntervalMethod?
  var minimumDetectable: Double?
  var bounds: ReportedBounds?

  /// - Parameters:
  ///   - pairs: one for each scenario run under both conditions, in a fixed order.
  ///   - level: of the interval, two-sided.
  /// - Throws: `StatisticsError` for counts beyond what the statistics take.
  init(_ pairs: [Pair], level: Double = 0.95, options: AnalysisOptions = AnalysisOptions()) throws {
    var lower = 0.0
    var upper = 0.0
    var known: [Pair] = []
    for pair in pairs where pair.first.all > 0 && pair.second.all > 0 {
      firstNA += pair.first.na
      secondNA += pair.second.na
      lower += pair.first.share(naAs: false) - pair.second.share(naAs: true)
      upper += pair.first.share(naAs: true) - pair.second.share(naAs: false)
      if pair.first.known > 0, pair.second.known > 0 { known.append(pair) } else { missing += 1 }
    }
    let run = known.count + missing
    if run > 0 { bounds = ReportedBounds(lower: lower / Double(run), upper: upper / Double(run)) }
    scenarios = known.count
    guard scenarios > 0 else { return }

    let n = Double(scenarios)
    firstRate = (known.reduce(0) { $0 + ($1.first.mean ?? 0) } / n).reported
    secondRate = (known.reduce(0) { $0 + ($1.second.mean ?? 0) } / n).reported
    let paired = known.map { ScenarioPair(first: $0.first.counts, second: $0.second.counts) }
    let estimate = try PairedRateDifference.estimate(
      paired, level: level, seed: options.seed, draws: options.permutations)
    guard let estimate else { return }
    difference = estimate.difference.reported
    p = estimate.p.reported
    midP = estimate.midP?.reported
    pIsExact = estimate.isExact
    interval = ReportedInterval(estimate.interval)
    intervalMethod = Contrast.IntervalMethod(estimate.method)
    switch estimate.test {
    case .exactMcNemar:
      test = .exactMcNemar
      let table = Self.discordance(known)
      discordance = table
      try setDetectable(rarer: min(table.onlyFirst, table.onlySecond), options: options)
    case .signFlip:
      test = .signFlip
      try setDetectable(of: paired.compactMap(\.difference), options: options)
    }
  }

  private static func discordance(_ pairs: [Pair]) -> Contrast.Discordance {
    var table = Contrast.Discordance(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0)
    for pair in pairs {
      switch (pair.first.yes == 1, pair.second.yes == 1) {
      case (true, true): table.both += 1
      case (true, false): table.onlyFirst += 1
      case (false, true): table.onlySecond += 1
      case (false, false): table.neither += 1
      }
    }
    return table
  }

  /// The effect that exact McNemar finds with the power asked for.
  ///
  /// - Parameter rarer: scenarios that go against the rest. They stand for the noise; 1 % where none was seen,
  ///   since 0 is not known to be 0.
  private mutating func setDetectable(rarer: Int, options: AnalysisOptions) throws {
    guard scenarios <= MinimumDetectableEffect.pairLimit else { return }
    minimumDetectable = try MinimumDetectableEffect.exactMcNemar(
      pairs: scenarios, reverse: max(0.01, Double(rarer) / Double(scenarios)), alpha: options.alpha,
      power: options.power)?
      .reported
  }

  /// The mean difference of scenarios that is found with the power asked for.
  private mutating func setDetectable(of differences: [Double], options: AnalysisOptions) throws {
    let n = Double(differences.count)
    let mean = differences.reduce(0, +) / n
    guard intervalMethod == .padded else {
      // A spread seen in almost no scenario promises far too much: as many single rollouts are the upper limit.
      return try setDetectable(
        rarer: differences.count { ($0 < 0) != (mean < 0) && $0 != 0 }, options: options)
    }
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    minimumDetectable = try MinimumDetectableEffect.meanDifference(
      scenarios: differences.count, standardDeviation: variance.squareRoot(), alpha: options.alpha,
      power: options.power)?
      .reported
  }
}

extension Tally {
  /// The share of yes with every NA counted as yes or as no.
  func share(naAs yes: Bool) -> Double {
    guard all > 0 else { return 0 }
    return Double(self.yes + (yes ? na : 0)) / Double(all)
  }
}

extension Metric {
  /// The counts of a cell for inference: identical repeats count as the one rollout they are. Where a scenario was
  /// asked in several languages they stay, so that what is NA in one of them is in the bounds.
  func unit(_ cell: CellCounts) -> Tally {
    let tally = tally(cell)
    guard cell.identicalRepeats, cell.languages == nil else { return tally }
    switch (tally.yes > 0, tally.no > 0) {
    case (true, false): return Tally(yes: 1)
    case (false, true): return Tally(no: 1)
    case (false, false): return Tally(na: min(1, tally.na))
    case (true, true): return tally
    }
  }
}

extension Contrast.IntervalMethod {
  init(_ method: PairedRateDifference.Method) {
    switch method {
    case .guardedScore: self = .guardedScore
    case .padded: self = .padded
    case .sparse: self = .sparse
    }
  }

  /// What stands beside an interval in a table.
  var mark: String {
    switch self {
    case .guardedScore, .tango: ""
    case .padded, .signFlip: " (s)"
    case .sparse: " (e)"
    }
  }
}
