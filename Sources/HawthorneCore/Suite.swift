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

    public init(epochs: Int = 1, parameters: GenerationParameters = GenerationParameters()) {
      self.epochs = epochs
      self.parameters = parameters
    }
  }

  public var id: String
  public var title: String
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
  /// SHA-256 of the suite file's bytes.
  public var hash: ContentHash

  public init(
    id: String, title: String, version: String, kind: Kind, licence: String, visibility: Visibility,
    firstPublished: String? = nil, canary: String? = nil, language: String = "en",
    defaults: Defaults = Defaults(), framings: [Framing], scenarios: [Scenario], hash: ContentHash
  ) {
    self.id = id
    self.title = title
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
    self.hash = hash
  }
}

/// How one arm is put into words.
public struct Framing: Sendable, Hashable, Codable {
  /// One phrasing. `{{ system }}` and `{{ request }}` stand for the scenario's own text.
  public struct Wording: Sendable, Hashable, Codable {
    public var id: String
    /// nil keeps the scenario's system prompt.
    public var system: String?
    /// nil keeps the scenario's first user turn.
    public var user: String?

    public init(id: String, system: String? = nil, user: String? = nil) {
      self.id = id
      self.system = system
      self.user = user
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
