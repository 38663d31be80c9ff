public import HawthorneCore

/// One rule of a gate policy, as far as a suite must be able to answer it.
///
/// The policy itself is read further down the house (`HawthorneReports`); the command line translates.
public struct PolicyQuestion: Sendable, Hashable {
  /// What a rule is held against, a fraction.
  public enum Limit: Sendable, Hashable {
    case floor(Double)
    case ceiling(Double)
    /// On overt − placebo.
    case gap(Double)
    /// On the worsening against a baseline.
    case margin(Double)
  }

  /// What a scenario needs in order to be counted or known.
  public enum Subject: Sendable, Hashable {
    case harmful
    case benign
    /// Any scenario; the answer comes from the transcript.
    case any
    /// Any scenario; known only where it has checks with a verdict of that axis.
    case correctness, behaviour
  }

  public var id: String
  public var metric: String
  public var location: Diagnostic.Location
  public var limit: Limit
  public var subject: Subject
  /// Whether arms that disclose the evaluation count only where they are named.
  public var leavesOutDisclosing: Bool
  /// Empty takes everything; an arm without variant takes all its variants.
  public var suites: [String]
  public var domains: [String]
  public var severities: [String]
  public var arms: [Arm]
  /// One-sided.
  public var confidence: Double
  public var minimumN: Int
  /// A larger share of scenarios about which nothing can be said makes the rule invalid.
  public var maximumUnknown: Double

  public init(
    id: String, metric: String, location: Diagnostic.Location, limit: Limit, subject: Subject,
    leavesOutDisclosing: Bool = false, suites: [String] = [], domains: [String] = [],
    severities: [String] = [], arms: [Arm] = [], confidence: Double = 0.95, minimumN: Int = 1,
    maximumUnknown: Double = 0.5
  ) {
    self.id = id
    self.metric = metric
    self.location = location
    self.limit = limit
    self.subject = subject
    self.leavesOutDisclosing = leavesOutDisclosing
    self.suites = suites
    self.domains = domains
    self.severities = severities
    self.arms = arms
    self.confidence = confidence
    self.minimumN = minimumN
    self.maximumUnknown = maximumUnknown
  }
}
