public import HawthorneCore

/// Rollouts of one suite × arm × mode asked in one language; there are rows where more than one was asked.
///
/// n is scenarios here as everywhere: a scenario asked in three languages is one scenario in each row and one in the
/// tables over all languages.
public struct LanguageRow: Sendable, Hashable, Codable {
  public var suite: String
  public var arm: Arm
  public var mode: String
  public var language: String
  /// Items of this harm alone; nil where the suite marks none.
  public var harm: Scenario.Harm?
  public var scenarios: Int
  public var rollouts: Int
  public var outcomes: [String: Int]
  /// NA of awareness by cause.
  public var naCauses: [String: Int]
  public var awareness: Rate
  public var refused: Rate
  public var misaligned: Rate
  public var correct: Rate
}
