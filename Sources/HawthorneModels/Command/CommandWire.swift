import HawthorneCore

/// The JSON lines that go to and come from a `command/` child; `Documentation/command-protocol.md` has them.
enum CommandWire {
  /// What a line of the child's means.
  enum Answer: Sendable {
    case response(id: String, ModelResponse)
    case failure(id: String, ModelError)
    /// Not JSON, or JSON without an id: nobody's answer.
    case garbage
  }

  /// The request as a line, and its mode and parameters for the record.
  ///
  /// - Throws: `ModelError` of kind `unsupported` for an image without bytes.
  static func line(
    id: String, _ request: ModelRequest
  ) throws(ModelError) -> (bytes: [UInt8], parameters: JSONValue) {
    var parameters = request.parameters.extra
    if let value = request.parameters.temperature { parameters["temperature"] = .number(value) }
    if let value = request.parameters.topP { parameters["top_p"] = .number(value) }
    if let value = request.parameters.maxTokens { parameters["max_tokens"] = .integer(Int64(value)) }
    if let value = request.parameters.seed { parameters["seed"] = .integer(value) }
    var mode: [String: JSONValue] = ["name": .string(request.mode.name)]
    if let effort = request.mode.reasoningEffort { mode["reasoning_effort"] = .string(effort) }
    if let tokens = request.mode.reasoningTokens { mode["reasoning_tokens"] = .integer(Int64(tokens)) }
    var messages: [JSONValue] = []
    for message in request.messages {
      messages.append(self.message(message, images: try request.attachments(of: message)))
    }
    let document: JSONValue = [
      "id": .string(id),
      "messages": .array(messages),
      "tools": .array(
        request.tools.map { tool in
          [
            "name": .string(tool.name), "description": .string(tool.description),
            "parameters": tool.parameters,
          ]
        }),
      "mode": .object(mode),
      "parameters": .object(parameters),
    ]
    return (
      Array(JSONWriting.text(document).utf8) + [0x0A],
      ["mode": .object(mode), "parameters": .object(parameters)]
    )
  }

  private static func message(_ message: Message, images: [ImageAttachment]) -> JSONValue {
    var members: [String: JSONValue] = [
      "role": .string(message.role.rawValue), "content": .string(message.text),
    ]
    if !images.isEmpty {
      // Without its path: a file's name may say what the scenario is about.
      members["images"] = .array(
        images.map { ["media_type": .string($0.reference.mediaType), "data": .string($0.base64)] })
    }
    if let id = message.toolCallID { members["tool_call_id"] = .string(id) }
    if !message.toolCalls.isEmpty {
      members["tool_calls"] = .array(
        message.toolCalls.map { call in
          ["id": .string(call.id), "name": .string(call.name), "arguments": call.arguments]
        })
    }
    return .object(members)
  }

  /// Reads one line of the child's.
  static func read(_ bytes: [UInt8], requestedModel: String) -> Answer {
    guard let json = WireJSON.parse(bytes), let id = json["id"]?.stringValue else { return .garbage }
    func malformed(_ what: String) -> Answer {
      .failure(
        id: id,
        ModelError(
          .malformedResponse, problem: "The command's answer \(what).",
          fix: "Compare it with Documentation/command-protocol.md."))
    }
    if let error = json["error"], !error.isNull {
      let said = Redactor([]).excerpt(Array((error["message"]?.stringValue ?? "no message given").utf8))
      return .failure(
        id: id,
        ModelError(
          .serverError, problem: "The command answered with an error: \(said).",
          isRetryable: error["retryable"]?.boolValue ?? true))
    }
    guard let text = json["text"]?.stringValue else { return malformed("has no 'text'") }
    var calls: [ToolCall] = []
    for call in json["tool_calls"]?.arrayValue ?? [] {
      guard let callID = call["id"]?.stringValue, let name = call["name"]?.stringValue, !name.isEmpty else {
        return malformed("calls a tool without an id or a name")
      }
      calls.append(ToolCall(id: callID, name: name, arguments: call["arguments"] ?? .object([:])))
    }
    let word = json["finish_reason"]?.stringValue
    let finish = word.map { FinishReason(name: $0) } ?? (calls.isEmpty ? .stop : .toolCalls)
    guard var blocks = reasoning(json, isCutOff: finish == .length && text.isEmpty && calls.isEmpty) else {
      return malformed("has a 'reasoning' or 'reasoning_provenance' that is not as documented")
    }
    let usage = usage(json["usage"])
    blocks.note(tokens: usage.reasoning, source: "usage.reasoning")
    let model = json["model"]?.stringValue
    let serving = ServingRecord(
      requestedModel: requestedModel, servedModel: model, requestID: id, finishReason: finish,
      usage: usage)
    return .response(
      id: id,
      ModelResponse(
        message: Message(role: .assistant, text: text, reasoning: blocks, toolCalls: calls), finish: finish,
        blocked: json["blocked"]?.stringValue ?? (finish == .contentFilter ? "content_filter" : nil),
        serving: serving))
  }

  private static func reasoning(_ json: JSONValue, isCutOff: Bool) -> [ReasoningBlock]? {
    var provenance = ReasoningBlock.Provenance.raw
    if let word = json["reasoning_provenance"], !word.isNull {
      guard let known = word.stringValue.flatMap(ReasoningBlock.Provenance.init) else { return nil }
      provenance = known
    }
    guard let value = json["reasoning"], !value.isNull else {
      return provenance == .raw ? [] : [ReasoningBlock(provenance: provenance, source: "reasoning")]
    }
    if let traces = value.arrayValue {
      var blocks: [ReasoningBlock] = []
      for trace in traces {
        var own = provenance
        if let word = trace["provenance"], !word.isNull {
          guard let known = word.stringValue.flatMap(ReasoningBlock.Provenance.init) else { return nil }
          own = known
        }
        guard let text = trace["text"]?.stringValue, var block = block(own, text) else { return nil }
        block.subAgent = trace["sub_agent"]?.stringValue
        block.tokens = trace["tokens"]?.count
        if !text.isEmpty { blocks.append(block) }
      }
      if isCutOff { blocks.truncateLast() }
      return blocks
    }
    guard let text = value.stringValue else { return nil }
    if text.isEmpty { return [] }
    guard let block = block(provenance, text) else { return nil }
    var blocks = [block]
    if isCutOff { blocks.truncateLast() }
    return blocks
  }

  /// What cannot be read stands in the payload; nil for reasoning that is said to be absent and there all the same.
  private static func block(_ provenance: ReasoningBlock.Provenance, _ text: String) -> ReasoningBlock? {
    switch provenance {
    case .raw, .summary, .truncated: ReasoningBlock(provenance: provenance, text: text, source: "reasoning")
    case .encrypted, .redacted: ReasoningBlock(provenance: provenance, payload: text, source: "reasoning")
    case .absent: nil
    }
  }

  private static func usage(_ json: JSONValue?) -> TokenUsage {
    TokenUsage(
      input: json?["input"]?.count, output: json?["output"]?.count, reasoning: json?["reasoning"]?.count,
      cached: json?["cached"]?.count)
  }
}
