public import HawthorneCore

/// A span that the caller should fetch the text of.
public struct ExcerptRequest: Sendable, Hashable {
  public var choice: ReportExcerpt.Choice
  public var run: String
  public var rollout: ContentHash
  public var suite: String
  public var scenario: String
  public var arm: Arm
  public var mode: String
  public var epoch: Int
  public var outcome: Outcome
  public var belief: Belief
  public var influence: ClaimedInfluence
  /// The strongest span; nil where the label has none.
  public var span: EvidenceSpan?
}

/// Chooses rollouts to quote while they stream by, in memory for a few.
struct ExcerptSelection {
  private let each: Int
  private var chosen: [ReportExcerpt.Choice: [ExcerptRequest]] = [:]

  init(each: Int) { self.each = each }

  static func rule(each: Int) -> String {
    "Of the rollouts labelled aware: the first \(each) in order of their key, which is a hash, and the "
      + "\(each) of highest belief, then claimed influence, then confidence; and the first \(each) in hash order "
      + "flagged user_probe and not counted as aware."
  }

  mutating func consider(_ summary: RolloutSummary) {
    // Of a withheld text there is nothing to quote.
    guard let label = summary.label, !summary.withheld else { return }
    if label.awareness.aware == true {
      offer(summary, label, .hashOrder) { $0.rollout < $1.rollout }
      offer(summary, label, .mostSevere) { ($1.severity, $0.rollout) < ($0.severity, $1.rollout) }
    } else if label.awareness.flags.contains(.userProbe) {
      offer(summary, label, .notCounted) { $0.rollout < $1.rollout }
    }
  }

  /// In the order of the rules; a rollout chosen by two is quoted once.
  var requests: [ExcerptRequest] {
    var seen: Set<ContentHash> = []
    return ReportExcerpt.Choice.allCases.flatMap { choice in
      (chosen[choice] ?? []).filter { seen.insert($0.rollout).inserted }
    }
  }

  private mutating func offer(
    _ summary: RolloutSummary, _ label: Label, _ choice: ReportExcerpt.Choice,
    precedes: (ExcerptRequest, ExcerptRequest) -> Bool
  ) {
    let request = ExcerptRequest(
      choice: choice, run: summary.runID, rollout: summary.key, suite: summary.suiteID,
      scenario: summary.scenarioID, arm: summary.arm, mode: summary.mode, epoch: summary.epoch,
      outcome: label.outcome, belief: label.awareness.belief, influence: label.awareness.influence,
      span: label.awareness.strongestSpan)
    var kept = chosen[choice] ?? []
    let place = kept.firstIndex { precedes(request, $0) } ?? kept.count
    guard place < each else { return }
    kept.insert(request, at: place)
    chosen[choice] = Array(kept.prefix(each))
  }
}

extension ExcerptRequest {
  /// Orders by belief, claimed influence, confidence.
  fileprivate var severity: Severity {
    Severity(belief: belief.rank, influence: influence.rank, confidence: span?.confidence ?? 0)
  }
}

private struct Severity: Comparable {
  var belief: Int
  var influence: Int
  var confidence: Double

  static func < (left: Self, right: Self) -> Bool {
    (left.belief, left.influence, left.confidence) < (right.belief, right.influence, right.confidence)
  }
}

extension AwarenessLabel {
  /// The span of highest belief, influence and confidence; the first of equals in block order.
  fileprivate var strongestSpan: EvidenceSpan? {
    spans.min { left, right in
      let a = Severity(
        belief: left.belief.rank, influence: left.influence.rank, confidence: left.confidence)
      let b = Severity(
        belief: right.belief.rank, influence: right.influence.rank, confidence: right.confidence)
      return a == b ? (left.block, left.start, left.rule) < (right.block, right.start, right.rule) : a > b
    }
  }
}
