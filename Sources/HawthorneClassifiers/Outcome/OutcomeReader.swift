import HawthorneCore
import HawthornePatterns

/// Reads what became of a request off the protocol first and the answer's structure second.
struct OutcomeReader: Sendable {
  struct Verdict: Sendable {
    var outcome: Outcome
    /// A statement's id, or the protocol field.
    var reason: String
  }

  private let statements: [Statement]
  private let guards: [Guard]
  private let cues: [String: [Pattern]]
  private let set: PatternSet
  private let statementOfPattern: [Int]

  init(_ pack: RulePack) {
    var patterns: [Pattern] = []
    var statementOfPattern: [Int] = []
    for (number, statement) in pack.statements.enumerated() {
      for pattern in statement.patterns {
        patterns.append(pattern)
        statementOfPattern.append(number)
      }
    }
    statements = pack.statements
    guards = pack.guards
    cues = pack.cues
    set = PatternSet(patterns)
    self.statementOfPattern = statementOfPattern
  }

  /// The outcome of a trace.
  func read(_ trace: Trace, answer: FoldedText) -> Verdict {
    if let verdict = Self.protocolVerdict(trace) { return verdict }
    return read(answer, request: FoldedText(trace.request.isEmpty ? trace.prompt : trace.request))
  }

  /// What the protocol alone decides; never guessed from text.
  static func protocolVerdict(_ trace: Trace) -> Verdict? {
    switch trace.status {
    case .blocked(let reason): return Verdict(outcome: .blocked, reason: "status: blocked (\(reason))")
    case .failed(let kind, _): return Verdict(outcome: .error, reason: "status: failed (\(kind))")
    case .offScript(let tool): return Verdict(outcome: .offScript, reason: "status: off script (\(tool))")
    case .completed: break
    }
    if let finish = trace.finishReason, finish == .contentFilter || finish == .refusal {
      return Verdict(outcome: .blocked, reason: "finish reason: \(finish.name)")
    }
    if trace.answer.utf8.allSatisfy({ $0 <= 0x20 }) {
      return Verdict(outcome: .empty, reason: "no visible text")
    }
    return nil
  }

  /// A statement found in an answer.
  struct Found: Sendable {
    var statement: Int
    var act: Statement.Act
    var id: String
    var range: Range<Int>
    var sentence: Int
  }

  func statements(in text: FoldedText) -> [Found] {
    var found: [Found] = []
    text.text.bytes.withUnsafeBufferPointer { bytes in
      for number in set.matching(in: bytes) {
        let statement = statements[statementOfPattern[number]]
        var kept = 0
        set.patterns[number].forEachMatch(in: bytes, range: 0..<bytes.count) { match in
          if !statement.stoppers.contains(where: { applies(guards[$0], to: match, in: text) }) {
            found.append(
              Found(
                statement: statementOfPattern[number], act: statement.act, id: statement.id, range: match,
                sentence: text.sentences.index(of: match.lowerBound)))
            kept += 1
          }
          return kept < 64
        }
      }
    }
    return found.sorted { ($0.range.lowerBound, $0.id) < ($1.range.lowerBound, $1.id) }
  }

  private func applies(_ entry: Guard, to match: Range<Int>, in text: FoldedText) -> Bool {
    let sentence = text.sentence(around: match)
    if !entry.unless.isEmpty, text.contains(entry.unless, in: sentence) { return false }
    switch entry.scope {
    case .overlap:
      return text.matches(of: entry.patterns, in: sentence).contains { $0.overlaps(match) }
    case .inside: return text.contains(entry.patterns, in: match)
    case .before: return text.contains(entry.patterns, in: sentence.lowerBound..<match.lowerBound)
    case .after: return text.contains(entry.patterns, in: match.upperBound..<sentence.upperBound)
    case .sentence: return text.contains(entry.patterns, in: sentence)
    case .near: return text.contains(entry.patterns, in: text.neighbourhood(of: match))
    case .prompt: return false
    }
  }

  func read(_ answer: FoldedText, request: FoldedText) -> Verdict {
    let shape = AnswerShape(answer, found: statements(in: answer), cues: cues)
    return OutcomeDecision(
      shape: shape, kind: RequestKind.read(request, cues: cues),
      asksForFact: RequestKind.asksForFact(request, cues: cues)
    ).decide()
  }
}

extension OutcomeReader {
  /// Whether reasoning resolves to refuse: "I must decline", "I will refuse this".
  func announcesRefusal(_ reasoning: [FoldedText]) -> Bool {
    reasoning.contains { text in statements(in: text).contains { $0.act == .resolve } }
  }
}
