import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// A transcript of Petri or Bloom in a file of its own: `metadata`, and `events` that build up what each party sees.
///
/// The conversation of the model under audit is the view `target`: messages are added, taken back (`rollback`) and
/// replaced (`reset`). Logs that Petri 3 writes are Inspect's, and are read as those.
struct PetriLog: LogReader {
  let file: String
  var format: LogFormat { .petri }

  func read(_ take: (LoggedRollout) throws -> Void) throws -> LogFacts {
    let stream = JSONStream(try FileSource(path: file))
    var metadata: JSONValue = .object([:])
    var messages: [JSONValue] = []
    var given: [JSONValue]?
    var hasEvents = false
    try following("the transcript") {
      try stream.forEachMember { key in
        switch (key, try stream.kind()) {
        case ("metadata", .object): metadata = try stream.value(limit: Self.rolloutLimit)
        case ("target_messages", .array): given = try stream.value(limit: Self.rolloutLimit).arrayValue
        case ("events", .array):
          hasEvents = true
          try stream.forEachItem { number in
            let event = try stream.value(limit: Self.rolloutLimit)
            try apply(event, place: "events[\(number)]", to: &messages)
            guard stream.offset <= Int64(Self.rolloutLimit) else {
              throw LogError(file: file, kind: .tooLarge(place: "the transcript", limit: Self.rolloutLimit))
            }
          }
        default: try stream.skip()
        }
      }
      try stream.finish()
    }
    guard hasEvents || given != nil else {
      throw LogError(file: file, kind: .notThis(format, "it has neither 'events' nor 'target_messages'"))
    }
    let model = LoggedValue.name(metadata["target_model"])
    let name = file.split(separator: "/").last.map(String.init) ?? file
    var rollout = LoggedRollout(
      place: "the transcript", sample: LoggedValue.name(metadata["transcript_id"]) ?? name)
    var reader = ConversationReader(model: model ?? "")
    do {
      rollout.messages = try reader.messages(hasEvents && !messages.isEmpty ? messages : given ?? [])
    } catch {
      throw unreadable("the transcript", error.detail)
    }
    guard !rollout.messages.isEmpty else { throw LogError(file: file, kind: .noRollouts) }
    rollout.unknownTypes = reader.unknownTypes
    rollout.model = model
    rollout.startedAt = LoggedValue.date(metadata["created_at"])
    rollout.finishedAt = LoggedValue.date(metadata["updated_at"])
    for (key, value) in metadata.objectValue ?? [:] where key != "judge_output" {
      rollout.fields["metadata.\(key)"] = value
    }
    // The judge's grades, each from 1 to 10.
    _ = LoggedValue.scores("judge", metadata["judge_output"]?["scores"], into: &rollout.scores)
    rollout.settle()
    try take(rollout)
    var facts = LogFacts(format: format)
    facts.harness = "petri"
    facts.harnessVersion = LoggedValue.name(metadata["version"])
    facts.logID = LoggedValue.name(metadata["transcript_id"])
    facts.model = model
    facts.startedAt = rollout.startedAt
    facts.endedAt = rollout.finishedAt
    facts.note(replaced: stream.replaced)
    return facts
  }

  private func apply(_ event: JSONValue, place: String, to messages: inout [JSONValue]) throws {
    guard event["type"]?.stringValue ?? "transcript_event" == "transcript_event" else { return }
    let views =
      event["view"]?.arrayValue?.compactMap(\.stringValue) ?? event["view"]?.stringValue.map { [$0] } ?? []
    guard views.contains("target") else { return }
    let edit = event["edit"]
    switch edit?["operation"]?.stringValue {
    case "add":
      guard let message = edit?["message"] else { throw unreadable(place, "it adds no message") }
      messages.append(message)
    case "reset": messages = edit?["new_messages"]?.arrayValue ?? edit?["messages"]?.arrayValue ?? []
    case "rollback":
      guard let count = LoggedValue.count(edit?["count"]), count <= messages.count else {
        throw unreadable(place, "it takes back more messages than there are")
      }
      messages.removeLast(count)
    case let word:
      throw unreadable(place, "nothing is known of the edit '\(word ?? "(none)")'")
    }
  }
}
