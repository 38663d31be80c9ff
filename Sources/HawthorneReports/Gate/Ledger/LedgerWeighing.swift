import HawthorneCore
import HawthorneStore

/// Whether earlier decisions and other runs stand against a pass, and what is said of them.
struct LedgerWeighing {
  let own: GateDecision
  let runs: Set<String>
  let earlier: [LedgerFinding.Earlier]
  /// Whether the policy wants every run counted.
  let isRequired: Bool

  private var isPass: Bool { own.verdict == .pass }

  /// Earlier decisions that did not pass and were none on an unfit report.
  private func refused(_ relation: LedgerFinding.Earlier.Relation) -> [LedgerFinding.Earlier] {
    earlier.filter { $0.relation == relation && ($0.verdict == .fail || $0.verdict == .inconclusive) }
  }

  /// Runs that a decision under this policy counts; one on an unfit report decides nothing about them.
  var decided: Set<String> {
    Set(earlier.filter { $0.relation != .otherPolicy && $0.verdict != .invalid }.flatMap(\.runs))
  }

  /// Sets whether a pass is withheld, and says why.
  func settle(_ finding: inout LedgerFinding, store: String) {
    let isBestOfSeveral = weighOthers(&finding)
    let isOtherReport = weighSame(&finding)
    let isUnfinished = weighUnfinished(&finding)
    weighPolicies(&finding)
    finding.withheld = isPass && (isBestOfSeveral || isOtherReport || isUnfinished)
    guard isPass, isBestOfSeveral else { return }
    var pooled = runs.union(refused(.otherRuns).isEmpty ? [] : others.flatMap(\.runs))
    if isRequired { pooled.formUnion(finding.undecidedRuns) }
    finding.messages.append(
      "Count all runs together and gate that report: hawthorne report \(pooled.sorted().joined(separator: " ")) "
        + "--store \(store) -o pooled.json")
  }

  private var others: [LedgerFinding.Earlier] {
    earlier.filter { $0.relation == .otherRuns && $0.verdict != .invalid }
  }

  /// Other runs that did not pass, or that nobody decided on.
  private func weighOthers(_ finding: inout LedgerFinding) -> Bool {
    let refused = refused(.otherRuns)
    if !refused.isEmpty {
      finding.messages.append(
        "\(Figures.count(refused.count, "earlier decision")) of \(others.count) on other runs of \(own.subject) under this "
          + "policy did not pass"
          + (isPass ? ": this one alone is the best of several, and does not pass." : "."))
    }
    if !finding.undecidedRuns.isEmpty {
      finding.messages.append(
        "The store holds \(Figures.count(finding.undecidedRuns.count, "more ended run")) of \(own.subject) on these suites "
          + "that no decision counts"
          + (isRequired && isPass ? ", and the policy requires a ledger of all." : "."))
    }
    return !refused.isEmpty || isRequired && !finding.undecidedRuns.isEmpty
  }

  /// The same runs under other labels, or in another report.
  private func weighSame(_ finding: inout LedgerFinding) -> Bool {
    let same = refused(.sameRuns)
    let relabelled = same.filter { $0.classifier != own.classifier }
    if !relabelled.isEmpty {
      let names = Set(relabelled.map(\.classifier)).sorted().joined(separator: ", ")
      finding.messages.append(
        "The same runs did not pass with the labels of \(names)"
          + (isPass
            ? ": which labels count must not follow from the verdict. Pin 'classifier' in the policy."
            : "."))
    }
    let rewritten = same.filter { $0.classifier == own.classifier && Set($0.runs) == runs }
    if !rewritten.isEmpty {
      let names = Set(rewritten.map(\.report.short)).sorted().joined(separator: ", ")
      finding.messages.append(
        "The same runs with the same labels did not pass in the report \(names)"
          + (isPass
            ? ": two reports of the same rollouts count the same. Write it again with 'hawthorne report'."
            : "."))
    }
    let fewer = same.filter { $0.classifier == own.classifier && Set($0.runs) != runs }
    if isPass, !fewer.isEmpty {
      finding.messages.append(
        "Runs were added after \(Figures.count(fewer.count, "decision")) on fewer of them did not pass: a bound made for a "
          + "fixed n is too kind to who adds until it holds.")
    }
    return !relabelled.isEmpty || !rewritten.isEmpty
  }

  /// Runs that were broken off, perhaps because of what they showed.
  private func weighUnfinished(_ finding: inout LedgerFinding) -> Bool {
    guard let unfinished = finding.unfinishedRuns, !unfinished.isEmpty else { return false }
    finding.messages.append(
      "The store holds \(Figures.count(unfinished.count, "run")) of \(own.subject) on these suites that did not come to a "
        + "valid end: \(unfinished.joined(separator: ", "))"
        + (isRequired && isPass
          ? ", and the policy requires a ledger of all. 'hawthorne resume' goes on with them." : "."))
    return isRequired
  }

  private func weighPolicies(_ finding: inout LedgerFinding) {
    let moved = refused(.otherPolicy)
    guard isPass, !moved.isEmpty else { return }
    finding.messages.append(
      "\(Figures.count(moved.count, "earlier decision")) under a policy that decides otherwise did not pass: see whether a "
        + "limit was moved.")
  }
}
