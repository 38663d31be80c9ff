public import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Decides a gate again on its report and policy and says what differs.
public enum GateVerifier {
  /// What of a gate's result says from what it was made.
  private struct Head: Decodable {
    struct Ledger: Decodable { var withheld: Bool }

    var report: ContentHash
    var baseline: ContentHash?
    var policyHash: ContentHash
    var ledger: Ledger?
  }

  /// What earlier decisions said is not decided again: it stood in the store when the gate did.
  ///
  /// - Parameters:
  ///   - reports: the report and the baseline, if any, in any order.
  ///   - origin: the result's name, for errors.
  /// - Throws: `DocumentError` for a file that cannot be read; `StatisticsError`.
  public static func verify(
    _ bytes: Data, origin: String, reports: [Report], policy: Policy
  ) throws -> Verification {
    let document = try SealedFile.parse(bytes, schema: GateResult.schema, origin: origin)
    var checks = [SealedFile.sealCheck(document)]
    let head: Head
    do {
      head = try JSONText.decode(Head.self, from: bytes, origin: origin)
    } catch {
      throw DocumentError(origin: origin, kind: .malformed(error.detail))
    }
    let report = reports.first { $0.id == head.report }
    checks.append(SourceCheck.check("gated", head.report, report))
    let baseline = head.baseline.flatMap { wanted in reports.first { $0.id == wanted } }
    if let wanted = head.baseline { checks.append(SourceCheck.check("baseline", wanted, baseline)) }
    checks.append(
      policy.hash == head.policyHash
        ? .init("policy", .holds, "The policy is the file that was decided by.")
        : .init(
          "policy", .fails,
          "The policy is not the one that was decided by: it hashes to \(policy.hash.short)…, not \(head.policyHash.short)…."
        ))
    var notes: [String] = []
    var ignored: Set<String> = ["id"]
    if head.ledger != nil {
      ignored.insert("ledger")
      notes.append("What the ledger said of earlier decisions is not decided again.")
    }
    if head.ledger?.withheld == true { ignored.insert("verdict") }
    var comparison: TreeComparison?
    if let report, head.baseline == nil || baseline != nil {
      comparison = TreeComparison(
        report: document,
        store: try JSONTree.value(of: try Gate.evaluate(report, policy: policy, baseline: baseline)),
        ignoring: ignored)
    }
    return Verification(
      document: GateResult.schema, stated: document["id"]?.stringValue, comparison: comparison,
      checks: checks, notes: notes)
  }
}
