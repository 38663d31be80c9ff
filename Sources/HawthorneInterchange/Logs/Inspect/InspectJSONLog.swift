import FoundationEssentials
import HawthorneCore

/// An Inspect log as one JSON document, a sample at a time.
struct InspectJSONLog: LogReader {
  let file: String
  var format: LogFormat { .inspectJSON }

  func read(_ take: (LoggedRollout) throws -> Void) throws -> LogFacts {
    let stream = JSONStream(try FileSource(path: file))
    var members: [String: JSONValue] = [:]
    var place = "the log"
    var count = 0
    try following(place) {
      try stream.forEachMember { key in
        if key == "samples", try stream.kind() == .array {
          guard members["eval"] != nil else { throw unreadable("samples", "they stand before 'eval'") }
          let header = InspectHeader(members, format: format)
          try stream.forEachItem { number in
            place = "samples[\(number)]"
            var sample = InspectSample()
            try sample.take(stream, limit: Self.rolloutLimit)
            do {
              try take(try sample.rollout(place: place, header: header))
            } catch let error as ConversationReader.Unfit {
              throw unreadable(place, error.detail)
            }
            count += 1
          }
          place = "the log"
        } else if InspectHeader.members.contains(key) {
          members[key] = try stream.value(limit: Self.rolloutLimit)
        } else {
          try stream.skip()
        }
      }
      try stream.finish()
    }
    guard members["eval"] != nil else {
      throw LogError(file: file, kind: .notThis(format, "it has no member 'eval'"))
    }
    var facts = InspectHeader(members, format: format).facts
    facts.note(replaced: stream.replaced)
    if count == 0 {
      throw LogError(file: file, kind: facts.planned == nil ? .noRollouts : .onlyHeader)
    }
    return facts
  }
}
