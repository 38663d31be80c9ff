import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

extension ReportDiff {
  private static let metrics: [Metric] = [
    .awareness, .recognition, .definitive, .influenced, .beyondDisclosed, .refusal, .misaligned, .correct,
    .na, .error,
  ]

  /// Compares two reports, scenario by scenario.
  ///
  /// - Throws: `DiffError` for reports that cannot be compared; `StatisticsError` for impossible counts.
  public init(_ old: Report, _ new: Report, options: DiffOptions = DiffOptions()) throws {
    var allowed: Set<DiffAllowance> = []
    func forbid(_ error: DiffError, unless allowance: DiffAllowance) throws {
      guard options.allowed.contains(allowance) else { throw error }
      allowed.insert(allowance)
    }
    for (which, report) in [("old", old), ("new", new)] where !report.validity.isValid {
      let problem = report.validity.problems.first { $0.severity == .invalid }?.message ?? ""
      try forbid(.invalid(which: which, problem: problem), unless: .invalid)
    }
    if options.across != .classifier, old.provenance.classifier != new.provenance.classifier {
      func name(_ report: Report) -> String {
        report.provenance.classifier.map { "\($0.reference) (\($0.hash.short))" } ?? "none"
      }
      try forbid(.differentClassifiers(old: name(old), new: name(new)), unless: .classifier)
    }
    let pairing = try CellPairing(old, new, options: options)
    if Set(old.cells.map(\.suite)).isDisjoint(with: new.cells.map(\.suite)), options.across != .suite {
      allowed.insert(.suite)
    }
    let changed = Confounds.find(old, new, options: options)
    schema = Self.schema
    id = ContentHash(of: "")
    across = options.across
    self.old = Side(old, mode: options.oldMode)
    self.new = Side(new, mode: options.newMode)
    varied = changed.varied
    confounds = changed.others
    self.allowed = allowed.sorted { $0.rawValue < $1.rawValue }
    sharedScenarios =
      Set(pairing.paired.map { ScenarioKey(suite: $0.key.suite, scenario: $0.key.scenario) }).count
    rows = try Self.rows(pairing)
    framing = try FramingChange.rows(pairing)
    changes = Changes(pairing)
    id = try SealedDocument.seal(of: JSONTree.value(of: self))
  }

  private static func rows(_ pairing: CellPairing) throws -> [Row] {
    struct Group: Hashable, Comparable {
      var suite: String
      var arm: Arm
      var mode: String
      static func < (left: Self, right: Self) -> Bool {
        (left.suite, left.arm, left.mode) < (right.suite, right.arm, right.mode)
      }
    }
    let groups = Dictionary(grouping: pairing.paired) {
      Group(suite: $0.key.suite, arm: $0.new.arm, mode: $0.key.mode)
    }
    var rows: [Row] = []
    for (group, cells) in groups.sorted(by: { $0.key < $1.key }) {
      // What is said in answer to a probe is neither awareness nor behaviour.
      for metric in metrics where group.arm.kind != .probe || metric == .error {
        let harms: [Scenario.Harm?] =
          Metric.behaviour.contains(metric)
          ? [.harmful, .benign, nil].filter { harm in cells.contains { $0.new.harm == harm } } : [nil]
        for harm in harms {
          let chosen = Metric.behaviour.contains(metric) ? cells.filter { $0.new.harm == harm } : cells
          let pairs = chosen.map {
            PairedComparison.Pair(first: metric.unit($0.new), second: metric.unit($0.old))
          }
          guard pairs.contains(where: { $0.first.known + $0.second.known > 0 }) else { continue }
          let figures = try PairedComparison(pairs)
          rows.append(
            Row(
              suite: group.suite, arm: group.arm, mode: group.mode, harm: harm, metric: metric,
              scenarios: figures.scenarios, missing: figures.missing, old: figures.secondRate,
              new: figures.firstRate,
              difference: figures.difference, discordance: figures.discordance, interval: figures.interval,
              intervalMethod: figures.intervalMethod,
              test: figures.test, p: figures.p, q: nil, minimumDetectable: figures.minimumDetectable,
              bounds: figures.bounds, stands: false))
        }
      }
    }
    let adjusted = try BenjaminiHochberg.adjust(rows.compactMap(\.p))
    var next = adjusted.makeIterator()
    for index in rows.indices where rows[index].p != nil {
      rows[index].q = next.next()?.reported
      rows[index].stands = rows[index].q.map { $0 < 0.05 } ?? false
    }
    return rows
  }
}

extension ReportDiff.Side {
  fileprivate init(_ report: Report, mode: String?) {
    self.report = report.id
    model = Set(report.provenance.runs.map(\.model)).sorted().joined(separator: ", ")
    runs = report.provenance.runs.map(\.id)
    startedAt = report.provenance.runs.map(\.startedAt)
    state = report.validity.state
    self.mode = mode
  }
}
