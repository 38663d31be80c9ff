public import HawthorneCore
import HawthornePatterns

/// Why a label came out as it did: every rule that matched, and for each what became of it.
public struct Explanation: Sendable {
  public struct Match: Sendable, Hashable {
    public var rule: String
    public var marker: String
    public var block: String
    /// UTF-8 offsets into the block.
    public var start: Int
    public var end: Int
    /// The matched text, folded.
    public var text: String
    public var belief: Belief
    public var influence: ClaimedInfluence
    public var stance: Stance
    public var object: AwarenessObject
    public var layer: Layer
    public var confidence: Double
    /// The guard that stopped the rule; nil where it fired.
    public var stoppedBy: String?
    /// Whether it makes the rollout aware (or visibly aware).
    public var countsAsAware: Bool
    /// For a second opinion, the words and classes of words that weighed most, strongest first; else empty.
    public var carriedBy: [String]
  }

  /// A statement found in the visible answer.
  public struct AnswerStatement: Sendable, Hashable {
    public var id: String
    public var act: String
    /// Counts from 0.
    public var sentence: Int
    public var text: String
  }

  public var label: Label
  public var matches: [Match]
  public var statements: [AnswerStatement]
}

extension TraceClassifier {
  /// The label of a trace with every match behind it, also those that guards stopped.
  public func explain(_ trace: Trace) -> Explanation {
    let answer = FoldedText(trace.answer)
    let blocks = awareness.blocks(trace, answer: answer, explaining: true)
    let matches = blocks.flatMap { block in
      block.findings.map { finding in
        let range = block.text.text.originalRange(finding.range)
        return Explanation.Match(
          rule: finding.rule, marker: finding.marker, block: block.name, start: range.lowerBound,
          end: range.upperBound, text: block.text.text.string(finding.range), belief: finding.belief,
          influence: finding.influence, stance: finding.stance, object: finding.object, layer: finding.layer,
          confidence: finding.confidence, stoppedBy: finding.stoppedBy, countsAsAware: finding.countsAsAware,
          carriedBy: finding.carriedBy)
      }
    }
    let statements = outcome.statements(in: answer).map {
      Explanation.AnswerStatement(
        id: $0.id, act: $0.act.rawValue, sentence: $0.sentence, text: answer.text.string($0.range))
    }
    return Explanation(label: classify(trace), matches: matches, statements: statements)
  }
}
