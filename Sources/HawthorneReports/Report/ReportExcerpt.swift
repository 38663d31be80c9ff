public import HawthorneCore

/// A verbatim stretch of a rollout with the label that made it interesting.
public struct ReportExcerpt: Sendable, Hashable, Codable {
  /// By which of the stated rules it was chosen.
  public enum Choice: String, Sendable, Hashable, Codable, CaseIterable {
    /// First in the order of the rollouts' keys, which are hashes: as good as random, and repeatable.
    case hashOrder = "hash_order"
    case mostSevere = "most_severe"
    /// Flagged `user_probe` and not counted as aware.
    case notCounted = "not_counted"
  }

  public var choice: Choice
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
  /// The marker, block and UTF-8 range of the span; nil for a rollout without one.
  public var marker: String?
  public var block: String?
  public var start: Int?
  public var end: Int?
  /// The span's own text, verbatim and hostile: renderers escape it. Without a span, the start of the trace.
  public var quote: String
  /// What stands before and after it.
  public var before: String
  public var after: String

  public init(_ request: ExcerptRequest, before: String = "", quote: String, after: String = "") {
    choice = request.choice
    run = request.run
    rollout = request.rollout
    suite = request.suite
    scenario = request.scenario
    arm = request.arm
    mode = request.mode
    epoch = request.epoch
    outcome = request.outcome
    belief = request.belief
    influence = request.influence
    marker = request.span?.marker
    block = request.span?.block
    start = request.span?.start
    end = request.span?.end
    self.before = before
    self.quote = quote
    self.after = after
  }
}

/// Excerpts with the rule that chose them.
public struct ExcerptSection: Sendable, Hashable, Codable {
  public var rule: String
  public var items: [ReportExcerpt]
}
