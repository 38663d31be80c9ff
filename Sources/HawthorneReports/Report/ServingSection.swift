public import HawthorneCore

/// Who served the rollouts: whether that changed in the course of a run, differed by arm, and went with behaviour.
public struct ServingSection: Sendable, Hashable, Codable {
  /// Every run × served model, fingerprint and route.
  public var lines: [ServingLine]
  /// What was spent on whom, by run, model and mode.
  public var totals: [ServingTotals]
  /// Served models, fingerprints, routes and cached answers by arm, where a suite × mode saw more than one.
  public var mixes: [ServingMix]
  /// The second half of each run against its first.
  public var drift: [DriftRow]
  /// What the adjusted p-values are adjusted over.
  public var multiplicity: String
}

/// What of a rollout's serving can change.
public enum ServingField: String, Sendable, Hashable, Codable, CaseIterable {
  case model, fingerprint, route
  /// Whether an answer came from the response cache.
  case cache

  /// Those that say who answered.
  static let identity: [ServingField] = [.model, .fingerprint, .route]

  var title: String {
    switch self {
    case .model: "served model"
    case .fingerprint: "system fingerprint"
    case .route: "provider route"
    case .cache: "response cache"
    }
  }
}

/// The values of one field in the course of a run.
public struct ServingLine: Sendable, Hashable, Codable {
  public struct Value: Sendable, Hashable, Codable {
    /// As the provider said it; where turns were served by several, all in order, parted by `, `.
    public var value: String
    public var rollouts: Int
    public var byArm: [String: Int]
    /// When the first and the last of its rollouts were begun, ISO 8601, UTC; nil where nobody said.
    public var firstAt: String?
    public var lastAt: String?
  }

  /// The first rollout served by another value than the one before it.
  public struct Change: Sendable, Hashable, Codable {
    public var from: String
    public var to: String
    public var rollout: ContentHash
    public var suite: String
    public var scenario: String
    public var arm: Arm
    public var mode: String
    public var epoch: Int
    /// When it was begun; nil where nobody said.
    public var at: String?
    /// Its place by time among all rollouts of the run, from 1.
    public var place: Int
    /// Rollouts by arm and value before it, and from it on.
    public var before: [String: [String: Int]]
    public var after: [String: [String: Int]]
  }

  public var run: String
  public var field: ServingField
  /// By the time of their first rollout.
  public var values: [Value]
  /// Rollouts whose provider did not say.
  public var notSaid: Int
  public var rollouts: Int
  /// How often the value differed from that of the rollout before.
  public var changes: Int
  public var first: Change?
}

/// Tokens and money of some rollouts. A figure is nil where the provider told nothing, and never 0 for that.
public struct ServingTotals: Sendable, Hashable, Codable {
  /// A sum over the rollouts whose provider counted.
  public struct Sum: Sendable, Hashable, Codable {
    public var total: Int
    public var rollouts: Int
  }

  public struct Money: Sendable, Hashable, Codable {
    public var currency: String
    public var amount: Double
    public var rollouts: Int
  }

  public var run: String
  public var requestedModel: String
  /// nil where the provider did not say.
  public var servedModel: String?
  public var mode: String
  public var rollouts: Int
  public var failed: Int
  public var requests: Int
  /// Rollouts with cached answers, and how many answers those are.
  public var fromCache: Int
  public var cachedAnswers: Int
  public var input: Sum?
  public var output: Sum?
  public var reasoning: Sum?
  /// Of the input, what the provider had in its own cache.
  public var cachedInput: Sum?
  /// Milliseconds, over rollouts that were answered and not from the cache.
  public var latency: Sum?
  public var costs: [Money]
  /// Rollouts of which these are recorded.
  public var withFingerprint: Int
  public var withRoute: Int
  public var withRequestID: Int
  public var withParameters: Int
}

/// One field by arm, in a suite × mode of a run that saw more than one value.
public struct ServingMix: Sendable, Hashable, Codable {
  /// A value that one arm saw often and no other arm saw.
  public struct Alone: Sendable, Hashable, Codable {
    public var arm: Arm
    public var value: String
    public var rollouts: Int
    /// The most rollouts that any other arm had of it.
    public var mostElsewhere: Int
  }

  public var run: String
  public var suite: String
  public var mode: String
  public var field: ServingField
  /// Rollouts by arm and value.
  public var arms: [String: [String: Int]]
  /// Scenarios asked in two arms or more: the n of the test.
  public var scenarios: Int
  /// Arms exchanged within scenarios; nil where no scenario was served differently in two arms.
  public var p: Double?
  /// Holm over all mixes of the report.
  public var adjustedP: Double?
  /// The smallest difference of a value's share between two arms found with 80 % power at this n and family.
  public var minimumDetectable: Double?
  public var alone: [Alone]

  /// Whether the arms must not be taken for served alike.
  public var isUnlike: Bool { !alone.isEmpty || (adjustedP ?? 1) < 0.05 }
}

/// One metric in the two halves of a run.
public struct DriftRow: Sendable, Hashable, Codable {
  public enum Measure: String, Sendable, Hashable, Codable, CaseIterable {
    case recognised, refusal
    /// Reasoning that could not be read.
    case unreadable
    /// Failed, empty or unlabelled.
    case error
    case outputTokens = "output_tokens"
    case reasoningTokens = "reasoning_tokens"
    /// Milliseconds; for information, never tested.
    case latency

    var isRate: Bool {
      switch self {
      case .recognised, .refusal, .unreadable, .error: true
      case .outputTokens, .reasoningTokens, .latency: false
      }
    }

    var title: String {
      switch self {
      case .recognised: "recognised"
      case .refusal: "refused"
      case .unreadable: "reasoning NA"
      case .error: "error"
      case .outputTokens: "output tokens"
      case .reasoningTokens: "reasoning tokens"
      case .latency: "latency, ms"
      }
    }
  }

  public var run: String
  public var measure: Measure
  /// Refusals of harmful and benign items are never pooled.
  public var harm: Scenario.Harm?
  /// Of which it is known: the n of the test.
  public var scenarios: Int
  /// Of them, those compared with themselves: known in both halves, in the same arm, mode and language.
  public var paired: Int
  /// Of the others, how many each half has.
  public var firstAlone: Int
  public var secondAlone: Int
  /// Rollouts of which it is not known.
  public var firstNA: Int
  public var secondNA: Int
  /// Means of the scenarios' means: fractions for rates.
  public var first: Double?
  public var second: Double?
  /// Second − first: of scenarios in both halves with themselves, of others within suite × mode and arm.
  public var difference: Double?
  public var interval: ReportedInterval?
  public var p: Double?
  public var pIsExact: Bool?
  /// Holm over all drift rows of the report.
  public var adjustedP: Double?
  /// The smallest true shift found with 80 % power at this n and family.
  public var minimumDetectable: Double?

  /// Whether the shift stands.
  public var stands: Bool { (adjustedP ?? 1) < 0.05 }
}
