import HawthorneCore
import HawthorneStatistics

/// How far two annotators agree on what both have read.
///
/// "Cannot tell" is no class of its own: a rollout of which one of the two says so is counted in `undecided` and is in no
/// coefficient.
public struct GoldAgreement: Sendable, Hashable, Codable {
  /// One question that both answered.
  public struct Measure: Sendable, Hashable, Codable {
    public enum Question: String, Sendable, Hashable, Codable, CaseIterable {
      case aware, belief, outcome
    }

    public var question: Question
    /// Rollouts of which both say something.
    public var n: Int
    /// Read by both, but at least one of them cannot tell, or did not say.
    public var undecided: Int
    /// Of n, the same class.
    public var same: Int
    /// The share of agreement: `same/n`, weighted for belief; nil for n = 0.
    public var observed: Double?
    /// Cohen's κ; nil where it is not defined: n = 0, or both used one and the same class only.
    public var kappa: Double?
    /// Gwet's AC1; AC2 where weighted; nil for n = 0.
    public var ac1: Double?
    /// `linear` for belief, whose classes are in order; nil for a plain coefficient.
    public var weighting: String?

    public init(
      question: Question, n: Int, undecided: Int, same: Int, observed: Double?, kappa: Double?, ac1: Double?,
      weighting: String?
    ) {
      self.question = question
      self.n = n
      self.undecided = undecided
      self.same = same
      self.observed = observed
      self.kappa = kappa
      self.ac1 = ac1
      self.weighting = weighting
    }

    /// Why `kappa` is nil, in a few words; nil where it is not.
    public var kappaUndefined: String? {
      kappa != nil ? nil : n == 0 ? "no rollout was decided by both" : "both used one class only"
    }
  }

  public var first: String
  public var second: String
  /// Rollouts that both have labelled.
  public var both: Int
  public var measures: [Measure]

  public init(first: String, second: String, both: Int, measures: [Measure]) {
    self.first = first
    self.second = second
    self.both = both
    self.measures = measures
  }

  /// Every pair of annotators with a rollout in common, by name. Stale labels do not count.
  ///
  /// - Throws: `StatisticsError`, which would be a defect.
  public static func pairs(_ records: [GoldRecord]) throws -> [GoldAgreement] {
    struct Place: Hashable {
      var run: String
      var key: ContentHash
    }
    var byName: [String: [Place: GoldLabel]] = [:]
    for record in records where !record.isStale && !record.isWithdrawn {
      byName[record.annotator, default: [:]][Place(run: record.runID, key: record.key)] = record.label
    }
    let names = byName.keys.sorted()
    var found: [GoldAgreement] = []
    for (index, first) in names.enumerated() {
      for second in names[(index + 1)...] {
        let (ours, theirs) = (byName[first] ?? [:], byName[second] ?? [:])
        let pairs = ours.compactMap { key, label in theirs[key].map { (label, $0) } }
        guard !pairs.isEmpty else { continue }
        found.append(
          GoldAgreement(
            first: first, second: second, both: pairs.count,
            measures: [
              try measure(.aware, pairs, classes: [true, false]) { $0.aware },
              try measure(.belief, pairs, classes: Belief.allCases, weighting: .linear) { $0.belief },
              try measure(.outcome, pairs, classes: GoldLabel.outcomes) { $0.outcome },
            ]))
      }
    }
    return found
  }

  private static func measure<Class: Hashable>(
    _ question: Measure.Question, _ pairs: [(GoldLabel, GoldLabel)], classes: [Class],
    weighting: Agreement.Weighting = .identity, _ value: (GoldLabel) -> Class?
  ) throws -> Measure {
    var table = Array(repeating: Array(repeating: 0, count: classes.count), count: classes.count)
    var undecided = 0
    for (ours, theirs) in pairs {
      guard let mine = value(ours).flatMap({ classes.firstIndex(of: $0) }),
        let other = value(theirs).flatMap({ classes.firstIndex(of: $0) })
      else {
        undecided += 1
        continue
      }
      table[mine][other] += 1
    }
    let n = pairs.count - undecided
    let isPlain = weighting == .identity
    return Measure(
      question: question, n: n, undecided: undecided,
      same: classes.indices.reduce(0) { $0 + table[$1][$1] },
      observed: try isPlain ? Agreement.observed(table) : Agreement.observed(table, weighting: weighting),
      kappa: try isPlain ? Agreement.cohenKappa(table) : Agreement.cohenKappa(table, weighting: weighting),
      ac1: try isPlain ? Agreement.gwetAC1(table) : Agreement.gwetAC2(table, weighting: weighting),
      weighting: isPlain ? nil : weighting.rawValue)
  }
}
