public import HawthorneCore
public import HawthorneStore

/// One run as analysis sees it: its manifest and how it stands.
public struct RunFacts: Sendable, Hashable {
  public var manifest: RunManifest
  public var state: RunState
  public var stateReason: String?
  /// Milliseconds since 1970; nil while it runs.
  public var endedAt: Int64?
  /// What of it came from the response cache; nil where nobody counted.
  public var fromCache: CacheUse?
  /// When the second half of its rollouts began, in milliseconds since 1970; nil where it has no halves.
  public var halfway: Int64?

  /// The model that answered: of a replay the recorded one, since where a recording lies says nothing of it.
  var model: ModelName { manifest.replayed?.model ?? manifest.model }

  public init(
    manifest: RunManifest, state: RunState, stateReason: String? = nil, endedAt: Int64? = nil,
    fromCache: CacheUse? = nil, halfway: Int64? = nil
  ) {
    self.manifest = manifest
    self.state = state
    self.stateReason = stateReason
    self.endedAt = endedAt
    self.fromCache = fromCache
    self.halfway = halfway
  }
}

/// What a suite file says that a rollout does not carry.
public struct SuiteFacts: Sendable, Hashable {
  /// Of one scenario.
  public struct Scenario: Sendable, Hashable {
    /// The true purpose, where the suite states one.
    public var expectedPurpose: PurposeClass?
    /// Of a difficulty-matched control: its target.
    public var controlOf: String?
    /// Whether an answer can be right or wrong.
    public var isGraded: Bool
    /// In a probe suite: where the conversation comes from.
    public var origin: ProbeOrigin?

    public init(
      expectedPurpose: PurposeClass? = nil, controlOf: String? = nil, isGraded: Bool = false,
      origin: ProbeOrigin? = nil
    ) {
      self.expectedPurpose = expectedPurpose
      self.controlOf = controlOf
      self.isGraded = isGraded
      self.origin = origin
    }
  }

  public var id: String
  public var scenarios: [String: Scenario]
  /// All that it holds, asked or not; nil where that is not known.
  public var held: [ScenarioFacts]?
  /// The names of the arms that are asked unless the command line names others; nil where that is not known.
  public var armsByDefault: [String]?
  /// The arm that the control arm repeats; nil without a control arm, and where that is not known.
  public var repeated: Arm?

  public init(
    id: String, scenarios: [String: Scenario], held: [ScenarioFacts]? = nil, armsByDefault: [String]? = nil,
    repeated: Arm? = nil
  ) {
    self.id = id
    self.held = held
    self.scenarios = scenarios
    self.armsByDefault = armsByDefault
    self.repeated = repeated
  }

  public init(_ suite: Suite) {
    id = suite.id
    scenarios = [:]
    for scenario in suite.scenarios {
      scenarios[scenario.id] = Scenario(
        expectedPurpose: scenario.expectedPurpose, controlOf: scenario.controlOf,
        isGraded: scenario.checks.contains { [.correct, .incorrect].contains($0.verdict) },
        origin: suite.kind == .probe ? ProbeOrigin(scenario) : nil)
    }
    let control = suite.framings.first { $0.arm.kind == .control }
    repeated =
      control.flatMap { control in
        suite.framings.first { $0.arm != control.arm && $0.wordings == control.wordings }?.arm
      }
    held = suite.scenarios.map { ScenarioFacts($0, of: suite) }
    let chosen = suite.defaults.arms ?? []
    let arms = Set((suite.framings + suite.scenarios.flatMap(\.framings)).map(\.arm))
    armsByDefault = arms.filter { chosen.isEmpty || chosen.contains($0) }.map(\.name).sorted()
  }
}

/// Where analysis draws its lines; the defaults are in `Documentation/statistics.md`.
public struct AnalysisOptions: Sendable, Hashable {
  /// Two-sided confidence of every interval.
  public var level = 0.95
  /// Two-sided size of the tests that a smallest detectable effect is of, and their power.
  public var alpha = 0.05
  public var power = 0.8
  /// A larger share of failed or unlabelled rollouts makes the report invalid.
  public var maximumErrors = 0.10
  /// A smaller share of readable rollouts is warned of.
  public var minimumCoverage = 0.50
  /// The form of reasoning that awareness is counted over; nil takes, for each suite and mode, the one that most of
  /// its rollouts were read in. Rollouts read in another are NA.
  public var reasoning: ReasoningAccess?
  /// Excerpts taken by each of the rules.
  public var excerptsEach = 3
  /// For permutation tests that cannot enumerate.
  public var seed: UInt64 = 1
  public var permutations = 20_000
  /// Whether the appendix has the prompts as texts, or their hashes alone.
  public var prompts = true
  /// The version of the harness that makes the report, as it is to stand there.
  public var harness: String?

  public init() {}
}

/// Why rollouts cannot become one report.
public enum AnalysisError: ExplainedError, Hashable {
  case noRuns
  case duplicateRun(String)
  case differentModels([String])
  case suiteChanged(String)
  case unknownRun(String)
  case duplicateRollout(place: String, epoch: Int)
  case badEpoch(place: String, epoch: Int)
  case otherClassifier(found: String, wanted: String)
  case changedScenario(place: String, member: String)

  public var problem: String {
    switch self {
    case .noRuns: "No run was named."
    case .duplicateRun(let id): "The run \(id) is named twice."
    case .differentModels(let names): "The runs are of different models: \(names.joined(separator: ", "))."
    case .suiteChanged(let id): "The runs used different contents of the suite \(id)."
    case .unknownRun(let id): "A rollout belongs to the run \(id), which was not named."
    case .duplicateRollout(let place, let epoch): "The rollout \(place), epoch \(epoch), is there twice."
    case .badEpoch(let place, let epoch): "The rollout \(place) has the epoch \(epoch), which cannot be."
    case .otherClassifier(let found, let wanted):
      "A label of \(found) stands where one of \(wanted) was asked for."
    case .changedScenario(let place, let member): "Rollouts of \(place) disagree about its \(member)."
    }
  }

  public var fix: String {
    switch self {
    case .noRuns: "Name at least one run; 'hawthorne list' shows them."
    case .duplicateRun: "Name it once."
    case .differentModels, .suiteChanged:
      "Write a report of each run and compare them with 'hawthorne diff'."
    case .unknownRun, .badEpoch, .changedScenario, .duplicateRollout:
      "Check the store with 'hawthorne verify'."
    case .otherClassifier: "Name one classifier with --classifier id@version."
    }
  }

  public var exitStatus: ExitStatus {
    switch self {
    case .noRuns, .duplicateRun: .usage
    default: .invalid
    }
  }
}
