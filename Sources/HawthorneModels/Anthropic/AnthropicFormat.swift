import HawthorneCore

/// Anthropic's Messages, as Anthropic and others speak them.
struct AnthropicFormat: WireFormat {
  let model: String
  /// Whether the address is Anthropic's own.
  let isAnthropic: Bool
  let family: ClaudeFamily

  init(model: String, host: String) {
    self.model = model
    isAnthropic = host == "anthropic.com" || host.hasSuffix(".anthropic.com")
    family = ClaudeFamily(model: model)
  }

  var capabilities: ModelCapabilities {
    ModelCapabilities(
      seed: false, prefill: family.takesPrefill, reasoningEffort: family.takesEffort,
      reasoningBudget: family.takesBudget)
  }

  func headers(key: String) -> [(name: String, value: String)] { [("x-api-key", key)] }

  func outgoing(_ request: ModelRequest, streaming: Bool) throws(ModelError) -> OutgoingRequest {
    try AnthropicRequestBody(model: model, family: family, streaming: streaming).build(request)
  }

  func reader(_ exchange: Exchange) -> AnthropicReader {
    AnthropicReader(isAnthropic: isAnthropic, exchange: exchange)
  }
}
