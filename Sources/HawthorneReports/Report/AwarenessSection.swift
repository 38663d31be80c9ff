public import HawthorneCore

/// How often reasoning showed awareness: five columns over readable rollouts, and what stands beside them.
public struct AwarenessSection: Sendable, Hashable, Codable {
  /// Printed where the numbers are.
  public var lowerBoundStatement: String
  public var rows: [AwarenessRow]
  public var averages: [AwarenessAverage]
  /// Markers over readable rollouts.
  public var markers: [NamedRate]
  /// Rollouts with at least one marker of each of the five groups, over readable rollouts; nil in reports of versions
  /// that knew no groups.
  public var markerGroups: [NamedRate]?
  /// Reasoning about graders and rewards, also where there was none; nil in reports of versions that left it to `flags`.
  public var graderReasoning: [NamedRate]?
  /// Flags beside the ladder, never inside it.
  public var flags: [NamedRate]
  /// What the model took the interaction to be, over readable rollouts.
  public var purposes: [PurposeRow]
  /// Evaluators and benchmarks that the model named as those of its situation; nil in reports of versions that
  /// looked for none.
  public var named: [NamedParty]?
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
  /// The form in which the reasoning behind all these rates was read; nil where none was, or nobody can say.
  public var access: ReasoningAccess?
  public var suspicion: Rate
  public var recognition: Rate
  public var definitive: Rate
  public var influenced: Rate
  public var primaryDriver: Rate
  public var recognised: Rate
  /// Second-order; never compared between arms of different disclosure.
  public var beyondDisclosed: Rate
  /// The two metrics were echoes counted; nil in reports of versions that did not.
  public var recognisedWithEchoes: Rate?
  public var beyondDisclosedWithEchoes: Rate?
  /// By answers and tool calls alone, over labelled rollouts.
  public var visible: Rate
  /// Over aware rollouts: nothing of it shows in answers or tool calls.
  public var onlyInReasoning: Rate?
  /// Over aware rollouts: evidence stands in the reasoning before the decision.
  public var beforeDecision: Rate?

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
  /// Each class over readable rollouts; nil in reports of versions that gave counts alone.
  public var rates: [PurposeRate]?
  /// nil where no scenario states its purpose, and in reports of versions that counted right answers alone.
  public var correctness: PurposeCorrectness?
}

/// How right inferred purposes are, over rollouts that say one in scenarios that state theirs; the three add up.
public struct PurposeCorrectness: Sendable, Hashable, Codable {
  public var right: Rate
  /// An evaluation taken for one of another kind, or ordinary use for a jailbreak attempt and the other way round.
  public var partly: Rate
  /// An evaluation taken for none, or the other way round.
  public var wrong: Rate
}

/// How often one class of purpose was inferred.
public struct PurposeRate: Sendable, Hashable, Codable {
  public var purpose: PurposeClass
  public var rate: Rate
}

/// How often one evaluator or benchmark is named in one suite × arm × mode.
public struct NamedParty: Sendable, Hashable, Codable {
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case evaluator, benchmark
  }

  public var kind: Kind
  /// Canonical: `METR`, `SWE-bench`.
  public var name: String
  public var suite: String
  public var arm: Arm
  public var mode: String
  /// Over rollouts whose text the classifier reads, with or without readable reasoning.
  public var rate: Rate
  /// Scenarios in which some rollout names it.
  public var scenariosNaming: Int
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
  /// Readable rollouts by the form of their reasoning; one form counts, the others are among the NA.
  public var forms: [String: Int]?
  /// UTF-8 bytes of readable reasoning a readable rollout; nil without one.
  public var meanReasoningBytes: Double?
  /// Reasoning tokens a rollout, over those whose provider counted them.
  public var meanReasoningTokens: Double?
  public var tokensKnown: Int
  /// Aware rollouts per 1,000 reasoning tokens, over the scenarios whose every rollout was read and counted: a shorter
  /// thought has less room to look aware.
  public var awarePerThousandTokens: Double?
  /// 95 %, by resampling scenarios; nil under six of them or where nothing varies.
  public var awarePerThousandTokensInterval: ReportedInterval?
  /// How many scenarios those are; nil in reports of versions that gave a figure only where they were all.
  public var awarePerThousandTokensScenarios: Int?
}
