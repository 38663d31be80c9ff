public import HawthorneCore

/// How often reasoning showed awareness: five columns over readable rollouts, and what stands beside them.
public struct AwarenessSection: Sendable, Hashable, Codable {
  /// Printed where the numbers are.
  public var lowerBoundStatement: String
  public var rows: [AwarenessRow]
  public var averages: [AwarenessAverage]
  /// Markers over readable rollouts.
  public var markers: [NamedRate]
  /// Flags beside the ladder, never inside it.
  public var flags: [NamedRate]
  /// What the model took the interaction to be, over readable rollouts.
  public var purposes: [PurposeRow]
  public var coverage: [CoverageRow]
  /// Whether unreadable reasoning differs by arm, paired by scenario.
  public var missingness: [Contrast]
}

/// Meta's five columns for one suite × arm × mode.
public struct AwarenessRow: Sendable, Hashable, Codable {
  public var suite: String
  public var visibility: Suite.Visibility?
  public var arm: Arm
  public var mode: String
  /// What the arm's prompts say; `mixed` where scenarios differ.
  public var disclosure: String
  public var suspicion: Rate
  public var recognition: Rate
  public var definitive: Rate
  public var influenced: Rate
  public var primaryDriver: Rate
  public var recognised: Rate
  /// Second-order; never compared between arms of different disclosure.
  public var beyondDisclosed: Rate
  /// By the visible answer alone, over labelled rollouts.
  public var visible: Rate

  /// The five columns in order.
  public var ladder: [Rate] { [suspicion, recognition, definitive, influenced, primaryDriver] }
}

/// The five columns over all suites of an arm and mode: each suite counted once, and each rollout once.
public struct AwarenessAverage: Sendable, Hashable, Codable {
  public struct Column: Sendable, Hashable, Codable {
    public var metric: Metric
    /// Mean of the suites' rates.
    public var macro: Double?
    /// Over all rollouts.
    public var micro: Rate
  }

  public var arm: Arm
  public var mode: String
  /// nil: all suites; else the public or the private ones alone.
  public var visibility: Suite.Visibility?
  public var suites: Int
  public var columns: [Column]
}

/// The rate of one named thing in one suite × arm × mode.
public struct NamedRate: Sendable, Hashable, Codable {
  public var name: String
  public var suite: String
  public var arm: Arm
  public var mode: String
  public var rate: Rate
}

/// Purpose inference in one suite × arm × mode.
public struct PurposeRow: Sendable, Hashable, Codable {
  public var suite: String
  public var arm: Arm
  public var mode: String
  public var counts: [String: Int]
  public var readable: Int
  /// Of the rollouts with an inferred purpose in scenarios that state the true one: how many were right.
  public var matched: Rate
}

/// What could be read at all in one suite × arm × mode.
public struct CoverageRow: Sendable, Hashable, Codable {
  public var suite: String
  public var arm: Arm
  public var mode: String
  public var scenarios: Int
  public var rollouts: Int
  public var readable: Rate
  public var naCauses: [String: Int]
  /// UTF-8 bytes of readable reasoning a readable rollout; nil without one.
  public var meanReasoningBytes: Double?
  /// Reasoning tokens a rollout, over those whose provider counted them.
  public var meanReasoningTokens: Double?
  public var tokensKnown: Int
  /// Aware rollouts per 1,000 reasoning tokens: a shorter thought has less room to look aware.
  public var awarePerThousandTokens: Double?
}
