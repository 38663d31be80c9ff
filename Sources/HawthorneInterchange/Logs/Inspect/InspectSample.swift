import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// One sample of an Inspect log, from the members that are read of it.
struct InspectSample {
  private var members: [String: JSONValue] = [:]
  private var attachments: [String: String] = [:]
  private var wanted: Set<String>?

  /// What is read; events, the store and the pools behind events are passed over as they come.
  private static let read: Set = [
    "id", "epoch", "input", "choices", "target", "messages", "output", "scores", "metadata", "model_usage",
    "role_usage",
    "error", "limit", "invalidation", "uuid", "started_at", "completed_at", "total_time", "message_refs",
  ]

  init() {}

  /// Takes the members of the object that is next in a stream.
  ///
  /// - Parameter limit: the bytes that the object may have.
  mutating func take(_ stream: JSONStream, limit: Int) throws {
    let start = stream.offset
    func left() throws -> Int {
      let used = stream.offset - start
      guard used <= Int64(limit) else {
        throw JSONStream.Malformed(offset: stream.offset, detail: "", isTooLong: true)
      }
      return limit - Int(used)
    }
    try stream.forEachMember { key in
      if Self.read.contains(key) {
        members[key] = try stream.value(limit: try left())
      } else if key == "attachments", try stream.kind() == .object {
        try takeAttachments(stream) { try left() }
      } else {
        try stream.skip()
      }
      _ = try left()
    }
  }

  /// Of a chunked sample: which messages of the sequence are the conversation.
  var messageRefs: [JSONValue]? { members["message_refs"]?.arrayValue }

  mutating func set(_ key: String, _ value: JSONValue) { members[key] = value }

  mutating func append(messages: [JSONValue]) {
    members["messages"] = .array((members["messages"]?.arrayValue ?? []) + messages)
  }

  mutating func add(attachment id: String, _ text: String) { attachments[id] = text }

  /// The ids of attachments that the conversation names, as far as it has been taken.
  func wantedAttachments() -> Set<String> {
    var found: Set<String> = []
    for key in ["messages", "input", "output"] {
      if let value = members[key] { Self.references(in: value, &found) }
    }
    return found
  }

  var hasConversation: Bool { members["messages"] != nil || members["output"] != nil }

  private mutating func takeAttachments(_ stream: JSONStream, left: () throws -> Int) throws {
    // They come after the messages that name them; where they do not, all are kept.
    let wanted = hasConversation ? wantedAttachments() : nil
    try stream.forEachMember { id in
      guard wanted?.contains(id) ?? true, try stream.kind() == .string else { return try stream.skip() }
      attachments[id] = try stream.value(limit: try left()).stringValue
    }
  }

  // MARK: Attachments

  private static let scheme = "attachment://"

  private static func references(in value: JSONValue, _ found: inout Set<String>) {
    switch value {
    case .string(let text): for piece in pieces(of: text) { if let id = piece.id { found.insert(id) } }
    case .array(let items): for item in items { references(in: item, &found) }
    case .object(let members): for member in members.values { references(in: member, &found) }
    case .null, .bool, .integer, .number: break
    }
  }

  /// A text cut at its references: plain text, or a reference with its id.
  private static func pieces(of text: String) -> [(text: Substring, id: String?)] {
    let bytes = text.utf8
    // Most texts have none; a colon-slash is looked for first.
    guard bytes.count > scheme.utf8.count, text.contains(scheme) else { return [(text[...], nil)] }
    var pieces: [(Substring, String?)] = []
    var rest = text[...]
    while let range = rest.firstRange(of: scheme) {
      let id = rest[range.upperBound...].prefix { $0.isHexDigit && $0.isASCII }
      pieces.append((rest[..<range.lowerBound], nil))
      pieces.append((rest[range.lowerBound..<id.endIndex], id.isEmpty ? nil : String(id)))
      rest = rest[id.endIndex...]
    }
    pieces.append((rest, nil))
    return pieces
  }

  private func resolved(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text):
      let pieces = Self.pieces(of: text)
      guard pieces.contains(where: { $0.id != nil }) else { return value }
      return .string(pieces.map { $0.id.flatMap { attachments[$0] } ?? String($0.text) }.joined())
    case .array(let items): return .array(items.map(resolved))
    case .object(let members): return .object(members.mapValues(resolved))
    case .null, .bool, .integer, .number: return value
    }
  }

  // MARK: The rollout

  /// - Parameters:
  ///   - place: for messages.
  ///   - header: of the log.
  /// - Throws: `ConversationReader.Unfit`.
  func rollout(place: String, header: InspectHeader) throws(ConversationReader.Unfit) -> LoggedRollout {
    guard let id = LoggedValue.name(members["id"]) else { throw .init(detail: "the sample has no id") }
    var rollout = LoggedRollout(place: place, sample: id)
    rollout.task = header.facts.task
    rollout.epoch = LoggedValue.count(members["epoch"]) ?? 1
    rollout.model = header.model
    rollout.isSimulation = header.isSimulation
    let output = members["output"].map(resolved)
    let choice = output?["choices"]?.arrayValue?.first
    // `none` where a solver made the output of a message.
    rollout.servedModel = output?["model"]?.stringValue.flatMap { ["", "none"].contains($0) ? nil : $0 }
    rollout.finishReason = LoggedValue.finish(choice?["stop_reason"]?.stringValue)
    var reader = ConversationReader(model: header.model ?? rollout.servedModel ?? "")
    rollout.messages = try conversation(choice, &reader)
    rollout.unknownTypes = reader.unknownTypes
    rollout.usage = usage(header.model, role: header.role)
    rollout.startedAt = LoggedValue.date(members["started_at"]) ?? header.facts.startedAt
    rollout.latencyMilliseconds =
      LoggedValue.milliseconds(seconds: members["total_time"])
      ?? LoggedValue.milliseconds(seconds: output?["time"])
    rollout.finishedAt = LoggedValue.date(members["completed_at"])
    if let error = members["error"], !error.isNull {
      rollout.status = LoggedValue.failure(error["message"]?.stringValue)
    } else if let invalid = members["invalidation"], !invalid.isNull, invalid != false {
      // Whoever looked at the log said that the sample does not count.
      rollout.status = .failed(
        kind: "invalidated",
        message: LoggedValue.withoutKeys(invalid["reason"]?.stringValue ?? "no reason given"))
    }
    rollout.parameters = header.facts.parameters
    rollout.mode = header.facts.mode
    rollout.fields = fields
    endAtLimit(&rollout)
    addScores(to: &rollout)
    rollout.settle()
    return rollout
  }

  private func conversation(
    _ choice: JSONValue?, _ reader: inout ConversationReader
  ) throws(ConversationReader.Unfit) -> [Message] {
    var logged = (members["messages"]?.arrayValue ?? []).map(resolved)
    let input = members["input"].map(resolved)
    if logged.isEmpty {
      // Some solvers keep no messages: what went in and what came out is there all the same.
      logged =
        input?.arrayValue ?? input?.stringValue.map { [["role": "user", "content": .string($0)]] } ?? []
    }
    let hasAnswer = logged.contains { $0["role"]?.stringValue == "assistant" && !isGiven($0, input) }
    if !hasAnswer, let answer = choice?["message"] {
      var members = answer.objectValue ?? [:]
      members["role"] = "assistant"
      members["source"] = "generate"
      if !(answer["content"] ?? .null).isNull,
        answer["content"]?.stringValue != "" || answer["tool_calls"] != nil
      {
        logged.append(.object(members))
      }
    }
    var messages: [Message] = []
    for (number, item) in logged.enumerated() {
      do {
        var made = try reader.messages(of: item)
        if item["role"]?.stringValue == "assistant", isGiven(item, input) {
          for index in made.indices where made[index].role == .assistant { made[index].prefilled = true }
        }
        messages += made
      } catch {
        throw .init(detail: "message \(number + 1): \(error.detail)")
      }
    }
    return messages
  }

  /// Whether an assistant's message came with the input (few-shot) and the model never wrote it.
  private func isGiven(_ message: JSONValue, _ input: JSONValue?) -> Bool {
    switch message["source"]?.stringValue {
    case "generate": return false
    case "input": return true
    default:
      guard let given = input?.arrayValue else { return false }
      return given.contains { item in
        guard item["role"]?.stringValue == "assistant" else { return false }
        if let id = item["id"]?.stringValue, let own = message["id"]?.stringValue { return id == own }
        return item["content"] == message["content"]
      }
    }
  }

  /// Tokens of the model under test, in all its calls; nil where the log counts several models and none is it.
  private func usage(_ model: String?, role: String?) -> TokenUsage {
    let all = members["model_usage"]?.objectValue ?? [:]
    let ofRole = role.flatMap { members["role_usage"]?[$0] }
    guard let usage = ofRole ?? model.flatMap({ all[$0] }) ?? (all.count == 1 ? all.first?.value : nil) else {
      return TokenUsage()
    }
    let cached = LoggedValue.count(usage["input_tokens_cache_read"])
    // Here `input_tokens` leaves out what was read from and written to a cache.
    let input = LoggedValue.count(usage["input_tokens"]).map {
      $0 + (cached ?? 0) + (LoggedValue.count(usage["input_tokens_cache_write"]) ?? 0)
    }
    return TokenUsage(
      input: input, output: LoggedValue.count(usage["output_tokens"]),
      reasoning: LoggedValue.count(usage["reasoning_tokens"]), cached: cached)
  }

  private var fields: [String: JSONValue] {
    var fields: [String: JSONValue] = [:]
    for (key, value) in members["metadata"]?.objectValue ?? [:] { fields["metadata.\(key)"] = value }
    if let target = members["target"] { fields["target"] = target }
    if let limit = members["limit"]?["type"] { fields["limit"] = limit }
    return fields
  }

  /// A sample that Inspect ended at a limit did not end by itself.
  ///
  /// One that ran out of time is what a conversation of ours that does is. Any other limit is the reason why it stopped,
  /// where the last answer has none that says more; without an answer nothing was completed.
  private func endAtLimit(_ rollout: inout LoggedRollout) {
    guard let limit = members["limit"], let type = LoggedValue.name(limit["type"]) else { return }
    let word = String(type.prefix(40))
    rollout.limit = word
    guard case .completed = rollout.status else { return }
    let size = LoggedValue.name(limit["limit"]).map { " of \($0)" } ?? ""
    let message = "Inspect ended the sample at its \(word) limit\(size)."
    let isAnswered = rollout.messages.contains { $0.role == .assistant && $0.prefilled != true }
    if ["time", "working"].contains(word) {
      rollout.status = .failed(kind: "rollout-timeout", message: message)
    } else if !isAnswered {
      rollout.status = .failed(kind: "logged-limit", message: message)
    }
    switch rollout.finishReason {
    case .length, .contentFilter, .refusal: break
    case .stop, .toolCalls, .other, nil: rollout.finishReason = .other("\(word)_limit")
    }
  }

  private func addScores(to rollout: inout LoggedRollout) {
    var lost = 0
    for (name, score) in (members["scores"]?.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
      lost += LoggedValue.scores(
        name, score["value"], note: score["explanation"]?.stringValue, into: &rollout.scores)
    }
    if lost > 0 { rollout.unknownTypes["score", default: 0] += lost }
  }
}
