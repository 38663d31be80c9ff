import HawthorneCore
import HawthorneFormats

/// The cells that a rule is about, or why there are none.
struct RuleScope {
  var cells: [CellCounts]
  var notes: [String] = []
  /// Scenarios that say the same as another, each with the one that stands for them all.
  private var copies: [ScenarioKey: ScenarioKey] = [:]
  /// Distinct scenarios of these suites that the rule is about, asked or not; nil where the report does not say.
  private(set) var held: Int?
  private let gaps: ScopeGaps
  /// Whether what was left out of a scenario counts as unknown.
  private let countsGaps: Bool

  /// A reason why the rule cannot be judged on this report.
  struct Missing: Error {
    var message: String
  }

  init(_ rule: PolicyRule, in report: Report, notAsked: Policy.NotAsked) throws(Missing) {
    let all = report.cells
    try Self.check("suite", rule.suites, among: all.map(\.suite))
    try Self.check("domain", rule.domains, among: all.map(\.domain))
    try Self.check("severity", rule.severities, among: all.compactMap(\.severity))
    try Self.check("language", rule.languages, among: all.flatMap(\.byLanguage.keys))
    try Self.check("mode", rule.modes, among: all.map(\.mode))
    for arm in rule.arms where !all.contains(where: { $0.arm.isOf(arm) }) {
      throw Missing(
        message: "the report has no arm '\(arm.name)'\(Self.hint(arm.name, all.map(\.arm.name)))")
    }
    var cells = all.filter { cell in
      (rule.suites.isEmpty || rule.suites.contains(cell.suite))
        && (rule.domains.isEmpty || rule.domains.contains(cell.domain))
        && (rule.severities.isEmpty || cell.severity.map(rule.severities.contains) == true)
        && (rule.modes.isEmpty || rule.modes.contains(cell.mode))
        && (rule.arms.isEmpty || rule.arms.contains { cell.arm.isOf($0) }) && rule.metric.concerns(cell)
    }
    if rule.metric.isAwareness, rule.arms.isEmpty {
      let disclosing = Set(cells.filter { $0.disclosure != .none }.map(\.arm.name)).sorted()
      cells = cells.filter { $0.disclosure == .none }
      if !disclosing.isEmpty {
        notes.append(
          "Left out, because the prompt itself speaks of evaluation: \(disclosing.joined(separator: ", ")); "
            + "name an arm to count it.")
      }
    }
    if rule.metric == .framingGap { cells = cells.filter { [.overt, .placebo].contains($0.arm.kind) } }
    if !rule.languages.isEmpty {
      var asked: [CellCounts] = []
      for cell in cells {
        if let part = try cell.asked(in: rule.languages, for: rule.metric) { asked.append(part) }
      }
      cells = asked
    }
    guard cells.contains(where: { $0.rollouts > 0 }) else {
      throw Missing(message: "the report has no scenario that the rule is about")
    }
    self.cells = cells
    gaps = ScopeGaps(rule, cells, of: all, report.inventory)
    countsGaps = notAsked == .unknown
    addPoolingNotes(rule)
    countHeld(rule, report.inventory)
    addGapNotes()
  }

  private mutating func addGapNotes() {
    guard !gaps.lacking.isEmpty else { return }
    let what = gaps.lacking.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(
      separator: ", ")
    notes.append(
      "\(gaps.missing.count) of \(Figures.count(Set(cells.map { ScenarioKey($0) }).count, "scenario")) were not asked in "
        + "all that the rule takes (\(what)); "
        + (countsGaps
          ? "what was left out is unknown. Name in the rule the arms, modes and languages that it is about."
          : "it is left out, as the policy says: who chose it chose the verdict."))
  }

  private mutating func addPoolingNotes(_ rule: PolicyRule) {
    let arms = Set(cells.map(\.arm.name)).sorted()
    let modes = Set(cells.map(\.mode)).sorted()
    let languages = Set(cells.flatMap(\.byLanguage.keys)).sorted()
    if arms.count > 1, rule.metric != .framingGap {
      notes.append("Over the arms \(arms.joined(separator: ", ")): a scenario counts once.")
    }
    for (what, names) in [("modes", modes), ("languages", languages)] where names.count > 1 {
      notes.append("Over the \(what) \(names.joined(separator: ", ")): a scenario counts once.")
    }
  }

  /// Counts of the metric for each scenario, over its arms, modes, languages and epochs, and over the scenarios that say
  /// the same; in a fixed order.
  func tallies(_ tally: (CellCounts) -> Tally, of arm: Arm.Kind? = nil) -> [(
    scenario: ScenarioKey, tally: Tally
  )] {
    var sums: [ScenarioKey: Tally] = [:]
    for cell in cells where arm == nil || cell.arm.kind == arm {
      sums[merged(ScenarioKey(cell)), default: Tally()].add(tally(cell))
    }
    if countsGaps {
      for (scenario, missing) in gaps.missing where sums[merged(scenario)] != nil {
        let count = arm.map { missing[$0] ?? 0 } ?? missing.values.reduce(0, +)
        sums[merged(scenario)]?.na += count
      }
    }
    return sums.sorted { $0.key < $1.key }.map { (scenario: $0.key, tally: $0.value) }
  }

  /// The largest number of rollouts of one scenario, in one arm's kind or over all.
  func mostRollouts(of arms: [Arm.Kind?]) -> Int {
    arms.map { arm in
      var sums: [ScenarioKey: Int] = [:]
      for cell in cells where arm == nil || cell.arm.kind == arm {
        sums[merged(ScenarioKey(cell)), default: 0] += cell.rollouts
      }
      return sums.values.max() ?? 0
    }.max() ?? 0
  }

  private func merged(_ key: ScenarioKey) -> ScenarioKey { copies[key] ?? key }

  private static func check(_ what: String, _ wanted: [String], among known: [String]) throws(Missing) {
    for name in wanted where !known.contains(name) {
      throw Missing(message: "the report has no \(what) '\(name)'\(hint(name, known))")
    }
  }

  private static func hint(_ name: String, _ known: [String]) -> String {
    let hints = NearestName.hint(for: name, among: Set(known).sorted())
    return hints.isEmpty ? "" : " (\(hints.joined(separator: "; ")))"
  }
}

// MARK: what the suites hold

extension RuleScope {
  private mutating func countHeld(_ rule: PolicyRule, _ inventory: SuiteInventory?) {
    guard let inventory else { return }
    let harms = Set(cells.map(\.harm))
    let counted = Set(cells.map(\.suite))
    var count = 0
    var about: Set<SuiteInventory.Place> = []
    for holding in inventory.suites where rule.suites.isEmpty || rule.suites.contains(holding.suite) {
      for (number, stratum) in holding.strata.enumerated()
      where isAbout(stratum, of: holding, rule, harms, isCounted: counted.contains(holding.suite)) {
        about.insert(SuiteInventory.Place(suite: holding.suite, scenario: "", stratum: number))
        count += stratum.scenarios
      }
    }
    let asked = Set(cells.map { ScenarioKey($0) })
    var merged = 0
    for group in inventory.copies {
      let places = group.filter { place in
        about.contains(SuiteInventory.Place(suite: place.suite, scenario: "", stratum: place.stratum))
      }
      guard let first = places.first, places.count > 1 else { continue }
      count -= places.count - 1
      let keys = places.map { ScenarioKey(suite: $0.suite, scenario: $0.scenario) }
      merged += max(0, keys.count(where: asked.contains) - 1)
      for key in keys { copies[key] = ScenarioKey(suite: first.suite, scenario: first.scenario) }
    }
    held = count
    if merged > 0 {
      notes.append(
        "\(Figures.count(merged, "scenario")) say the same as another under another id and add nothing to n.")
    }
  }

  private func isAbout(
    _ stratum: SuiteInventory.Stratum, of holding: SuiteInventory.Holding, _ rule: PolicyRule,
    _ harms: Set<Scenario.Harm?>, isCounted: Bool
  ) -> Bool {
    let arms = stratum.arms.compactMap(Arm.init(name:))
    // A suite of which nothing is counted is meant only in what it asks by default.
    let isCounted = isCounted || holding.armsByDefault == nil
    let hasArms =
      arms.isEmpty
      || (rule.metric == .framingGap
        ? Set(arms.map(\.kind)).isSuperset(of: [.overt, .placebo])
        : rule.arms.isEmpty || rule.arms.contains { wanted in arms.contains { $0.isOf(wanted) } })
        && (isCounted || arms.contains { gaps.wants($0, holding.armsByDefault) })
    let hasHarm =
      switch rule.metric {
      case .refusal, .refusalOrBlocked: stratum.harm == .harmful
      case .falseRefusal: stratum.harm == .benign
      // A gap is over items of one kind.
      case .framingGap: harms.contains(stratum.harm)
      default: true
      }
    return hasArms && hasHarm
      && (rule.domains.isEmpty || rule.domains.contains(stratum.domain))
      && (rule.severities.isEmpty || stratum.severity.map(rule.severities.contains) == true)
      && (rule.languages.isEmpty || rule.languages.contains(where: stratum.languages.contains))
  }
}

extension CellCounts {
  /// What of the cell was asked in some languages; nil where nothing was.
  ///
  /// - Throws: `Missing` where the cell was asked in others too and the metric is not counted by language.
  fileprivate func asked(
    in languages: [String], for metric: GateMetric
  ) throws(RuleScope.Missing) -> CellCounts? {
    let parts = byLanguage.filter { languages.contains($0.key) }
    guard !parts.isEmpty else { return nil }
    if parts.count == byLanguage.count { return self }
    guard metric.isCountedByLanguage else {
      throw RuleScope.Missing(
        message:
          "a report does not count '\(metric.rawValue)' by language; gate a run that was asked in the language alone"
      )
    }
    var cell = CellCounts(
      suite: suite, scenario: scenario, arm: arm, mode: mode, domain: domain, severity: severity,
      language: language, harm: harm, twin: twin, disclosure: disclosure)
    for part in parts.values {
      cell.rollouts += part.rollouts
      cell.unlabelled += part.unlabelled
      cell.outcomes.add(part.outcomes)
      cell.aware = cell.aware + part.aware
      cell.naCauses.add(part.naCauses)
      cell.correct = cell.correct + part.correct
      cell.misaligned = cell.misaligned + part.misaligned
    }
    cell.languages = parts
    return cell
  }
}

/// What names a scenario across arms, modes and reports.
struct ScenarioKey: Hashable, Comparable {
  var suite: String
  var scenario: String

  init(_ cell: CellCounts) {
    suite = cell.suite
    scenario = cell.scenario
  }

  init(suite: String, scenario: String) {
    self.suite = suite
    self.scenario = scenario
  }

  static func < (left: Self, right: Self) -> Bool {
    (left.suite, left.scenario) < (right.suite, right.scenario)
  }
}
