/// A token of an answer and how probable the model found it.
public struct TokenLogprob: Sendable, Hashable, Codable {
  public var token: String
  /// Natural logarithm of the probability.
  public var logprob: Double
  /// The likeliest tokens at this place, likeliest first, as the provider gave them.
  public var alternatives: [Alternative]

  public struct Alternative: Sendable, Hashable, Codable {
    public var token: String
    public var logprob: Double

    public init(token: String, logprob: Double) {
      self.token = token
      self.logprob = logprob
    }
  }

  public init(token: String, logprob: Double, alternatives: [Alternative] = []) {
    self.token = token
    self.logprob = logprob
    self.alternatives = alternatives
  }
}
