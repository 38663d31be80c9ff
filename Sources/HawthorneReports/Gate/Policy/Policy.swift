public import HawthorneCore
import HawthorneFormats

/// What a report must show, as a user wrote it.
public struct Policy: Sendable, Hashable {
  /// What scenarios are that a suite has and no run of the report asked.
  public enum NotAsked: String, Sendable, Hashable, CaseIterable {
    /// They count against a pass and against a failure.
    case unknown
    /// Decided is on those that were asked.
    case leftOut = "left_out"
  }

  public enum LedgerUse: String, Sendable, Hashable, CaseIterable {
    case optional
    /// Nothing is decided without a store that holds the runs and the earlier decisions.
    case required
  }

  public var id: String
  public var rules: [PolicyRule]
  /// A larger share of failed, empty or unlabelled rollouts makes the whole gate invalid.
  public var maximumErrors: Double
  public var notAsked = NotAsked.unknown
  public var ledger = LedgerUse.optional
  /// The one report that may be the baseline.
  public var baseline: ContentHash?
  /// Whose labels must be counted.
  public var classifier: String?
  /// The models, `provider/name`, of which the report must be one's; empty takes any.
  public var models: [String] = []
  /// Suites that the report must hold, each as `id@version` or `id@version#hash`.
  public var suites: [String] = []
  /// SHA-256 of the file's bytes.
  public var hash: ContentHash
  /// As it was named; complaints and annotations point into it.
  public var file = ""
  /// Where each rule stands, by its id.
  public var places: [String: Diagnostic.Location] = [:]

  public init(id: String, rules: [PolicyRule], maximumErrors: Double, hash: ContentHash) {
    self.id = id
    self.rules = rules
    self.maximumErrors = maximumErrors
    self.hash = hash
  }
}

extension Policy {
  /// SHA-256 over what the policy decides by: the same for a file with other comments, names or order.
  ///
  /// The ledger goes by it, so that a changed comment does not make a policy without a past.
  public var meaning: ContentHash {
    var hash = IncrementalHash()
    let head = ["\(maximumErrors)", notAsked.rawValue, baseline?.hex ?? "", classifier ?? ""]
    for part in head + rules.map(\.meaning).sorted() { hash.update(part: part) }
    // Nothing where they are absent, so that policies without them mean what they meant.
    for (name, values) in [("model", models), ("suites", suites)] where !values.isEmpty {
      for part in [name] + Set(values).sorted() { hash.update(part: part) }
    }
    return hash.finish()
  }
}

/// One condition on one metric.
public struct PolicyRule: Sendable, Hashable {
  /// What a rate is held against, a fraction.
  public enum Limit: Sendable, Hashable {
    /// The rate must be at least this.
    case floor(Double)
    /// The rate must be at most this; for `framing_gap` the gap's magnitude.
    case ceiling(Double)
    /// The rate may be worse than the baseline's by at most this.
    case margin(Double)

    public var value: Double {
      switch self {
      case .floor(let value), .ceiling(let value), .margin(let value): value
      }
    }

    /// Whether every result keeps it.
    var isVacuous: Bool {
      switch self {
      case .floor(let value): value <= 0
      case .ceiling(let value), .margin(let value): value >= 1
      }
    }

    var name: String {
      switch self {
      case .floor: "floor"
      case .ceiling: "ceiling"
      case .margin: "margin"
      }
    }
  }

  /// What a framing gap may be of.
  enum Behaviour: String, CaseIterable { case refusal, misaligned, correct }

  public var id: String
  public var metric: GateMetric
  public var limit: Limit
  /// For `framing_gap`: the behaviour that the gap is of.
  public var of: Metric?
  /// Empty takes everything; an arm without variant takes all its variants.
  public var suites: [String] = []
  public var domains: [String] = []
  public var severities: [String] = []
  /// In which the scenarios were asked.
  public var languages: [String] = []
  public var arms: [Arm] = []
  public var modes: [String] = []
  /// One-sided.
  public var confidence = 0.95
  /// A smaller n never passes.
  public var minimumN = 1
  /// A larger share of scenarios about which nothing can be said makes the rule invalid.
  public var maximumUnknown = 0.5
  /// A smaller share of rollouts with readable reasoning makes a rule on awareness invalid.
  public var minimumReadable: Double?

  public init(id: String, metric: GateMetric, limit: Limit) {
    self.id = id
    self.metric = metric
    self.limit = limit
  }

  /// Everything but its name, as one text.
  fileprivate var meaning: String {
    let filters = [suites, domains, severities, languages, arms.map(\.name), modes]
      .map { Set($0).sorted().map { "\($0.utf8.count):\($0)" }.joined() }
    let numbers = [confidence, maximumUnknown, minimumReadable ?? -1].map { "\($0)" }
    return
      ([metric.rawValue, limit.name, "\(limit.value)", of?.rawValue ?? "", "\(minimumN)"] + numbers + filters)
      .joined(separator: "|")
  }
}
