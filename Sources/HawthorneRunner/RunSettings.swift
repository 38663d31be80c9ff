/// How a run is carried out: nothing here changes what is asked.
public struct RunSettings: Sendable, Hashable, Codable {
  /// Rollouts under way at once, and requests in flight at most: fewer while the provider says that it is too much.
  public var maxConnections: Int
  public var retry: RetryPolicy
  /// For a whole rollout with its turns, retries and waits, in seconds.
  public var rolloutTimeout: Double
  /// The share of planned rollouts that may fail before the run is invalid, from 0 to 1.
  public var failOnError: Double
  /// Answers with tool calls in a row, after which a rollout is given up.
  public var toolRounds: Int
  /// nil in runs begun before there were any.
  public var rates: RateLimits?
  /// Of this call only: a resumed run has its budget anew.
  public var budget: RunBudget?
  /// Whether answers are kept in the store and taken from it.
  public var usesCache: Bool?

  public init(
    maxConnections: Int = 10, retry: RetryPolicy = RetryPolicy(), rolloutTimeout: Double = 3600,
    failOnError: Double = 0.1, toolRounds: Int = 20, rates: RateLimits? = nil, budget: RunBudget? = nil,
    usesCache: Bool? = nil
  ) {
    self.maxConnections = maxConnections
    self.retry = retry
    self.rolloutTimeout = rolloutTimeout
    self.failOnError = failOnError
    self.toolRounds = toolRounds
    self.rates = rates
    self.budget = budget
    self.usesCache = usesCache
  }
}
