/// How far an effect changed: the difference of two arms at one time (or of one model) against that at another, on scenarios
/// that have all four cells.
///
/// Two separate p-values, one below 0.05 and one above, do not show a change; this does. On the risk scale an effect
/// cannot grow where a rate is already near 1, on the log-odds scale it can: print both, and say so where they
/// disagree. Source: A. Gelman & H. Stern, Amer. Statist. 60 (2006) 328; C. Ai & E. C. Norton, Econ. Lett. 80 (2003) 123.
public enum DifferenceInDifferences {
  /// One scenario: both arms before, both after.
  public struct Cells: Sendable, Hashable, Codable {
    public var old: ScenarioPair
    public var new: ScenarioPair

    public init(old: ScenarioPair, new: ScenarioPair) {
      self.old = old
      self.new = new
    }
  }

  public struct Risk: Sendable, Hashable, Codable {
    /// Mean over scenarios of first − second, before and after, fractions.
    public var old: Double
    public var new: Double
    /// new − old, in [−2, 2].
    public var change: Double
    public var interval: Interval
    public var method: PairedRateDifference.Method
    /// Two-sided, by sign flips of the scenarios' changes.
    public var p: Double
    public var isExact: Bool
    public var scenarios: Int
    /// Scenarios without a known rate in one of the four cells.
    public var incomplete: Int
  }

  /// The change of the difference of rates; nil where no scenario has all four cells.
  ///
  /// - Throws: `StatisticsError` for impossible counts, too many scenarios or a level outside (0, 1).
  public static func risk(
    _ cells: [Cells], level: Double = 0.95, seed: UInt64, draws: Int = 100_000
  ) throws -> Risk? {
    try Checks.level("level", level)
    try Checks.pairs(cells.map(\.old))
    try Checks.pairs(cells.map(\.new))
    var (old, new) = (0.0, 0.0)
    var changes: [Double] = []
    for cell in cells {
      guard let before = cell.old.difference, let after = cell.new.difference else { continue }
      old += before
      new += after
      changes.append(ScenarioPair.settled(after - before))
    }
    guard !changes.isEmpty else { return nil }
    let n = Double(changes.count)
    let test = try SignFlip.pValue(differences: changes, seed: seed, draws: draws)
    let found = try PairedRateDifference.interval(
      differences: changes, bound: 2, level: level, seed: seed, draws: draws)
    guard let found else { return nil }
    return Risk(
      old: old / n, new: new / n, change: changes.reduce(0, +) / n, interval: found.interval,
      method: found.method, p: test.p, isExact: test.isExact, scenarios: changes.count,
      incomplete: cells.count - changes.count)
  }

  public struct LogOdds: Sendable, Hashable, Codable {
    /// log of the odds ratio of the two arms' mean rates, before and after.
    public var old: Double
    public var new: Double
    /// new − old: the log of the ratio of odds ratios.
    public var change: Double
    /// Of `change`, over scenarios; nil where too few differ to estimate it.
    public var standardError: Double?
    /// change ± t·SE with n − 1 degrees of freedom; nil with the error.
    public var interval: Interval?
    /// Two-sided; nil with the error.
    public var p: Double?
    public var scenarios: Int
    public var incomplete: Int
  }

  /// The fewest scenarios with a success, and with a failure, in each of the four cells for an interval to be given.
  public static let leastScenarios: Int = 6

  /// The change of the log odds ratio of the mean rates; nil where no scenario has all four cells.
  ///
  /// Each cell's odds are those of (n·r̄ + ½)/(n + 1) over n scenarios, so that a rate of 0 has one. The error is
  /// linearised over scenarios, each with all its four cells: uᵢ = Σ ±(rᵢ − r̄)/(r̃(1 − r̃)), SE² = n/(n − 1)·Σ(uᵢ − ū)²/n².
  /// Source: D. A. Binder, Int. Stat. Rev. 51 (1983) 279 (linearisation); Haldane, Ann. Hum. Genet. 20 (1956) 309 (½).
  /// - Throws: `StatisticsError` for impossible counts, too many scenarios or a level outside (0, 1).
  public static func logOdds(_ cells: [Cells], level: Double = 0.95) throws -> LogOdds? {
    try Checks.level("level", level)
    try Checks.pairs(cells.map(\.old))
    try Checks.pairs(cells.map(\.new))
    // New first, new second, old first, old second: the signs of the four log odds.
    let signs: [Double] = [1, -1, -1, 1]
    var rows: [[Double]] = []
    var successes = [0, 0, 0, 0]
    var failures = [0, 0, 0, 0]
    for cell in cells {
      let four = [cell.new.first, cell.new.second, cell.old.first, cell.old.second]
      let rates = four.compactMap(\.rate)
      guard rates.count == 4 else { continue }
      rows.append(rates)
      for (place, rate) in rates.enumerated() {
        if rate > 0 { successes[place] += 1 }
        if rate < 1 { failures[place] += 1 }
      }
    }
    guard !rows.isEmpty else { return nil }
    let n = Double(rows.count)
    let means = (0..<4).map { place in rows.reduce(0) { $0 + $1[place] } / n }
    let shrunk = means.map { (n * $0 + 0.5) / (n + 1) }
    let odds = shrunk.map { logarithm($0) - logarithm(1 - $0) }
    var result = LogOdds(
      old: odds[2] - odds[3], new: odds[0] - odds[1], change: odds[0] - odds[1] - odds[2] + odds[3],
      standardError: nil, interval: nil, p: nil, scenarios: rows.count,
      incomplete: cells.count - rows.count)
    let least = min(successes.min() ?? 0, failures.min() ?? 0)
    guard least >= leastScenarios else { return result }
    var squares = 0.0
    for row in rows {
      var u = 0.0
      for place in 0..<4 {
        u += signs[place] * (row[place] - means[place]) / (shrunk[place] * (1 - shrunk[place]))
      }
      squares += u * u
    }
    guard squares > 0 else { return result }
    let error = (squares / (n * (n - 1))).squareRoot()
    let distribution = StudentT(degrees: n - 1)
    let reach = -distribution.quantile((1 - level) / 2) * error
    result.standardError = error
    result.interval = Interval(lower: result.change - reach, upper: result.change + reach, level: level)
    result.p = min(1, 2 * distribution.lowerTail(-abs(result.change) / error))
    return result
  }
}
