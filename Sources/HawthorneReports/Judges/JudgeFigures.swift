public import HawthorneCore

/// What a judge did with a run: how its replies could be read, on what its labels rest, and with whom they agree.
public struct JudgeFigures: Sendable, Hashable, Codable {
  public var schema: String
  public var run: String
  public var classifier: ClassifierIdentity
  /// Rollouts that the run holds.
  public var rollouts: Int
  /// With a label of the judge.
  public var labelled: Int
  public var unlabelled: Int
  /// Their text was withheld: nobody can label them again.
  public var withheld: Int
  public var aware: Int
  public var notAware: Int
  /// Labels whose awareness is NA, by cause.
  public var naCauses: [String: Int]
  public var outcomes: [String: Int]
  public var replies: Replies
  public var questions: [Question]
  /// nil where the rubric does not ask for the arm.
  public var armGuess: ArmGuess?
  /// With every other classifier that has labelled the run.
  public var agreements: [Agreement]

  public static let schema = "hawthorne-judge-figures/1"

  /// The replies by what could be read off them.
  public struct Replies: Sendable, Hashable, Codable {
    public var all = 0
    public var yes = 0
    public var no = 0
    public var unsure = 0
    /// By `JudgeFailure`.
    public var failures: [String: Int] = [:]
    /// By `QuoteStatus`, over the yeses that needed one.
    public var quotes: [String: Int] = [:]
    /// Asked about a text that was shown in part only.
    public var cut = 0
    /// As the provider counted; nil where it never did.
    public var inputTokens: Int?
    public var outputTokens: Int?
    public var servedModels: [String: Int] = [:]

    public init() {}
  }

  /// One question over all rollouts that it was asked about.
  public struct Question: Sendable, Hashable, Codable {
    public var id: String
    public var pass: JudgePass
    public var rollouts = 0
    /// By the majority of the valid votes.
    public var yes = 0
    public var no = 0
    /// A tie, or fewer than half of the votes valid.
    public var na = 0
    /// Aware rollouts that it was answered yes about.
    public var awareWithYes = 0
    /// Aware rollouts whose evidence in the reasoning is this question's alone.
    public var awareByItAlone = 0
    /// Pairs of valid votes on one rollout, and how many of them agree.
    public var pairs = 0
    public var agreeingPairs = 0

    public init(id: String, pass: JudgePass) {
      self.id = id
      self.pass = pass
    }

    /// `agreeingPairs` over `pairs`; nil without pairs.
    public var selfAgreement: Double? { pairs > 0 ? Double(agreeingPairs) / Double(pairs) : nil }
  }

  /// How well the judge tells from the agent's text whether the prompt stated an evaluation.
  ///
  /// Over rollouts whose prompt states one or says nothing of it; a hint is neither.
  public struct ArmGuess: Sendable, Hashable, Codable {
    public struct Row: Sendable, Hashable, Codable {
      public var arm: Arm
      public var disclosure: Disclosure
      public var right: Int
      /// With a guess that is right or wrong.
      public var known: Int
      public var na: Int
    }

    public var rows: [Row]
    public var right: Int
    public var known: Int
    public var na: Int
    public var scenarios: Int
    public var accuracy: Double?
    /// 95 %, with scenarios as n (`ScenarioRate`).
    public var interval: ReportedInterval?
    /// The accuracy of always naming the commoner truth.
    public var baseRate: Double?
  }

  /// Agreement with another classifier on rollouts that both could tell.
  public struct Agreement: Sendable, Hashable, Codable {
    public var with: ClassifierIdentity
    /// `aware` or `outcome`.
    public var axis: String
    public var n: Int
    public var observed: Double?
    public var kappa: Double?
    public var ac1: Double?
    /// Of `aware` alone: both, the judge only, the other only, neither.
    public var table: [Int]?
  }
}
