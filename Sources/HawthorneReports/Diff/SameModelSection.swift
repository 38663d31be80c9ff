/// Whether two reports said to be of one model differ by more than one endpoint asked twice.
///
/// It can show a difference. It can never show that two endpoints are one model.
public struct SameModelSection: Sendable, Hashable, Codable {
  public enum Verdict: String, Sendable, Hashable, Codable {
    /// Some question's p, after Holm, is below 0.05.
    case toldApart = "told_apart"
    /// None is. What could have been seen is in `power`.
    case notToldApart = "not_told_apart"
    /// No scenario could differ in anything.
    case cannotTell = "cannot_tell"
    /// The test would be meaningless: `reason`.
    case notMade = "not_made"
  }

  /// A yes-or-no question about a rollout.
  public enum Question: String, Sendable, Hashable, Codable, CaseIterable {
    case refusal, awareness, visible, correct, misaligned, na
  }

  /// One side's rollouts of which the answer is known.
  public struct Count: Sendable, Hashable, Codable {
    public var yes: Int
    public var known: Int
    public var na: Int
  }

  /// How probably the test finds a change of a stated size, by simulation of this design.
  public struct Power: Sendable, Hashable, Codable {
    /// Prompts and rollouts of each a side, as simulated. Fewer prompts than there are make every figure a lower bound.
    public var prompts: Int
    public var rollouts: Int
    /// Of both sides together.
    public var rate: Double
    /// Of the rollouts of a prompt, over both sides.
    public var correlation: Double
    /// The size of the test: 0.05 over the number of questions.
    public var alpha: Double
    /// The stated change, a fraction, and how often it is found: all prompts moved one way.
    public var shift: Double
    public var found: Double
    /// Half of the prompts moved up by this much and half down. 0 rollouts to spare see nothing of it.
    public var scatteredShift: Double
    public var scatteredFound: Double
    /// The smallest of `steps` that is found in 80 % or more; nil where none is.
    public var detectable: Double?
    public var steps: [Double]
    public var simulations: Int
  }

  public struct Row: Sendable, Hashable, Codable {
    public var question: Question
    /// Scenario × arm × mode with a known answer on both sides.
    public var prompts: Int
    /// Those of them with both answers: the others cannot differ.
    public var informative: Int
    public var old: Count
    public var new: Count
    /// nil where no prompt is informative; such a question is no part of the family.
    public var p: Double?
    /// Holm over the questions with a p.
    public var adjustedP: Double?
    /// Of all prompts moving one way, and of each moving its own way.
    public var pShared: Double?
    public var pScattered: Double?
    /// nil where no prompt is known on both sides.
    public var power: Power?
  }

  public var verdict: Verdict
  /// Why no test was made.
  public var reason: String?
  /// What weakens the test.
  public var cautions: [String]
  public var rows: [Row]
  public var draws: Int
  public var multiplicity: String
}
