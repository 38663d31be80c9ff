import HawthorneCore
import HawthorneStatistics
import HawthorneStore

/// Sums the verdicts of pairs of classifiers, scenario by scenario.
struct LabelAgreementAnalysis {
  private struct Pair: Hashable {
    var first: ClassifierIdentity
    var second: ClassifierIdentity
  }

  private struct Scenario: Hashable {
    var suite: String
    var id: String
  }

  private struct Counts {
    /// Both, only first, only second, neither.
    var aware = [0, 0, 0, 0]
    var na = 0
    var outcome = Tally()
  }

  /// The report's own classifier stands first in its pairs.
  let classifier: ClassifierIdentity?
  private var counts: [Pair: [Scenario: Counts]] = [:]

  init(classifier: ClassifierIdentity?) { self.classifier = classifier }

  mutating func add(_ count: LabelPairCount) {
    let isTurned =
      count.second == classifier
      || (count.first != classifier && Self.order(count.second) < Self.order(count.first))
    let pair =
      isTurned
      ? Pair(first: count.second, second: count.first) : Pair(first: count.first, second: count.second)
    let verdicts = isTurned ? (count.secondAware, count.firstAware) : (count.firstAware, count.secondAware)
    let scenario = Scenario(suite: count.suiteID, id: count.scenarioID)
    var found = counts[pair, default: [:]].removeValue(forKey: scenario) ?? Counts()
    switch verdicts {
    case (true?, true?): found.aware[0] += count.rollouts
    case (true?, false?): found.aware[1] += count.rollouts
    case (false?, true?): found.aware[2] += count.rollouts
    case (false?, false?): found.aware[3] += count.rollouts
    default: found.na += count.rollouts
    }
    if count.hasSameOutcome {
      found.outcome.yes += count.rollouts
    } else {
      found.outcome.no += count.rollouts
    }
    counts[pair, default: [:]][scenario] = found
  }

  /// nil where no rollout has labels of two classifiers.
  func section(_ options: AnalysisOptions) throws -> LabelAgreementSection? {
    guard !counts.isEmpty else { return nil }
    let pairs = try counts.map { try agreement($0.key, $0.value, options) }
    return LabelAgreementSection(
      pairs: pairs.sorted {
        let ranks = ($0.first == classifier ? 0 : 1, $1.first == classifier ? 0 : 1)
        return (ranks.0, Self.order($0.first), Self.order($0.second))
          < (ranks.1, Self.order($1.first), Self.order($1.second))
      })
  }

  private static func order(_ identity: ClassifierIdentity) -> String {
    "\(identity.id)\u{0}\(identity.version)\u{0}\(identity.hash.hex)"
  }

  private func agreement(
    _ pair: Pair, _ counts: [Scenario: Counts], _ options: AnalysisOptions
  ) throws -> LabelAgreement {
    // In a fixed order, so that the resamples are the same each time.
    let scenarios = counts.sorted { ($0.key.suite, $0.key.id) < ($1.key.suite, $1.key.id) }.map(\.value)
    let read = scenarios.map(\.aware).filter { $0.contains { $0 > 0 } }
    let all = read.reduce([0, 0, 0, 0]) { sum, next in sum.indices.map { sum[$0] + next[$0] } }
    func figures(_ table: [Int]) throws -> [Double?] {
      [
        try Agreement.cohenKappa(
          both: table[0], firstOnly: table[1], secondOnly: table[2], neither: table[3]),
        try Agreement.gwetAC1(both: table[0], firstOnly: table[1], secondOnly: table[2], neither: table[3]),
      ]
    }
    let intervals = try ClusterBootstrap.intervals(
      clusters: read.count, figures: 2, replicates: max(200, min(2000, 20_000_000 / max(1, read.count))),
      seed: options.seed, level: options.level
    ) { drawn in
      var table = [0, 0, 0, 0]
      for scenario in drawn { for cell in table.indices { table[cell] += read[scenario][cell] } }
      return try figures(table)
    }
    let coefficients = zip(try figures(all), intervals).map { value, interval in
      value.map {
        LabelAgreement.Coefficient(value: $0.reported, interval: interval.map(ReportedInterval.init))
      }
    }
    return LabelAgreement(
      first: pair.first, second: pair.second, rollouts: scenarios.reduce(0) { $0 + $1.outcome.all },
      na: scenarios.reduce(0) { $0 + $1.na }, scenarios: read.count, bothAware: all[0], onlyFirst: all[1],
      onlySecond: all[2], neither: all[3], kappa: coefficients[0], ac1: coefficients[1],
      sameOutcome: try Rate(of: scenarios.map(\.outcome), level: options.level))
  }
}
