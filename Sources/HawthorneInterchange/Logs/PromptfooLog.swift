import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// promptfoo's JSON, of any of its versions: a test × prompt × provider each.
///
/// The list of results stands at `results` (1, 4), `results.results` (2, 3) or `data.results.results` (as shared).
/// promptfoo writes a model's thinking into the output: it cannot be told from the answer any more, and stays in it.
struct PromptfooLog: LogReader {
  let file: String
  var format: LogFormat { .promptfoo }

  /// Members beside the results that are read.
  private struct Head {
    var members: [String: JSONValue] = [:]
    var count = 0
    var folded = 0
  }

  func read(_ take: (LoggedRollout) throws -> Void) throws -> LogFacts {
    let stream = JSONStream(try FileSource(path: file))
    var head = Head()
    try following("the results") {
      try walk(stream, &head, depth: 0, take)
      try stream.finish()
    }
    guard head.count > 0 else { throw LogError(file: file, kind: .noRollouts) }
    var facts = LogFacts(format: format)
    facts.harness = "promptfoo"
    facts.harnessVersion = LoggedValue.name(head.members["promptfooVersion"])
    facts.logID = LoggedValue.name(head.members["evalId"]) ?? LoggedValue.name(head.members["id"])
    facts.startedAt =
      LoggedValue.date(head.members["timestamp"]) ?? LoggedValue.date(head.members["createdAt"])
    if head.folded > 0 {
      facts.notes.append(
        "\(head.folded) outputs begin with 'Thinking:': promptfoo writes thoughts into the output, and they stay there"
      )
    }
    facts.note(replaced: stream.replaced)
    return facts
  }

  private func walk(
    _ stream: JSONStream, _ head: inout Head, depth: Int, _ take: (LoggedRollout) throws -> Void
  ) throws {
    try stream.forEachMember { key in
      switch (key, try stream.kind()) {
      case ("results", .array):
        try stream.forEachItem { number in
          let start = stream.offset
          let item = try stream.value(limit: Self.rolloutLimit)
          let place = "results[\(number)]"
          guard stream.offset - start <= Int64(Self.rolloutLimit) else {
            throw LogError(file: file, kind: .tooLarge(place: place, limit: Self.rolloutLimit))
          }
          head.count += 1
          let rollout = try rollout(item, place: place)
          if rollout.messages.last?.text.hasPrefix("Thinking:") == true { head.folded += 1 }
          try take(rollout)
        }
      case ("results", .object) where depth < 3, ("data", .object) where depth < 3:
        try walk(stream, &head, depth: depth + 1, take)
      case ("metadata", .object) where depth == 0:
        let value = try stream.value(limit: 1 << 20)
        if let version = value["promptfooVersion"] { head.members["promptfooVersion"] = version }
      case ("evalId", .string), ("id", .string), ("timestamp", _), ("createdAt", _):
        let value = try stream.value(limit: 1 << 20)
        if head.members[key] == nil { head.members[key] = value }
      default: try stream.skip()
      }
    }
  }

  private func rollout(_ item: JSONValue, place: String) throws -> LoggedRollout {
    let prompt = item["prompt"]?["raw"]?.stringValue ?? item["prompt"]?.stringValue
    guard let prompt else { throw unreadable(place, "it has no prompt") }
    let response = item["response"] ?? item["providerResponse"] ?? .null
    let test = LoggedValue.name(item["testIdx"])
    let promptIndex = LoggedValue.name(item["promptIdx"])
    let vars = item["vars"] ?? item["testCase"]?["vars"] ?? .object([:])
    let label = item["prompt"]?["label"]?.stringValue ?? item["prompt"]?["display"]?.stringValue
    let sample =
      if let test {
        "test-\(test)/prompt-\(promptIndex ?? "0")"
      } else {
        "vars-\(try ContentHash(canonical: vars).short)/prompt-\(ContentHash(of: label ?? prompt).short)"
      }
    var rollout = LoggedRollout(place: place, sample: sample)
    let provider = item["provider"]
    rollout.model = provider?.stringValue ?? provider?["id"]?.stringValue
    var reader = ConversationReader(model: rollout.model ?? "")
    do throws(ConversationReader.Unfit) {
      rollout.messages = try asked(prompt, &reader)
      rollout.messages += try answer(response, &reader)
    } catch {
      throw unreadable(place, error.detail)
    }
    rollout.unknownTypes = reader.unknownTypes
    rollout.finishReason = LoggedValue.finish(response["finishReason"]?.stringValue)
    let usage = response["tokenUsage"]
    rollout.usage = TokenUsage(
      input: LoggedValue.count(usage?["prompt"]), output: LoggedValue.count(usage?["completion"]),
      reasoning: LoggedValue.count(usage?["completionDetails"]?["reasoning"]))
    // Answers from promptfoo's cache were not timed.
    if response["cached"]?.boolValue != true {
      rollout.latencyMilliseconds = LoggedValue.count(item["latencyMs"])
    }
    let error = item["error"]?.stringValue ?? response["error"]?.stringValue
    // An assertion that failed is an 'error' too, and no failure of the rollout's.
    if let error, (response["output"] ?? .null).isNull {
      rollout.status = LoggedValue.failure(error)
    } else if response["isRefusal"]?.boolValue == true, response["guardrails"]?["flagged"]?.boolValue == true
    {
      rollout.status = .blocked(reason: "guardrails")
    }
    rollout.fields = [
      "vars": vars, "test": item["testIdx"] ?? .null, "prompt_index": item["promptIdx"] ?? .null,
      "prompt_label": label.map { .string($0) } ?? .null,
      "description": item["testCase"]?["description"] ?? item["description"] ?? .null,
      "metadata": item["testCase"]?["metadata"] ?? item["metadata"] ?? .null,
    ]
    for (key, value) in vars.objectValue ?? [:] { rollout.fields["vars.\(key)"] = value }
    addScores(item, to: &rollout)
    rollout.settle()
    return rollout
  }

  /// A prompt as text, or as a chat in JSON.
  private func asked(
    _ prompt: String, _ reader: inout ConversationReader
  ) throws(ConversationReader.Unfit) -> [Message] {
    let start = prompt.utf8.first { $0 > 0x20 }
    guard start == UInt8(ascii: "["), let chat = JSONText.parse(utf8: Array(prompt.utf8))?.arrayValue,
      !chat.isEmpty, chat.allSatisfy({ $0["role"] != nil })
    else { return [Message(role: .user, text: prompt)] }
    return try reader.messages(chat).map { message in
      var message = message
      if message.role == .assistant { message.prefilled = true }
      return message
    }
  }

  private func answer(
    _ response: JSONValue, _ reader: inout ConversationReader
  ) throws(ConversationReader.Unfit) -> [Message] {
    var members: [String: JSONValue] = ["role": "assistant"]
    switch response["output"] {
    case nil, .null: return []
    case .string(let text): members["content"] = .string(text)
    case let value?:
      // Some providers return what the model called as a list, or a structure of their own.
      if let calls = value.arrayValue, !calls.isEmpty, calls.allSatisfy({ $0["function"] != nil }) {
        members["tool_calls"] = value
      } else {
        members["content"] = .string((try? CanonicalJSON.text(of: value)) ?? "")
      }
    }
    if let reasoning = response["reasoning"]?.stringValue { members["reasoning"] = .string(reasoning) }
    return try reader.messages(of: .object(members))
  }

  private func addScores(_ item: JSONValue, to rollout: inout LoggedRollout) {
    // Without assertions everything passes.
    guard let grading = item["gradingResult"], !grading.isNull,
      grading["reason"]?.stringValue != "No assertions"
    else { return }
    var lost = LoggedValue.scores(
      "pass", grading["pass"], note: grading["reason"]?.stringValue, into: &rollout.scores)
    lost += LoggedValue.scores("score", grading["score"], into: &rollout.scores)
    for (name, value) in (item["namedScores"]?.objectValue ?? [:]).sorted(by: { $0.key < $1.key }) {
      lost += LoggedValue.scores(name, value, into: &rollout.scores)
    }
    if lost > 0 { rollout.unknownTypes["score", default: 0] += lost }
  }
}
