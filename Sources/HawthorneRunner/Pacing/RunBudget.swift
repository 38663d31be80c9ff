import HawthorneCore

/// What one call of `run` or `resume` may spend; nil is no limit.
///
/// No request beyond `requests` is sent. Tokens, cost and time are known only when an answer is there: once one of
/// them is reached nothing is started any more, and what is in flight comes home.
public struct RunBudget: Sendable, Hashable, Codable {
  public var requests: Int?
  /// Input and output together, as the provider counts them.
  public var tokens: Int?
  /// In the currency of the price table.
  public var cost: Double?
  /// Wall time, in seconds.
  public var seconds: Double?

  public init(requests: Int? = nil, tokens: Int? = nil, cost: Double? = nil, seconds: Double? = nil) {
    self.requests = requests
    self.tokens = tokens
    self.cost = cost
    self.seconds = seconds
  }

  /// The limit that has been reached, in words; nil if none.
  func reached(_ spent: RunSpending, milliseconds: Int64) -> String? {
    if let requests, spent.requests >= requests { return "the budget of \(requests) requests is used up" }
    if let tokens, spent.tokens >= tokens {
      return "the budget of \(tokens) tokens is used up (\(spent.tokens) counted)"
    }
    if let cost, let used = spent.cost, used >= cost {
      return "the budget of \(cost) is used up (\(used) counted)"
    }
    if let seconds, Double(milliseconds) >= seconds * 1000 { return "the time of \(seconds) s is up" }
    return nil
  }
}
