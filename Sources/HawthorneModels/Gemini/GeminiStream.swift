import HawthorneCore

/// Puts a streamed answer together: every event is an answer of its own, with the next parts.
struct GeminiStream: StreamAccumulator {
  private var top: [String: JSONValue] = [:]
  private var candidate: [String: JSONValue] = [:]
  private var parts: [JSONValue] = []
  private var logprobs: [String: [JSONValue]] = [:]
  private var hasCandidate = false
  private var unknownTypes: [String: Int] = [:]
  private(set) var error: JSONValue?

  /// The last event is like the others.
  var isOver: Bool { false }

  var isComplete: Bool {
    candidate["finishReason"]?.stringValue != nil
      || !hasCandidate && top["promptFeedback"]?["blockReason"] != nil
  }

  mutating func end() {}

  mutating func add(_ event: JSONValue, name: String?) {
    if event["error"]?.isComplaint == true { error = event }
    if !["candidates", "usageMetadata", "promptFeedback", "error"].contains(where: { event[$0] != nil }) {
      unknownTypes[UnknownType.name(name ?? event["type"]?.stringValue), default: 0] += 1
    }
    for name in ["modelVersion", "responseId", "usageMetadata", "promptFeedback"] {
      guard let value = event[name], !value.isNull else { continue }
      if case .object(let new) = value, case .object(let old)? = top[name] {
        top[name] = .object(old.merging(new) { _, new in new })
      } else {
        top[name] = value
      }
    }
    for choice in event["candidates"]?.arrayValue ?? [] {
      guard (choice["index"]?.integerValue ?? 0) == 0, let members = choice.objectValue else { continue }
      hasCandidate = true
      parts += choice["content"]?["parts"]?.arrayValue ?? []
      for name in ["chosenCandidates", "topCandidates"] {
        logprobs[name, default: []] += choice["logprobsResult"]?[name]?.arrayValue ?? []
      }
      for (name, value) in members where name != "content" && !value.isNull { candidate[name] = value }
    }
  }

  var document: JSONValue {
    var document = top
    if !unknownTypes.isEmpty {
      document[unknownMember] = .object(unknownTypes.mapValues { .integer(Int64($0)) })
    }
    guard hasCandidate else { return .object(document) }
    var candidate = candidate
    candidate["content"] = ["role": "model", "parts": .array(parts)]
    if logprobs.values.contains(where: { !$0.isEmpty }) {
      candidate["logprobsResult"] = .object(logprobs.mapValues { .array($0) })
    }
    document["candidates"] = [.object(candidate)]
    return .object(document)
  }
}
