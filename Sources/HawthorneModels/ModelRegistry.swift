public import HawthorneCore
import HawthorneFormats

/// Finds the adapter for a model's name.
public enum ModelRegistry {
  /// Every prefix of `--model`, in the order that help lists them.
  public static let providers: [ProviderDescription] =
    ChatProviders.all.map(\.description) + [
      ChatProviders.generic, responses, anthropic, google,
      ProviderDescription(prefix: "replay", wireProtocol: .replay, form: "<recording>"),
      ProviderDescription(prefix: "command", wireProtocol: .command, form: "<program and arguments>"),
      ProviderDescription(prefix: "organism", wireProtocol: .organism, form: "<name>?<parameter>=<value>&…"),
    ]

  private static let responses = ProviderDescription(
    prefix: "openai-responses", wireProtocol: .openAIResponses, keyVariables: ["OPENAI_API_KEY"],
    requiresKey: true, baseURLVariable: "OPENAI_BASE_URL", defaultURL: "https://api.openai.com/v1")
  private static let anthropic = ProviderDescription(
    prefix: "anthropic", wireProtocol: .anthropicMessages, keyVariables: ["ANTHROPIC_API_KEY"],
    requiresKey: true, baseURLVariable: "ANTHROPIC_BASE_URL", defaultURL: "https://api.anthropic.com/v1")
  private static let google = ProviderDescription(
    prefix: "google", wireProtocol: .googleGemini, keyVariables: ["GOOGLE_API_KEY", "GEMINI_API_KEY"],
    requiresKey: true, baseURLVariable: "GOOGLE_BASE_URL",
    defaultURL: "https://generativelanguage.googleapis.com/v1beta")

  /// Makes the adapter that `name` asks for.
  ///
  /// Nothing is sent and no process is started before the first request.
  ///
  /// - Parameter environment: where keys and base URLs are looked up; the process's own is not read.
  /// - Throws: `ModelError` of kind `unknownProvider`, `badModelName`, `missingKey`, `badAddress` or
  ///   `unreadableRecording`.
  public static func adapter(
    for name: ModelName, options: AdapterOptions = AdapterOptions(), environment: [String: String]
  ) throws(ModelError) -> any ModelAdapter {
    guard let provider = providers.first(where: { $0.prefix == name.provider }) else {
      let hints = NearestName.hint(for: name.provider, among: providers.map(\.prefix))
      throw ModelError(
        .unknownProvider,
        problem: "No provider is called '\(name.provider)'; \(hints.joined(separator: "; ")).")
    }
    return switch provider.wireProtocol {
    case .openAIChat: try chatAdapter(name, options: options, environment: environment)
    case .openAIResponses:
      try httpAdapter(name, ResponsesFormat(model: name.name), responses, options, environment)
    case .anthropicMessages:
      // Base URLs are given without the version, as Anthropic's own tools read them, or with it.
      try httpAdapter(
        name, { AnthropicFormat(model: name.name, host: $0.host) }, anthropic, options, environment,
        versions: ["v1"])
    case .googleGemini:
      try httpAdapter(
        name, GeminiFormat(model: name.name), google, options, environment,
        versions: ["v1beta", "v1", "v1alpha"])
    case .replay: try ReplayAdapter(name: name, options: options)
    case .command: try CommandAdapter(name: name, options: options, environment: environment)
    case .organism: try OrganismAdapter(name: name, context: options.organism)
    }
  }

  /// The variable that holds the base URL of a model's provider; nil where it has none.
  public static func baseURLVariable(of name: ModelName) -> String? {
    guard let provider = providers.first(where: { $0.prefix == name.provider }) else { return nil }
    guard provider.wireProtocol == .openAIChat else { return provider.baseURLVariable }
    return (try? chatProvider(name))?.0.baseURLVariable
  }

  private static func chatAdapter(
    _ name: ModelName, options: AdapterOptions, environment: [String: String]
  ) throws(ModelError) -> any ModelAdapter {
    let (provider, dialect, model) = try chatProvider(name)
    return try httpAdapter(
      name, ChatFormat(model: model, dialect: dialect), provider, options, environment, model: model)
  }

  private static func httpAdapter<Format: WireFormat>(
    _ name: ModelName, _ format: Format, _ provider: ProviderDescription,
    _ options: AdapterOptions, _ environment: [String: String], versions: [String] = [], model: String? = nil
  ) throws(ModelError) -> any ModelAdapter {
    try httpAdapter(
      name, { _ in format }, provider, options, environment, versions: versions, model: model)
  }

  /// - Parameters:
  ///   - format: made for the address.
  ///   - versions: folders that the address may end with; without any of them the first is added.
  ///   - model: the model's name as the server knows it, if it is not what follows the first slash.
  private static func httpAdapter<Format: WireFormat>(
    _ name: ModelName, _ format: (ServerAddress) -> Format, _ provider: ProviderDescription,
    _ options: AdapterOptions, _ environment: [String: String], versions: [String] = [], model: String? = nil
  ) throws(ModelError) -> any ModelAdapter {
    let variable = provider.baseURLVariable ?? ""
    let text =
      options.baseURL ?? environment[variable].flatMap { $0.isEmpty ? nil : $0 } ?? provider.defaultURL
    guard let text else {
      throw ModelError(
        .badAddress, problem: "The address of '\(name)' is not known: \(variable) is not set.",
        fix: "Set \(variable) or give --base-url.")
    }
    var address = try ServerAddress(text)
    if let version = versions.first { address = address.versioned(version, among: versions) }
    let key = try key(for: name, of: provider, at: address, environment)
    return HTTPModelAdapter(
      name: name, model: model ?? name.name, format: format(address), address: address, key: key,
      options: options)
  }

  private static func key(
    for name: ModelName, of provider: ProviderDescription, at address: ServerAddress,
    _ environment: [String: String]
  ) throws(ModelError) -> String? {
    let found = provider.keyVariables.lazy.compactMap { variable in
      environment[variable].map { (variable, String($0.trimmingWhitespace())) }
    }.first { !$0.1.isEmpty }
    if let (variable, key) = found, !key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) {
      throw ModelError(
        .missingKey,
        problem: "The key in \(variable) holds a space, a line break or a character not in ASCII.",
        fix: "Set the variable to the key alone.")
    }
    if found == nil, provider.requiresKey, !address.isLoopback {
      let names = provider.keyVariables.joined(separator: " or ")
      throw ModelError(
        .missingKey, problem: "The model '\(name)' needs a key, and \(names) is not set.",
        fix: "Set \(names) (to 'none' if the server asks for no key).")
    }
    return found?.1
  }

  private static func chatProvider(
    _ name: ModelName
  ) throws(ModelError) -> (ProviderDescription, ChatDialect, model: String) {
    if let known = ChatProviders.all.first(where: { $0.description.prefix == name.provider }) {
      return (known.description, known.dialect, name.name)
    }
    guard let inner = ModelName(name.name), let provider = ChatProviders.generic(for: inner.provider) else {
      throw ModelError(
        .badModelName, problem: "'\(name)' is not of the form openai-api/<provider>/<model>.",
        fix: "Name the provider with letters, digits, '-' or '_', then the model.")
    }
    return (provider, .standard, inner.name)
  }
}
