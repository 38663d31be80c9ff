import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Conversations as lists of messages, or as requests with their responses, of OpenAI's or Anthropic's APIs: one
/// document, an array of them, or one a line.
struct MessageLog: LogReader {
  let file: String
  var format: LogFormat { .messages }

  func read(_ take: (LoggedRollout) throws -> Void) throws -> LogFacts {
    let stream = JSONStream(try FileSource(path: file))
    var count = 0
    func pass(_ value: JSONValue) throws {
      count += 1
      try take(try rollout(value, place: "conversation \(count)", number: count))
    }
    try following("conversation \(count + 1)") {
      while let kind = try stream.kind() {
        guard kind == .array else {
          try pass(try stream.value(limit: Self.rolloutLimit))
          continue
        }
        // A list of messages is one conversation; a list of anything else holds one in each item.
        var own: [JSONValue] = []
        try stream.forEachItem { _ in
          let item = try stream.value(limit: Self.rolloutLimit)
          if item["role"] != nil, item["messages"] == nil {
            own.append(item)
            guard own.count <= 1_000_000 else {
              throw unreadable("the list", "it has over a million messages")
            }
          } else {
            try pass(item)
          }
        }
        if !own.isEmpty { try pass(.array(own)) }
      }
    }
    guard count > 0 else { throw LogError(file: file, kind: .noRollouts) }
    var facts = LogFacts(format: format)
    facts.note(replaced: stream.replaced)
    return facts
  }

  private func rollout(_ value: JSONValue, place: String, number: Int) throws -> LoggedRollout {
    let request = value["request"] ?? value["body"] ?? value
    let list =
      value.arrayValue ?? request["messages"]?.arrayValue ?? value["conversation"]?.arrayValue
      ?? request["input"]?.arrayValue
    guard let list else { throw unreadable(place, "it has no list 'messages' or 'conversation'") }
    let response = value["response"] ?? value["completion"]
    let names: [JSONValue?] = [
      value["model"], request["model"], response?["model"], value["model_id"], value["model_name"],
      value["agent_name"], value["agent_model"],
    ]
    let model = names.lazy.compactMap { LoggedValue.name($0) }.first
    let ids: [JSONValue?] = [
      value["id"], value["custom_id"], value["conversation_id"], value["sample_id"], value["experiment_id"],
    ]
    let id = ids.lazy.compactMap { LoggedValue.name($0) }.first
    var rollout = LoggedRollout(place: place, sample: id ?? "conversation-\(number)")
    rollout.model = model
    rollout.task = LoggedValue.name(value["task"]) ?? LoggedValue.name(value["task_name"])
    var reader = ConversationReader(model: model ?? "")
    do throws(ConversationReader.Unfit) {
      // Anthropic's system prompt stands beside the messages.
      if let system = request["system"], !system.isNull {
        rollout.messages += try reader.messages(of: ["role": "system", "content": system])
      }
      rollout.messages += try reader.messages(list)
      if response != nil || value["choices"] != nil {
        // What stood in the request was given, not generated here, but for the turns of a longer conversation.
        rollout.messages += try answers(response ?? value, &reader)
      }
    } catch {
      throw unreadable(place, error.detail)
    }
    rollout.unknownTypes = reader.unknownTypes
    let choice = (response ?? value)["choices"]?.arrayValue?.first
    rollout.finishReason = LoggedValue.finish(
      choice?["finish_reason"]?.stringValue ?? response?["stop_reason"]?.stringValue
        ?? value["finish_reason"]?.stringValue ?? value["stop_reason"]?.stringValue)
    rollout.servedModel = LoggedValue.name(response?["model"])
    rollout.usage = usage((response ?? value)["usage"])
    rollout.startedAt = LoggedValue.date(response?["created"] ?? value["created_at"] ?? value["timestamp"])
    for (key, item) in value.objectValue ?? [:] where LoggedValue.name(item) != nil || key == "metadata" {
      rollout.fields[key] = item
    }
    for (key, item) in value["metadata"]?.objectValue ?? [:] { rollout.fields["metadata.\(key)"] = item }
    rollout.settle()
    return rollout
  }

  /// The message of a response: OpenAI's `choices`, Anthropic's `content`, or text.
  private func answers(
    _ response: JSONValue, _ reader: inout ConversationReader
  ) throws(ConversationReader.Unfit) -> [Message] {
    if let text = response.stringValue {
      return try reader.messages(of: ["role": "assistant", "content": .string(text)])
    }
    if let message = response["choices"]?.arrayValue?.first?["message"] {
      var members = message.objectValue ?? [:]
      members["role"] = "assistant"
      return try reader.messages(of: .object(members))
    }
    if let output = response["output"]?.arrayValue { return try items(output, &reader) }
    if let content = response["content"] {
      return try reader.messages(of: ["role": "assistant", "content": content])
    }
    throw .init(detail: "its response has neither 'choices' nor 'content' nor 'output'")
  }

  /// The items of OpenAI's responses, as one message.
  private func items(
    _ output: [JSONValue], _ reader: inout ConversationReader
  ) throws(ConversationReader.Unfit) -> [Message] {
    var parts: [JSONValue] = []
    var calls: [JSONValue] = []
    for item in output {
      switch item["type"]?.stringValue {
      case "message": parts += item["content"]?.arrayValue ?? []
      case "function_call": calls.append(item)
      default: parts.append(item)
      }
    }
    return try reader.messages(
      of: ["role": "assistant", "content": .array(parts), "tool_calls": .array(calls)])
  }

  private func usage(_ usage: JSONValue?) -> TokenUsage {
    let cached =
      LoggedValue.count(usage?["cache_read_input_tokens"])
      ?? LoggedValue.count(usage?["prompt_tokens_details"]?["cached_tokens"])
      ?? LoggedValue.count(usage?["input_tokens_details"]?["cached_tokens"])
    // Anthropic leaves out of `input_tokens` what it read from and wrote to its cache.
    let beside =
      (LoggedValue.count(usage?["cache_read_input_tokens"]) ?? 0)
      + (LoggedValue.count(usage?["cache_creation_input_tokens"]) ?? 0)
    return TokenUsage(
      input: (LoggedValue.count(usage?["prompt_tokens"]) ?? LoggedValue.count(usage?["input_tokens"])).map {
        $0 + beside
      },
      output: LoggedValue.count(usage?["completion_tokens"]) ?? LoggedValue.count(usage?["output_tokens"]),
      reasoning: LoggedValue.count(usage?["completion_tokens_details"]?["reasoning_tokens"])
        ?? LoggedValue.count(usage?["output_tokens_details"]?["reasoning_tokens"]), cached: cached)
  }
}
