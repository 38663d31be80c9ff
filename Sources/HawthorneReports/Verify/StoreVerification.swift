import HawthorneCore
public import HawthorneStore

/// Holds a store's runs against their own hashes, without a report.
public enum StoreVerification {
  public static let document = "hawthorne-store"

  /// - Parameter plan: what else to look at of each run.
  /// - Throws: `StoreError`, and what `plan` throws.
  public static func verify(
    _ store: Store, plan: (String) throws -> Verification.Check
  ) throws -> Verification {
    var checks: [Verification.Check] = []
    for record in try store.runs() {
      checks.append(try IntegrityCheck.check(record.id, in: store))
      checks.append(try plan(record.id))
    }
    return Verification(
      document: document, stated: nil, comparison: TreeComparison(report: [:], store: [:]), checks: checks,
      notes: ["Labels have no hash: name a report to have its figures made again, or --relabel with it."])
  }
}
