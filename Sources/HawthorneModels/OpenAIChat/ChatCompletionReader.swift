import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Turns the JSON of a chat completion into a response.
struct ChatCompletionReader {
  var dialect: ChatDialect
  var model: String
  var server: String
  var redactor: Redactor
  var parametersAsSent: JSONValue

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
    if let word = wireFinish, ["error", "insufficient_system_resource"].contains(word) {
      throw ModelError(
        word == "error" ? .serverError : .overloaded, problem: "\(server) broke off the answer (\(word)).",
        httpStatus: 200)
    }
    let usage = Self.usage(json)
    var (blocks, text) = ReasoningReader(dialect: dialect, model: model).read(message)
    let calls = try toolCalls(message)
    var finish = Self.finish(wireFinish)
    if let refusal = message["refusal"]?.stringValue, !refusal.isEmpty {
      text = text.isEmpty ? refusal : "\(text)\n\(refusal)"
      if finish == .stop { finish = .refusal }
    }
    if finish == .length || finish == .contentFilter, text.allSatisfy(\.isWhitespace), calls.isEmpty {
      Self.truncateLast(&blocks)
    }
    if blocks.isEmpty, let hidden = usage.reasoning, hidden > 0 {
      // The model thought, and the provider shows nothing of it.
      blocks = [ReasoningBlock(provenance: .absent, source: "usage.reasoning_tokens")]
    }
    if blocks.count == 1 { blocks[0].tokens = usage.reasoning }
    return redacted(
      ModelResponse(
        message: Message(role: .assistant, text: text, reasoning: blocks, toolCalls: calls), finish: finish,
        blocked: finish == .contentFilter ? wireFinish : nil,
        serving: serving(json, headers: headers, finish: finish, usage: usage, latency: latency)))
  }

  /// The response for a request that the provider's filter refused.
  func blocked(
    reason: String, json: JSONValue?, headers: [String: String], latency: Int
  ) -> ModelResponse {
    let json = json ?? .null
    return redacted(
      ModelResponse(
        message: Message(role: .assistant, text: ""), finish: .contentFilter, blocked: reason,
        serving: serving(
          json, headers: headers, finish: .contentFilter, usage: Self.usage(json), latency: latency)))
  }

  private func malformed(_ what: String) -> ModelError {
    ModelError(.malformedResponse, problem: "The answer of \(server) \(what).", httpStatus: 200)
  }

  private func serving(
    _ json: JSONValue, headers: [String: String], finish: FinishReason, usage: TokenUsage, latency: Int
  ) -> ServingRecord {
    ServingRecord(
      requestedModel: model, servedModel: json["model"]?.stringValue,
      systemFingerprint: json["system_fingerprint"]?.stringValue, route: json["provider"]?.stringValue,
      requestID: json["id"]?.stringValue ?? headers["x-request-id"], finishReason: finish, usage: usage,
      latencyMilliseconds: latency, attempts: 1, parametersAsSent: parametersAsSent)
  }

  private func toolCalls(_ message: JSONValue) throws(ModelError) -> [ToolCall] {
    var calls: [ToolCall] = []
    for (index, call) in (message["tool_calls"]?.arrayValue ?? []).enumerated() {
      guard let function = call["function"], let name = function["name"]?.stringValue, !name.isEmpty else {
        throw malformed("calls a tool without a name")
      }
      var id = call["id"]?.stringValue ?? ""
      // Some servers leave the id out; the answer to the call needs one.
      if id.isEmpty { id = "call_\(index)" }
      calls.append(ToolCall(id: id, name: name, arguments: Self.arguments(function["arguments"])))
    }
    return calls
  }

  private static func arguments(_ value: JSONValue?) -> JSONValue {
    guard let value, !value.isNull else { return .object([:]) }
    guard let text = value.stringValue else { return value }
    if text.allSatisfy(\.isWhitespace) { return .object([:]) }
    return WireJSON.parse(Array(text.utf8)) ?? .string(text)
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
    func count(_ value: JSONValue?) -> Int? {
      value?.integerValue.flatMap { $0 >= 0 ? Int(exactly: $0) : nil }
    }
    return TokenUsage(
      input: count(usage?["prompt_tokens"]), output: count(usage?["completion_tokens"]),
      reasoning: count(usage?["completion_tokens_details"]?["reasoning_tokens"])
        ?? count(usage?["reasoning_tokens"]),
      cached: count(usage?["prompt_tokens_details"]?["cached_tokens"])
        ?? count(usage?["prompt_cache_hit_tokens"]) ?? count(json["timings"]?["cache_n"]))
  }

  /// A thought that the limit cut off is not a readable one.
  private static func truncateLast(_ blocks: inout [ReasoningBlock]) {
    guard let last = blocks.lastIndex(where: { $0.readableText != nil }) else { return }
    blocks[last].provenance = .truncated
  }

  /// A server may echo what it was sent, the key included.
  private func redacted(_ response: ModelResponse) -> ModelResponse {
    var response = response
    response.message.text = redactor.clean(response.message.text)
    for index in response.message.reasoning.indices {
      response.message.reasoning[index].text = response.message.reasoning[index].text.map(redactor.clean)
      response.message.reasoning[index].payload = response.message.reasoning[index].payload.map(
        redactor.clean)
    }
    for index in response.message.toolCalls.indices {
      response.message.toolCalls[index].id = redactor.clean(response.message.toolCalls[index].id)
      response.message.toolCalls[index].name = redactor.clean(response.message.toolCalls[index].name)
      response.message.toolCalls[index].arguments = redactor.clean(
        response.message.toolCalls[index].arguments)
    }
    if case .other(let word) = response.finish { response.finish = .other(redactor.clean(word)) }
    response.serving.finishReason = response.finish
    response.serving.servedModel = response.serving.servedModel.map(redactor.clean)
    response.serving.systemFingerprint = response.serving.systemFingerprint.map(redactor.clean)
    response.serving.route = response.serving.route.map(redactor.clean)
    response.serving.requestID = response.serving.requestID.map(redactor.clean)
    response.serving.parametersAsSent = redactor.clean(response.serving.parametersAsSent)
    return response
  }
}

/// JSON off the wire: UTF-8 or nothing.
enum WireJSON {
  static func parse(_ bytes: [UInt8]) -> JSONValue? {
    guard String(validating: bytes, as: UTF8.self) != nil else { return nil }
    return try? JSONText.parse(Data(bytes), origin: "the answer")
  }
}
