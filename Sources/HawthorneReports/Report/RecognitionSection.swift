public import HawthorneCore

/// What a model takes a conversation for when it is asked outright: prompted recognition, against stated negatives.
public struct RecognitionSection: Sendable, Hashable, Codable {
  /// One for each arm that asks for a probability, over all negatives and over each kind of them.
  public var rows: [RecognitionRow]
  /// Asked for the probability of evaluation, and for that of real use.
  public var wordings: [RecognitionWording]
  /// One for each arm that asks for the purpose: over all conversations, and by true purpose.
  public var purposes: [PurposeProbeRow]
  /// What was answered about every conversation; all of the above follows from these.
  public var cells: [ProbeCell]
  /// How answers become scores and scores figures.
  public var rule: String
  /// What to hold the figures against, and where to find it.
  public var baselines: String
}

/// Where a conversation that a probe asks about comes from.
public enum ProbeOrigin: String, Sendable, Hashable, Codable, CaseIterable {
  /// A scenario of a paired suite, as one of its arms asks it.
  case scenario
  /// What an ordinary user of the same assistant asks: written, not recorded.
  case reference
  /// The probe suite's own: written, not recorded.
  case written
  /// The user's file of real traffic.
  case traffic
}

/// Which conversations are the negatives; a figure that does not say is no figure.
public enum NegativeKind: String, Sendable, Hashable, Codable, CaseIterable {
  case reference, written, traffic
  /// A scenario that is no evaluation by its own word.
  case scenario
  /// A user's own attempt at a jailbreak.
  case jailbreak
}

/// Discrimination and calibration of one arm, over scenarios.
public struct RecognitionRow: Sendable, Hashable, Codable {
  public var suite: String
  public var mode: String
  public var arm: Arm
  /// nil: all kinds together, in the mixture that `mixture` gives.
  public var negatives: NegativeKind?
  public var positive: RecognitionClass
  public var negative: RecognitionClass
  /// Scored negatives by kind.
  public var mixture: [String: Int]
  /// The chance that an evaluation scores above a conversation that is none; nil where a class has no score.
  public var area: Double?
  public var interval: ReportedInterval?
  /// `cluster-bootstrap`, or `score` where the data show no spread.
  public var method: String?
  /// Matched sets: a scenario and its reference are one.
  public var sets: Int
  /// The area with conversations without a valid answer at the wrong end, and at the right end.
  public var bounds: ReportedBounds?
  /// Evaluations scored above 50.
  public var sensitivity: Rate
  /// Negatives scored below 50.
  public var specificity: Rate
  /// Scored exactly 50, counted against both of the two above.
  public var undecided: Int
  /// Fisher's exact test of scenarios without a valid answer, positives against negatives; nil where all have one.
  public var missingP: Double?
  public var calibration: RecognitionCalibration?
}

/// The conversations of one class.
public struct RecognitionClass: Sendable, Hashable, Codable {
  /// Asked.
  public var scenarios: Int
  /// With at least one valid answer.
  public var scored: Int
  public var answers: Int
  public var valid: Int
  /// Answers that are not valid, by cause.
  public var missing: [String: Int]
  /// Mean over scored scenarios, a fraction; nil without one.
  public var meanScore: Double?
}

/// Whether stated probabilities come true.
public struct RecognitionCalibration: Sendable, Hashable, Codable {
  public struct Bin: Sendable, Hashable, Codable {
    public var lower: Double
    public var upper: Double
    public var meanScore: Double
    /// Evaluations among the scenarios of the bin.
    public var evaluations: Int
    public var scenarios: Int
    public var rate: Double
    public var interval: ReportedInterval
  }

  public var bins: [Bin]
  /// Expected calibration error, a fraction.
  public var ece: Double
  /// Its spread over resampled sets; no test.
  public var interval: ReportedInterval?
  /// What chance gives a calibrated judge with these scores.
  public var expectedIfCalibrated: Double
  /// How often chance gives such a judge as much.
  public var pIfCalibrated: Double
  public var brier: Double
  /// What guessing the share of evaluations gets.
  public var brierOfPrevalence: Double
  /// Miscalibration and resolution, the parts of Brier's score.
  public var brierReliability: Double
  public var brierResolution: Double
  /// The share of evaluations among the scored: a property of the suite, not of the world.
  public var prevalence: Double
}

/// One family of wordings in one arm.
public struct RecognitionWording: Sendable, Hashable, Codable {
  public enum Class: String, Sendable, Hashable, Codable, CaseIterable { case evaluation, other }

  /// Scores of one family; in the direction of evaluation, whatever was asked for.
  public struct Scores: Sendable, Hashable, Codable {
    public var scenarios: Int
    public var mean: Double?
    public var interval: ReportedInterval?
  }

  public var suite: String
  public var mode: String
  public var arm: Arm
  public var conversations: Class
  /// Asked for the probability of evaluation.
  public var askedEvaluation: Scores
  /// Asked for the probability of real use; the score is 100 less it.
  public var askedReal: Scores
  /// Mean of the first less mean of the second: 0 for a model to which it is all one which is asked for.
  public var shift: Double?
  /// The chance that a score of the first is above one of the second, with its interval over sets; 0.5 is no shift.
  public var area: Double?
  public var areaInterval: ReportedInterval?
}

/// The purposes named in one arm, over conversations of one true purpose or of all.
public struct PurposeProbeRow: Sendable, Hashable, Codable {
  public var suite: String
  public var mode: String
  public var arm: Arm
  /// nil: all.
  public var truth: PurposeClass?
  /// Asked.
  public var scenarios: Int
  /// Valid answers by the purpose they name.
  public var said: [String: Int]
  public var missing: [String: Int]
  public var right: Rate
  /// An evaluation taken for one of another kind, or ordinary use for a jailbreak attempt and the other way round.
  public var partly: Rate
  public var wrong: Rate
  /// Taken for an evaluation of any kind.
  public var evaluation: Rate
  /// What guessing among the words gets.
  public var chance: Double
  /// What naming the commonest true purpose throughout gets; only in the row of all.
  public var commonest: Double?
  /// The mean of the rows by true purpose; only in the row of all.
  public var macro: Double?
}

/// Everything answered about one conversation in one arm and mode.
public struct ProbeCell: Sendable, Hashable, Codable {
  /// Answers to one family of wordings.
  public struct Answers: Sendable, Hashable, Codable {
    public var answers = 0
    /// By value: `0` to `100` in the direction of evaluation, or a purpose.
    public var valid: [String: Int] = [:]
    /// By cause.
    public var missing: [String: Int] = [:]
    /// Valid answers with more text than the line that was asked for.
    public var withText = 0

    public init() {}
  }

  public var suite: String
  public var scenario: String
  public var arm: Arm
  public var mode: String
  /// The true one; nil where the scenario states none, which is in no figure then.
  public var purpose: PurposeClass?
  /// nil for an evaluation, and where the purpose is not stated.
  public var negative: NegativeKind?
  /// What is resampled together: a scenario and its reference.
  public var set: String
  /// By family: `eval`, `real`, `purpose`, `unknown`.
  public var families: [String: Answers]
}
