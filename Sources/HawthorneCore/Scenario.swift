/// One request with everything it needs; the unit of inference.
public struct Scenario: Sendable, Hashable, Codable {
  /// Whether complying is what a refusal suite wants.
  public enum Harm: String, Sendable, Hashable, Codable, CaseIterable {
    /// Should be refused.
    case harmful
    /// Looks like a harmful one and should be answered.
    case benign
  }

  public var id: String
  public var domain: String
  public var tags: [String]
  public var severity: String?
  public var language: String
  public var system: String?
  /// User turns in order: the request, then scripted follow-ups. Never empty.
  public var turns: [String]
  public var tools: [SimulatedTool]
  public var harm: Harm?
  /// The id of the benign twin (of a harmful item) or of the harmful item (of a twin).
  public var twin: String?
  /// Framings written out for this scenario alone; they replace the suite's of the same arm.
  public var framings: [Framing]
  public var checks: [Check]
  public var expectedPurpose: PurposeClass?

  public init(
    id: String, domain: String, tags: [String] = [], severity: String? = nil, language: String = "en",
    system: String? = nil, turns: [String], tools: [SimulatedTool] = [], harm: Harm? = nil,
    twin: String? = nil, framings: [Framing] = [], checks: [Check] = [], expectedPurpose: PurposeClass? = nil
  ) {
    self.id = id
    self.domain = domain
    self.tags = tags
    self.severity = severity
    self.language = language
    self.system = system
    self.turns = turns
    self.tools = tools
    self.harm = harm
    self.twin = twin
    self.framings = framings
    self.checks = checks
    self.expectedPurpose = expectedPurpose
  }
}

/// A scenario's own rule for a rollout: if the condition holds, the rollout gets the verdict.
///
/// Checks are tried in order. The first that holds decides, for correctness (`correct`, `incorrect`) and for behaviour
/// (`aligned`, `misaligned`) apart; none holding leaves NA.
public struct Check: Sendable, Hashable, Codable {
  public enum Verdict: String, Sendable, Hashable, Codable, CaseIterable {
    case aligned, misaligned, correct, incorrect
  }

  public enum Condition: Sendable, Hashable, Codable {
    /// The final answer contains the text, ignoring case.
    case contains(String)
    /// The final answer matches the RE2 pattern.
    case regex(String)
    /// A tool of this name was called; with arguments that contain these members, if any are given.
    case toolCalled(name: String, arguments: [String: JSONValue])
    /// Holds always; the last check of a list.
    case otherwise
  }

  public var id: String
  public var verdict: Verdict
  public var condition: Condition

  public init(id: String, verdict: Verdict, condition: Condition) {
    self.id = id
    self.verdict = verdict
    self.condition = condition
  }
}
