import HawthorneCore
public import HawthorneStore

/// The memory of a gate: running until it passes is not a pass.
///
/// A pass is withheld where earlier decisions on other runs of the same model, suites and policy did not pass: the best of
/// several tries shows less than one try does. All the runs counted together may pass.
public enum GateLedger {
  /// Records a decision, and withholds a pass that is the best of several.
  ///
  /// - Parameters:
  ///   - store: nil where the user named none.
  ///   - name: the store as the user named it, for messages.
  /// - Throws: `StoreError`, or what sealing the result throws.
  public static func settle(
    _ result: GateResult, on report: Report, policy: Policy, store: Store?, named name: String = ""
  ) throws -> GateResult {
    guard let store else {
      guard policy.ledger == .required else { return result }
      return try invalid(
        result, "The policy requires a ledger: name with --store the store that holds the runs.")
    }
    let contradictions = LedgerRuns.contradictions(of: report, to: store)
    guard contradictions.isEmpty else {
      var result = result
      result.problems += contradictions
      result.verdict = .invalid
      for index in result.rules.indices { result.rules[index].verdict = .invalid }
      try result.seal()
      return result
    }
    var own = decision(result, on: report, policy: policy)
    own.verdict = GateDecision.Verdict(rawValue: result.verdict.rawValue) ?? .invalid
    let isRequired = policy.ledger == .required
    let (before, recorded) = try store.record(own) { view in
      let judged = judge(own, view, isRequired: isRequired, store: name)
      return judged.isInvalid ? .invalid : judged.finding.withheld ? .inconclusive : own.verdict
    }
    let judged = judge(own, before, isRequired: isRequired, store: name)
    var settled = result
    settled.ledger = judged.finding
    if judged.isInvalid {
      settled.verdict = .invalid
      settled.problems += judged.finding.messages
    } else if judged.finding.withheld {
      settled.verdict = .inconclusive
    }
    if settled.verdict.rawValue != recorded.rawValue {
      settled.ledger?.messages.append(
        "The ledger has this very decision as \(recorded.rawValue.uppercased()), made by another version of Hawthorne or "
          + "with another 'ledger' in the policy; the worse stands.")
      if settled.verdict == .pass { settled.verdict = .inconclusive }
    }
    try settled.seal()
    return settled
  }

  private static func invalid(_ result: GateResult, _ problem: String) throws -> GateResult {
    var result = result
    result.problems.append(problem)
    result.verdict = .invalid
    try result.seal()
    return result
  }

  private static func decision(_ result: GateResult, on report: Report, policy: Policy) -> GateDecision {
    let runs = report.provenance.runs
    return GateDecision(
      subject: runs.first.map { RunManifest.subject(model: $0.model, $0.system) } ?? "", policyID: policy.id,
      policyMeaning: policy.meaning, policyHash: policy.hash, report: report.id, baseline: result.baseline,
      classifier: report.provenance.classifier.map { "\($0.reference)#\($0.hash.short)" } ?? "none",
      runs: runs.map(\.id).sorted(),
      suites: Set(runs.flatMap { $0.suites.map { GateDecision.SuiteKey(id: $0.id, hash: $0.hash) } })
        .sorted { ($0.id, $0.hash) < ($1.id, $1.hash) },
      verdict: .invalid)
  }

  private static func judge(
    _ own: GateDecision, _ view: LedgerView, isRequired: Bool, store: String
  ) -> (finding: LedgerFinding, isInvalid: Bool) {
    let runs = Set(own.runs)
    var finding = LedgerFinding(earlier: [], undecidedRuns: [], withheld: false, messages: [])
    if !view.unknownRuns.isEmpty {
      let names = view.unknownRuns.joined(separator: ", ")
      finding.messages.append(
        "The store does not hold \(names)"
          + (isRequired
            ? ": the policy requires the store in which the runs were made."
            : ", so that other runs of the model may be elsewhere."))
      if isRequired { return (finding, true) }
    }
    for decision in view.earlier {
      guard let relation = relation(decision, to: own, runs) else { continue }
      finding.earlier.append(
        LedgerFinding.Earlier(
          relation: relation, report: decision.report, runs: decision.runs, classifier: decision.classifier,
          policyMeaning: decision.policyMeaning,
          verdict: GateResult.Verdict(rawValue: decision.verdict.rawValue) ?? .invalid))
    }
    let weigh = LedgerWeighing(own: own, runs: runs, earlier: finding.earlier, isRequired: isRequired)
    finding.undecidedRuns = view.otherRuns.filter { !weigh.decided.contains($0) }
    if !view.unfinishedRuns.isEmpty { finding.unfinishedRuns = view.unfinishedRuns }
    weigh.settle(&finding, store: store)
    return (finding, false)
  }

  private static func relation(
    _ other: GateDecision, to own: GateDecision, _ runs: Set<String>
  ) -> LedgerFinding.Earlier.Relation? {
    guard other.policyMeaning == own.policyMeaning else {
      // Under another name it may be another question; but a limit that was moved after a failure is named.
      let didNotPass = other.verdict == .fail || other.verdict == .inconclusive
      return other.policyID == own.policyID || didNotPass ? .otherPolicy : nil
    }
    return Set(other.runs).isSubset(of: runs) ? .sameRuns : .otherRuns
  }
}
