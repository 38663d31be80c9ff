/// One prefix of `--model`: what it speaks, where it is and what its key is called.
public struct ProviderDescription: Sendable, Hashable {
  public enum WireProtocol: String, Sendable, Hashable, CaseIterable {
    case openAIChat = "openai-chat"
    case openAIResponses = "openai-responses"
    case anthropicMessages = "anthropic-messages"
    case googleGemini = "google-gemini"
    case replay, command, organism
  }

  /// The part of a model's name before the first slash.
  public var prefix: String
  public var wireProtocol: WireProtocol
  /// Environment variables that may hold the key, the first that is set wins. Empty: no key at all.
  public var keyVariables: [String]
  public var requiresKey: Bool
  public var baseURLVariable: String?
  public var defaultURL: String?
  /// What follows the prefix, for help: `<model>`, `<path>`, …
  public var form: String

  public init(
    prefix: String, wireProtocol: WireProtocol, keyVariables: [String] = [], requiresKey: Bool = false,
    baseURLVariable: String? = nil, defaultURL: String? = nil, form: String = "<model>"
  ) {
    self.prefix = prefix
    self.wireProtocol = wireProtocol
    self.keyVariables = keyVariables
    self.requiresKey = requiresKey
    self.baseURLVariable = baseURLVariable
    self.defaultURL = defaultURL
    self.form = form
  }
}
