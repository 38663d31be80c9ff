import HawthorneCore

/// What of the scenarios that were asked was left out: arms, modes and languages that the rule takes.
///
/// A scenario breaks a floor if any of its rollouts does, so that who leaves out the arm in which it would break has
/// not asked the whole of it. Wanted are, where the rule names them, the arms, modes and languages named; else the arms
/// that the suite asks by default, and the modes and languages in which any of the suite's scenarios was asked.
struct ScopeGaps {
  /// How many cells, or languages of a cell, are missing.
  private(set) var missing: [ScenarioKey: [Arm.Kind: Int]] = [:]
  /// Scenarios that lack something, by what it is: `arm overt`, `mode thinking`, `language ja`.
  private(set) var lacking: [String: Int] = [:]

  private let rule: PolicyRule
  /// Arms whose prompt speaks of evaluation, as far as anybody asked in them.
  private let disclosing: Set<String>

  /// - Parameters:
  ///   - cells: those that the rule is about.
  ///   - all: every cell of the report.
  init(_ rule: PolicyRule, _ cells: [CellCounts], of all: [CellCounts], _ inventory: SuiteInventory?) {
    self.rule = rule
    disclosing = Set(all.lazy.filter { $0.disclosure != .none }.map(\.arm.name))
    let held = Dictionary(
      (inventory?.suites ?? []).map { ($0.suite, $0) }, uniquingKeysWith: { first, _ in first })
    var armsAsked: [ScenarioKey: Set<String>] = [:]
    for cell in all { armsAsked[ScenarioKey(cell), default: []].insert(cell.arm.name) }
    for (suite, cells) in Dictionary(grouping: cells, by: \.suite) {
      let modes = Set(rule.modes.isEmpty ? cells.map(\.mode) : rule.modes)
      var languages: [Arm: Set<String>] = [:]
      for cell in cells { languages[cell.arm, default: []].formUnion(cell.byLanguage.keys) }
      for (scenario, cells) in Dictionary(grouping: cells, by: \.scenario) {
        let key = ScenarioKey(suite: suite, scenario: scenario)
        let strata = held[suite].map { Self.strata(of: cells[0], in: $0, asked: armsAsked[key] ?? []) } ?? []
        let arms = wantedArms(strata, held[suite]?.armsByDefault, seen: Set(languages.keys))
          .union(cells.map(\.arm))
        look(key, cells, arms, modes, languages, spoken: Self.spoken(strata))
      }
    }
  }

  /// The strata that a scenario can be of.
  private static func strata(
    of cell: CellCounts, in holding: SuiteInventory.Holding, asked: Set<String>
  ) -> [SuiteInventory.Stratum] {
    holding.strata.filter {
      $0.domain == cell.domain && $0.severity == cell.severity && $0.harm == cell.harm
        && ($0.arms.isEmpty || asked.isSubset(of: $0.arms))
    }
  }

  /// What every one of some strata can be asked in.
  private static func spoken(_ strata: [SuiteInventory.Stratum]) -> Set<String> {
    guard let first = strata.first else { return [] }
    return strata.dropFirst().reduce(Set(first.languages)) { $0.intersection($1.languages) }
  }

  private func wantedArms(
    _ strata: [SuiteInventory.Stratum], _ byDefault: [String]?, seen: Set<Arm>
  ) -> Set<Arm> {
    guard let first = strata.first else { return [] }
    let names = strata.dropFirst().reduce(Set(first.arms)) { $0.intersection($1.arms) }
    return Set(
      names.compactMap(Arm.init(name:)).filter { arm in
        wants(arm, byDefault) || !rule.arms.isEmpty && seen.contains(arm)
      })
  }

  /// Whether the rule is about an arm of a suite, asked or not.
  func wants(_ arm: Arm, _ byDefault: [String]?) -> Bool {
    if rule.metric == .framingGap, ![.overt, .placebo].contains(arm.kind) { return false }
    if rule.arms.contains(arm) { return true }
    guard byDefault?.contains(arm.name) == true else { return false }
    if !rule.arms.isEmpty { return rule.arms.contains { arm.isOf($0) } }
    // Whether an arm that nobody asked in speaks of evaluation is not known but by its kind.
    return !rule.metric.isAwareness
      || [.disguised, .placebo, .control].contains(arm.kind) && !disclosing.contains(arm.name)
  }

  private mutating func look(
    _ key: ScenarioKey, _ cells: [CellCounts], _ arms: Set<Arm>, _ modes: Set<String>,
    _ languages: [Arm: Set<String>], spoken: Set<String>
  ) {
    var lacks: Set<String> = []
    for arm in arms {
      for mode in modes {
        guard let cell = cells.first(where: { $0.arm == arm && $0.mode == mode }) else {
          missing[key, default: [:]][arm.kind, default: 0] += 1
          lacks.insert(cells.contains { $0.arm == arm } ? "mode \(mode)" : "arm \(arm.name)")
          continue
        }
        let wanted = rule.languages.isEmpty ? languages[arm] ?? [] : Set(rule.languages)
        for language in wanted.intersection(spoken).subtracting(cell.byLanguage.keys) {
          missing[key, default: [:]][arm.kind, default: 0] += 1
          lacks.insert("language \(language)")
        }
      }
    }
    for name in lacks { lacking[name, default: 0] += 1 }
  }
}
