import HawthorneCore
import HawthornePatterns

/// Asks a guard about a match to the end: where its pattern stands, and what switches it off.
struct GuardTracer {
  let text: FoldedText
  let shown: ShownText

  func check(
    _ entry: Guard, as role: Explanation.GuardCheck.Role, at match: Range<Int>
  ) -> Explanation.GuardCheck {
    let sentence = text.sentence(around: match)
    var check = Explanation.GuardCheck(
      id: entry.id, role: role, scope: entry.scope.rawValue, holds: false, found: nil, off: nil)
    let place = find(entry, at: match, sentence: sentence)
    check.found = place.map { text.text.string($0) }
    guard place != nil || entry.scope == .prompt && shown.promptContains(entry.patterns) else { return check }
    if let unless = text.firstMatch(of: entry.unless, in: sentence) {
      check.off = "“\(text.text.string(unless))” switches it off"
    } else if !entry.request.isEmpty, !shown.requestContains(entry.request) {
      check.off = "the user's last message does not say what it asks for"
    } else if !entry.prompt.isEmpty, !shown.promptContains(entry.prompt) {
      check.off = "the prompt does not say what it asks for"
    } else if !entry.appliesWhenDisclosed, shown.discloses {
      check.off = "the prompt says that it is a test"
    } else {
      check.holds = true
    }
    return check
  }

  /// Where the guard's pattern stands in its scope; nil where it does not, and for the scope `prompt`.
  private func find(_ entry: Guard, at match: Range<Int>, sentence: Range<Int>) -> Range<Int>? {
    let patterns = entry.patterns
    switch entry.scope {
    case .overlap:
      let window =
        max(sentence.lowerBound, match.lowerBound - 80)..<min(sentence.upperBound, match.upperBound + 80)
      return text.matches(of: patterns, in: window).filter { $0.overlaps(match) }
        .min { $0.lowerBound < $1.lowerBound }
    case .inside: return text.firstMatch(of: patterns, in: match)
    case .before: return text.firstMatch(of: patterns, in: sentence.lowerBound..<match.lowerBound)
    case .after: return text.firstMatch(of: patterns, in: match.upperBound..<sentence.upperBound)
    case .sentence: return text.firstMatch(of: patterns, in: sentence)
    case .near:
      return text.firstMatch(of: patterns, in: text.neighbourhood(of: match))
        ?? text.leadIn(of: match).flatMap { text.firstMatch(of: patterns, in: $0) }
    case .prompt: return nil
    }
  }
}
