import HawthorneCore

/// Builds the JSON of a request to `generateContent`.
struct GeminiRequestBody {
  var model: String
  var family: GeminiFamily

  private static let reserved: Set<String> = [
    "contents", "systeminstruction", "system_instruction", "tools", "model", "cachedcontent", "key",
    "api_key",
  ]

  /// - Returns: the whole body, and the same without the conversation, for the record.
  func build(_ request: ModelRequest) throws(ModelError) -> (body: JSONValue, parameters: JSONValue) {
    let parameters = request.parameters
    var generation: [String: JSONValue] = ["candidateCount": 1]
    if let value = parameters.temperature { generation["temperature"] = .number(value) }
    if let value = parameters.topP { generation["topP"] = .number(value) }
    if let value = parameters.maxTokens { generation["maxOutputTokens"] = .integer(Int64(value)) }
    if let value = parameters.seed {
      guard let seed = Int32(exactly: value) else {
        throw ModelError(
          .unsupported, problem: "The seed \(value) does not fit this provider's 32 bits.",
          fix: "Choose one from 0 to 2147483647.")
      }
      generation["seed"] = .integer(Int64(seed))
    }
    if let count = request.parameters.logprobs {
      generation["responseLogprobs"] = true
      if count > 0 { generation["logprobs"] = .integer(Int64(count)) }
    }
    if let thinking = try thinking(request.mode) { generation["thinkingConfig"] = .object(thinking) }
    var members: [String: JSONValue] = ["generationConfig": .object(generation)]
    try ExtraParameters.merge(parameters.extra, into: &members, reserved: Self.reserved)
    var recorded = members
    recorded["model"] = .string(model)
    let (system, contents) = try conversation(request)
    if !system.isEmpty {
      members["systemInstruction"] = ["parts": .array(system.map { ["text": .string($0)] })]
    }
    members["contents"] = .array(contents)
    if !request.tools.isEmpty {
      members["tools"] = [
        [
          "functionDeclarations": .array(
            request.tools.map { tool in
              [
                "name": .string(tool.name), "description": .string(tool.description),
                "parametersJsonSchema": tool.parameters,
              ]
            })
        ]
      ]
    }
    return (.object(members), .object(recorded))
  }

  private func thinking(_ mode: Mode) throws(ModelError) -> [String: JSONValue]? {
    guard family.thinks else {
      guard !["instant", "thinking", "parallel"].contains(mode.name) else {
        throw ModelError(
          .unsupported, problem: "Mode '\(mode.name)' changes nothing with '\(model)'.",
          fix: "Use the mode 'default'.")
      }
      return nil
    }
    // Thoughts are left out unless asked for.
    var config: [String: JSONValue] = ["includeThoughts": true]
    if let effort = mode.reasoningEffort { config["thinkingLevel"] = .string(effort) }
    if let tokens = mode.reasoningTokens { config["thinkingBudget"] = .integer(Int64(tokens)) }
    if mode.reasoningEffort != nil, mode.reasoningTokens != nil {
      throw ModelError(
        .unsupported, problem: "Mode '\(mode.name)' has both a reasoning effort and a budget.",
        fix: "This provider takes one of them: leave the other out.")
    }
    let isBare = mode.reasoningEffort == nil && mode.reasoningTokens == nil
    switch mode.name {
    case "instant" where isBare && !family.hasLevels: config["thinkingBudget"] = 0
    case "thinking" where isBare && !family.hasLevels: config["thinkingBudget"] = -1
    case "instant" where isBare, "thinking" where isBare:
      throw ModelError(
        .unsupported, problem: "Mode '\(mode.name)' alone changes nothing with '\(model)'.",
        fix: "Give the mode a reasoning effort, such as 'minimal', 'low' or 'high'.")
    case "parallel":
      throw ModelError(
        .unsupported, problem: "Mode 'parallel' changes nothing with this provider.",
        fix: "Use the mode 'default'.")
    default: break
    }
    return config
  }

  /// The system prompt, which has a place of its own, and the turns. Results of one answer's calls stand together.
  private func conversation(
    _ request: ModelRequest
  ) throws(ModelError) -> (system: [String], contents: [JSONValue]) {
    var system: [String] = []
    var contents: [JSONValue] = []
    var results: [JSONValue] = []
    var calls: [String: (call: ToolCall, isGenerated: Bool)] = [:]
    func flush() {
      if !results.isEmpty { contents.append(["role": "user", "parts": .array(results)]) }
      results = []
    }
    for message in request.messages {
      if message.role != .tool { flush() }
      switch message.role {
      case .system:
        guard contents.isEmpty else {
          throw ModelError(
            .unsupported, problem: "This adapter cannot give a system prompt within a conversation.",
            fix: "Put it at the beginning.")
        }
        system.append(message.text)
      case .user:
        let images = try request.attachments(of: message).map { image -> JSONValue in
          ["inlineData": ["mimeType": .string(image.reference.mediaType), "data": .string(image.base64)]]
        }
        let text: [JSONValue] =
          message.text.isEmpty && !images.isEmpty ? [] : [["text": .string(message.text)]]
        contents.append(["role": "user", "parts": .array(text + images)])
      case .assistant:
        for (index, call) in message.toolCalls.enumerated() {
          calls[call.id] = (call, call.id == GeneratedCallID.text(index))
        }
        let parts = Self.parts(message)
        if !parts.isEmpty { contents.append(["role": "model", "parts": .array(parts)]) }
      case .tool:
        let id = message.toolCallID ?? ""
        guard let known = calls[id] else {
          throw ModelError(
            .unsupported, problem: "A tool's result answers no call of the conversation.",
            fix: "Begin the conversation anew.")
        }
        var response: [String: JSONValue] = [
          "name": .string(known.call.name), "response": ["result": .string(message.text)],
        ]
        if !known.isGenerated { response["id"] = .string(id) }
        results.append(["functionResponse": .object(response)])
      }
    }
    flush()
    return (system, contents)
  }

  /// An earlier answer. A signature goes back on the part that it came on; thoughts without one stay away.
  private static func parts(_ message: Message) -> [JSONValue] {
    var parts: [[String: JSONValue]] = []
    var pending: String?
    for piece in message.pieces {
      switch piece {
      case .text(let text, _):
        parts.append(["text": .string(text)])
      case .call(let call, let position, _):
        var function: [String: JSONValue] = [
          "name": .string(call.name),
          "args": call.arguments.objectValue != nil ? call.arguments : ["value": call.arguments],
        ]
        if call.id != GeneratedCallID.text(position) { function["id"] = .string(call.id) }
        var part: [String: JSONValue] = ["functionCall": .object(function)]
        if let signature = pending { part["thoughtSignature"] = .string(signature) }
        pending = nil
        parts.append(part)
      case .reasoning(let block, _):
        guard let signature = block.payload else { continue }
        switch block.source {
        case GeminiReader.callSignature:
          pending = signature
        case GeminiReader.thoughtSource:
          parts.append(
            ["text": .string(block.text ?? ""), "thought": true, "thoughtSignature": .string(signature)])
        default:
          if let last = parts.indices.last, parts[last]["text"] != nil, parts[last]["thoughtSignature"] == nil
          {
            parts[last]["thoughtSignature"] = .string(signature)
          } else {
            parts.append(["text": "", "thoughtSignature": .string(signature)])
          }
        }
      }
    }
    return parts.map { .object($0) }
  }
}
