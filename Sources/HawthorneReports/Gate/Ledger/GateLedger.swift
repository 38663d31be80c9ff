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
    let others = finding.earlier.filter { $0.relation == .otherRuns && $0.verdict != .invalid }
    let refused = others.filter { $0.verdict != .pass }
    let decided = Set(finding.earlier.filter { $0.relation != .otherPolicy }.flatMap(\.runs))
    finding.undecidedRuns = view.otherRuns.filter { !decided.contains($0) }
    let isPass = own.verdict == .pass
    var pooled = runs
    if !refused.isEmpty {
      pooled.formUnion(others.flatMap(\.runs))
      finding.messages.append(
        "\(Figures.count(refused.count, "earlier decision")) of \(others.count) on other runs of \(own.subject) under this "
          + "policy did not pass"
          + (isPass ? ": this one alone is the best of several, and does not pass." : "."))
    }
    let relabelled = finding.earlier.filter {
      $0.relation == .sameRuns && Set($0.runs) == runs && $0.classifier != own.classifier
        && ($0.verdict == .fail || $0.verdict == .inconclusive)
    }
    if !relabelled.isEmpty {
      let names = Set(relabelled.map(\.classifier)).sorted().joined(separator: ", ")
      finding.messages.append(
        "The same runs did not pass with the labels of \(names)"
          + (isPass
            ? ": which labels count must not follow from the verdict. Pin 'classifier' in the policy."
            : "."))
    }
    if !finding.undecidedRuns.isEmpty {
      if isRequired { pooled.formUnion(finding.undecidedRuns) }
      finding.messages.append(
        "The store holds \(Figures.count(finding.undecidedRuns.count, "more ended run")) of \(own.subject) on these suites "
          + "that no decision counts"
          + (isRequired && isPass ? ", and the policy requires a ledger of all." : "."))
    }
    let isBestOfSeveral = isPass && (!refused.isEmpty || isRequired && !finding.undecidedRuns.isEmpty)
    finding.withheld = isBestOfSeveral || isPass && !relabelled.isEmpty
    if isBestOfSeveral {
      finding.messages.append(
        "Count all runs together and gate that report: hawthorne report \(pooled.sorted().joined(separator: " ")) "
          + "--store \(store) -o pooled.json")
    }
    return (finding, false)
  }

  private static func relation(
    _ other: GateDecision, to own: GateDecision, _ runs: Set<String>
  ) -> LedgerFinding.Earlier.Relation? {
    guard other.policyMeaning == own.policyMeaning else {
      return other.policyID == own.policyID ? .otherPolicy : nil
    }
    return Set(other.runs).isSubset(of: runs) ? .sameRuns : .otherRuns
  }
}
