/// Counts while a run goes on, as a stop rule sees them.
public struct RunProgress: Sendable, Hashable, Codable {
  public var planned: Int
  public var done: Int
  public var failed: Int
  public var inFlight: Int
  public var retries: Int
  /// What this call of `run` or `resume` has spent.
  public var spent: RunSpending

  public init(
    planned: Int = 0, done: Int = 0, failed: Int = 0, inFlight: Int = 0, retries: Int = 0,
    spent: RunSpending = RunSpending()
  ) {
    self.planned = planned
    self.done = done
    self.failed = failed
    self.inFlight = inFlight
    self.retries = retries
    self.spent = spent
  }
}

/// Requests and what they cost, answers that were thrown away included.
public struct RunSpending: Sendable, Hashable, Codable {
  /// Requests sent, refused ones included.
  public var requests: Int
  /// Requests refused because of too many (429) or an overload.
  public var throttled: Int
  /// Input and output tokens, as the provider counted them.
  public var tokens: Int
  /// In the price table's currency; nil without a table or a price.
  public var cost: Double?
  /// Answers taken from the response cache: they cost nothing.
  public var cached: Int

  public init(
    requests: Int = 0, throttled: Int = 0, tokens: Int = 0, cost: Double? = nil, cached: Int = 0
  ) {
    self.requests = requests
    self.throttled = throttled
    self.tokens = tokens
    self.cost = cost
    self.cached = cached
  }

  /// Adds what an answer took; a hostile count does not overflow.
  public mutating func add(tokens: Int?, cost: Cost?) {
    let (sum, overflow) = self.tokens.addingReportingOverflow(tokens ?? 0)
    self.tokens = overflow ? Int.max : sum
    if let cost { self.cost = (self.cost ?? 0) + cost.amount }
  }
}
