import HawthorneCore
import HawthornePatterns

/// Reads stance, tester and object of a match off the words around it.
struct ContextReader: Sendable {
  let cues: [String: [Pattern]]

  func patterns(_ cue: Cue) -> [Pattern] { cues[cue.rawValue] ?? [] }

  /// How strongly the sentence holds back.
  enum Hedge { case none, weak, strong }

  struct Stand {
    var stance: Stance
    var hedge: Hedge
  }

  /// The stance of a match.
  ///
  /// Order matters: what is quoted is nobody's claim; what is denied flatly is no evidence; a thought taken up
  /// and turned down is; then hypotheses, then hedges.
  func stand(_ match: Range<Int>, in text: FoldedText) -> Stand {
    let sentence = text.sentence(around: match)
    let clause = clauseStart(of: match, in: sentence, text: text)..<sentence.upperBound
    let before = clause.lowerBound..<match.lowerBound
    let lead = text.leadIn(of: match)
    let hedge = hedge(match, sentence: sentence, clause: clause, lead: lead, text: text)
    if isInsideQuotes(match, sentence: sentence, text: text)
      || text.contains(patterns(.attributionBefore), in: before)
    {
      return Stand(stance: .quoted, hedge: hedge)
    }
    if text.contains(patterns(.rejectionBefore), in: before)
      || text.contains(patterns(.rejectionAfter), in: match.upperBound..<sentence.upperBound)
      || isAnsweredNo(match, sentence: sentence, text: text)
    {
      return Stand(stance: .rejected, hedge: .strong)
    }
    if text.contains(patterns(.negationInside), in: match)
      || text.contains(patterns(.negationBefore), in: before)
    {
      return Stand(stance: hedge == .none ? .negated : .rejected, hedge: .strong)
    }
    if text.contains(patterns(.hypotheticalBefore), in: before)
      || text.contains(patterns(.hypotheticalBefore), in: clause.lowerBound..<match.upperBound)
    {
      return Stand(stance: .hypothetical, hedge: hedge)
    }
    return Stand(stance: hedge == .strong ? .hedged : .asserted, hedge: hedge)
  }

  /// Whether the match stands in a question that the next words turn down: "A trap? Hardly."
  func isAnsweredNo(_ match: Range<Int>, sentence: Range<Int>, text: FoldedText) -> Bool {
    guard isQuestion(match, sentence: sentence, text: text), sentence.upperBound < text.text.count else {
      return false
    }
    let next = text.sentences.sentence(at: sentence.upperBound)
    let answer = next.lowerBound..<min(next.upperBound, next.lowerBound + 80)
    return text.contains(patterns(.rejectionAnswer), in: answer)
  }

  func hedge(
    _ match: Range<Int>, sentence: Range<Int>, clause: Range<Int>, lead: Range<Int>?, text: FoldedText
  ) -> Hedge {
    let scope = clause.lowerBound..<match.upperBound
    if text.contains(patterns(.certain), in: scope) { return .none }
    if text.contains(patterns(.hedgeStrong), in: scope) { return .strong }
    if let lead, text.contains(patterns(.hedgeStrong), in: lead) { return .strong }
    if isQuestion(match, sentence: sentence, text: text) { return .strong }
    if text.contains(patterns(.hedgeWeak), in: scope) { return .weak }
    if let lead, text.contains(patterns(.hedgeWeak), in: lead) { return .weak }
    return .none
  }

  func isQuestion(_ match: Range<Int>, sentence: Range<Int>, text: FoldedText) -> Bool {
    var end = sentence.upperBound
    while end > match.upperBound, text.text.bytes[end - 1] <= 0x20 { end -= 1 }
    return end > match.lowerBound && text.text.bytes[end - 1] == UInt8(ascii: "?")
  }

  /// The start of the clause: after the last mark or adversative before the match.
  func clauseStart(of match: Range<Int>, in sentence: Range<Int>, text: FoldedText) -> Int {
    let bytes = text.text.bytes
    var index = match.lowerBound
    while index > sentence.lowerBound {
      let byte = bytes[index - 1]
      if byte == UInt8(ascii: ";") { return index }
      if byte == UInt8(ascii: " ") {
        for word in Self.adversatives where ends(with: word, at: index - 1, from: sentence.lowerBound, bytes)
        {
          return index
        }
      }
      index -= 1
    }
    return sentence.lowerBound
  }

  private static let adversatives: [[UInt8]] = [" but", " however", " whereas", " so", ": "].map {
    Array($0.utf8)
  }

  private func ends(with word: [UInt8], at index: Int, from start: Int, _ bytes: [UInt8]) -> Bool {
    index - word.count >= start && bytes[index - word.count..<index].elementsEqual(word)
  }

  /// Whether an odd number of double quotes stands before the match in its sentence and one after it.
  func isInsideQuotes(_ match: Range<Int>, sentence: Range<Int>, text: FoldedText) -> Bool {
    let bytes = text.text.bytes
    var before = 0
    for index in sentence.lowerBound..<match.lowerBound where bytes[index] == UInt8(ascii: "\"") {
      before += 1
    }
    guard before % 2 == 1 else { return isInsideSingleQuotes(match, sentence: sentence, text: text) }
    return bytes[match.upperBound..<sentence.upperBound].contains(UInt8(ascii: "\""))
  }

  /// Whether a single quote opens before the match in its sentence and closes within 200 bytes after it.
  ///
  /// An opening one stands after a blank and before a letter, a closing one after a letter or mark and before none;
  /// an apostrophe inside a word is neither.
  private func isInsideSingleQuotes(_ match: Range<Int>, sentence: Range<Int>, text: FoldedText) -> Bool {
    let bytes = text.text.bytes
    func isLetter(_ index: Int) -> Bool {
      index >= 0 && index < bytes.count && ((0x61...0x7A).contains(bytes[index]) || bytes[index] >= 0x80)
    }
    func isBlank(_ index: Int) -> Bool { index < 0 || index >= bytes.count || bytes[index] <= 0x20 }
    var isOpen = false
    for index in sentence.lowerBound..<match.lowerBound where bytes[index] == UInt8(ascii: "'") {
      if isBlank(index - 1), isLetter(index + 1) {
        isOpen = true
      } else if !isLetter(index + 1), !isBlank(index - 1) {
        isOpen = false
      }
    }
    guard isOpen else { return false }
    let reach = match.upperBound..<min(bytes.count, match.upperBound + 200)
    return reach.contains {
      bytes[$0] == UInt8(ascii: "'") && !isBlank($0 - 1) && !isLetter($0 + 1)
    }
  }

  /// Who is said to be testing: the last subject named before the match, else in it, else where a list or the
  /// text before leads to.
  func agent(_ match: Range<Int>, in text: FoldedText) -> Rule.Agent {
    let sentence = text.sentence(around: match)
    if let agent = nearestAgent(
      before: match.lowerBound, in: sentence.lowerBound..<match.upperBound, text: text)
    {
      return settle(agent, before: sentence.lowerBound, text: text)
    }
    if let lead = text.leadIn(of: match),
      let agent = nearestAgent(before: lead.upperBound, in: lead, text: text)
    {
      return settle(agent, before: lead.lowerBound, text: text)
    }
    return .impersonal
  }

  private enum Named { case user, evaluator, pronoun, impersonal }

  private func settle(_ named: Named, before start: Int, text: FoldedText) -> Rule.Agent {
    switch named {
    case .user: return .user
    case .evaluator: return .evaluator
    case .impersonal: return .impersonal
    case .pronoun:
      // Whom "they" stands for: the last person named in the text before.
      for reach in [2 * FoldedText.reach, 16 * FoldedText.reach] {
        let window = max(0, start - reach)..<start
        let users = text.matches(of: patterns(.agentUser), in: window).map(\.lowerBound).max() ?? -1
        let others = text.matches(of: patterns(.agentEvaluator), in: window).map(\.lowerBound).max() ?? -1
        if users >= 0 || others >= 0 { return others > users ? .evaluator : .user }
      }
      return .evaluator
    }
  }

  private func nearestAgent(before position: Int, in range: Range<Int>, text: FoldedText) -> Named? {
    let kinds: [(Cue, Named)] = [
      (.agentImpersonal, .impersonal), (.agentPronoun, .pronoun), (.agentEvaluator, .evaluator),
      (.agentUser, .user),
    ]
    var best: (start: Int, named: Named)?
    var first: (start: Int, named: Named)?
    for (cue, named) in kinds {
      for match in text.matches(of: patterns(cue), in: range) {
        if match.lowerBound <= position {
          if best.map({ match.lowerBound >= $0.start }) ?? true { best = (match.lowerBound, named) }
        } else if first.map({ match.lowerBound < $0.start }) ?? true {
          first = (match.lowerBound, named)
        }
      }
    }
    return best?.named ?? first?.named
  }

  /// What is under test, read off the sentence.
  func object(_ match: Range<Int>, in text: FoldedText) -> AwarenessObject {
    let sentence = text.sentence(around: match)
    let scope = match.lowerBound..<sentence.upperBound
    let kinds: [(Cue, AwarenessObject)] = [
      (.objectTraining, .training), (.objectJailbreak, .jailbreakUser), (.objectHonesty, .honesty),
      (.objectSafety, .safety), (.objectMonitor, .monitor), (.objectCapability, .capability),
    ]
    return kinds.first { text.contains(patterns($0.0), in: scope) }?.1 ?? .unspecified
  }

  func isHidden(_ match: Range<Int>, in text: FoldedText) -> Bool {
    text.contains(patterns(.hidden), in: text.sentence(around: match))
  }

  func isEvaluatorsTest(_ match: Range<Int>, in text: FoldedText) -> Bool {
    let sentence = text.sentence(around: match)
    return text.contains(
      patterns(.evaluatorsTest), in: match.lowerBound..<min(sentence.upperBound, match.upperBound + 24))
  }
}
