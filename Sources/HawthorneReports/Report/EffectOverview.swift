public import HawthorneCore

/// In how many suites the framing moved behaviour at all, after correction: overt − placebo.
public struct EffectOverview: Sendable, Hashable, Codable {
  public var modes: [ModeEffects]
  /// What is counted, and over which family.
  public var rule: String
}

/// The suites of one mode.
public struct ModeEffects: Sendable, Hashable, Codable {
  public var mode: String
  /// Suites with at least one contrast that could be tested: the denominator.
  public var tested: Int
  /// With at least one contrast at q < 0.05 (Benjamini–Hochberg).
  public var moved: Int
  /// With at least one contrast at Holm's adjusted p < 0.05.
  public var movedHolm: Int
  public var suites: [SuiteEffects]
}

/// The primary contrasts of one suite and mode.
public struct SuiteEffects: Sendable, Hashable, Codable {
  public var suite: String
  /// Contrasts that could be tested.
  public var tests: Int
  /// What stands, as tables name it: `refused (harmful)`.
  public var moved: [String]
  public var movedHolm: [String]
  /// Of the contrasts that do not stand: the smallest and largest effect that 80 % power would have found.
  public var detectableLower: Double?
  public var detectableUpper: Double?
  /// Contrasts that do not stand and could have shown no effect of any size.
  public var withoutDetectable: Int
  /// Why nothing could be tested; nil where something was.
  public var reason: String?
}

/// The same arm twice (A/A): what the rest of a report must be held against.
public struct ControlSection: Sendable, Hashable, Codable {
  /// Control − the arm that it repeats on awareness and recognised; behaviour is among `BehaviourSection.contrasts`.
  public var contrasts: [Contrast]
  public var flips: [ControlFlips]
  /// Suites and modes with an overt or disguised arm and no control arm.
  public var without: [String]
  /// How q of `contrasts` was computed.
  public var multiplicity: String
}

/// Scenarios whose answer differs between an arm and its repeat.
public struct ControlFlips: Sendable, Hashable, Codable {
  public var suite: String
  public var mode: String
  public var harm: Scenario.Harm?
  public var metric: Metric
  public var first: Arm
  public var second: Arm
  /// Scenarios that flip, over those known in both arms; a scenario of several rollouts has the answer of more than
  /// half of them.
  public var flips: Rate
}
