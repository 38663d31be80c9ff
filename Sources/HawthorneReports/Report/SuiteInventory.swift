public import HawthorneCore

/// What the suites of a report hold, asked or not, so that a gate can tell the whole of a suite from a part of it.
public struct SuiteInventory: Sendable, Hashable, Codable {
  /// Scenarios of a suite that are alike in all that a policy can choose by.
  public struct Stratum: Sendable, Hashable, Codable {
    public var domain: String
    public var severity: String?
    public var harm: Scenario.Harm?
    /// In which they can be asked, sorted; empty where the suite names none.
    public var arms: [String]
    public var languages: [String]
    public var scenarios: Int
  }

  public struct Holding: Sendable, Hashable, Codable {
    public var suite: String
    public var strata: [Stratum]
    /// The arms that are asked unless the command line names others, sorted; nil in reports of versions that did not say.
    public var armsByDefault: [String]?
    /// Of each scenario the hash of what it puts to a model, but for case and white space, so that a diff knows which were
    /// rewritten; nil in reports of versions that did not keep it.
    public var requests: [String: ContentHash]?

    public var scenarios: Int { strata.reduce(0) { $0 + $1.scenarios } }
  }

  /// A scenario, and which stratum of its suite it is in.
  public struct Place: Sendable, Hashable, Codable {
    public var suite: String
    public var scenario: String
    public var stratum: Int
  }

  /// By the suites' ids.
  public var suites: [Holding]
  /// Scenarios under several ids that say the same but for case, white space and what nobody sees, two or more in each
  /// group.
  public var copies: [[Place]]
}

/// What of a scenario an inventory is made of.
public struct ScenarioFacts: Sendable, Hashable {
  public var id: String
  public var domain: String
  public var severity: String?
  public var harm: Scenario.Harm?
  public var arms: [String]
  public var languages: [String]
  /// Over everything that it puts to a model, but for case, white space and invisible characters.
  public var request: ContentHash

  public init(
    id: String, domain: String, severity: String? = nil, harm: Scenario.Harm? = nil, arms: [String] = [],
    languages: [String] = ["en"], request: ContentHash
  ) {
    self.id = id
    self.domain = domain
    self.severity = severity
    self.harm = harm
    self.arms = arms
    self.languages = languages
    self.request = request
  }
}
