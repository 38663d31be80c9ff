import HawthorneCore

/// Puts the chunks of a streamed answer together into the JSON of an unstreamed one.
struct ChatStreamAccumulator: StreamAccumulator {
  private struct Call {
    var id = ""
    var name = ""
    var arguments = ""
  }

  private static let textFields = ["content", "reasoning_content", "reasoning", "thinking", "refusal"]

  private var top: [String: JSONValue] = [:]
  private var texts: [String: String] = [:]
  private var thoughtParts = ""
  private var details: [[String: JSONValue]] = []
  private var calls: [Call] = []
  private var callPositions: [Int64: Int] = [:]
  private(set) var finish: JSONValue?
  /// Whether any chunk had a choice.
  private(set) var hasChoice = false
  /// The error that a chunk carried instead of text.
  private(set) var error: JSONValue?

  private(set) var isOver = false
  private var logprobs: [JSONValue] = []
  private var otherParts: [JSONValue] = []
  private var unknownTypes: [String: Int] = [:]

  var isComplete: Bool { finish != nil || (isOver && hasChoice) }

  mutating func end() { isOver = true }

  mutating func add(_ event: JSONValue, name: String?) {
    // Some servers name the event and send the bare error object.
    let chunk = name == "error" && event["error"] == nil ? ["error": event] : event
    let expected = ["choices", "usage", "error", "timings", "x_groq", "prompt_filter_results"]
    if !expected.contains(where: { chunk[$0] != nil }) {
      unknownTypes[UnknownType.name(chunk["type"]?.stringValue ?? name), default: 0] += 1
    }
    for name in ["id", "model", "system_fingerprint", "provider", "usage", "timings"] {
      if let value = chunk[name], !value.isNull { top[name] = value }
    }
    // Groq's place for usage.
    if let usage = chunk["x_groq"]?["usage"], !usage.isNull { top["usage"] = usage }
    if chunk["error"]?.isComplaint == true { error = chunk }
    for choice in chunk["choices"]?.arrayValue ?? [] {
      guard (choice["index"]?.integerValue ?? 0) == 0 else { continue }
      hasChoice = true
      if choice["error"]?.isComplaint == true { error = choice }
      if let reason = choice["finish_reason"], !reason.isNull { finish = reason }
      if let delta = choice["delta"] ?? choice["message"] { add(delta: delta) }
      logprobs += choice["logprobs"]?["content"]?.arrayValue ?? []
    }
  }

  private mutating func add(delta: JSONValue) {
    for name in Self.textFields {
      if let text = delta[name]?.stringValue { texts[name, default: ""] += text }
    }
    for part in delta["content"]?.arrayValue ?? [] {
      if !["text", "thinking"].contains(part["type"]?.stringValue) { otherParts.append(part) }
      texts["content", default: ""] += part["text"]?.stringValue ?? ""
      for piece in part["thinking"]?.arrayValue ?? [] { thoughtParts += piece["text"]?.stringValue ?? "" }
    }
    for detail in delta["reasoning_details"]?.arrayValue ?? [] {
      if let members = detail.objectValue { add(detail: members) }
    }
    for call in delta["tool_calls"]?.arrayValue ?? [] { add(call: call) }
  }

  /// Pieces of one detail share type, index and id. One without an index belongs to the last; pieces of several with
  /// indices of their own may come in turns.
  private mutating func add(detail: [String: JSONValue]) {
    func value(_ name: String, _ detail: [String: JSONValue]) -> JSONValue? {
      detail[name].flatMap { $0.isNull ? nil : $0 }
    }
    func continues(_ old: [String: JSONValue]) -> Bool {
      detail["type"] != "reasoning.encrypted" && old["type"] == detail["type"]
        && ["index", "id"].allSatisfy { name in
          guard let new = value(name, detail), let old = value(name, old) else { return true }
          return new == old
        }
    }
    let index = value("index", detail)
    let open = details.lastIndex { index == nil || value("index", $0) == index } ?? details.indices.last
    guard let open, continues(details[open]) else {
      details.append(detail)
      return
    }
    for (name, new) in detail where !new.isNull {
      if ["text", "summary"].contains(name), case .string(let more) = new,
        case .string(var text)? = details[open][name]
      {
        // Taken out while it grows, so that it is not copied for every piece.
        details[open][name] = .null
        text += more
        details[open][name] = .string(text)
      } else {
        details[open][name] = new
      }
    }
  }

  /// A call is continued by its index; without one, an id that is new begins another, and so it does with a name where
  /// a server numbers every call 0 (Ollama's issue 15457).
  private mutating func add(call: JSONValue) {
    let id = call["id"]?.stringValue ?? ""
    let position: Int
    if let index = call["index"]?.integerValue {
      let isNamed = call["function"]?["name"]?.stringValue?.isEmpty == false
      if let known = callPositions[index], id.isEmpty || !isNamed || calls[known].id == id {
        position = known
      } else {
        calls.append(Call())
        position = calls.count - 1
        callPositions[index] = position
      }
    } else {
      if calls.isEmpty || (!id.isEmpty && calls.last?.id != id) { calls.append(Call()) }
      position = calls.count - 1
    }
    if calls[position].id.isEmpty { calls[position].id = id }
    let function = call["function"]
    if calls[position].name.isEmpty { calls[position].name = function?["name"]?.stringValue ?? "" }
    if let text = function?["arguments"]?.stringValue {
      calls[position].arguments += text
    } else if let value = function?["arguments"], value.objectValue != nil {
      calls[position].arguments += JSONWriting.text(value)
    }
  }

  /// The answer so far, in the shape of an unstreamed one.
  var document: JSONValue {
    var message: [String: JSONValue] = ["role": "assistant"]
    for (name, text) in texts { message[name] = .string(text) }
    if !thoughtParts.isEmpty || !otherParts.isEmpty {
      let thought: JSONValue = [
        "type": "thinking", "thinking": [["type": "text", "text": .string(thoughtParts)]],
      ]
      message["content"] = .array(
        [thought, ["type": "text", "text": .string(texts["content"] ?? "")]] + otherParts)
    }
    if !details.isEmpty { message["reasoning_details"] = .array(details.map { .object($0) }) }
    if !calls.isEmpty {
      message["tool_calls"] = .array(
        calls.map { call in
          [
            "id": .string(call.id), "type": "function",
            "function": ["name": .string(call.name), "arguments": .string(call.arguments)],
          ]
        })
    }
    var choice: [String: JSONValue] = [
      "index": 0, "message": .object(message), "finish_reason": finish ?? .null,
    ]
    if !logprobs.isEmpty { choice["logprobs"] = ["content": .array(logprobs)] }
    var completion = top
    completion["choices"] = [.object(choice)]
    if !unknownTypes.isEmpty {
      completion[unknownMember] = .object(unknownTypes.mapValues { .integer(Int64($0)) })
    }
    return .object(completion)
  }
}
