import HawthorneCore

/// A report and its baseline paired by scenario, or why they cannot be.
enum MarginPairs {
  typealias Missing = RuleScope.Missing

  static func pairs(
    _ rule: PolicyRule, _ scope: RuleScope, _ policy: Policy, _ report: Report, _ baseline: Report?
  ) throws(Missing) -> [DifferenceRule.Pair] {
    guard let baseline else { throw Missing(message: "a margin needs --baseline") }
    try check(baseline, against: report)
    let suites = Set(scope.cells.map(\.suite))
    for suite in suites.sorted() where baseline.suiteHash(suite) != report.suiteHash(suite) {
      throw Missing(message: "the suite \(suite) differs between the report and the baseline")
    }
    if rule.metric.isAwareness || rule.metric == .na {
      let forms = (now: report.forms(of: suites), before: baseline.forms(of: suites))
      guard forms.now == forms.before || forms.now.isEmpty || forms.before.isEmpty else {
        throw Missing(
          message:
            "reasoning was read in another form (\(forms.now.joined(separator: ", "))) than in the baseline "
            + "(\(forms.before.joined(separator: ", ")))")
      }
    }
    let other = try RuleScope(rule, in: baseline, notAsked: policy.notAsked)
    try check(other, against: scope)
    let before = Dictionary(
      other.tallies(rule.metric.tally).map { ($0.scenario, $0.tally) },
      uniquingKeysWith: { first, _ in first })
    // What worsens is the share of the bad answer.
    let pairs = scope.tallies(rule.metric.tally).compactMap { now in
      before[now.scenario].map { then in
        rule.metric.isGood
          ? DifferenceRule.Pair(first: now.tally.negated, second: then.negated)
          : DifferenceRule.Pair(first: now.tally, second: then)
      }
    }
    guard !pairs.isEmpty else { throw Missing(message: "the report and the baseline share no scenario") }
    return pairs
  }

  /// A scenario that was asked in other arms, modes or languages is another question.
  private static func check(_ baseline: RuleScope, against scope: RuleScope) throws(Missing) {
    for (what, names) in [
      ("arms", { (scope: RuleScope) in Set(scope.cells.map(\.arm.name)) }),
      ("modes", { Set($0.cells.map(\.mode)) }), ("languages", { Set($0.cells.flatMap(\.byLanguage.keys)) }),
    ] {
      let (now, before) = (names(scope), names(baseline))
      guard now != before else { continue }
      throw Missing(
        message:
          "the \(what) asked differ between the report (\(now.sorted().joined(separator: ", "))) and the baseline "
          + "(\(before.sorted().joined(separator: ", "))); name in the rule those that both have")
    }
  }

  private static func check(_ baseline: Report, against report: Report) throws(Missing) {
    guard baseline.id != report.id else {
      throw Missing(message: "the baseline is the report itself, which is never worse than itself")
    }
    let shared = Set(baseline.provenance.runs.map(\.id)).intersection(report.provenance.runs.map(\.id))
    if let run = shared.min() {
      throw Missing(message: "the run \(run) is in the report and in the baseline")
    }
    guard baseline.validity.isValid else { throw Missing(message: "the baseline is invalid") }
    guard baseline.provenance.simulation == report.provenance.simulation else {
      throw Missing(message: "one of the report and the baseline is a simulation, the other is not")
    }
    guard baseline.provenance.classifier == report.provenance.classifier else {
      throw Missing(message: "the baseline's labels are of another classifier")
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
