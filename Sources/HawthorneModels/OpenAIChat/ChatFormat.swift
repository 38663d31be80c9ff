import HawthorneCore

/// OpenAI's chat completions, as OpenAI and many others speak them.
struct ChatFormat: WireFormat {
  /// The model's name as the server knows it.
  let model: String
  let dialect: ChatDialect

  var capabilities: ModelCapabilities {
    ModelCapabilities(
      tools: dialect.tools, images: dialect.images, seed: dialect.seedName != nil,
      prefill: dialect.prefill != nil, logprobs: dialect.logprobs, reasoningBudget: dialect.takesBudget)
  }

  func headers(key: String) -> [(name: String, value: String)] { [("Authorization", "Bearer \(key)")] }

  func outgoing(_ request: ModelRequest, streaming: Bool) throws(ModelError) -> OutgoingRequest {
    let (body, parameters) = try ChatRequestBody(model: model, dialect: dialect, streaming: streaming)
      .build(request)
    return OutgoingRequest(path: "/chat/completions", body: body, parameters: parameters)
  }

  func reader(_ exchange: Exchange) -> ChatCompletionReader {
    ChatCompletionReader(dialect: dialect, exchange: exchange)
  }
}
