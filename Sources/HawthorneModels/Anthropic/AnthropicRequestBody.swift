import HawthorneCore

/// Builds a request to `/v1/messages`.
struct AnthropicRequestBody {
  var model: String
  var family: ClaudeFamily
  var streaming: Bool

  private static let reserved: Set<String> = [
    "messages", "model", "system", "tools", "stream", "api_key", "authorization", "x-api-key",
  ]
  /// The protocol's version that the reader knows.
  private static let version = "2023-06-01"

  func build(_ request: ModelRequest) throws(ModelError) -> OutgoingRequest {
    let parameters = request.parameters
    var members: [String: JSONValue] = [
      "model": .string(model), "max_tokens": .integer(Int64(maxTokens(request))),
    ]
    if let value = parameters.temperature { members["temperature"] = .number(value) }
    if let value = parameters.topP { members["top_p"] = .number(value) }
    try addMode(request.mode, to: &members)
    var extra = parameters.extra
    let betas = try Self.betas(extra.removeValue(forKey: "betas"))
    try ExtraParameters.merge(extra, into: &members, reserved: Self.reserved)
    if streaming { members["stream"] = true }
    try checkThinking(members, isPrefilled: request.messages.last?.role == .assistant)
    var recorded = members
    if !betas.isEmpty { recorded["betas"] = .array(betas.map { .string($0) }) }
    let (system, messages) = try conversation(request)
    if !system.isEmpty { members["system"] = .string(system) }
    members["messages"] = .array(messages)
    if !request.tools.isEmpty {
      members["tools"] = .array(
        request.tools.map { tool in
          [
            "name": .string(tool.name), "description": .string(tool.description),
            "input_schema": tool.parameters,
          ]
        })
    }
    var headers = [(name: "anthropic-version", value: Self.version)]
    if !betas.isEmpty { headers.append(("anthropic-beta", betas.joined(separator: ","))) }
    return OutgoingRequest(
      path: "/messages", headers: headers, body: .object(members), parameters: .object(recorded))
  }

  /// The protocol wants a limit. A budget must leave room for the answer.
  private func maxTokens(_ request: ModelRequest) -> Int {
    if let value = request.parameters.maxTokens { return value }
    guard let budget = request.mode.reasoningTokens else { return family.defaultMaxTokens }
    let (sum, overflow) = max(0, budget).addingReportingOverflow(8192)
    return overflow ? budget : max(family.defaultMaxTokens, sum)
  }

  private func addMode(_ mode: Mode, to members: inout [String: JSONValue]) throws(ModelError) {
    if let effort = mode.reasoningEffort { members["output_config"] = ["effort": .string(effort)] }
    switch (mode.name, mode.reasoningTokens) {
    case ("instant", nil):
      members["thinking"] = ["type": "disabled"]
    case (_, let tokens?):
      members["thinking"] = ["type": "enabled", "budget_tokens": .integer(Int64(tokens))]
    case ("thinking", nil):
      if family.isAdaptive {
        // Newer models would otherwise send the thoughts' signatures alone.
        members["thinking"] = ["type": "adaptive", "display": "summarized"]
      } else if family.isClaude {
        throw ModelError(
          .unsupported, problem: "Mode 'thinking' needs a reasoning budget with '\(model)'.",
          fix: "Give the mode one, as with --reasoning-tokens 8192.")
      } else {
        members["thinking"] = ["type": "enabled"]
      }
    case ("parallel", nil):
      throw ModelError(
        .unsupported, problem: "Mode 'parallel' changes nothing with this provider.",
        fix: "Use the mode 'default' or 'thinking'.")
    default:
      break
    }
  }

  /// What the protocol forbids together; its own answer would come after the run has begun.
  private func checkThinking(
    _ members: [String: JSONValue], isPrefilled: Bool
  ) throws(ModelError) {
    guard let type = members["thinking"]?["type"]?.stringValue, type != "disabled", family.isClaude else {
      return
    }
    if isPrefilled {
      throw ModelError(
        .unsupported, problem: "This adapter cannot prefill an answer while the model thinks.",
        fix: "Use the mode 'instant', or end the conversation with a user's message.")
    }
    if let temperature = members["temperature"]?.double, temperature != 1 {
      throw ModelError(
        .unsupported, problem: "The model cannot think at a temperature other than 1.",
        fix: "Ask with --temperature 1, or use the mode 'instant'.")
    }
    if let budget = members["thinking"]?["budget_tokens"]?.integerValue,
      let limit = members["max_tokens"]?.integerValue, budget >= limit
    {
      throw ModelError(
        .unsupported, problem: "The reasoning budget (\(budget)) is not less than --max-tokens (\(limit)).",
        fix: "Raise --max-tokens: it is for reasoning and answer together.")
    }
  }

  /// `-M betas=…`: names for the header `anthropic-beta`.
  private static func betas(_ value: JSONValue?) throws(ModelError) -> [String] {
    guard let value else { return [] }
    let names =
      value.arrayValue?.compactMap(\.stringValue)
      ?? value.stringValue.map { $0.split(separator: ",").map { String($0.trimmingWhitespace()) } }
    guard let names, !names.isEmpty, names.count == value.arrayValue?.count ?? names.count,
      names.allSatisfy({ !$0.isEmpty && $0.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F } })
    else {
      throw ModelError(
        .unsupported, problem: "The extra parameter 'betas' is no list of names.",
        fix: "Write it as -M betas=name-1,name-2.")
    }
    return names
  }

  /// The system prompt, which has a place of its own, and the turns: tool results are a user's, and those to one
  /// answer's calls stand in one message.
  private func conversation(
    _ request: ModelRequest
  ) throws(ModelError) -> (system: String, messages: [JSONValue]) {
    var system: [String] = []
    var turns: [JSONValue] = []
    var results: [JSONValue] = []
    func flush() {
      if !results.isEmpty { turns.append(["role": "user", "content": .array(results)]) }
      results = []
    }
    for message in request.messages {
      if message.role != .tool { flush() }
      switch message.role {
      case .system:
        guard turns.isEmpty else {
          throw ModelError(
            .unsupported, problem: "This adapter cannot give a system prompt within a conversation.",
            fix: "Put it at the beginning.")
        }
        system.append(message.text)
      case .user:
        turns.append(
          ["role": "user", "content": Self.content(message, images: try request.attachments(of: message))])
      case .assistant:
        let parts = message.pieces.compactMap(Self.part)
        if !parts.isEmpty { turns.append(["role": "assistant", "content": .array(parts)]) }
      case .tool:
        results.append(
          [
            "type": "tool_result", "tool_use_id": .string(message.toolCallID ?? ""),
            "content": .string(message.text),
          ])
      }
    }
    flush()
    return (system.joined(separator: "\n\n"), turns)
  }

  private static func content(_ message: Message, images: [ImageAttachment]) -> JSONValue {
    guard !images.isEmpty else { return .string(message.text) }
    let text: [JSONValue] = message.text.isEmpty ? [] : [["type": "text", "text": .string(message.text)]]
    return .array(
      text
        + images.map { image in
          [
            "type": "image",
            "source": [
              "type": "base64", "media_type": .string(image.reference.mediaType),
              "data": .string(image.base64),
            ],
          ]
        })
  }

  /// A part of an earlier answer, nil for one that the protocol does not take back.
  private static func part(_ piece: MessagePiece) -> JSONValue? {
    switch piece {
    case .text(let text, _):
      if text.isEmpty { return nil }
      return ["type": "text", "text": .string(text)]
    case .call(let call, _, _):
      // Input must be an object; what did not parse goes back wrapped.
      let input: JSONValue =
        call.arguments.objectValue != nil
        ? call.arguments : ["INVALID_JSON": .string(WireJSON.argumentText(call.arguments))]
      return ["type": "tool_use", "id": .string(call.id), "name": .string(call.name), "input": input]
    case .reasoning(let block, _):
      guard let payload = block.payload else { return nil }
      if block.source == AnthropicReader.redactedSource {
        return ["type": "redacted_thinking", "data": .string(payload)]
      }
      return ["type": "thinking", "thinking": .string(block.text ?? ""), "signature": .string(payload)]
    }
  }
}
