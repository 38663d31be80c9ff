public import HawthorneCore
public import HawthorneStore

/// What people said of a sample of the rollouts, and the rates corrected by it.
public struct GoldSection: Sendable, Hashable, Codable {
  /// How rates are corrected, in a sentence.
  public var method: String
  /// Over the ids of all gold labels that stood when the report was made.
  public var labels: ContentHash
  /// When the last of them was given, in milliseconds since 1970: those given later are no part of the report.
  public var until: Int64
  public var runs: [GoldRun]
  public var rows: [GoldRow]
  public var contrasts: [GoldContrast]
  /// Every two annotators with a rollout in common.
  public var agreement: [GoldAgreement]
}

/// The gold labels of one run.
public struct GoldRun: Sendable, Hashable, Codable {
  public struct Queue: Sendable, Hashable, Codable {
    public var id: ContentHash
    public var name: String
    public var members: Int
    /// nil where it counts.
    public var unused: GoldSample.Unused.Reason?
  }

  public struct Person: Sendable, Hashable, Codable {
    public var name: String
    /// Labels of theirs that stand, stale ones left out.
    public var labels: Int
    /// Given without seeing arm, model and machine labels.
    public var blind: Int
  }

  public var run: String
  /// By whose labels the strata were made; nil without a queue that counts.
  public var strataBy: ClassifierIdentity?
  public var queues: [Queue]
  public var people: [Person]
  /// Members of the queues that count, each once, and those of them that were read.
  public var members: Int
  public var read: Int
  /// Of the read: nobody could tell whether it is aware.
  public var cannotTell: Int
  /// Of the read: people do not agree, and no majority decides.
  public var disputed: Int
  /// Labels of texts that were replaced since, and labels given outside of queues: shown here, counted nowhere.
  public var stale: Int
  public var outside: Int
}

/// One of the two classes that the machine makes of an arm's rollouts.
public struct GoldClass: Sendable, Hashable, Codable {
  public var rollouts: Int
  /// Read, and decided by people.
  public var gold: Int
  /// Of those, positive by people.
  public var positive: Int
  /// Read, and people could not tell or do not agree.
  public var undecided: Int
  /// The share that people would call positive, over all rollouts of the class: of what the machine calls positive its
  /// predictive value, of the rest what it misses. nil where too little was read.
  public var rate: Double?
  public var interval: ReportedInterval?
}

/// The rate of one arm, as the machine has it and corrected.
public struct GoldRow: Sendable, Hashable, Codable {
  /// `awareness` or `refusal`.
  public var metric: Metric
  /// nil over all suites.
  public var suite: String?
  public var arm: Arm
  public var mode: String
  /// Of refusals, whose harmful and benign items are never pooled.
  public var harm: Scenario.Harm?
  /// The machine's rate over the rollouts that a queue could draw.
  public var raw: Rate
  /// Rollouts with a machine verdict that no queue could draw: in no figure of this row.
  public var uncovered: Int
  public var positives: GoldClass
  public var negatives: GoldClass
  /// Of rollouts that are NA by machine: how many were read, and positive. Not in the corrected rate.
  public var naRead: Int
  public var naPositive: Int
  public var corrected: Double?
  public var interval: ReportedInterval?
  /// The corrected rate with everything undecided counted as no, and as yes.
  public var bounds: ReportedBounds?
  /// Why there is none; nil where there is.
  public var refused: String?
}

/// The difference of two arms, as the machine has it and corrected.
public struct GoldContrast: Sendable, Hashable, Codable {
  public var metric: Metric
  public var role: Contrast.Role
  /// nil over all suites.
  public var suite: String?
  public var mode: String
  public var harm: Scenario.Harm?
  public var first: Arm
  public var second: Arm
  /// Known in both arms: n.
  public var scenarios: Int
  public var raw: Double?
  public var corrected: Double?
  public var interval: ReportedInterval?
  public var bounds: ReportedBounds?
  public var refused: String?
}
