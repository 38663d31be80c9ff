import HawthorneCore

/// OpenAI's Responses, used without state on the server: every request carries the whole conversation.
struct ResponsesFormat: WireFormat {
  let model: String

  var capabilities: ModelCapabilities {
    ModelCapabilities(seed: false, logprobs: true, reasoningEffort: reasons, reasoningBudget: false)
  }

  /// Whether the model may take reasoning parameters: all but OpenAI's models known not to reason, which answer 400.
  private var reasons: Bool {
    let name = model.lowercased()
    return !["gpt-3", "gpt-4", "chatgpt-", "davinci", "babbage"].contains { name.hasPrefix($0) }
      && !(name.hasPrefix("gpt-5") && name.contains("-chat"))
  }

  func headers(key: String) -> [(name: String, value: String)] { [("Authorization", "Bearer \(key)")] }

  func outgoing(_ request: ModelRequest, streaming: Bool) throws(ModelError) -> OutgoingRequest {
    try ResponsesRequestBody(model: model, reasons: reasons, streaming: streaming).build(request)
  }

  func reader(_ exchange: Exchange) -> ResponsesReader { ResponsesReader(exchange: exchange) }
}
