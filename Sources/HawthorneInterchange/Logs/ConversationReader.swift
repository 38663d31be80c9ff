import HawthorneCore
import HawthorneFormats
import HawthorneModels

/// Reads messages as Inspect, OpenAI, Anthropic and their relatives write them down.
struct ConversationReader {
  /// The model that is taken to have written the assistant's messages; says what its visible reasoning is.
  var model: String
  private(set) var unknownTypes: [String: Int] = [:]

  init(model: String) { self.model = model }

  /// What is no message, with the reason.
  struct Unfit: Error, Hashable {
    var detail: String
  }

  /// Reads a list of messages in order.
  mutating func messages(_ list: [JSONValue]) throws(Unfit) -> [Message] {
    var messages: [Message] = []
    for (number, item) in list.enumerated() {
      do {
        messages += try self.messages(of: item)
      } catch {
        throw Unfit(detail: "message \(number + 1): \(error.detail)")
      }
    }
    return messages
  }

  /// The messages that one logged message makes: results of tools stand in messages of their own here.
  mutating func messages(of item: JSONValue) throws(Unfit) -> [Message] {
    guard let word = item["role"]?.stringValue ?? item["type"]?.stringValue else {
      throw Unfit(detail: "it has no role")
    }
    let role: Message.Role
    switch word.lowercased() {
    case "system", "developer": role = .system
    case "user", "human": role = .user
    case "assistant", "ai", "model", "gpt": role = .assistant
    case "tool", "function", "tool_result", "ipython": role = .tool
    default: throw Unfit(detail: "nothing is known of the role '\(String(word.prefix(40)))'")
    }
    var parts = Parts()
    try read(item["content"] ?? item["text"] ?? item["value"], role: role, into: &parts)
    var message = Message(role: role, text: parts.text)
    if role == .assistant {
      try addCalls(item["tool_calls"]?.arrayValue ?? [], to: &parts)
      if let call = item["function_call"], !call.isNull { try addCalls([call], to: &parts) }
      for block in item["thinking_blocks"]?.arrayValue ?? [] { thought(block, into: &parts) }
      if parts.reasoning.isEmpty { parts.reasoning = LoggedReasoning.fields(of: item, model: model) }
      let split = LoggedReasoning.split(parts.text, hasReasoning: !parts.reasoning.isEmpty)
      message.text = split.answer
      message.reasoning = parts.reasoning + split.blocks
      message.toolCalls = parts.calls
    }
    if role == .tool {
      message.toolCallID = item["tool_call_id"]?.stringValue ?? item["tool_use_id"]?.stringValue
      if let error = item["error"]?["message"]?.stringValue, !error.isEmpty, message.text != error {
        message.text += message.text.isEmpty ? error : "\n" + error
      }
    }
    // Words that an auditor put into the model's mouth (Petri).
    if role == .assistant, item["metadata"]?["prefill"] == true { message.prefilled = true }
    var made = parts.results
    let isOnlyResults = role == .user && message.text.isEmpty && !made.isEmpty
    if !isOnlyResults { made.append(message) }
    return made
  }

  private struct Parts {
    var text = ""
    var reasoning: [ReasoningBlock] = []
    var calls: [ToolCall] = []
    /// Results of tools that stood among the parts.
    var results: [Message] = []

    mutating func add(_ more: String) {
      guard !more.isEmpty else { return }
      if let last = text.last, let first = more.first, !last.isWhitespace, !first.isWhitespace {
        text += "\n"
      }
      text += more
    }

    mutating func add(call id: String?, _ name: String, _ arguments: JSONValue) {
      calls.append(
        ToolCall(
          id: id.flatMap { $0.isEmpty ? nil : $0 } ?? "call_\(calls.count)", name: name, arguments: arguments)
      )
    }
  }

  private mutating func read(
    _ content: JSONValue?, role: Message.Role, into parts: inout Parts
  ) throws(Unfit) {
    switch content {
    case nil, .null: return
    case .string(let text): parts.add(text)
    case .array(let items): for item in items { try read(part: item, role: role, into: &parts) }
    case .object: if let content { try read(part: content, role: role, into: &parts) }
    case .bool, .integer, .number: throw Unfit(detail: "its content is neither text nor a list of parts")
    }
  }

  private mutating func read(
    part: JSONValue, role: Message.Role, into parts: inout Parts
  ) throws(Unfit) {
    if let text = part.stringValue { return parts.add(text) }
    switch part["type"]?.stringValue {
    case "text", "input_text", "output_text", nil: parts.add(part["text"]?.stringValue ?? "")
    case "refusal": parts.add(part["refusal"]?.stringValue ?? part["text"]?.stringValue ?? "")
    case "reasoning": reasoning(part, into: &parts)
    case "thinking", "redacted_thinking": thought(part, into: &parts)
    case "tool_use":
      guard let name = part["name"]?.stringValue else {
        throw Unfit(detail: "it calls a tool without a name")
      }
      parts.add(
        call: part["id"]?.stringValue, name, arguments(part["input"] ?? part["arguments"]))
      if let result = part["result"]?.stringValue {
        parts.results.append(Message(role: .tool, text: result, toolCallID: part["id"]?.stringValue))
      }
    case "tool_result":
      var inner = Parts()
      try read(part["content"], role: .tool, into: &inner)
      parts.results.append(
        Message(role: .tool, text: inner.text, toolCallID: part["tool_use_id"]?.stringValue))
    case let type: unknownTypes[UnknownType.name(type), default: 0] += 1
    }
  }

  /// Inspect's `ContentReasoning`, or a reasoning item of OpenAI's responses.
  ///
  /// Inspect: `redacted` says that `reasoning` is a payload and no text; a summary, where there is one, is what could
  /// be read. Anthropic's payload without a summary is redacted, any other's encrypted.
  private func reasoning(_ part: JSONValue, into parts: inout Parts) {
    if let items = part["summary"]?.arrayValue {
      var blocks: [ReasoningBlock] = []
      for item in items {
        guard let text = item["text"]?.stringValue, !text.isEmpty else { continue }
        blocks.append(ReasoningBlock(provenance: .summary, text: text, source: "reasoning/summary"))
      }
      for item in part["content"]?.arrayValue ?? [] {
        guard let text = item["text"]?.stringValue, !text.isEmpty else { continue }
        blocks.append(ReasoningBlock(provenance: .raw, text: text, source: "reasoning/content"))
      }
      let payload = nonEmpty(part["encrypted_content"])
      if blocks.isEmpty {
        blocks = [
          ReasoningBlock(
            provenance: payload == nil ? .absent : .encrypted, source: "reasoning/encrypted_content")
        ]
      }
      blocks[0].payload = payload
      parts.reasoning += blocks
      return
    }
    let text = nonEmpty(part["reasoning"]) ?? nonEmpty(part["text"])
    let summary = nonEmpty(part["summary"])
    let signature = nonEmpty(part["signature"])
    if part["redacted"]?.boolValue == true {
      if let summary {
        parts.reasoning.append(
          ReasoningBlock(provenance: .summary, text: summary, payload: text, source: "reasoning/summary"))
      } else {
        // An empty summary beside a payload: thought about, and nothing shown.
        let isRedacted = LoggedReasoning.isClaude(model) && part["summary"]?.stringValue == nil
        parts.reasoning.append(
          ReasoningBlock(
            provenance: isRedacted ? .redacted : .encrypted, payload: text, source: "reasoning/redacted"))
      }
      return
    }
    if let text {
      parts.reasoning.append(
        ReasoningBlock(
          provenance: LoggedReasoning.provenance(ofVisible: model), text: text, payload: signature,
          source: "reasoning"))
    }
    if let summary {
      parts.reasoning.append(
        ReasoningBlock(provenance: .summary, text: summary, source: "reasoning/summary"))
    }
    if text == nil, summary == nil {
      parts.reasoning.append(
        ReasoningBlock(
          provenance: signature == nil ? .absent : .encrypted, payload: signature, source: "reasoning"))
    }
  }

  /// A thinking block as Anthropic (and LiteLLM, and Mistral) write it.
  private func thought(_ part: JSONValue, into parts: inout Parts) {
    if part["type"]?.stringValue == "redacted_thinking" {
      parts.reasoning.append(
        ReasoningBlock(provenance: .redacted, payload: nonEmpty(part["data"]), source: "redacted_thinking"))
      return
    }
    let pieces = part["thinking"]?.arrayValue?.compactMap { $0["text"]?.stringValue }.joined()
    let text = nonEmpty(part["thinking"]) ?? pieces.flatMap { $0.isEmpty ? nil : $0 }
    let signature = nonEmpty(part["signature"])
    let provenance: ReasoningBlock.Provenance =
      text != nil
      ? LoggedReasoning.provenance(ofVisible: model) : signature != nil ? .encrypted : .absent
    parts.reasoning.append(
      ReasoningBlock(provenance: provenance, text: text, payload: signature, source: "thinking"))
  }

  private func addCalls(_ calls: [JSONValue], to parts: inout Parts) throws(Unfit) {
    for call in calls {
      let function = call["function"]
      guard
        let name = function?.stringValue ?? function?["name"]?.stringValue ?? call["name"]?.stringValue
      else { throw Unfit(detail: "it calls a tool without a name") }
      let given = function?["arguments"] ?? call["arguments"] ?? call["args"] ?? call["input"]
      parts.add(call: call["id"]?.stringValue, name, arguments(given))
    }
  }

  /// Arguments as a value; text that is no JSON stays text.
  private func arguments(_ value: JSONValue?) -> JSONValue {
    guard let value else { return .object([:]) }
    guard let text = value.stringValue else { return value }
    if text.isEmpty { return .object([:]) }
    return JSONText.parse(utf8: Array(text.utf8)) ?? .string(text)
  }

  private func nonEmpty(_ value: JSONValue?) -> String? {
    value?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
  }
}
