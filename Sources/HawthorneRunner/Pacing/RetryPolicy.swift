/// How often and after what wait a request is sent again.
public struct RetryPolicy: Sendable, Hashable, Codable {
  /// Requests after the first; 0 never asks again.
  public var retries: Int
  /// The first wait in seconds, doubled with each retry.
  public var firstWait: Double
  /// No wait of ours is longer, in seconds.
  public var longestWait: Double
  /// The longest wait that a provider may ask for, in seconds; past it the rollout is given up.
  public var longestRetryAfter: Double

  public init(
    retries: Int = 6, firstWait: Double = 1, longestWait: Double = 60, longestRetryAfter: Double = 300
  ) {
    self.retries = retries
    self.firstWait = firstWait
    self.longestWait = longestWait
    self.longestRetryAfter = longestRetryAfter
  }

  /// How long to wait after a failed attempt, nil to give up.
  ///
  /// Exponential with equal jitter: half of the wait is fixed, half is drawn. A wait that the provider asked
  /// for is kept, with up to a tenth more so that waiting requests do not return all at once.
  ///
  /// - Parameters:
  ///   - attempt: the number of the attempt that failed, from 1.
  ///   - retryAfter: what the provider asked for.
  ///   - draw: a random number from 0 to 1.
  public func wait(afterAttempt attempt: Int, retryAfter: Duration?, draw: Double) -> Duration? {
    guard attempt <= retries else { return nil }
    if let retryAfter {
      guard retryAfter <= .seconds(longestRetryAfter) else { return nil }
      let asked = max(.zero, retryAfter)
      return asked + asked * draw / 10
    }
    var wait = firstWait
    for _ in 1..<max(attempt, 1) where wait < longestWait { wait *= 2 }
    wait = min(wait, longestWait)
    return .seconds(wait / 2 + draw * wait / 2)
  }
}
