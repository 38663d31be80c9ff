import HawthorneCore
import HawthornePatterns

/// Reads a stance as `ContextReader` does and keeps the words that decided it.
struct StanceTracer {
  struct Result {
    var stance: Stance
    var reason: String
    /// `none`, `weak` or `strong`.
    var hedge: String
    var hedgeReason: String
  }

  let context: ContextReader
  let text: FoldedText

  func read(_ match: Range<Int>) -> Result {
    let sentence = text.sentence(around: match)
    let clause = context.clauseStart(of: match, in: sentence, text: text)..<sentence.upperBound
    let before = clause.lowerBound..<match.lowerBound
    let (hedge, hedgeReason) = hedge(match, sentence: sentence, clause: clause)
    func result(_ stance: Stance, _ reason: String) -> Result {
      Result(stance: stance, reason: reason, hedge: hedge, hedgeReason: hedgeReason)
    }
    if context.isInsideQuotes(match, sentence: sentence, text: text) {
      return result(.quoted, "it stands in quotation marks")
    }
    if let words = cue(.attributionBefore, in: before) { return result(.quoted, words) }
    if let words = cue(.rejectionBefore, in: before)
      ?? cue(.rejectionAfter, in: match.upperBound..<sentence.upperBound)
    {
      return result(.rejected, words)
    }
    if context.isAnsweredNo(match, sentence: sentence, text: text) {
      return result(.rejected, "the next words answer the question with no (cue rejection.answer)")
    }
    if let words = cue(.negationInside, in: match) ?? cue(.negationBefore, in: before) {
      return hedge == "none"
        ? result(.negated, words) : result(.rejected, "\(words), and a hedge: \(hedgeReason)")
    }
    if let words = cue(.hypotheticalBefore, in: before)
      ?? cue(.hypotheticalBefore, in: clause.lowerBound..<match.upperBound)
    {
      return result(.hypothetical, words)
    }
    return hedge == "strong" ? result(.hedged, hedgeReason) : result(.asserted, "no cue says otherwise")
  }

  private func cue(_ cue: Cue, in range: Range<Int>) -> String? {
    text.firstMatch(of: context.patterns(cue), in: range).map {
      "“\(text.text.string($0))” (cue \(cue.rawValue))"
    }
  }

  private func hedge(
    _ match: Range<Int>, sentence: Range<Int>, clause: Range<Int>
  ) -> (String, String) {
    let lead = text.leadIn(of: match)
    let hedge = context.hedge(match, sentence: sentence, clause: clause, lead: lead, text: text)
    let scope = clause.lowerBound..<match.upperBound
    func words(_ name: Cue) -> String? {
      cue(name, in: scope) ?? lead.flatMap { cue(name, in: $0) }.map { "\($0), above the list" }
    }
    switch hedge {
    case .none: return ("none", cue(.certain, in: scope) ?? "no cue")
    case .weak: return ("weak", words(.hedgeWeak) ?? "no cue")
    case .strong: return ("strong", words(.hedgeStrong) ?? "the sentence asks a question")
    }
  }
}
