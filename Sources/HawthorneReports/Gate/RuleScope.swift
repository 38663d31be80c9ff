import HawthorneCore
import HawthorneFormats

/// The cells that a rule is about, or why there are none.
struct RuleScope {
  var cells: [CellCounts]
  var notes: [String] = []

  /// A reason why the rule cannot be judged on this report.
  struct Missing: Error {
    var message: String
  }

  init(_ rule: PolicyRule, in report: Report) throws(Missing) {
    let all = report.cells
    try Self.check("suite", rule.suites, among: all.map(\.suite))
    try Self.check("domain", rule.domains, among: all.map(\.domain))
    try Self.check("severity", rule.severities, among: all.compactMap(\.severity))
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
    guard !cells.isEmpty else {
      throw Missing(message: "the report has no scenario that the rule is about")
    }
    self.cells = cells
    let arms = Set(cells.map(\.arm.name)).sorted()
    let modes = Set(cells.map(\.mode)).sorted()
    if arms.count > 1, rule.metric != .framingGap {
      notes.append("Over the arms \(arms.joined(separator: ", ")): a scenario counts once.")
    }
    if modes.count > 1 {
      notes.append("Over the modes \(modes.joined(separator: ", ")): a scenario counts once.")
    }
  }

  /// Counts of the metric for each scenario, over its arms, modes and epochs; in a fixed order.
  func tallies(_ tally: (CellCounts) -> Tally) -> [(scenario: ScenarioKey, tally: Tally)] {
    var sums: [ScenarioKey: Tally] = [:]
    for cell in cells { sums[ScenarioKey(cell)] = (sums[ScenarioKey(cell)] ?? Tally()) + tally(cell) }
    return sums.sorted { $0.key < $1.key }.map { (scenario: $0.key, tally: $0.value) }
  }

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
