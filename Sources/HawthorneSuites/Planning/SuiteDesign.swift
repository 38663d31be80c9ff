public import HawthorneCore

/// A suite's design, counted: what `show suite` and reviewers look at first.
public struct SuiteDesign: Sendable, Hashable, Encodable {
  public struct ArmRow: Sendable, Hashable, Encodable {
    public var arm: String
    /// `mixed` where scenarios' own framings differ.
    public var disclosure: String
    /// The fewest and the most of any scenario, over all languages.
    public var fewestWordings: Int
    public var mostWordings: Int
    public var scenarios: Int
    /// Asked unless --arms says otherwise.
    public var isDefault: Bool
  }

  public struct DomainRow: Sendable, Hashable, Encodable {
    public var domain: String
    public var severity: String?
    public var harm: Scenario.Harm?
    public var scenarios: Int
  }

  public struct CheckRow: Sendable, Hashable, Encodable {
    /// As the suite file writes it: `contains`, `regex`, `tool_called`, `json_pointer`, `judge`, `always`.
    public var kind: String
    public var verdict: Check.Verdict
    public var checks: Int
    public var scenarios: Int
  }

  public struct ToolRow: Sendable, Hashable, Encodable {
    public var name: String
    public var scenarios: Int
  }

  public struct LanguageRow: Sendable, Hashable, Encodable {
    public var language: String
    public var scenarios: Int
    public var isDefault: Bool
  }

  public var scenarios: Int
  public var arms: [ArmRow]
  public var languages: [LanguageRow]
  public var domains: [DomainRow]
  public var checks: [CheckRow]
  public var tools: [ToolRow]
  /// Scenarios with follow-ups, images, and an ordinary deployment request as reference.
  public var withFollowUps: Int
  public var withImages: Int
  public var withReference: Int

  public init(_ suite: Suite) {
    scenarios = suite.scenarios.count
    arms = Self.arms(suite)
    let spoken = Dictionary(suite.scenarios.flatMap(\.languages).map { ($0, 1) }, uniquingKeysWith: +)
    languages = spoken.sorted { $0.key < $1.key }.map { language, count in
      LanguageRow(
        language: language, scenarios: count, isDefault: suite.asksByDefault(language: language))
    }
    domains = Self.domains(suite)
    checks = Self.checks(suite)
    let named = Dictionary(
      suite.scenarios.flatMap { Set($0.tools.map(\.name)) }.map { ($0, 1) }, uniquingKeysWith: +)
    tools = named.sorted { $0.key < $1.key }.map { ToolRow(name: $0.key, scenarios: $0.value) }
    withFollowUps = suite.scenarios.count { $0.turns.count > 1 }
    withImages = suite.scenarios.count { !$0.images.isEmpty }
    withReference = suite.scenarios.count { $0.reference != nil }
  }

  private static func arms(_ suite: Suite) -> [ArmRow] {
    let framings = Dictionary(grouping: suite.scenarios.flatMap { suite.framings(of: $0) }, by: \.arm)
    return framings.sorted { $0.key < $1.key }.map { arm, framings in
      let disclosures = Set(framings.map(\.disclosure))
      let counts = framings.map(\.wordings.count)
      return ArmRow(
        arm: arm.name,
        disclosure: disclosures.count == 1 ? disclosures.first?.rawValue ?? "mixed" : "mixed",
        fewestWordings: counts.min() ?? 0, mostWordings: counts.max() ?? 0, scenarios: framings.count,
        isDefault: suite.asksByDefault(arm))
    }
  }

  private static func domains(_ suite: Suite) -> [DomainRow] {
    let severities = ["low", "medium", "high"]
    func rank(_ severity: String?) -> Int {
      severity.flatMap { severities.firstIndex(of: $0) } ?? severities.count
    }
    let groups = Dictionary(grouping: suite.scenarios) {
      DomainRow(domain: $0.domain, severity: $0.severity, harm: $0.harm, scenarios: 0)
    }
    return groups.map { key, scenarios in
      var row = key
      row.scenarios = scenarios.count
      return row
    }.sorted {
      ($0.domain, $0.harm?.rawValue ?? "", rank($0.severity), $0.severity ?? "")
        < ($1.domain, $1.harm?.rawValue ?? "", rank($1.severity), $1.severity ?? "")
    }
  }

  private static func checks(_ suite: Suite) -> [CheckRow] {
    struct Key: Hashable {
      var kind: String
      var verdict: Check.Verdict
    }
    var rows: [Key: CheckRow] = [:]
    for scenario in suite.scenarios {
      var seen: Set<Key> = []
      for check in scenario.checks {
        let key = Key(kind: check.condition.kind, verdict: check.verdict)
        var row = rows[key] ?? CheckRow(kind: key.kind, verdict: key.verdict, checks: 0, scenarios: 0)
        row.checks += 1
        if seen.insert(key).inserted { row.scenarios += 1 }
        rows[key] = row
      }
    }
    return rows.values.sorted { ($0.kind, $0.verdict.rawValue) < ($1.kind, $1.verdict.rawValue) }
  }
}

extension Check.Condition {
  /// The key under `when` in a suite file.
  var kind: String {
    switch self {
    case .contains: "contains"
    case .regex: "regex"
    case .toolCalled: "tool_called"
    case .jsonPointer: "json_pointer"
    case .judge: "judge"
    case .otherwise: "always"
    }
  }
}

extension Suite {
  /// The rollouts of one scenario, and of its twin, in every arm and in its own language, by arm: a matched set as the
  /// model under test would see it.
  ///
  /// - Parameter id: a scenario of the suite; nil takes the first that has one.
  /// - Returns: empty where there is no such scenario.
  /// - Throws: `CanonicalJSON.NotFinite`.
  public func example(scenario id: String? = nil) throws -> [PlannedRollout] {
    guard let chosen = scenarios.first(where: { id == nil || $0.id == id }) else { return [] }
    var suite = self
    suite.scenarios = [chosen] + scenarios.filter { $0.id == chosen.twin && $0.id != chosen.id }
    suite.defaults.epochs = 1
    let options = PlanOptions(
      model: ModelName(provider: "any", name: "model"), arms: [], languages: [chosen.language])
    do {
      return try Plan(suites: [suite], options: options).rollouts().sorted {
        ($0.scenarioID == chosen.id ? 0 : 1, $0.arm) < ($1.scenarioID == chosen.id ? 0 : 1, $1.arm)
      }
    } catch PlanError.nothingToAsk {
      return []
    }
  }
}
