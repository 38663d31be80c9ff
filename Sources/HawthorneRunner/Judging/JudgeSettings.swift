public import HawthorneCore

/// How judging is carried out: nothing here changes what is asked.
public struct JudgeSettings: Sendable, Hashable {
  /// Requests under way at once at most: fewer while the provider says that it is too much.
  public var maxConnections: Int
  public var retry: RetryPolicy
  public var rates: RateLimits
  /// Of one call.
  public var budget: RunBudget

  public init(
    maxConnections: Int = 10, retry: RetryPolicy = RetryPolicy(), rates: RateLimits = RateLimits(),
    budget: RunBudget = RunBudget()
  ) {
    self.maxConnections = maxConnections
    self.retry = retry
    self.rates = rates
    self.budget = budget
  }

  /// What of a run's settings concerns a judge.
  public init(_ settings: RunSettings) {
    self.init(
      maxConnections: settings.maxConnections, retry: settings.retry, rates: settings.rates ?? RateLimits(),
      budget: settings.budget ?? RunBudget())
  }
}

/// How judging came to its end, or to a halt.
public struct JudgeEnd: Sendable, Hashable {
  /// Every rollout asked for has its label.
  public var isComplete: Bool
  public var reason: String?
  public var exitStatus: ExitStatus
  /// Rollouts: `planned` to be labelled, `done` labelled, those of earlier calls included.
  public var progress: RunProgress
  /// Requests sent in this call, retries included.
  public var asked: Int { progress.spent.requests }
  /// Rollouts whose text was withheld: nobody can label them again.
  public var withheld: Int
}

/// What judging will take, before it begins.
public struct JudgeEstimate: Sendable, Hashable, Codable {
  /// Rollouts without the judge's label.
  public var rollouts = 0
  /// Of these, how many need no request: nothing of theirs can be asked about.
  public var withoutRequests = 0
  /// Requests that will be sent.
  public var requests = 0
  /// Requests that the layer pass adds, if every rollout were found aware.
  public var layerRequests = 0
  /// Bytes of the requests' texts over four, the layer pass left out: a rough count of tokens.
  public var inputTokens = 0
  /// The most that the replies can hold.
  public var outputTokens = 0
}
