public import HawthorneCore
import HawthorneFormats
import HawthorneStatistics

/// Whether suites can answer a policy at all: the best result they could have, under the gate's own bounds.
public enum PolicyLint {
  /// Findings about rules that no run of these suites could satisfy.
  ///
  /// - Throws: `PlanError` where two suites share an id, whose scenarios would count twice; `StatisticsError` for counts
  ///   beyond what the statistics take.
  public static func findings(_ questions: [PolicyQuestion], suites: [Suite]) throws -> [LintFinding] {
    guard !questions.isEmpty else { return [] }
    var seen: Set<String> = []
    for suite in suites where !seen.insert(suite.id).inserted { throw PlanError.sameSuiteTwice(suite.id) }
    return try questions.flatMap { try findings($0, suites) }
  }

  private static func findings(_ rule: PolicyQuestion, _ suites: [Suite]) throws -> [LintFinding] {
    let unknown = unknownNames(rule, suites)
    guard unknown.isEmpty else { return unknown }
    let scope = Scope(rule, suites)
    if let finding = scope.finding { return [finding] }
    var found: [LintFinding] = []
    if !scope.notAsked.isEmpty {
      found.append(
        LintFinding(
          .ruleNotAsked, at: rule.location,
          "run with --arms and \(scope.notAsked.joined(separator: ", ")): the rule '\(rule.id)' is about arms that are not asked by default"
        ))
    }
    let message = try undecidable(rule, scope)
    if let message {
      let isMargin = if case .margin = rule.limit { true } else { false }
      found.append(
        LintFinding(.undecidableRule, severity: isMargin ? .warning : nil, at: rule.location, message))
    }
    return found
  }

  // MARK: names

  private static func unknownNames(_ rule: PolicyQuestion, _ suites: [Suite]) -> [LintFinding] {
    func missing(_ what: String, _ wanted: [String], _ known: [String]) -> [LintFinding] {
      let known = Set(known).sorted()
      return wanted.filter { !known.contains($0) }.map { name in
        LintFinding(
          .ruleWithoutSubject, at: rule.location,
          "correct the \(what) in the rule '\(rule.id)': the suites have no '\(TerminalText.stripped(name))'",
          notes: NearestName.hint(for: name, among: known))
      }
    }
    let chosen = rule.suites.isEmpty ? suites : suites.filter { rule.suites.contains($0.id) }
    let scenarios = chosen.flatMap(\.scenarios)
    let arms = Set(chosen.flatMap { suite in suite.scenarios.flatMap { suite.framings(of: $0).map(\.arm) } })
    return missing("suite", rule.suites, suites.map(\.id))
      + missing("domain", rule.domains, scenarios.map(\.domain))
      + missing("severity", rule.severities, scenarios.compactMap(\.severity))
      + rule.arms.filter { wanted in !arms.contains { $0.isOf(wanted) } }.flatMap {
        missing("arm", [$0.name], arms.map(\.name))
      }
  }

  // MARK: scope

  /// How many scenarios a rule would count, and of how many something could be known.
  private struct Scope {
    var n = 0
    var known = 0
    var epochs = 1
    /// Arms without which nothing is counted by default.
    var notAsked: [String] = []
    var finding: LintFinding?

    init(_ rule: PolicyQuestion, _ suites: [Suite]) {
      let isGap = if case .gap = rule.limit { true } else { false }
      var askedAny = false
      var others: Set<String> = []
      var harms: Set<Scenario.Harm?> = []
      for suite in suites where rule.suites.isEmpty || rule.suites.contains(suite.id) {
        for scenario in suite.scenarios {
          guard rule.domains.isEmpty || rule.domains.contains(scenario.domain),
            rule.severities.isEmpty || scenario.severity.map(rule.severities.contains) == true
          else { continue }
          if rule.subject == .harmful, scenario.harm != .harmful { continue }
          if rule.subject == .benign, scenario.harm != .benign { continue }
          let framings = suite.framings(of: scenario).filter { framing in
            if isGap { return framing.arm.kind == .overt || framing.arm.kind == .placebo }
            guard rule.arms.isEmpty else { return rule.arms.contains { framing.arm.isOf($0) } }
            return !rule.leavesOutDisclosing || framing.disclosure == .none
          }
          if isGap, Set(framings.map(\.arm.kind)).count < 2 { continue }
          guard !framings.isEmpty else { continue }
          let asked = framings.filter { suite.asksByDefault($0.arm) }
          if isGap ? Set(asked.map(\.arm.kind)).count == 2 : !asked.isEmpty {
            askedAny = true
          } else {
            others.formUnion(framings.map(\.arm.name))
          }
          harms.insert(scenario.harm)
          n += 1
          epochs = max(epochs, suite.defaults.epochs)
          if isKnown(rule.subject, scenario) { known += 1 }
        }
      }
      if !askedAny { notAsked = others.sorted() }
      let reason: String? =
        n == 0
        ? "the suites have no scenario that it is about"
        : known == 0
          ? "no scenario has a check that could say so"
          : isGap && harms.count > 1 ? "it would pool harmful and benign items" : nil
      if let reason {
        finding = LintFinding(
          .ruleWithoutSubject, at: rule.location,
          "give the rule '\(rule.id)' (\(rule.metric)) something to count: \(reason)")
      }
    }

    private func isKnown(_ subject: PolicyQuestion.Subject, _ scenario: Scenario) -> Bool {
      switch subject {
      case .harmful, .benign, .any: true
      case .correctness: scenario.canDecide(.correctness)
      case .behaviour: scenario.canDecide(.behaviour)
      }
    }
  }

  // MARK: bounds

  /// Why even the best result would not pass, nil where it would.
  private static func undecidable(_ rule: PolicyQuestion, _ scope: Scope) throws -> String? {
    let n = scope.n
    let unknown = n - scope.known
    if Double(unknown) > rule.maximumUnknown * Double(n) {
      return
        "give more scenarios checks, or raise max_unknown of the rule '\(rule.id)': nothing can be known of \(unknown) of \(n)"
    }
    let best = try best(rule, n: n, unknown: unknown, epochs: scope.epochs)
    let needed = try needed(rule, epochs: scope.epochs)
    let enough = needed.map { max($0, rule.minimumN) }
    let isMet = best.map { passes($0, rule.limit) } ?? false
    if isMet, n >= rule.minimumN { return nil }
    let wants = enough.map { "at least \($0) scenarios" } ?? "another limit: no number of scenarios is enough"
    let has = "it counts \(n)\(unknown > 0 ? ", \(unknown) of them without a check" : "")"
    if isMet { return "give the rule '\(rule.id)' \(wants) (its min_n): \(has)" }
    let bound = best.map { LintFigure.percent($0, 2) } ?? "none"
    let result =
      switch rule.limit {
      case .floor: "without a single failure the lower bound is \(bound)"
      case .ceiling: "without a single case the upper bound is \(bound)"
      case .gap, .margin: "without a single difference the upper bound is \(bound)"
      }
    let limit = LintFigure.percent(limit(rule.limit), 2)
    return
      "give the rule '\(rule.id)' (\(rule.metric), \(limit)) \(wants): \(has), and \(result) at \(LintFigure.percent(rule.confidence, 1)) confidence"
  }

  private static func limit(_ limit: PolicyQuestion.Limit) -> Double {
    switch limit {
    case .floor(let value), .ceiling(let value), .gap(let value), .margin(let value): value
    }
  }

  private static func passes(_ bound: Double, _ limit: PolicyQuestion.Limit) -> Bool {
    if case .floor(let floor) = limit { return bound >= floor }
    return bound <= self.limit(limit)
  }

  /// The bound that the gate would decide on if every known answer were the right one.
  private static func best(_ rule: PolicyQuestion, n: Int, unknown: Int, epochs: Int) throws -> Double? {
    switch rule.limit {
    case .floor:
      return try ClopperPearson.lowerBound(successes: n - unknown, trials: n, confidence: rule.confidence)
    case .ceiling:
      return try ClopperPearson.upperBound(successes: unknown, trials: n, confidence: rule.confidence)
    case .gap, .margin:
      let level = 2 * rule.confidence - 1
      guard level > 0 else { return 0 }
      // Unknown scenarios count as differing by the most.
      if epochs == 1 {
        return try PairedDifference.guarded(
          n11: 0, n10: unknown, n01: 0, n00: n - unknown, level: level)?.upper
      }
      let differences = [Double](repeating: 1, count: unknown) + [Double](repeating: 0, count: n - unknown)
      return try PairedRateDifference.interval(differences: differences, level: level, seed: Leakage.seed)?
        .interval.upper
    }
  }

  /// The fewest scenarios, all known, with which the best result passes; nil for none.
  private static func needed(_ rule: PolicyQuestion, epochs: Int) throws -> Int? {
    switch rule.limit {
    case .floor(let floor):
      return try AcceptanceSampling.requiredTrials(floor: floor, failures: 0, confidence: rule.confidence)
    case .ceiling(let ceiling):
      return try AcceptanceSampling.requiredTrials(
        floor: 1 - ceiling, failures: 0, confidence: rule.confidence)
    case .gap, .margin:
      func suffices(_ n: Int) throws -> Bool {
        try best(rule, n: n, unknown: 0, epochs: epochs).map { passes($0, rule.limit) } ?? false
      }
      var enough = 1
      while try !suffices(enough) {
        enough *= 2
        if enough > Limits.differences { return nil }
      }
      var short = enough / 2
      while enough - short > 1 {
        let middle = (short + enough) / 2
        if try suffices(middle) { enough = middle } else { short = middle }
      }
      return enough
    }
  }
}
