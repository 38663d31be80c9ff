/// Where a provider's chat completions depart from OpenAI's.
struct ChatDialect: Sendable, Hashable {
  /// How a mode's name and its reasoning budget are put into a request.
  enum ModeSwitch: Sendable, Hashable {
    /// Only `reasoning_effort`.
    case effortOnly
    /// `reasoning: {enabled, effort, max_tokens}` (OpenRouter).
    case reasoningObject
    /// `thinking: {type: enabled | disabled}` (DeepSeek).
    case thinkingType
    /// `chat_template_kwargs: {enable_thinking}`, understood by templates of open models.
    case chatTemplate
  }

  /// How an answer that was begun for the model is marked.
  enum Prefill: Sendable, Hashable {
    /// `continue_final_message` without a generation prompt (vLLM, SGLang).
    case continueFinalMessage
    /// `prefix: true` in the message (Mistral).
    case prefixFlag
  }

  var maxTokensName = "max_tokens"
  /// nil: the provider has no seed.
  var seedName: String? = "seed"
  var tools = true
  /// Whether a message's content may be a list of parts with `image_url`.
  var images = true
  /// Whether `stream_options: {include_usage: true}` is known to the provider.
  var streamOptions = true
  /// Whether `logprobs` and `top_logprobs` are known to the provider.
  var logprobs = false
  /// nil: a last message of the assistant's would not be continued.
  var prefill: Prefill?
  var modeSwitch = ModeSwitch.effortOnly
  /// The member that carries a reasoning budget next to `modeSwitch`, nil for none.
  var budgetName: String?
  /// Whether `reasoning_content` must accompany assistant messages with tool calls when they are sent back.
  var returnsReasoning = false
  /// Whether `reasoning_details` go back with the assistant's messages that they came with.
  var returnsDetails = false
  /// Vendors (the model name's first part) whose visible reasoning is a summary of the real one.
  var summarisingVendors: Set<String> = []

  static let standard = ChatDialect()

  var takesBudget: Bool { modeSwitch == .reasoningObject || budgetName != nil }
}

/// The providers that speak chat completions: where they are and how they differ.
enum ChatProviders {
  static let all: [(description: ProviderDescription, dialect: ChatDialect)] = [
    hosted(
      "openai", "https://api.openai.com/v1",
      ChatDialect(maxTokensName: "max_completion_tokens", logprobs: true)),
    hosted(
      "openrouter", "https://openrouter.ai/api/v1",
      ChatDialect(
        logprobs: true, modeSwitch: .reasoningObject, returnsDetails: true,
        summarisingVendors: ["openai", "anthropic", "google", "x-ai"])),
    hosted("together", "https://api.together.xyz/v1"),
    hosted("groq", "https://api.groq.com/openai/v1", ChatDialect(maxTokensName: "max_completion_tokens")),
    hosted(
      "deepseek", "https://api.deepseek.com/v1",
      ChatDialect(images: false, logprobs: true, modeSwitch: .thinkingType, returnsReasoning: true)),
    hosted("xai", "https://api.x.ai/v1", keys: ["XAI_API_KEY", "GROK_API_KEY"]),
    hosted(
      "grok", "https://api.x.ai/v1", keys: ["XAI_API_KEY", "GROK_API_KEY"], baseURL: "XAI_BASE_URL"),
    hosted(
      "mistral", "https://api.mistral.ai/v1",
      ChatDialect(seedName: "random_seed", streamOptions: false, prefill: .prefixFlag)),
    hosted("fireworks", "https://api.fireworks.ai/inference/v1", ChatDialect(logprobs: true)),
    hosted(
      "perplexity", "https://api.perplexity.ai",
      ChatDialect(seedName: nil, tools: false, streamOptions: false)),
    local(
      "vllm", "http://127.0.0.1:8000/v1",
      ChatDialect(logprobs: true, prefill: .continueFinalMessage, modeSwitch: .chatTemplate)),
    local(
      "sglang", "http://127.0.0.1:30000/v1",
      ChatDialect(logprobs: true, prefill: .continueFinalMessage, modeSwitch: .chatTemplate)),
    local(
      "llamacpp", "http://127.0.0.1:8080/v1",
      ChatDialect(logprobs: true, modeSwitch: .chatTemplate, budgetName: "thinking_budget_tokens")),
    local("ollama", "http://127.0.0.1:11434/v1"),
    local("lmstudio", "http://127.0.0.1:1234/v1"),
  ]

  /// `openai-api/<provider>/<model>` reads `{PROVIDER}_API_KEY` and `{PROVIDER}_BASE_URL`.
  static let generic = ProviderDescription(
    prefix: "openai-api", wireProtocol: .openAIChat, keyVariables: ["{PROVIDER}_API_KEY"], requiresKey: true,
    baseURLVariable: "{PROVIDER}_BASE_URL", form: "<provider>/<model>")

  /// The generic description with a provider's name put in; nil for a name that makes no variable.
  static func generic(for provider: String) -> ProviderDescription? {
    guard let first = provider.utf8.first, (0x61...0x7A).contains(first | 0x20),
      provider.utf8.allSatisfy({
        (0x61...0x7A).contains($0 | 0x20) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F
      })
    else { return nil }
    let variable = String(provider.uppercased().map { $0 == "-" ? "_" : $0 })
    var description = generic
    description.keyVariables = ["\(variable)_API_KEY"]
    description.baseURLVariable = "\(variable)_BASE_URL"
    return description
  }

  private static func hosted(
    _ prefix: String, _ url: String, _ dialect: ChatDialect = .standard, keys: [String]? = nil,
    baseURL: String? = nil
  ) -> (description: ProviderDescription, dialect: ChatDialect) {
    let variable = prefix.uppercased()
    return (
      ProviderDescription(
        prefix: prefix, wireProtocol: .openAIChat, keyVariables: keys ?? ["\(variable)_API_KEY"],
        requiresKey: true, baseURLVariable: baseURL ?? "\(variable)_BASE_URL", defaultURL: url), dialect
    )
  }

  private static func local(
    _ prefix: String, _ url: String, _ dialect: ChatDialect = .standard
  ) -> (description: ProviderDescription, dialect: ChatDialect) {
    var (description, dialect) = hosted(prefix, url, dialect)
    description.requiresKey = false
    return (description, dialect)
  }
}
