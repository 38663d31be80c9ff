/// What a run is going to ask and how it will be analysed, written down and hashed before it: a pre-registration.
///
/// The file is `Documentation/plan-format.md`. A run carries the whole of it in its manifest.
public struct FrozenPlan: Sendable, Hashable, Codable {
  public static let schema = "hawthorne-plan/1"

  /// The question whose answer the contrast compares.
  public enum Metric: String, Sendable, Hashable, Codable, CaseIterable {
    case awareness, recognition, definitive, influenced
    case primaryDriver = "primary_driver"
    case recognised, refused, aligned, misaligned, correct

    /// Whether harmful and benign items are contrasted apart.
    public var isBehaviour: Bool {
      switch self {
      case .refused, .aligned, .misaligned, .correct: true
      case .awareness, .recognition, .definitive, .influenced, .primaryDriver, .recognised: false
      }
    }
  }

  /// First arm − second arm; an arm without a variant stands for each of its variants.
  public struct Contrast: Sendable, Hashable, Codable {
    public var first: Arm
    public var second: Arm
    public var metric: Metric

    public init(first: Arm, second: Arm, metric: Metric) {
      self.first = first
      self.second = second
      self.metric = metric
    }
  }

  /// How large a difference would still not matter.
  public struct Margin: Sendable, Hashable, Codable {
    public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
      /// Equivalence: the difference lies between −margin and +margin.
      case both
      /// Non-inferiority where more is worse: the difference is below +margin.
      case upper
      /// Non-inferiority where less is worse: the difference is above −margin.
      case lower
    }

    /// Percentage points.
    public var points: Double
    public var side: Side

    public init(points: Double, side: Side = .both) {
      self.points = points
      self.side = side
    }
  }

  public enum Stopping: String, Sendable, Hashable, Codable, CaseIterable {
    /// All planned rollouts are asked, and the analysis is made once.
    case fixed
    /// No rule: the run may end at any time, and its p-values do not hold then.
    case none
  }

  /// What is asked of one suite.
  public struct SuiteShare: Sendable, Hashable, Codable {
    public var id: String
    public var title: String
    public var version: String
    public var hash: ContentHash
    /// Scenarios asked in at least one arm.
    public var scenarios: Int
    /// SHA-256 over their ids, in the suite's order.
    public var scenarioHash: ContentHash
    public var arms: [Arm]
    public var languages: [String]
    public var epochs: Int
    /// Over all modes.
    public var rollouts: Int
    /// What the plan's contrast comes to in this suite, the same in every mode; empty where it cannot be made.
    public var contrasts: [PlannedContrast]

    public init(
      id: String, title: String, version: String, hash: ContentHash, scenarios: Int,
      scenarioHash: ContentHash, arms: [Arm], languages: [String], epochs: Int, rollouts: Int,
      contrasts: [PlannedContrast]
    ) {
      self.id = id
      self.title = title
      self.version = version
      self.hash = hash
      self.scenarios = scenarios
      self.scenarioHash = scenarioHash
      self.arms = arms
      self.languages = languages
      self.epochs = epochs
      self.rollouts = rollouts
      self.contrasts = contrasts
    }
  }

  /// One comparison that the report will make: two arms, and one kind of item where they are taken apart.
  public struct PlannedContrast: Sendable, Hashable, Codable {
    public var first: Arm
    public var second: Arm
    /// The items it is over; nil is all of them, or those that are marked as neither.
    public var harm: Scenario.Harm?
    /// Scenarios asked in both arms that can answer the question: n.
    public var pairs: Int
    /// The smallest difference, a fraction, that exact McNemar finds over `pairs` at the plan's alpha, power and
    /// `reverse`; nil where it finds none. Repeats lower it by an amount that only the data can tell.
    public var minimumDetectable: Double?

    public init(first: Arm, second: Arm, harm: Scenario.Harm?, pairs: Int, minimumDetectable: Double?) {
      self.first = first
      self.second = second
      self.harm = harm
      self.pairs = pairs
      self.minimumDetectable = minimumDetectable
    }
  }

  /// What narrows or overrides the suites, as it was given; a run from the plan takes it over.
  public struct Options: Sendable, Hashable, Codable {
    /// Positions of scenarios, counting from 1, both ends included.
    public struct Limit: Sendable, Hashable, Codable {
      public var from: Int
      public var to: Int

      public init(from: Int, to: Int) {
        self.from = from
        self.to = to
      }
    }

    /// nil takes each suite's default, empty is all; also of languages.
    public var arms: [Arm]?
    public var languages: [String]?
    public var epochs: Int?
    public var limit: Limit?
    /// Whether the limit counts scenarios in an order drawn by seed; nil is no.
    public var shuffle: Bool?
    public var tags: [String]
    public var parameters: GenerationParameters

    public init(
      arms: [Arm]? = nil, languages: [String]? = nil, epochs: Int? = nil, limit: Limit? = nil,
      shuffle: Bool? = nil, tags: [String] = [], parameters: GenerationParameters = GenerationParameters()
    ) {
      self.arms = arms
      self.languages = languages
      self.epochs = epochs
      self.limit = limit
      self.shuffle = shuffle
      self.tags = tags
      self.parameters = parameters
    }
  }

  public var schema: String
  /// SHA-256 of the canonical JSON of all other members.
  public var hash: ContentHash
  public var harnessVersion: String
  /// What will read the rollouts: which rules did is as much a choice as which question.
  public var classifier: ClassifierIdentity
  public var hypothesis: String
  public var contrast: Contrast
  public var margin: Margin?
  /// Two-sided.
  public var alpha: Double
  public var power: Double
  /// The rate of scenarios assumed to differ against the effect, for the smallest detectable one.
  public var reverse: Double
  public var stopping: Stopping
  /// What will be left out of the analysis and why.
  public var exclusions: String
  /// `provider/name`; empty is any.
  public var models: [String]
  /// The suites as they were named on the command line.
  public var sources: [String]
  public var suites: [SuiteShare]
  public var modes: [Mode]
  /// The most of any suite.
  public var epochs: Int
  /// Decimal digits: a 64-bit number does not fit a JSON number.
  public var seed: String
  /// What is asked of the sampler if the suites agree on it, else what overrides them all.
  public var parameters: GenerationParameters
  public var options: Options

  public init(
    hash: ContentHash, harnessVersion: String, classifier: ClassifierIdentity, hypothesis: String,
    contrast: Contrast, margin: Margin?, alpha: Double, power: Double, reverse: Double, stopping: Stopping,
    exclusions: String, models: [String], sources: [String], suites: [SuiteShare], modes: [Mode], epochs: Int,
    seed: String, parameters: GenerationParameters, options: Options
  ) {
    schema = Self.schema
    self.hash = hash
    self.harnessVersion = harnessVersion
    self.classifier = classifier
    self.hypothesis = hypothesis
    self.contrast = contrast
    self.margin = margin
    self.alpha = alpha
    self.power = power
    self.reverse = reverse
    self.stopping = stopping
    self.exclusions = exclusions
    self.models = models
    self.sources = sources
    self.suites = suites
    self.modes = modes
    self.epochs = epochs
    self.seed = seed
    self.parameters = parameters
    self.options = options
  }
}

extension Arm {
  /// Whether this arm is the named one, or one of its variants where the name has none.
  public func isOf(_ named: Arm) -> Bool { self == named || named.variant == nil && kind == named.kind }
}
