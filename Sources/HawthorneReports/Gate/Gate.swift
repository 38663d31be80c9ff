import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

/// Decides a policy on a report: pass, fail, cannot tell, or not fit to be decided on.
///
/// The whole passes only if every rule passes, each at its own confidence (an intersection of tests needs
/// no correction); a failure must stand after Holm over the rules, so that many rules do not make one fail.
public enum Gate {
  /// - Parameter baseline: for rules with a margin.
  /// - Throws: `StatisticsError` for counts beyond what the statistics take.
  public static func evaluate(_ report: Report, policy: Policy, baseline: Report? = nil) throws -> GateResult
  {
    let problems = GateFitness.problems(of: report, policy: policy, baseline: baseline)
    var rules = try policy.rules.map { try judge($0, policy, report, baseline) }
    try applyHolm(&rules, policy)
    let stopped = report.provenance.runs.contains { $0.state == .stoppedByPolicy }
    for index in rules.indices {
      if stopped, rules[index].verdict == .pass {
        rules[index].verdict = .inconclusive
        rules[index].requiredN = nil
        rules[index].notes.append(
          "The run was stopped early, and a bound made for a fixed n does not pass such a run.")
      }
      if !problems.isEmpty { rules[index].verdict = .invalid }
      rules[index].message = message(rules[index], policy.rules[index])
    }
    let verdicts = Set(rules.map(\.verdict))
    let verdict: GateResult.Verdict =
      !problems.isEmpty || rules.isEmpty
      ? .invalid
      : verdicts.contains(.fail)
        ? .fail
        : verdicts.contains(.invalid) ? .invalid : verdicts.contains(.inconclusive) ? .inconclusive : .pass
    return try GateResult(
      report: report, baseline: baseline, policy: policy, verdict: verdict, problems: problems,
      notes: GateFitness.notes(on: report, policy: policy, baseline: baseline), rules: rules)
  }

  private static func judge(
    _ rule: PolicyRule, _ policy: Policy, _ report: Report, _ baseline: Report?
  ) throws -> GateResult.RuleResult {
    var result = GateResult.RuleResult(
      id: rule.id, metric: rule.metric, rule: rule.sentence, verdict: .invalid, limit: rule.limit.value,
      confidence: rule.confidence)
    do {
      let scope = try RuleScope(rule, in: report, notAsked: policy.notAsked)
      result.notes = scope.notes + notes(on: rule)
      try checkReadable(rule, scope)
      guard let tallies = try tallies(rule, scope, policy, report, baseline) else { return result }
      switch tallies {
      case .rates(let tallies):
        let unasked = try unasked(tallies.count, "asked", scope, policy, &result)
        try RateRule.judge(
          rule, tallies + [Tally](repeating: Tally(na: 1), count: unasked), &result)
        // What was left out is in the tallies, and was no rollout.
        result.epochs = scope.mostRollouts(of: [nil])
      case .pairs(let pairs):
        let unasked = try unasked(pairs.count, "asked on both sides", scope, policy, &result)
        let unknown = DifferenceRule.Pair(first: Tally(na: 1), second: Tally(na: 1))
        try DifferenceRule.judge(
          rule, pairs + [DifferenceRule.Pair](repeating: unknown, count: unasked),
          twoSided: rule.metric == .framingGap, &result)
        if rule.metric == .framingGap { result.epochs = scope.mostRollouts(of: [.overt, .placebo]) }
      }
    } catch let missing as RuleScope.Missing {
      result.message = "The rule cannot be judged: \(missing.message)."
    }
    return result
  }

  /// What whoever reads the verdict must know of the rule itself.
  private static func notes(on rule: PolicyRule) -> [String] {
    var notes: [String] = []
    if rule.limit.isVacuous {
      notes.append("No result could break this rule: it shows a figure and decides nothing.")
    }
    if rule.confidence < 0.9 {
      notes.append(
        "Decided at \(Figures.percent(rule.confidence, decimals: 0)) confidence: a pass on the limit itself would come in "
          + "\(Figures.percent(1 - rule.confidence, decimals: 0)) of runs.")
    }
    return notes
  }

  /// What a rule is decided on, one entry a scenario.
  private enum Tallies {
    case rates([Tally])
    case pairs([DifferenceRule.Pair])
  }

  private static func tallies(
    _ rule: PolicyRule, _ scope: RuleScope, _ policy: Policy, _ report: Report, _ baseline: Report?
  ) throws -> Tallies? {
    if case .margin = rule.limit {
      return .pairs(try MarginPairs.pairs(rule, scope, policy, report, baseline))
    }
    return rule.metric == .framingGap
      ? .pairs(try gapPairs(rule, scope)) : .rates(scope.tallies(rule.metric.tally).map(\.tally))
  }

  /// Scenarios of the suites that the rule is about and that are not among those counted.
  private static func unasked(
    _ counted: Int, _ how: String, _ scope: RuleScope, _ policy: Policy, _ result: inout GateResult.RuleResult
  ) throws(RuleScope.Missing) -> Int {
    guard let held = scope.held else {
      guard policy.notAsked == .leftOut else {
        throw RuleScope.Missing(
          message:
            "the report does not say how many scenarios its suites hold; write it again from its store with this version"
        )
      }
      return 0
    }
    let missing = max(0, held - counted)
    guard missing > 0 else { return 0 }
    // More would not fit into memory, and is unknown enough to be invalid.
    result.notAsked = min(missing, 1_000_000)
    let what = "\(missing) of \(Figures.count(held, "scenario")) that the rule is about were not \(how)"
    guard policy.notAsked == .unknown else {
      result.notes.append("\(what) and are left out, as the policy says: who chose them chose the verdict.")
      return 0
    }
    result.notes.append("\(what) and count as unknown.")
    return result.notAsked ?? 0
  }

  private static func checkReadable(_ rule: PolicyRule, _ scope: RuleScope) throws(RuleScope.Missing) {
    guard let minimum = rule.minimumReadable else { return }
    let tally = scope.cells.reduce(Tally()) { $0 + rule.metric.tally($1) }
    guard Double(tally.known) < minimum * Double(tally.all) else { return }
    throw RuleScope.Missing(
      message:
        "reasoning could be read in \(tally.known) of \(Figures.count(tally.all, "rollout")), and the rule wants "
        + Figures.percent(minimum))
  }

  private static func gapPairs(
    _ rule: PolicyRule, _ scope: RuleScope
  ) throws(RuleScope.Missing) -> [DifferenceRule.Pair] {
    guard let metric = rule.of else { throw RuleScope.Missing(message: "it names no behaviour") }
    guard Set(scope.cells.map(\.harm)).count == 1 else {
      throw RuleScope.Missing(
        message: "it would pool harmful and benign items; name suites that hold one kind")
    }
    let overt = scope.tallies(metric.unit, of: .overt)
    let placebo = Dictionary(
      scope.tallies(metric.unit, of: .placebo).map { ($0.scenario, $0.tally) },
      uniquingKeysWith: { first, _ in first })
    let pairs = overt.compactMap { entry in
      placebo[entry.scenario].map { DifferenceRule.Pair(first: entry.tally, second: $0) }
    }
    guard pairs.contains(where: { $0.first.known + $0.second.known > 0 }) else {
      throw RuleScope.Missing(
        message: "no scenario has '\(metric.rawValue)' in both the overt and the placebo arm")
    }
    return pairs
  }

  /// Turns significant violations into failures.
  private static func applyHolm(_ rules: inout [GateResult.RuleResult], _ policy: Policy) throws {
    let judged = rules.indices.filter { rules[$0].verdict != .invalid && rules[$0].p != nil }
    let adjusted = try Holm.adjust(judged.map { rules[$0].p ?? 1 })
    for (place, index) in judged.enumerated() {
      rules[index].adjustedP = adjusted[place].reported
      if adjusted[place] <= 1 - policy.rules[index].confidence {
        rules[index].verdict = .fail
        rules[index].requiredN = nil
        rules[index].requiredFor = nil
        if rules[index].metric == .error {
          // What a provider or the harness did is no finding about the model.
          rules[index].verdict = .invalid
          rules[index].notes.append(
            "Failed and empty rollouts are not the model's failure: the run is unfit, not the model.")
        }
      }
    }
  }
}
