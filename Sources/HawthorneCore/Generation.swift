/// How the model under test is run.
public struct Mode: Sendable, Hashable, Codable {
  /// `default`, `instant`, `thinking`, `parallel`, or a name of the user's.
  public var name: String
  public var reasoningEffort: String?
  /// Reasoning budget in tokens.
  public var reasoningTokens: Int?

  public init(name: String = "default", reasoningEffort: String? = nil, reasoningTokens: Int? = nil) {
    self.name = name
    self.reasoningEffort = reasoningEffort
    self.reasoningTokens = reasoningTokens
  }
}

/// What is asked of the model's sampler; nil leaves the provider's default.
public struct GenerationParameters: Sendable, Hashable, Codable {
  public var temperature: Double?
  public var topP: Double?
  public var maxTokens: Int?
  public var seed: Int64?
  /// Asks for the log probabilities of the answer's tokens, with so many alternatives each; nil for none at all.
  public var logprobs: Int?
  /// Provider-specific members sent as they are (`-M key=value`).
  public var extra: [String: JSONValue]

  public init(
    temperature: Double? = nil, topP: Double? = nil, maxTokens: Int? = nil, seed: Int64? = nil,
    logprobs: Int? = nil, extra: [String: JSONValue] = [:]
  ) {
    self.temperature = temperature
    self.topP = topP
    self.maxTokens = maxTokens
    self.seed = seed
    self.logprobs = logprobs
    self.extra = extra
  }
}

/// A model as the user names it: `provider/name`, the provider being the part before the first slash.
public struct ModelName: Sendable, Hashable, Codable, CustomStringConvertible {
  public var provider: String
  public var name: String

  public init(provider: String, name: String) {
    self.provider = provider
    self.name = name
  }

  /// Reads `provider/name`; nil without a slash or with an empty half.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
    self.init(provider: String(parts[0]), name: String(parts[1]))
  }

  public var description: String { "\(provider)/\(name)" }
}
