/// A versioned file of scenarios with the framings they are asked in.
public struct Suite: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case paired, refusal, capability, probe
  }

  public enum Visibility: String, Sendable, Hashable, Codable, CaseIterable {
    case `public`, `private`
  }

  public struct Defaults: Sendable, Hashable, Codable {
    public var epochs: Int
    /// What the suite asks of the model unless the command line says otherwise.
    public var parameters: GenerationParameters
    /// The arms asked unless the command line names others; nil is all.
    public var arms: [Arm]?
    /// The languages asked unless the command line names others; nil is all.
    public var languages: [String]?

    public init(
      epochs: Int = 1, parameters: GenerationParameters = GenerationParameters(), arms: [Arm]? = nil,
      languages: [String]? = nil
    ) {
      self.epochs = epochs
      self.parameters = parameters
      self.arms = arms
      self.languages = languages
    }
  }

  public var id: String
  public var title: String
  public var description: String?
  public var version: String
  public var kind: Kind
  public var licence: String
  public var visibility: Visibility
  /// `YYYY-MM-DD`, nil for a suite never published.
  public var firstPublished: String?
  public var canary: String?
  public var language: String
  public var defaults: Defaults
  public var framings: [Framing]
  public var scenarios: [Scenario]
  /// What wordings may name, where the scenario has no value of its own.
  public var values: [String: String]
  /// Lint findings that the author accepts, with a reason.
  public var waivers: [Waiver]
  /// SHA-256 of the suite file's bytes; where a suite has several files, of their names and hashes.
  public var hash: ContentHash

  public init(
    id: String, title: String, description: String? = nil, version: String, kind: Kind, licence: String,
    visibility: Visibility,
    firstPublished: String? = nil, canary: String? = nil, language: String = "en",
    defaults: Defaults = Defaults(), framings: [Framing], scenarios: [Scenario],
    values: [String: String] = [:], waivers: [Waiver] = [], hash: ContentHash
  ) {
    self.id = id
    self.title = title
    self.description = description
    self.version = version
    self.kind = kind
    self.licence = licence
    self.visibility = visibility
    self.firstPublished = firstPublished
    self.canary = canary
    self.language = language
    self.defaults = defaults
    self.framings = framings
    self.scenarios = scenarios
    self.values = values
    self.waivers = waivers
    self.hash = hash
  }
}

extension Suite {
  /// Reads a suite as stored, also by versions that knew no values and waivers.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    id = try container.decode(String.self, forKey: .id)
    title = try container.decode(String.self, forKey: .title)
    description = try container.decodeIfPresent(String.self, forKey: .description)
    version = try container.decode(String.self, forKey: .version)
    kind = try container.decode(Kind.self, forKey: .kind)
    licence = try container.decode(String.self, forKey: .licence)
    visibility = try container.decode(Visibility.self, forKey: .visibility)
    firstPublished = try container.decodeIfPresent(String.self, forKey: .firstPublished)
    canary = try container.decodeIfPresent(String.self, forKey: .canary)
    language = try container.decode(String.self, forKey: .language)
    defaults = try container.decode(Defaults.self, forKey: .defaults)
    framings = try container.decode([Framing].self, forKey: .framings)
    scenarios = try container.decode([Scenario].self, forKey: .scenarios)
    values = try container.decodeIfPresent([String: String].self, forKey: .values) ?? [:]
    waivers = try container.decodeIfPresent([Waiver].self, forKey: .waivers) ?? []
    hash = try container.decode(ContentHash.self, forKey: .hash)
  }
}

/// A lint finding that the suite's author accepts; reports repeat it.
public struct Waiver: Sendable, Hashable, Codable {
  /// The finding's id: `lint.round-number`.
  public var finding: String
  /// nil waives the finding for the whole suite.
  public var scenario: String?
  public var reason: String
  /// Who accepts it.
  public var by: String
  /// `YYYY-MM-DD`: the last day on which the waiver holds.
  public var expires: String

  public init(finding: String, scenario: String? = nil, reason: String, by: String, expires: String) {
    self.finding = finding
    self.scenario = scenario
    self.reason = reason
    self.by = by
    self.expires = expires
  }
}

/// How one arm is put into words.
public struct Framing: Sendable, Hashable, Codable {
  /// One phrasing.
  ///
  /// `{{ system }}` and `{{ request }}` stand for the scenario's own text, `{{ transcript }}` for both and the
  /// follow-ups as quoted text, any other name for a value of the scenario or the suite.
  public struct Wording: Sendable, Hashable, Codable {
    public var id: String
    /// nil is the suite's language.
    public var language: String?
    /// nil keeps the scenario's system prompt.
    public var system: String?
    /// nil keeps the scenario's first user turn.
    public var user: String?
    /// One more user turn after the scenario's own.
    public var followUp: String?

    public init(
      id: String, language: String? = nil, system: String? = nil, user: String? = nil,
      followUp: String? = nil
    ) {
      self.id = id
      self.language = language
      self.system = system
      self.user = user
      self.followUp = followUp
    }
  }

  public var arm: Arm
  public var disclosure: Disclosure
  public var wordings: [Wording]

  public init(arm: Arm, disclosure: Disclosure, wordings: [Wording]) {
    self.arm = arm
    self.disclosure = disclosure
    self.wordings = wordings
  }
}
