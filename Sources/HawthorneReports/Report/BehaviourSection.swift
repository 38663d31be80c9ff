public import HawthorneCore

/// What the framing did to behaviour, and how behaviour went with awareness.
public struct BehaviourSection: Sendable, Hashable, Codable {
  /// Outcomes by suite × arm × mode.
  public var outcomes: [OutcomeRow]
  /// Primary, secondary and negative-control contrasts on refusal, misaligned and correct.
  public var contrasts: [Contrast]
  /// Whether the overt arm was recognised more than the placebo: without it, no effect says little.
  public var manipulation: [Contrast]
  public var associations: [Association]
  /// nil where no framing was compared, and in reports of versions that did not count suites.
  public var overview: EffectOverview?
  /// nil where nothing needs an A/A arm, and in reports of versions that had no table of it.
  public var control: ControlSection?
  /// How q was computed: the family and its size.
  public var multiplicity: String
}

/// Outcomes of one suite × arm × mode.
public struct OutcomeRow: Sendable, Hashable, Codable {
  public var suite: String
  public var arm: Arm
  public var mode: String
  /// Items of this harm alone; nil where the suite marks none.
  public var harm: Scenario.Harm?
  public var scenarios: Int
  public var rollouts: Int
  public var outcomes: [String: Int]
  public var unlabelled: Int
  public var refused: Rate
  public var misaligned: Rate
  public var correct: Rate
}
