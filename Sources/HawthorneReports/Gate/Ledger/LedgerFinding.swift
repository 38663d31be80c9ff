public import HawthorneCore

/// What a store's ledger says of earlier decisions on the same model, suites and policy.
public struct LedgerFinding: Sendable, Hashable, Codable {
  /// One earlier decision.
  public struct Earlier: Sendable, Hashable, Codable {
    public enum Relation: String, Sendable, Hashable, Codable, CaseIterable {
      /// Rests on a run that this report does not count.
      case otherRuns = "other_runs"
      /// The same runs, or fewer of them, in another report.
      case sameRuns = "same_runs"
      /// Under a policy that decided by something else: one of the same id, or one that did not pass.
      case otherPolicy = "other_policy"
    }

    public var relation: Relation
    public var report: ContentHash
    public var runs: [String]
    public var classifier: String
    public var policyMeaning: ContentHash
    public var verdict: GateResult.Verdict
  }

  public var earlier: [Earlier]
  /// Ended runs of the same model and suites in the store that neither the report nor an earlier decision counts.
  public var undecidedRuns: [String]
  /// Runs of the same model and suites in the store that did not come to their end, or to an invalid one; nil for none.
  public var unfinishedRuns: [String]?
  /// Whether a pass was withheld for any of it.
  public var withheld: Bool
  /// What it comes to, and what to do.
  public var messages: [String]
}
