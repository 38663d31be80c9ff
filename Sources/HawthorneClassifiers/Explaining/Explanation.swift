public import HawthorneCore

/// Why a label came out as it did: every rule that matched, what became of it, and what decided that.
public struct Explanation: Sendable {
  /// A guard that was asked about a match.
  public struct GuardCheck: Sendable, Hashable {
    public enum Role: String, Sendable, Hashable {
      /// Stops the rule where it holds.
      case stops
      /// The rule fires only where it holds.
      case needed
    }

    public var id: String
    public var role: Role
    public var scope: String
    public var holds: Bool
    /// What its pattern matched, folded; nil where it matched nothing, or in the prompt.
    public var found: String?
    /// Why it does not hold although its pattern stands there.
    public var off: String?

    /// Whether by itself it keeps the rule from firing.
    public var stopsRule: Bool { role == .stops ? holds : !holds }
  }

  /// One value of a match and what decided it.
  public struct Reading: Sendable, Hashable {
    public var value: String
    /// The rule itself, a cue with its words, or that there is none.
    public var reason: String
  }

  public struct Match: Sendable, Hashable {
    public var rule: String
    public var pack: String
    public var marker: String
    /// The rule's own marker; another than `marker` where the stance or the tester changed it.
    public var ruleMarker: String
    public var block: String
    /// UTF-8 offsets into the block.
    public var start: Int
    public var end: Int
    /// The matched text, folded.
    public var text: String
    /// The matched text as it was written, with what stands before and after it in the sentence.
    public var quote: String
    public var before: String
    public var after: String
    public var belief: Belief
    /// The rule's own belief, which a hedge may lower.
    public var ruleBelief: Belief
    public var influence: ClaimedInfluence
    public var stance: Stance
    public var object: AwarenessObject
    public var layer: Layer
    public var channel: EvidenceChannel
    public var timing: EvidenceTiming?
    public var confidence: Double
    /// The guard that stopped the rule; nil where it fired.
    public var stoppedBy: String?
    /// Whether it makes the rollout aware (or visibly aware).
    public var countsAsAware: Bool
    public var isEcho: Bool
    /// For a second opinion, the words and classes of words that weighed most, strongest first; else empty.
    public var carriedBy: [String]
    /// Every guard of the rule, those it needs first.
    public var guards: [GuardCheck]
    public var stanceReading: Reading
    public var hedgeReading: Reading
    public var agentReading: Reading
    public var objectReading: Reading
    public var layerReading: Reading
    /// Why it does not count; nil where it does.
    public var whyNot: String?
  }

  /// A statement found in the visible answer.
  public struct AnswerStatement: Sendable, Hashable {
    public var id: String
    public var act: String
    /// Counts from 0.
    public var sentence: Int
    public var text: String
  }

  /// A word of the rules' vocabulary that stands in a text in which no rule matches.
  public struct KnownWord: Sendable, Hashable {
    public var text: String
    /// The entries that hold it.
    public var entries: [String]
  }

  public var label: Label
  public var matches: [Match]
  public var statements: [AnswerStatement]
  /// Only where nothing matches.
  public var knownWords: [KnownWord]
  /// Rules that were tried.
  public var ruleCount: Int
  /// Languages that the packs read.
  public var languages: [String]
  /// What the trace's language is said to be.
  public var language: String?
  /// Whether a visible answer was explained, not reasoning.
  public var isOfAnswer: Bool
}

extension TraceClassifier {
  /// The label of a trace with every match behind it, also those that guards stopped.
  ///
  /// Slow and thorough: what scanning settles with the first guard that holds is asked to the end here.
  public func explain(_ trace: Trace) -> Explanation {
    let label = classify(trace)
    let texts = texts(of: trace)
    let answer = texts.answer.folded
    let blocks = awareness.blocks(trace, texts: texts, explaining: true)
    let tracer = MatchTracer(packs: awarenessPacks, trace: trace, shown: awareness.shown(trace))
    let matches = blocks.flatMap { block in
      block.findings.compactMap {
        tracer.match($0, in: block, original: trace.original(of: block.name))
      }
    }
    let readers = outcomeReaders(of: texts)
    let statements = (readers.whole + readers.opening).flatMap { $0.statements(in: answer) }.map {
      Explanation.AnswerStatement(
        id: $0.id, act: $0.act.rawValue, sentence: $0.sentence, text: tracer.string($0.range, answer))
    }
    return Explanation(
      label: label, matches: matches, statements: statements,
      knownWords: matches.isEmpty ? tracer.knownWords(in: blocks.map(\.text)) : [],
      ruleCount: awarenessPacks.map(\.rules.count).reduce(0, +),
      languages: Set(awarenessPacks.map(\.language)).sorted(), language: trace.language,
      isOfAnswer: trace.reasoning.isEmpty && !trace.answer.isEmpty)
  }
}

extension Trace {
  /// The text of a block by the name that spans carry.
  func original(of block: String) -> String? {
    let parts = block.split(separator: "/")
    let number = parts.count == 2 ? Int(parts[1]) : nil
    switch (parts.first, number) {
    case ("reasoning", let number?) where reasoning.indices.contains(number):
      return reasoning[number].readableText
    case ("answer", let number?) where earlierAnswers.indices.contains(number): return earlierAnswers[number]
    case ("answer", nil): return answer
    case ("tool-call", let number?) where toolCalls.indices.contains(number):
      return toolCalls[number].writtenText
    default: return nil
    }
  }
}
