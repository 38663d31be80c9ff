import HawthorneCore

/// Builds the JSON of a chat completions request.
struct ChatRequestBody {
  var model: String
  var dialect: ChatDialect
  var streaming: Bool

  /// Members that Hawthorne sets itself, or that would change what an answer is.
  private static let reserved: Set<String> = [
    "messages", "model", "tools", "stream", "stream_options", "n", "api_key", "authorization",
  ]

  /// - Returns: the whole body, and the same without messages and tools, for the record.
  /// - Throws: `ModelError` of kind `unsupported` for what the provider cannot be asked; leaving it out
  ///   silently would make two modes of one run the same.
  func build(_ request: ModelRequest) throws(ModelError) -> (body: JSONValue, parameters: JSONValue) {
    var members: [String: JSONValue] = ["model": .string(model)]
    let parameters = request.parameters
    if let value = parameters.temperature { members["temperature"] = .number(value) }
    if let value = parameters.topP { members["top_p"] = .number(value) }
    if let value = parameters.maxTokens { members[dialect.maxTokensName] = .integer(Int64(value)) }
    if let value = parameters.seed, let name = dialect.seedName { members[name] = .integer(value) }
    try addMode(request.mode, extra: parameters.extra, to: &members)
    if let count = request.parameters.logprobs {
      members["logprobs"] = true
      members["top_logprobs"] = .integer(Int64(count))
    }
    if request.messages.last?.role == .assistant, dialect.prefill == .continueFinalMessage {
      members["continue_final_message"] = true
      members["add_generation_prompt"] = false
    }
    try ExtraParameters.merge(parameters.extra, into: &members, reserved: Self.reserved)
    if streaming {
      members["stream"] = true
      if dialect.streamOptions { members["stream_options"] = ["include_usage": true] }
    }
    let recorded = JSONValue.object(members)
    var messages: [JSONValue] = []
    for message in request.messages {
      messages.append(self.message(message, images: try request.attachments(of: message)))
    }
    if dialect.prefill == .prefixFlag, request.messages.last?.role == .assistant,
      case .object(var last)? = messages.last
    {
      last["prefix"] = true
      messages[messages.count - 1] = .object(last)
    }
    members["messages"] = .array(messages)
    if !request.tools.isEmpty { members["tools"] = .array(request.tools.map(tool)) }
    return (.object(members), recorded)
  }

  private func addMode(
    _ mode: Mode, extra: [String: JSONValue], to members: inout [String: JSONValue]
  ) throws(ModelError) {
    let thinks: Bool? = mode.name == "instant" ? false : mode.name == "thinking" ? true : nil
    var reasoning: [String: JSONValue] = [:]
    if let effort = mode.reasoningEffort {
      if dialect.modeSwitch == .reasoningObject {
        reasoning["effort"] = .string(effort)
      } else {
        members["reasoning_effort"] = .string(effort)
      }
    }
    if let tokens = mode.reasoningTokens {
      if dialect.modeSwitch == .reasoningObject {
        reasoning["max_tokens"] = .integer(Int64(tokens))
      } else if let name = dialect.budgetName {
        members[name] = .integer(Int64(tokens))
      }
    }
    if let thinks {
      switch dialect.modeSwitch {
      case .reasoningObject:
        if reasoning.isEmpty { reasoning["enabled"] = .bool(thinks) }
      case .thinkingType:
        members["thinking"] = ["type": .string(thinks ? "enabled" : "disabled")]
      case .chatTemplate:
        members["chat_template_kwargs"] = ["enable_thinking": .bool(thinks)]
      case .effortOnly:
        guard mode.reasoningEffort != nil else {
          throw ModelError(
            .unsupported, problem: "Mode '\(mode.name)' alone changes nothing with this provider.",
            fix: "Give the mode a reasoning effort, or use the mode 'default'.")
        }
      }
    }
    if !reasoning.isEmpty { members["reasoning"] = .object(reasoning) }
    if mode.name == "parallel", mode.reasoningEffort == nil, mode.reasoningTokens == nil, extra.isEmpty {
      throw ModelError(
        .unsupported, problem: "Mode 'parallel' alone changes nothing with this provider.",
        fix: "Pass the provider's own parameter with -M, or use the mode 'default'.")
    }
  }

  private func message(_ message: Message, images: [ImageAttachment]) -> JSONValue {
    var members: [String: JSONValue] = [
      "role": .string(message.role.rawValue), "content": .string(message.text),
    ]
    if !images.isEmpty {
      members["content"] = .array(
        [["type": "text", "text": .string(message.text)]]
          + images.map { ["type": "image_url", "image_url": ["url": .string($0.dataURL)]] })
    }
    if message.role == .tool, let id = message.toolCallID { members["tool_call_id"] = .string(id) }
    if dialect.returnsDetails {
      let details = message.pieces.compactMap(Self.detail)
      if !details.isEmpty { members["reasoning_details"] = .array(details) }
    }
    guard !message.toolCalls.isEmpty else { return .object(members) }
    if message.text.isEmpty { members["content"] = .null }
    members["tool_calls"] = .array(
      message.toolCalls.map { call in
        [
          "id": .string(call.id), "type": "function",
          "function": [
            "name": .string(call.name), "arguments": .string(WireJSON.argumentText(call.arguments)),
          ],
        ]
      })
    // Other providers want earlier reasoning left out; DeepSeek answers 400 without it after a tool call.
    if dialect.returnsReasoning {
      let text = message.reasoning.compactMap(\.text).joined(separator: "\n")
      if !text.isEmpty { members["reasoning_content"] = .string(text) }
    }
    return .object(members)
  }

  /// A member of `reasoning_details` as it came, nil for reasoning that came another way.
  private static func detail(_ piece: MessagePiece) -> JSONValue? {
    guard case .reasoning(let block, let item) = piece, block.source.hasPrefix("reasoning_details/") else {
      return nil
    }
    let type = String(block.source.dropFirst("reasoning_details/".count))
    var members = item
    members["type"] = .string(type)
    let (textName, payloadName) =
      type == "reasoning.summary"
      ? ("summary", "data") : type == "reasoning.text" ? ("text", "signature") : ("text", "data")
    if let text = block.text { members[textName] = .string(text) }
    if let payload = block.payload { members[payloadName] = .string(payload) }
    return .object(members)
  }

  private func tool(_ tool: SimulatedTool) -> JSONValue {
    [
      "type": "function",
      "function": [
        "name": .string(tool.name), "description": .string(tool.description), "parameters": tool.parameters,
      ],
    ]
  }
}

extension ImageAttachment {
  /// The image as a URL that holds it (RFC 2397).
  var dataURL: String { "data:\(reference.mediaType);base64,\(base64)" }
}
