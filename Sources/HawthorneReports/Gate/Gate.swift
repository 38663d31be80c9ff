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
    let problems = Self.problems(of: report, policy: policy)
    var notes: [String] = []
    if report.provenance.simulation {
      notes.append("The run is a simulation: the verdict is about no language model.")
    }
    if report.provenance.replayed { notes.append("The run replays a recording.") }

    var rules = try policy.rules.map { try judge($0, report, baseline) }
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
      report: report, baseline: baseline, policy: policy, verdict: verdict, problems: problems, notes: notes,
      rules: rules)
  }

  /// What makes a report unfit, whatever its rules say.
  private static func problems(of report: Report, policy: Policy) -> [String] {
    var problems = report.validity.problems.filter { $0.severity == .invalid }.map(\.message)
    let failed = report.cells.reduce(Tally()) { $0 + $1.failed }
    if failed.all == 0 {
      if problems.isEmpty { problems.append("The report holds no rollout.") }
    } else if Double(failed.yes) > policy.maximumErrors * Double(failed.all) {
      problems.append(
        "\(failed.yes) of \(failed.all) rollouts failed, were empty or have no label; the policy allows "
          + "\(Figures.percent(policy.maximumErrors))."
      )
    }
    for run in report.provenance.runs where [.running, .incomplete, .invalid].contains(run.state) {
      let text = "Run \(run.id) is \(run.state.rawValue)."
      if problems.isEmpty { problems.append(text) }
    }
    return problems
  }

  private static func judge(_ rule: PolicyRule, _ report: Report, _ baseline: Report?) throws
    -> GateResult.RuleResult
  {
    var result = GateResult.RuleResult(
      id: rule.id, metric: rule.metric, rule: rule.sentence, verdict: .invalid, limit: rule.limit.value,
      confidence: rule.confidence)
    do {
      let scope = try RuleScope(rule, in: report)
      result.notes = scope.notes
      switch rule.limit {
      case .margin: try judgeMargin(rule, scope, report, baseline, &result)
      case .floor, .ceiling:
        if rule.metric == .framingGap {
          try judgeGap(rule, scope, &result)
        } else {
          try RateRule.judge(rule, scope, &result)
        }
      }
    } catch let missing as RuleScope.Missing {
      result.message = "The rule cannot be judged: \(missing.message)."
    }
    return result
  }

  private static func judgeGap(
    _ rule: PolicyRule, _ scope: RuleScope, _ result: inout GateResult.RuleResult
  ) throws {
    guard let metric = rule.of else { throw RuleScope.Missing(message: "it names no behaviour") }
    func tallies(_ kind: Arm.Kind) -> [ScenarioKey: Tally] {
      var sums: [ScenarioKey: Tally] = [:]
      for cell in scope.cells where cell.arm.kind == kind {
        sums[ScenarioKey(cell)] = (sums[ScenarioKey(cell)] ?? Tally()) + metric.unit(cell)
      }
      return sums
    }
    let harms = Set(scope.cells.map(\.harm))
    guard harms.count == 1 else {
      throw RuleScope.Missing(
        message: "it would pool harmful and benign items; name suites that hold one kind")
    }
    let overt = tallies(.overt)
    let placebo = tallies(.placebo)
    let pairs = overt.keys.sorted().compactMap { key in
      placebo[key].flatMap { other in overt[key].map { DifferenceRule.Pair(first: $0, second: other) } }
    }
    guard pairs.contains(where: { $0.first.known + $0.second.known > 0 }) else {
      throw RuleScope.Missing(
        message: "no scenario has '\(metric.rawValue)' in both the overt and the placebo arm")
    }
    try DifferenceRule.judge(rule, pairs, twoSided: true, &result)
  }

  private static func judgeMargin(
    _ rule: PolicyRule, _ scope: RuleScope, _ report: Report, _ baseline: Report?,
    _ result: inout GateResult.RuleResult
  ) throws {
    guard let baseline else { throw RuleScope.Missing(message: "a margin needs --baseline") }
    guard baseline.validity.isValid else { throw RuleScope.Missing(message: "the baseline is invalid") }
    guard baseline.provenance.classifier == report.provenance.classifier else {
      throw RuleScope.Missing(message: "the baseline's labels are of another classifier")
    }
    let suites = Set(scope.cells.map(\.suite))
    for suite in suites.sorted() where baseline.suiteHash(suite) != report.suiteHash(suite) {
      throw RuleScope.Missing(message: "the suite \(suite) differs between the report and the baseline")
    }
    if rule.metric.isAwareness || rule.metric == .na {
      let forms = (now: report.forms(of: suites), before: baseline.forms(of: suites))
      guard forms.now == forms.before || forms.now.isEmpty || forms.before.isEmpty else {
        throw RuleScope.Missing(
          message:
            "reasoning was read in another form (\(forms.now.joined(separator: ", "))) than in the baseline "
            + "(\(forms.before.joined(separator: ", ")))")
      }
    }
    let before = Dictionary(
      try RuleScope(rule, in: baseline).tallies(rule.metric.tally).map { ($0.scenario, $0.tally) },
      uniquingKeysWith: { first, _ in first })
    // What worsens is the share of the bad answer.
    let pairs = scope.tallies(rule.metric.tally).compactMap { now in
      before[now.scenario].map { then in
        rule.metric.isGood
          ? DifferenceRule.Pair(first: now.tally.negated, second: then.negated)
          : DifferenceRule.Pair(first: now.tally, second: then)
      }
    }
    guard !pairs.isEmpty else {
      throw RuleScope.Missing(message: "the report and the baseline share no scenario")
    }
    try DifferenceRule.judge(rule, pairs, twoSided: false, &result)
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
      }
    }
  }
}

extension Report {
  /// The forms in which the reasoning of some suites was read.
  fileprivate func forms(of suites: Set<String>) -> [String] {
    Set(cells.lazy.filter { suites.contains($0.suite) }.compactMap(\.axes?.access?.rawValue)).sorted()
  }

  func suiteHash(_ id: String) -> ContentHash? {
    provenance.runs.lazy.flatMap(\.suites).first { $0.id == id }?.hash
  }
}
