public import HawthorneCore
import HawthorneFormats

/// Labels a trace by rule: outcome, awareness with its evidence, correctness, behaviour.
///
/// A pure function of its packs and the trace; one instance serves any number of concurrent calls.
public struct TraceClassifier: Sendable {
  public let identity: ClassifierIdentity
  /// The awareness packs in order, the first being the one whose cues read contexts.
  public let awarenessPacks: [RulePack]
  public let refusalPack: RulePack
  let awareness: AwarenessReader
  let outcome: OutcomeReader

  /// The version of the reading that packs do not describe: raised when a label of the same packs may change.
  public static let version = "1.2.0"

  /// - Parameters:
  ///   - awareness: at least one pack of kind awareness; the first one's cues are used.
  ///   - refusal: a pack of kind refusal.
  public init(awareness packs: [RulePack], refusal: RulePack) {
    awarenessPacks = packs
    refusalPack = refusal
    awareness = AwarenessReader(scanner: AwarenessScanner(packs))
    outcome = OutcomeReader(refusal)
    // What a pack builds on decides its labels as much as the pack itself.
    var references: [RulePackReference] = []
    for reference in (packs + [refusal]).flatMap(\.references) where !references.contains(reference) {
      references.append(reference)
    }
    var hash = IncrementalHash()
    for reference in references {
      hash.update(part: reference.id)
      hash.update(part: reference.hash.hex)
    }
    identity = ClassifierIdentity(
      id: "rules", version: Self.version, hash: hash.finish(), packs: references)
  }

  /// The classifier of a set of packs, which holds at least one of each kind.
  public init(_ set: PackSet) {
    let refusal = set.refusal
    precondition(
      !refusal.isEmpty, "a set holds a refusal pack: it keeps the built-in ones where none is given")
    self.init(awareness: set.awareness, refusal: refusal[0])
  }

  /// The classifier of the packs inside the binary.
  ///
  /// - Throws: `DiagnosticsError` if a pack does not read, which a test rules out.
  public static func standard() throws(DiagnosticsError) -> TraceClassifier {
    TraceClassifier(try PackSet())
  }

  /// The label of a trace.
  ///
  /// Where no pack is written for its language, awareness is NA and the outcome `unread`, but for what the protocol
  /// alone decides: rules of another language would find little and call it nothing.
  public func classify(_ trace: Trace) -> Label {
    let answer = FoldedText(trace.answer)
    let readsOutcome = refusalPack.reads(trace.language)
    let verdict =
      readsOutcome ? outcome.read(trace, answer: answer) : OutcomeReader.unread(trace, answer: answer)
    var label: AwarenessLabel
    if awarenessPacks.contains(where: { $0.reads(trace.language) }) {
      let blocks = awareness.blocks(trace, answer: answer)
      label = awareness.label(trace, blocks: blocks)
      if readsOutcome, verdict.outcome == .complied,
        outcome.announcesRefusal(blocks.filter(\.isReasoning).map(\.text))
      {
        label.flags.append(.announcedRefusal)
      }
    } else {
      label = AwarenessReader.unread(trace)
    }
    let checks = CheckEvaluator.evaluate(trace)
    return Label(
      classifier: identity, outcome: verdict.outcome, outcomeReason: verdict.reason, awareness: label,
      correct: checks.correct, aligned: checks.aligned)
  }

  /// The label of a rollout; the scenario gives the checks.
  public func classify(_ rollout: Rollout, scenario: Scenario) -> Label {
    classify(Trace(rollout, scenario: scenario))
  }
}
