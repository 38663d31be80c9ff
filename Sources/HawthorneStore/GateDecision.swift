public import HawthorneCore

/// One report decided under one policy, as the ledger holds it.
public struct GateDecision: Sendable, Hashable {
  public enum Verdict: String, Sendable, Hashable, CaseIterable {
    case pass, fail, inconclusive, invalid
  }

  /// A suite as it stood.
  public struct SuiteKey: Sendable, Hashable {
    public var id: String
    public var hash: ContentHash

    public init(id: String, hash: ContentHash) {
      self.id = id
      self.hash = hash
    }
  }

  /// `provider/name` of the model, and the system around it where one is named.
  public var subject: String
  public var policyID: String
  /// Over what the policy decides by.
  public var policyMeaning: ContentHash
  /// Over the policy file's bytes.
  public var policyHash: ContentHash
  public var report: ContentHash
  public var baseline: ContentHash?
  public var classifier: String
  public var runs: [String]
  public var suites: [SuiteKey]
  public var verdict: Verdict

  public init(
    subject: String, policyID: String, policyMeaning: ContentHash, policyHash: ContentHash,
    report: ContentHash, baseline: ContentHash?, classifier: String, runs: [String], suites: [SuiteKey],
    verdict: Verdict
  ) {
    self.subject = subject
    self.policyID = policyID
    self.policyMeaning = policyMeaning
    self.policyHash = policyHash
    self.report = report
    self.baseline = baseline
    self.classifier = classifier
    self.runs = runs
    self.suites = suites
    self.verdict = verdict
  }
}

/// What the ledger and the store know when a decision is recorded; the same again when it is asked for again.
public struct LedgerView: Sendable, Hashable {
  /// Recorded before it, on the same subject and any of its suites, the oldest first; of any policy.
  public var earlier: [GateDecision]
  /// Ended runs of the same subject and any of its suites that were there and that it does not count, by their ids.
  public var otherRuns: [String]
  /// As `otherRuns`, of runs that did not come to their end, or to an invalid one.
  public var unfinishedRuns: [String] = []
  /// Runs it counts that the store does not hold.
  public var unknownRuns: [String]
}
