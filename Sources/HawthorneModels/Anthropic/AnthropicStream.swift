import HawthorneCore

/// Puts a streamed message together: `message_start`, blocks by index, `message_delta`, `message_stop`.
struct AnthropicStream: StreamAccumulator {
  private struct Block {
    var members: [String: JSONValue]
    var text = ""
    var thinking = ""
    var signature = ""
    var input = ""
  }

  private var message: [String: JSONValue] = [:]
  private var usage: [String: JSONValue] = [:]
  private var blocks: [Int64: Block] = [:]
  private var unknownTypes: [String: Int] = [:]
  private(set) var error: JSONValue?
  private(set) var isOver = false
  private var hasReason = false

  var isComplete: Bool { isOver || hasReason && !message.isEmpty }

  mutating func end() {}

  mutating func add(_ event: JSONValue, name: String?) {
    switch event["type"]?.stringValue ?? name {
    case "message_start":
      message = event["message"]?.objectValue ?? [:]
      if let counts = message["usage"]?.objectValue { usage = counts }
      for (index, part) in (message["content"]?.arrayValue ?? []).enumerated() {
        blocks[Int64(index)] = part.objectValue.map { Block(members: $0) }
      }
    case "content_block_start":
      guard let index = event["index"]?.integerValue, let start = event["content_block"]?.objectValue else {
        return skip("content_block_start")
      }
      blocks[index] = Block(members: start)
    case "content_block_delta":
      add(delta: event["delta"] ?? .null, at: event["index"]?.integerValue)
    case "message_delta":
      for (name, value) in event["delta"]?.objectValue ?? [:] { message[name] = value }
      for (name, value) in event["usage"]?.objectValue ?? [:] where !value.isNull { usage[name] = value }
      if event["delta"]?["stop_reason"]?.stringValue != nil { hasReason = true }
    case "message_stop":
      isOver = !message.isEmpty
    case "error":
      error = event
    case "content_block_stop", "ping":
      break
    case let type:
      skip(type)
    }
  }

  private mutating func skip(_ type: String?) { unknownTypes[UnknownType.name(type), default: 0] += 1 }

  private mutating func add(delta: JSONValue, at index: Int64?) {
    guard let index, blocks[index] != nil else { return skip("content_block_delta") }
    // In place: a copy for every piece would take the square of the answer's length.
    switch delta["type"]?.stringValue {
    case "text_delta": blocks[index]?.text += delta["text"]?.stringValue ?? ""
    case "thinking_delta": blocks[index]?.thinking += delta["thinking"]?.stringValue ?? ""
    case "signature_delta": blocks[index]?.signature += delta["signature"]?.stringValue ?? ""
    case "input_json_delta": blocks[index]?.input += delta["partial_json"]?.stringValue ?? ""
    case "citations_delta": break
    case let type: skip(type)
    }
  }

  var document: JSONValue {
    var document = message
    document["usage"] = .object(usage)
    document["content"] = .array(
      blocks.sorted { $0.key < $1.key }.map { _, block in
        var members = block.members
        for (name, more) in [
          ("text", block.text), ("thinking", block.thinking), ("signature", block.signature),
        ] where !more.isEmpty {
          members[name] = .string((members[name]?.stringValue ?? "") + more)
        }
        if !block.input.isEmpty { members["input"] = .string(block.input) }
        return .object(members)
      })
    if !unknownTypes.isEmpty {
      document[unknownMember] = .object(unknownTypes.mapValues { .integer(Int64($0)) })
    }
    return .object(document)
  }
}
