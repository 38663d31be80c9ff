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
    let means = known.map { (first: $0.first.mean ?? 0, second: $0.second.mean ?? 0) }
    firstRate = (means.reduce(0) { $0 + $1.first } / n).reported
    secondRate = (means.reduce(0) { $0 + $1.second } / n).reported
    if known.allSatisfy({ $0.first.isSingle && $0.second.isSingle }) {
      try compareSingles(known, level: level, options: options)
    } else {
      try compareMeans(means.map { $0.first - $0.second }, level: level, options: options)
    }
  }

  private mutating func compareSingles(_ pairs: [Pair], level: Double, options: AnalysisOptions) throws {
    var table = Contrast.Discordance(both: 0, onlyFirst: 0, onlySecond: 0, neither: 0)
    for pair in pairs {
      switch (pair.first.yes == 1, pair.second.yes == 1) {
      case (true, true): table.both += 1
      case (true, false): table.onlyFirst += 1
      case (false, true): table.onlySecond += 1
      case (false, false): table.neither += 1
      }
    }
    test = .exactMcNemar
    discordance = table
    difference = (Double(table.onlyFirst - table.onlySecond) / Double(pairs.count)).reported
    let result = try McNemar.test(b: table.onlyFirst, c: table.onlySecond)
    p = result.exact.reported
    midP = result.midP.reported
    pIsExact = true
    interval = try PairedDifference.tango(
      n11: table.both, n10: table.onlyFirst, n01: table.onlySecond, n00: table.neither, level: level
    ).map(ReportedInterval.init)
    intervalMethod = interval == nil ? nil : .tango
    try setDetectable(
      pairs: pairs.count, rarer: min(table.onlyFirst, table.onlySecond), options: options)
  }

  /// The effect that exact McNemar finds with the power asked for.
  ///
  /// - Parameter rarer: scenarios that go against the rest. They stand for the noise; 1 % where none was seen,
  ///   since 0 is not known to be 0.
  private mutating func setDetectable(pairs: Int, rarer: Int, options: AnalysisOptions) throws {
    guard pairs > 0, pairs <= MinimumDetectableEffect.pairLimit else { return }
    minimumDetectable = try MinimumDetectableEffect.exactMcNemar(
      pairs: pairs, reverse: max(0.01, Double(rarer) / Double(pairs)), alpha: options.alpha,
      power: options.power)?
      .reported
  }

  private mutating func compareMeans(
    _ differences: [Double], level: Double, options: AnalysisOptions
  ) throws {
    test = .signFlip
    let n = Double(differences.count)
    let mean = differences.reduce(0, +) / n
    difference = mean.reported
    let result = try SignFlip.pValue(
      differences: differences, seed: options.seed, draws: options.permutations)
    p = result.p.reported
    pIsExact = result.isExact
    // The same seed and draws as the test's, so that both agree on 0.
    let estimate = try ScenarioDifference.interval(
      differences: differences, level: level, seed: options.seed, draws: options.permutations)
    interval = estimate.map { ReportedInterval($0.interval) }
    intervalMethod = estimate.map { Contrast.IntervalMethod($0.method) }
    guard intervalMethod == .signFlip else {
      // A spread seen in almost no scenario promises far too much: as many single rollouts are the upper limit.
      try setDetectable(
        pairs: differences.count, rarer: differences.count { ($0 < 0) != (mean < 0) && $0 != 0 },
        options: options)
      return
    }
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    minimumDetectable = try MinimumDetectableEffect.meanDifference(
      scenarios: differences.count, standardDeviation: variance.squareRoot(), alpha: options.alpha,
      power: options.power)?
      .reported
  }
}

extension Tally {
  /// Exactly one rollout, and its answer is known.
  var isSingle: Bool { all == 1 && na == 0 }

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
  init(_ method: ScenarioDifference.Method) {
    switch method {
    case .signFlip: self = .signFlip
    case .sparse: self = .sparse
    }
  }

  /// What stands beside an interval in a table.
  var mark: String {
    switch self {
    case .tango: ""
    case .signFlip: " (s)"
    case .sparse: " (e)"
    }
  }
}
