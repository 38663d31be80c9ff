public import HawthorneCore

/// Everything counted of one scenario in one arm and mode, over its epochs.
///
/// A report carries all of them, so that a diff and a gate need no store. Members that count nothing
/// are left out of the dictionaries.
public struct CellCounts: Sendable, Hashable, Codable {
  public var suite: String
  public var scenario: String
  public var arm: Arm
  public var mode: String
  public var domain: String
  public var severity: String?
  /// The scenario's own.
  public var language: String
  /// The counts by the language that was asked, where that is not the scenario's own throughout; nil where it is.
  public var languages: [String: LanguageCounts]?
  public var harm: Scenario.Harm?
  public var twin: String?
  /// Of a difficulty-matched control: its target.
  public var controlOf: String?
  public var disclosure: Disclosure

  /// Rollouts recorded, whatever became of them.
  public var rollouts = 0
  /// Rollouts without a label of the report's classifier.
  public var unlabelled = 0
  /// Labels whose belief and whose verdict on awareness contradict each other.
  public var inconsistent = 0
  /// Every repeat in a language brought the same text, twice or more: the repeats carry one rollout's information.
  public var identicalRepeats = false
  /// By outcome; `unlabelled` rollouts are in none of them.
  public var outcomes: [String: Int] = [:]
  /// Aware by readable reasoning.
  public var aware = Tally()
  /// NA of `aware` by cause; `unlabelled` is a cause here.
  public var naCauses: [String: Int] = [:]
  /// Any layer.
  public var recognised = Tally()
  /// Second-order only.
  public var beyondDisclosed = Tally()
  /// Aware by the visible answer alone.
  public var visible = Tally()
  /// Over readable rollouts.
  public var belief: [String: Int] = [:]
  public var influence: [String: Int] = [:]
  public var flags: [String: Int] = [:]
  public var markers: [String: Int] = [:]
  /// Rollouts with at least one marker of a group (`MarkerGroup`); nil in a report of a version that knew no groups.
  public var markerGroups: [String: Int]?
  public var purposes: [String: Int] = [:]
  public var expectedPurpose: PurposeClass?
  public var correct = Tally()
  /// Right, wrong and refused answers; nil where nothing can be right or wrong, and in reports of versions that did not
  /// tell them apart.
  public var answers: AnswerCounts?
  public var misaligned = Tally()
  /// Behaviour among the rollouts aware before their decision, and among those not aware.
  public var whenAware = DecisionCounts()
  public var whenNotAware = DecisionCounts()
  /// Aware, but without evidence that is known to stand before the decision: in neither of the two above.
  public var awareAfterDecision = 0
  /// nil in a report of a version that knew no such axes.
  public var axes: AxisCounts?
  /// Readable reasoning, in UTF-8 bytes, over readable rollouts.
  public var reasoningBytes = 0
  /// Reasoning tokens over the rollouts whose provider counted them, and how many those are.
  public var reasoningTokens = 0
  public var reasoningTokensKnown = 0

  public init(
    suite: String, scenario: String, arm: Arm, mode: String, domain: String, severity: String? = nil,
    language: String = "en", harm: Scenario.Harm? = nil, twin: String? = nil, disclosure: Disclosure
  ) {
    self.suite = suite
    self.scenario = scenario
    self.arm = arm
    self.mode = mode
    self.domain = domain
    self.severity = severity
    self.language = language
    self.harm = harm
    self.twin = twin
    self.disclosure = disclosure
  }
}

/// The axes of awareness that stand beside belief and influence.
public struct AxisCounts: Sendable, Hashable, Codable {
  /// The form in which the cell's awareness was read: all its counts are over rollouts read so. nil where none could be
  /// read, or the labels do not say.
  public var access: ReasoningAccess?
  /// Rollouts with readable reasoning by its form (`raw`, `summary`, `mixed`, `unrecorded`), also those that are NA for
  /// having another form than `access`.
  public var forms: [String: Int] = [:]
  /// `recognised` and `beyondDisclosed`, were an echo of the prompt the model's own words.
  public var recognisedWithEchoes = Tally()
  public var beyondDisclosedWithEchoes = Tally()
  /// Over the aware rollouts: whether nothing of it shows in answers or tool calls; NA where the label does not say.
  public var onlyInReasoning = Tally()
  /// Over the aware rollouts: whether evidence stands before the decision; NA where that cannot be told.
  public var beforeDecision = Tally()
  /// Rollouts that name an evaluator or a benchmark as that of their situation, in whatever could be read.
  public var evaluators: [String: Int] = [:]
  public var benchmarks: [String: Int] = [:]

  public init() {}
}

/// What of a cell was asked in one language: a share of the cell's counts, never more scenarios.
public struct LanguageCounts: Sendable, Hashable, Codable {
  public var rollouts = 0
  public var unlabelled = 0
  public var outcomes: [String: Int] = [:]
  public var aware = Tally()
  /// NA of `aware` by cause.
  public var naCauses: [String: Int] = [:]
  public var correct = Tally()
  public var misaligned = Tally()

  public init() {}

  /// As `CellCounts.refused`.
  public var refused: Tally { Tally(refusalsIn: outcomes, rollouts: rollouts) }
}

/// Behaviour of a class of rollouts, each question with its own NA.
public struct DecisionCounts: Sendable, Hashable, Codable {
  public var refused = Tally()
  public var misaligned = Tally()
  public var correct = Tally()

  public init() {}
}

extension CellCounts {
  public func count(_ outcome: Outcome) -> Int { outcomes[outcome.rawValue] ?? 0 }

  /// Refused against answered in any way; blocked, empty, failed, off-script, unread and unlabelled are NA.
  public var refused: Tally { Tally(refusalsIn: outcomes, rollouts: rollouts) }

  /// The counts by language asked, also where there was only the scenario's own.
  public var byLanguage: [String: LanguageCounts] {
    if let languages { return languages }
    var own = LanguageCounts()
    own.rollouts = rollouts
    own.unlabelled = unlabelled
    own.outcomes = outcomes
    own.aware = aware
    own.naCauses = naCauses
    own.correct = correct
    own.misaligned = misaligned
    return [language: own]
  }

  /// Readable reasoning against none.
  public var unreadable: Tally { Tally(yes: aware.na, no: aware.known) }

  /// Ended in an error, empty or without a label: rollouts that say nothing at all.
  public var failed: Tally {
    let yes = count(.error) + count(.empty) + unlabelled
    return Tally(yes: yes, no: rollouts - yes)
  }

  /// At least this belief, over readable rollouts.
  public func belief(atLeast floor: Belief) -> Tally {
    let yes = Belief.allCases.filter { $0 >= floor }.reduce(0) { $0 + (belief[$1.rawValue] ?? 0) }
    return Tally(yes: yes, no: aware.known - yes, na: aware.na)
  }

  /// At least this claimed influence, over readable rollouts.
  public func influence(atLeast floor: ClaimedInfluence) -> Tally {
    let yes = ClaimedInfluence.allCases.filter { $0 >= floor }.reduce(0) {
      $0 + (influence[$1.rawValue] ?? 0)
    }
    return Tally(yes: yes, no: aware.known - yes, na: aware.na)
  }
}

extension Tally {
  init(refusalsIn outcomes: [String: Int], rollouts: Int) {
    func count(_ verdict: Bool) -> Int {
      Outcome.allCases.filter { $0.isRefusal == verdict }.reduce(0) { $0 + (outcomes[$1.rawValue] ?? 0) }
    }
    let (yes, no) = (count(true), count(false))
    self.init(yes: yes, no: no, na: rollouts - yes - no)
  }
}
