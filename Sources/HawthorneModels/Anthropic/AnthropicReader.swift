import HawthorneCore

/// Turns the JSON of a message into a response.
struct AnthropicReader: AnswerReader {
  typealias Stream = AnthropicStream

  var isAnthropic: Bool
  var exchange: Exchange

  static let thinkingSource = "thinking"
  static let redactedSource = "redacted_thinking"
  private static let usageSource = "usage.output_tokens_details.thinking_tokens"

  func complaint(in document: JSONValue) -> JSONValue? {
    if document["type"]?.stringValue == "error" || document["error"]?.isComplaint == true { return document }
    return nil
  }

  func read(
    _ document: JSONValue, headers: [String: String], latency: Int
  ) throws(ModelError) -> ModelResponse {
    guard let content = document["content"]?.arrayValue else { throw malformed("has no 'content'") }
    var builder = AnswerBuilder()
    for part in content { try add(part, of: document, to: &builder) }
    let word = document["stop_reason"]?.stringValue
    let finish = Self.finish(word)
    let message = builder.message(
      isCutOff: finish == .length || finish == .contentFilter,
      tokens: (Self.thinkingTokens(document), Self.usageSource))
    var serving = serving(document, headers: headers, finish: finish, latency: latency)
    serving.unknownTypes = UnknownType.merged([
      builder.unknownTypes, AnthropicStream.unknownTypes(in: document),
    ])
    return exchange.redactor.clean(
      ModelResponse(
        message: message, finish: finish, blocked: finish == .contentFilter ? Self.block(document) : nil,
        serving: serving))
  }

  private func add(
    _ part: JSONValue, of document: JSONValue, to builder: inout AnswerBuilder
  ) throws(ModelError) {
    switch part["type"]?.stringValue {
    case "text":
      builder.add(text: part["text"]?.stringValue ?? "")
    case "thinking":
      let text = part["thinking"]?.stringValue ?? ""
      let signature = part["signature"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
      if !text.isEmpty {
        builder.add(
          ReasoningBlock(
            provenance: provenance(document), text: text, payload: signature, source: Self.thinkingSource))
      } else if let signature {
        // Not shown; the signature holds the thoughts, encrypted.
        builder.add(
          ReasoningBlock(provenance: .encrypted, payload: signature, source: "thinking/signature"))
      } else {
        builder.add(ReasoningBlock(provenance: .absent, source: Self.thinkingSource))
      }
    case "redacted_thinking":
      builder.add(
        ReasoningBlock(
          provenance: .redacted, payload: part["data"]?.stringValue, source: Self.redactedSource))
    case "tool_use":
      guard let name = part["name"]?.stringValue, !name.isEmpty else {
        throw malformed("calls a tool without a name")
      }
      builder.add(
        callID: part["id"]?.stringValue, name: name, arguments: WireJSON.arguments(part["input"]))
    case let type:
      builder.skip(type)
    }
  }

  /// Raw only where it is known to be: Claude 3.7, and other vendors' models on servers of their own.
  private func provenance(_ document: JSONValue) -> ReasoningBlock.Provenance {
    let names = [exchange.model] + (document["model"]?.stringValue.map { [$0] } ?? [])
    let families = names.map(ClaudeFamily.init(model:))
    guard let claude = families.last(where: \.isClaude) else { return isAnthropic ? .summary : .raw }
    return claude.showsRawThinking ? .raw : .summary
  }

  private static func finish(_ word: String?) -> FinishReason {
    switch word {
    case "end_turn", "stop_sequence": .stop
    case "max_tokens", "model_context_window_exceeded": .length
    case "tool_use": .toolCalls
    // Said by the provider's classifiers, not by the model.
    case "refusal": .contentFilter
    case let word?: .other(word)
    case nil: .other("unstated")
    }
  }

  /// The provider's word for the block, with its category.
  private static func block(_ document: JSONValue) -> String {
    ["refusal", document["stop_details"]?["category"]?.stringValue].compactMap { $0 }.joined(separator: "/")
  }

  private static func thinkingTokens(_ document: JSONValue) -> Int? {
    document["usage"]?["output_tokens_details"]?["thinking_tokens"]?.count
  }

  /// Here `input_tokens` leaves out what was read from and written to the cache.
  private static func usage(_ document: JSONValue) -> TokenUsage {
    let usage = document["usage"]
    let cached = usage?["cache_read_input_tokens"]?.count
    let input = usage?["input_tokens"]?.count.map { fresh in
      [cached ?? 0, usage?["cache_creation_input_tokens"]?.count ?? 0].reduce(fresh) { sum, more in
        let (sum, overflow) = sum.addingReportingOverflow(more)
        return overflow ? Int.max : sum
      }
    }
    return TokenUsage(
      input: input, output: usage?["output_tokens"]?.count, reasoning: thinkingTokens(document),
      cached: cached)
  }

  func serving(
    _ document: JSONValue, headers: [String: String], finish: FinishReason, latency: Int
  ) -> ServingRecord {
    ServingRecord(
      requestedModel: exchange.model, servedModel: document["model"]?.stringValue,
      requestID: document["id"]?.stringValue ?? document["request_id"]?.stringValue ?? headers["request-id"],
      finishReason: finish, usage: Self.usage(document), latencyMilliseconds: latency, attempts: 1,
      parametersAsSent: exchange.parametersAsSent)
  }
}
