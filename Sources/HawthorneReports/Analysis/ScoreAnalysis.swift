import HawthorneCore
import HawthorneStatistics
import HawthorneStore

/// Sums the values of imported scorers while rollouts are read, and makes the section of them.
///
/// Memory grows with scenarios × arms × modes, and with 16 bytes for each value, which the areas need.
struct ScoreAnalysis {
  struct Scorer: Hashable {
    var name: String
    var version: String
    var kind: ScoreKind
  }

  struct CellID: Hashable {
    var suite: String
    var scenario: String
    var arm: Arm
    var mode: String
  }

  /// The values of one scenario in one arm and mode.
  struct Cell {
    var rollouts = 0
    var scored = 0
    var sum = 0.0
    var words: [String: Int] = [:]

    var mean: Double? { scored > 0 ? sum / Double(scored) : nil }

    /// Of a boolean scorer (nil) or of one category.
    func tally(_ category: String?) -> Tally {
      let yes = category.map { words[$0] ?? 0 } ?? Int(sum.rounded())
      return Tally(yes: yes, no: scored - yes, na: rollouts - scored)
    }
  }

  struct Values {
    var cells: [CellID: Cell] = [:]
    var files: Set<ContentHash> = []
    /// Values of aware and of not aware rollouts, with the number of their scenario.
    var aware: [GroupID: [(value: Double, scenario: Int)]] = [:]
    var notAware: [GroupID: [(value: Double, scenario: Int)]] = [:]
    /// Rollouts without a value or a verdict on awareness.
    var na: [GroupID: Int] = [:]
    var scenarios: [String: Int] = [:]
  }

  struct GroupID: Hashable, Comparable {
    var suite: String
    var mode: String
    var arm: Arm

    static func < (left: Self, right: Self) -> Bool {
      (left.suite, left.mode, left.arm) < (right.suite, right.mode, right.arm)
    }
  }

  /// The most categories shown, the commonest first.
  static let categoriesShown = 12

  private var scorers: [Scorer: Values] = [:]

  mutating func add(_ rollout: ScoredRollout, scorer: ScorerIdentity, kind: ScoreKind) {
    let key = Scorer(name: scorer.name, version: scorer.version, kind: kind)
    // Taken out while it changes, so that its storage is not copied.
    var values = scorers.removeValue(forKey: key) ?? Values()
    defer { scorers[key] = values }
    values.files.insert(scorer.hash)
    let id = CellID(
      suite: rollout.suiteID, scenario: rollout.scenarioID, arm: rollout.arm, mode: rollout.mode)
    var cell = values.cells.removeValue(forKey: id) ?? Cell()
    cell.rollouts += 1
    if let value = rollout.value {
      cell.scored += 1
      switch value {
      case .number(let number): cell.sum += number
      case .boolean(let truth): cell.sum += truth ? 1 : 0
      case .category(let word): cell.words[word, default: 0] += 1
      }
    }
    values.cells[id] = cell
    let number: Double? =
      switch rollout.value {
      case .number(let number): number
      case .boolean(let truth): truth ? 1 : 0
      case .category, nil: nil
      }
    let group = GroupID(suite: rollout.suiteID, mode: rollout.mode, arm: rollout.arm)
    guard let number, let aware = rollout.aware else {
      values.na[group, default: 0] += 1
      return
    }
    let name = "\(rollout.suiteID)\u{0}\(rollout.scenarioID)"
    let scenario = values.scenarios[name] ?? values.scenarios.count
    values.scenarios[name] = scenario
    if aware {
      values.aware[group, default: []].append((number, scenario))
    } else {
      values.notAware[group, default: []].append((number, scenario))
    }
  }

  /// nil where no run has scores.
  func section(_ options: AnalysisOptions) throws -> ScoreSection? {
    guard !scorers.isEmpty else { return nil }
    let sorted = scorers.sorted {
      ($0.key.name, $0.key.version, $0.key.kind.rawValue) < (
        $1.key.name, $1.key.version, $1.key.kind.rawValue
      )
    }
    var figures = try sorted.map { try self.figures($0.key, $0.value, options) }
    var adjusted = try BenjaminiHochberg.adjust(figures.flatMap(\.contrasts).compactMap(\.p)).makeIterator()
    var tests = 0
    for scorer in figures.indices {
      for row in figures[scorer].contrasts.indices where figures[scorer].contrasts[row].p != nil {
        figures[scorer].contrasts[row].q = adjusted.next()?.reported
        tests += 1
      }
    }
    return ScoreSection(
      scorers: figures,
      multiplicity:
        "q is Benjamini–Hochberg over all differences of imported scores (\(Figures.count(tests, "test"))).")
  }

  private func figures(
    _ scorer: Scorer, _ values: Values, _ options: AnalysisOptions
  ) throws -> ScorerFigures {
    var words: [String: Int] = [:]
    for cell in values.cells.values { words.add(cell.words) }
    let common = words.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    let shown: [String?] =
      scorer.kind == .category ? common.prefix(Self.categoriesShown).map(\.key).sorted() : [nil]
    let cells = ScoreCells(values.cells)
    return ScorerFigures(
      name: scorer.name, version: scorer.version, files: values.files.sorted { $0.hex < $1.hex },
      kind: scorer.kind,
      otherCategories: max(0, common.count - Self.categoriesShown),
      otherValues: common.dropFirst(Self.categoriesShown).reduce(0) { $0 + $1.value },
      rows: try shown.flatMap { try cells.rows(scorer.kind, category: $0, options) },
      contrasts: try shown.flatMap { try cells.contrasts(scorer.kind, category: $0, options) },
      separations: scorer.kind == .category ? [] : try separations(values, options))
  }

  private func separations(_ values: Values, _ options: AnalysisOptions) throws -> [ScoreSeparation] {
    // Numbered by name, so that resamples do not depend on which rollout came first.
    var ranks = Array(repeating: 0, count: values.scenarios.count)
    for (rank, name) in values.scenarios.keys.sorted().enumerated() {
      if let number = values.scenarios[name] { ranks[number] = rank }
    }
    var values = values
    for group in values.aware.keys { values.aware[group]?.rank(ranks) }
    for group in values.notAware.keys { values.notAware[group]?.rank(ranks) }
    // In answer to a question about evaluation nobody is aware unasked.
    let groups = Set(values.aware.keys).union(values.notAware.keys).union(values.na.keys)
      .filter { $0.arm.kind != .probe }.sorted()
    var found: [ScoreSeparation] = []
    for (index, group) in groups.enumerated() {
      found.append(
        try separation(
          suite: group.suite, mode: group.mode, arm: group.arm, aware: values.aware[group] ?? [],
          notAware: values.notAware[group] ?? [], na: values.na[group] ?? 0, options))
      let isLast = index + 1 == groups.count
      let next = isLast ? nil : groups[index + 1]
      guard next?.suite != group.suite || next?.mode != group.mode else { continue }
      let all = groups.filter { $0.suite == group.suite && $0.mode == group.mode }
      guard all.count > 1 else { continue }
      found.append(
        try separation(
          suite: group.suite, mode: group.mode, arm: nil, aware: all.flatMap { values.aware[$0] ?? [] },
          notAware: all.flatMap { values.notAware[$0] ?? [] },
          na: all.reduce(0) { $0 + (values.na[$1] ?? 0) }, options))
    }
    return found
  }

  private func separation(
    suite: String, mode: String, arm: Arm?, aware: [(value: Double, scenario: Int)],
    notAware: [(value: Double, scenario: Int)], na: Int, _ options: AnalysisOptions
  ) throws -> ScoreSeparation {
    let count = aware.count + notAware.count
    // Every resample walks over all values.
    let resamples = max(100, min(2000, 200_000_000 / max(1, count)))
    let estimate =
      count > Limits.scores
      ? nil
      : try AUROC.clustered(
        positives: aware.map(\.value), positiveClusters: aware.map(\.scenario),
        negatives: notAware.map(\.value), negativeClusters: notAware.map(\.scenario), level: options.level,
        resamples: resamples, seed: options.seed)
    return ScoreSeparation(
      suite: suite, mode: mode, arm: arm, aware: aware.count, notAware: notAware.count, na: na,
      scenarios: Set(aware.map(\.scenario)).union(notAware.map(\.scenario)).count,
      area: estimate?.area.reported,
      interval: estimate.map { ReportedInterval($0.interval) }, method: estimate?.method.rawValue)
  }
}

extension [(value: Double, scenario: Int)] {
  /// Numbers the scenarios anew.
  fileprivate mutating func rank(_ ranks: [Int]) {
    for index in indices { self[index].scenario = ranks[self[index].scenario] }
  }
}
