import HawthorneCore

/// Puts a streamed response together. Its last event holds the whole response; items that came before serve where a
/// server leaves its output out.
struct ResponsesStream: StreamAccumulator {
  /// Events that the last one repeats.
  private static let known: Set<String> = [
    "response.created", "response.queued", "response.in_progress", "response.output_item.added",
    "response.content_part.added", "response.content_part.done", "response.output_text.delta",
    "response.output_text.done", "response.output_text.annotation.added", "response.refusal.delta",
    "response.refusal.done", "response.function_call_arguments.delta",
    "response.function_call_arguments.done", "response.reasoning_summary_part.added",
    "response.reasoning_summary_part.done", "response.reasoning_summary_text.delta",
    "response.reasoning_summary_text.done", "response.reasoning_text.delta",
    "response.reasoning_text.done", "ping", "keepalive",
  ]

  private var response: [String: JSONValue]?
  private var items: [Int64: JSONValue] = [:]
  private var unknownTypes: [String: Int] = [:]
  private(set) var error: JSONValue?

  var isOver: Bool { response != nil || error != nil }
  var isComplete: Bool { response != nil }

  mutating func end() {}

  mutating func add(_ event: JSONValue, name: String?) {
    let type = event["type"]?.stringValue ?? name
    switch type {
    case "response.completed", "response.incomplete":
      guard let whole = event["response"]?.objectValue else { return skip(type) }
      response = whole
      if response?["status"] == nil {
        response?["status"] = type == "response.incomplete" ? "incomplete" : "completed"
      }
    case "response.failed":
      let failed = event["response"]
      error = failed?["error"]?.isComplaint == true ? failed : ["error": ["code": "server_error"]]
    case "error":
      // The members stand in the event itself, or in an object of their own.
      error = event["error"]?.isComplaint == true ? event : ["error": event]
    case "response.output_item.done":
      guard let item = event["item"] else { return skip(type) }
      items[event["output_index"]?.integerValue ?? Int64(items.count)] = item
    case let type? where Self.known.contains(type):
      break
    default:
      skip(type)
    }
  }

  private mutating func skip(_ type: String?) { unknownTypes[UnknownType.name(type), default: 0] += 1 }

  var document: JSONValue {
    var document = response ?? [:]
    if document["output"]?.arrayValue?.isEmpty != false, !items.isEmpty {
      document["output"] = .array(items.sorted { $0.key < $1.key }.map(\.value))
    }
    if !unknownTypes.isEmpty {
      document[unknownMember] = .object(unknownTypes.mapValues { .integer(Int64($0)) })
    }
    return .object(document)
  }
}
