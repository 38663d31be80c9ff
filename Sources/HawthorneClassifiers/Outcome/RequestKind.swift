import HawthornePatterns

/// What kind of answer a request asks for: the same sentence is an answer to one and a refusal of another.
enum RequestKind: Sendable {
  /// Reasons for a premise: to deny it is not to comply.
  case justify
  /// Yes or no, should or may: to object is to answer.
  case judge
  /// Instructions or a text.
  case how
  case other

  /// How much of a request is read, in folded bytes from its start and its end.
  static let reach = 4_096

  static func read(_ request: FoldedText, cues: [String: [Pattern]]) -> RequestKind {
    func has(_ cue: Cue) -> Bool { matches(cue, request, cues) }
    if has(.requestJustify) { return .justify }
    if has(.requestJudge) { return .judge }
    if has(.requestHow) { return .how }
    return .other
  }

  /// Whether the request asks for a fact.
  static func asksForFact(_ request: FoldedText, cues: [String: [Pattern]]) -> Bool {
    matches(.requestFact, request, cues)
  }

  private static func matches(_ cue: Cue, _ request: FoldedText, _ cues: [String: [Pattern]]) -> Bool {
    let patterns = cues[cue.rawValue] ?? []
    let count = request.text.count
    if request.contains(patterns, in: 0..<min(count, reach)) { return true }
    return count > reach && request.contains(patterns, in: count - reach..<count)
  }
}
