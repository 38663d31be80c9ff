import HawthorneCore

/// Builds a request to `/v1/responses`.
struct ResponsesRequestBody {
  var model: String
  var reasons: Bool
  var streaming: Bool

  private static let reserved: Set<String> = [
    "input", "model", "tools", "stream", "stream_options", "store", "background", "instructions",
    "previous_response_id", "conversation", "api_key", "authorization",
  ]

  func build(_ request: ModelRequest) throws(ModelError) -> OutgoingRequest {
    let parameters = request.parameters
    // Nothing of a conversation is kept by the provider; its state travels encrypted.
    var members: [String: JSONValue] = ["model": .string(model), "store": false]
    var headers: [(name: String, value: String)] = []
    var include: [JSONValue] = []
    if reasons {
      include.append("reasoning.encrypted_content")
      members["reasoning"] = ["summary": "auto"]
    }
    if let count = request.parameters.logprobs {
      include.append("message.output_text.logprobs")
      members["top_logprobs"] = .integer(Int64(count))
    }
    if !include.isEmpty { members["include"] = .array(include) }
    if let value = parameters.temperature { members["temperature"] = .number(value) }
    if let value = parameters.topP { members["top_p"] = .number(value) }
    if let value = parameters.maxTokens { members["max_output_tokens"] = .integer(Int64(value)) }
    if let effort = request.mode.reasoningEffort {
      members["reasoning"] = ["effort": .string(effort), "summary": "auto"]
    }
    switch request.mode.name {
    case "parallel":
      // A sub-agent's call could be answered only with its whole history, which is not ours to keep.
      guard request.tools.isEmpty else {
        throw ModelError(
          .unsupported, problem: "Mode 'parallel' cannot be asked together with tools.",
          fix: "Use another mode, or leave out the scenario.")
      }
      members["multi_agent"] = ["enabled": true]
      headers.append(("OpenAI-Beta", "responses_multi_agent=v1"))
    case "instant", "thinking":
      guard request.mode.reasoningEffort != nil else {
        throw ModelError(
          .unsupported, problem: "Mode '\(request.mode.name)' alone changes nothing with this provider.",
          fix: "Give the mode a reasoning effort, or use the mode 'default'.")
      }
    default: break
    }
    try ExtraParameters.merge(parameters.extra, into: &members, reserved: Self.reserved)
    if streaming { members["stream"] = true }
    let recorded = JSONValue.object(members)
    var input: [JSONValue] = []
    for message in request.messages {
      input += items(message, images: try request.attachments(of: message))
    }
    members["input"] = .array(input)
    if !request.tools.isEmpty {
      // Strict would rewrite the schema.
      members["tools"] = .array(
        request.tools.map { tool in
          [
            "type": "function", "name": .string(tool.name), "description": .string(tool.description),
            "parameters": tool.parameters, "strict": false,
          ]
        })
    }
    return OutgoingRequest(
      path: "/responses", headers: headers, body: .object(members), parameters: recorded)
  }

  private func items(_ message: Message, images: [ImageAttachment]) -> [JSONValue] {
    switch message.role {
    case .tool:
      return [
        [
          "type": "function_call_output", "call_id": .string(message.toolCallID ?? ""),
          "output": .string(message.text),
        ]
      ]
    case .assistant:
      return answerItems(message)
    case .system, .user:
      guard !images.isEmpty else {
        return [["role": .string(message.role.rawValue), "content": .string(message.text)]]
      }
      return [
        [
          "role": .string(message.role.rawValue),
          "content": .array(
            [["type": "input_text", "text": .string(message.text)]]
              + images.map { ["type": "input_image", "image_url": .string($0.dataURL)] }),
        ]
      ]
    }
  }

  /// An earlier answer, item by item. Blocks after the first of a reasoning item have no members of their own.
  private func answerItems(_ message: Message) -> [JSONValue] {
    var items: [JSONValue] = []
    var thought: (item: [String: JSONValue], blocks: [ReasoningBlock])?
    func flush() {
      if let found = thought, let item = Self.reasoning(found.item, found.blocks) { items.append(item) }
      thought = nil
    }
    for piece in message.pieces {
      switch piece {
      case .reasoning(let block, let item):
        if item.isEmpty, thought != nil {
          thought?.blocks.append(block)
        } else {
          flush()
          thought = (item, [block])
        }
      case .text(let text, let item):
        flush()
        var members: [String: JSONValue] = [
          "type": "message", "role": "assistant",
          "content": [["type": "output_text", "text": .string(text)]],
        ]
        for name in ["id", "phase", "status"] { members[name] = item[name] }
        items.append(.object(members))
      case .call(let call, _, let item):
        flush()
        var members: [String: JSONValue] = [
          "type": "function_call", "call_id": .string(call.id), "name": .string(call.name),
          "arguments": .string(WireJSON.argumentText(call.arguments)),
        ]
        for name in ["id", "status"] { members[name] = item[name] }
        items.append(.object(members))
      }
    }
    flush()
    return items
  }

  /// A reasoning item, nil for one that the server could not know: it keeps none, so it must be here whole.
  private static func reasoning(_ item: [String: JSONValue], _ blocks: [ReasoningBlock]) -> JSONValue? {
    guard blocks.allSatisfy({ $0.subAgent == nil }) else { return nil }
    let payload = blocks.lazy.compactMap(\.payload).first
    func texts(_ source: String, _ type: String) -> [JSONValue] {
      blocks.filter { $0.source == source }.compactMap { block in
        block.text.map { ["type": .string(type), "text": .string($0)] }
      }
    }
    let content = texts(ResponsesReader.contentSource, "reasoning_text")
    guard payload != nil || !content.isEmpty else { return nil }
    var members: [String: JSONValue] = [
      "type": "reasoning", "summary": .array(texts(ResponsesReader.summarySource, "summary_text")),
    ]
    members["id"] = item["id"]
    if !content.isEmpty { members["content"] = .array(content) }
    if let payload { members["encrypted_content"] = .string(payload) }
    return .object(members)
  }
}
