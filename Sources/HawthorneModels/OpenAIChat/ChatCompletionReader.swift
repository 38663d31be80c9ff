import HawthorneCore

/// Turns the JSON of a chat completion into a response.
struct ChatCompletionReader: AnswerReader {
  typealias Stream = ChatStreamAccumulator

  var dialect: ChatDialect
  var exchange: Exchange

  /// Ends that are the server's and leave no whole answer: vLLM's and SGLang's `abort`, Ollama's `load` and `unload`
  /// of a model that was asked nothing, DeepSeek's lack of resources.
  private static let breaks: [String: ModelError.Kind] = [
    "error": .serverError, "abort": .serverError, "load": .overloaded, "unload": .overloaded,
    "insufficient_system_resource": .overloaded,
  ]

  func complaint(in document: JSONValue) -> JSONValue? {
    if document["error"]?.isComplaint == true { return document }
    if document["choices"] == nil, document["object"]?.stringValue == "error" { return document }
    if let choice = document["choices"]?.arrayValue?.first, choice["error"]?.isComplaint == true {
      return choice
    }
    return nil
  }

  /// - Throws: `ModelError` of kind `malformedResponse` where there is no choice or no message.
  func read(
    _ json: JSONValue, headers: [String: String], latency: Int
  ) throws(ModelError) -> ModelResponse {
    guard let choices = json["choices"]?.arrayValue else {
      throw malformed("has no 'choices'")
    }
    guard let choice = choices.first(where: { ($0["index"]?.integerValue ?? 0) == 0 }) ?? choices.first else {
      throw malformed("has an empty list of choices")
    }
    guard let message = choice["message"], message.objectValue != nil else {
      throw malformed("has a choice without a message")
    }
    let wireFinish = choice["finish_reason"]?.stringValue
    if let word = wireFinish, let kind = Self.breaks[word] {
      throw ModelError(
        kind, problem: "\(exchange.server) broke off the answer (\(word)).", httpStatus: 200)
    }
    let reading = ReasoningReader(dialect: dialect, model: exchange.model).read(message)
    var builder = AnswerBuilder()
    for (block, item) in reading.blocks { builder.add(block, item: item) }
    for type in reading.unknownTypes { builder.skip(type) }
    var text = reading.text
    var finish = Self.finish(wireFinish)
    if let refusal = message["refusal"]?.stringValue, !refusal.isEmpty {
      text = text.isEmpty ? refusal : "\(text)\n\(refusal)"
      if finish == .stop { finish = .refusal }
    }
    builder.add(text: text)
    try add(calls: message["tool_calls"]?.arrayValue ?? [], to: &builder)
    if !builder.hasCalls {
      for call in reading.calls {
        builder.add(
          callID: nil, name: call.name, arguments: WireJSON.arguments(.string(call.arguments)))
      }
    }
    var serving = serving(json, headers: headers, finish: finish, latency: latency)
    serving.unknownTypes = UnknownType.merged([
      builder.unknownTypes, ChatStreamAccumulator.unknownTypes(in: json),
    ])
    return exchange.redactor.clean(
      ModelResponse(
        message: builder.message(
          isCutOff: finish == .length || finish == .contentFilter,
          tokens: (Self.usage(json).reasoning, "usage.reasoning_tokens")),
        finish: finish, blocked: finish == .contentFilter ? wireFinish : nil, serving: serving,
        logprobs: TokenLogprob.list(choice["logprobs"]?["content"])))
  }

  func serving(
    _ json: JSONValue, headers: [String: String], finish: FinishReason, latency: Int
  ) -> ServingRecord {
    ServingRecord(
      requestedModel: exchange.model, servedModel: json["model"]?.stringValue,
      systemFingerprint: json["system_fingerprint"]?.stringValue, route: json["provider"]?.stringValue,
      requestID: json["id"]?.stringValue ?? headers["x-request-id"], finishReason: finish,
      usage: Self.usage(json), latencyMilliseconds: latency, attempts: 1,
      parametersAsSent: exchange.parametersAsSent)
  }

  private func add(calls: [JSONValue], to builder: inout AnswerBuilder) throws(ModelError) {
    for call in calls {
      guard let function = call["function"], let name = function["name"]?.stringValue, !name.isEmpty else {
        throw malformed("calls a tool without a name")
      }
      builder.add(
        callID: call["id"]?.stringValue, name: name, arguments: WireJSON.arguments(function["arguments"]))
    }
  }

  private static func finish(_ word: String?) -> FinishReason {
    switch word {
    case "stop", "eos", "end_turn", "stop_sequence": .stop
    case "length", "max_tokens", "model_length": .length
    case "tool_calls", "function_call": .toolCalls
    case "content_filter": .contentFilter
    case "refusal": .refusal
    case let word?: .other(word)
    case nil: .other("unstated")
    }
  }

  private static func usage(_ json: JSONValue) -> TokenUsage {
    let usage = json["usage"]
    return TokenUsage(
      input: usage?["prompt_tokens"]?.count, output: usage?["completion_tokens"]?.count,
      reasoning: usage?["completion_tokens_details"]?["reasoning_tokens"]?.count
        ?? usage?["reasoning_tokens"]?.count,
      cached: usage?["prompt_tokens_details"]?["cached_tokens"]?.count
        ?? usage?["prompt_cache_hit_tokens"]?.count ?? json["timings"]?["cache_n"]?.count)
  }
}
