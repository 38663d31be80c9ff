import HawthorneModels
public import HawthorneSuites

/// Everything a run was asked for beside its suites; stored with it, so that `resume` needs nothing else.
public struct RunRequest: Sendable, Hashable, Codable {
  /// How the model is reached. Keys are not here: they are read from the environment each time.
  public struct Endpoint: Sendable, Hashable, Codable {
    /// As the user gave it, without credentials and query.
    public var baseURL: String?
    /// What was left out of it: `user and password`, `query`; nil for nothing. It must be given again to go on.
    public var withheld: [String]?
    public var streaming: Bool
    /// For one request, in seconds.
    public var timeout: Double

    public init(baseURL: String? = nil, streaming: Bool = true, timeout: Double = 600) {
      self.baseURL = baseURL.map(Self.withoutSecrets)
      let withheld = baseURL.map(Self.secretParts) ?? []
      self.withheld = withheld.isEmpty ? nil : withheld
      self.streaming = streaming
      self.timeout = timeout
    }

    /// What an address has that is not stored, in words.
    static func secretParts(_ address: String) -> [String] {
      var parts: [String] = []
      let text = address.prefix { $0 != "?" && $0 != "#" }
      if text.split(separator: "/", omittingEmptySubsequences: false).dropFirst(2).first?.contains("@")
        ?? false
      {
        parts.append("user and password")
      }
      if SecretShape.withoutKeys(String(text)) != text { parts.append("key in the path") }
      if text.endIndex < address.endIndex { parts.append("query") }
      return parts
    }

    /// An address without user, password, query, fragment and what has the form of a key.
    public static func withoutSecrets(_ address: String) -> String {
      let text = address.prefix { $0 != "?" && $0 != "#" }
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      // scheme: / empty / user:password@host
      guard parts.count > 2, parts[1].isEmpty, let at = parts[2].lastIndex(of: "@") else {
        return SecretShape.withoutKeys(String(text))
      }
      let host = parts[2][parts[2].index(after: at)...]
      return SecretShape.withoutKeys((parts[..<2] + [host] + parts[3...]).joined(separator: "/"))
    }
  }

  /// Where the suites were read from, as the user named it.
  public struct Sources: Sendable, Hashable, Codable {
    public var suites: [String]
    public var suitesFolder: String?
    public var dataFolder: String?

    public init(suites: [String], suitesFolder: String? = nil, dataFolder: String? = nil) {
      self.suites = suites
      self.suitesFolder = suitesFolder
      self.dataFolder = dataFolder
    }
  }

  public var plan: PlanOptions
  public var settings: RunSettings
  public var endpoint: Endpoint
  /// nil where nobody read files, and in runs of earlier versions.
  public var sources: Sources?

  public init(
    plan: PlanOptions, settings: RunSettings = RunSettings(), endpoint: Endpoint = Endpoint(),
    sources: Sources? = nil
  ) {
    self.plan = plan
    self.settings = settings
    self.endpoint = endpoint
    self.sources = sources
  }
}
