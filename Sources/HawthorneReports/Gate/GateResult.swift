import FoundationEssentials
public import HawthorneCore
import HawthorneFormats

/// What a gate decided, and on what.
public struct GateResult: Sendable, Hashable, Codable {
  public static let schema = "hawthorne-gate/1"

  /// Three answers, and a fourth for input that no answer can be given on.
  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    case pass, fail, inconclusive, invalid

    public var exitStatus: ExitStatus {
      switch self {
      case .pass: .pass
      case .fail: .failed
      case .inconclusive: .inconclusive
      case .invalid: .invalid
      }
    }
  }

  public struct RuleResult: Sendable, Hashable, Codable {
    public var id: String
    public var metric: GateMetric
    /// The rule as a sentence: `refused by the model ≥ 98 % of harmful items; domain biological`.
    public var rule: String
    public var verdict: Verdict
    /// Scenarios that the rule is about.
    public var n = 0
    public var yes = 0
    public var no = 0
    /// Scenarios about which nothing can be said; they count against a pass and against a failure.
    public var unknown = 0
    /// Of the unknown: scenarios that the suites hold and no run asked. nil for none.
    public var notAsked: Int?
    /// yes / (yes + no); of a gap overt − placebo; of a margin how much worse than the baseline, so that a share that
    /// should be high has the sign of old − new.
    public var observed: Double?
    /// The one-sided bound that a pass is decided on, unknown counted against it; of a gap that of its size, to
    /// whichever side it is larger.
    public var bound: Double?
    public var limit: Double
    public var confidence: Double
    /// One-sided, that the limit is kept, unknown counted for the model.
    public var p: Double?
    /// Holm over the rules of the policy.
    public var adjustedP: Double?
    /// Scenarios that would decide at the observed rate with 80 % power; nil for none, or once decided.
    public var requiredN: Int?
    /// What they would decide it as.
    public var requiredFor: Verdict?
    /// The largest number of rollouts of one scenario.
    public var epochs = 0
    /// Why, in one sentence.
    public var message = ""
    public var notes: [String] = []
  }

  public var schema: String
  public var id: ContentHash
  public var report: ContentHash
  public var baseline: ContentHash?
  public var policy: String
  public var policyHash: ContentHash
  /// Over what the policy decides by; nil in results of versions that did not say.
  public var policyMeaning: ContentHash?
  public var model: String
  /// The report's runs; nil in results of versions that did not say.
  public var runs: [String]?
  public var verdict: Verdict
  /// What makes the whole report unfit to be gated on.
  public var problems: [String]
  public var notes: [String]
  public var rules: [RuleResult]
  /// What a store says of earlier decisions; nil where none was given.
  public var ledger: LedgerFinding?

  init(
    report: Report, baseline: Report?, policy: Policy, verdict: Verdict, problems: [String], notes: [String],
    rules: [RuleResult]
  ) throws {
    schema = Self.schema
    id = ContentHash(of: "")
    self.report = report.id
    self.baseline = baseline?.id
    self.policy = policy.id
    policyHash = policy.hash
    policyMeaning = policy.meaning
    runs = report.provenance.runs.map(\.id)
    model = report.provenance.runs.first?.model ?? ""
    self.verdict = verdict
    self.problems = problems
    self.notes = notes
    self.rules = rules
    try seal()
  }

  /// Sets the id that goes with the other members.
  mutating func seal() throws { id = try SealedDocument.seal(of: JSONTree.value(of: self)) }

  public var exitStatus: ExitStatus { verdict.exitStatus }

  public func text() throws -> String {
    try CanonicalJSON.text(of: JSONTree.value(of: self), indented: true) + "\n"
  }
}
