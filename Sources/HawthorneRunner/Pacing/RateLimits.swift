/// What an endpoint may be asked at most in a minute; nil is no limit of ours.
public struct RateLimits: Sendable, Hashable, Codable {
  public var requestsPerMinute: Int?
  /// Input and output together, as the provider counts them.
  public var tokensPerMinute: Int?

  public init(requestsPerMinute: Int? = nil, tokensPerMinute: Int? = nil) {
    self.requestsPerMinute = requestsPerMinute
    self.tokensPerMinute = tokensPerMinute
  }
}
