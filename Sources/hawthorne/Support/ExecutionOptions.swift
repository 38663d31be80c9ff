import ArgumentParser
import HawthorneFormats
import HawthorneModels
import HawthorneRunner

/// How a run is carried out; nothing here changes what is asked.
struct ExecutionOptions: ParsableArguments {
  @Option(
    help:
      "Rollouts under way at once, and requests at most; fewer while the provider throttles (default: 10).")
  var maxConnections: Int?

  @Option(help: "Times a request is sent again after an error that may pass (default: 6).")
  var maxRetries: Int?

  @Option(help: "Seconds for one request (default: 600).")
  var timeout: Double?

  @Option(help: "Seconds for a whole rollout with its turns and retries (default: 3600).")
  var rolloutTimeout: Double?

  @Option(
    help:
      "The share of planned rollouts that may fail, from 0 to 1, before the run is invalid (default: 0.1).")
  var failOnError: Double?

  @Option(help: "Requests a minute at most.")
  var maxRequestsPerMinute: Int?

  @Option(help: "Tokens a minute at most, input and output together.")
  var maxTokensPerMinute: Int?

  @Option(help: "Send no more requests than this; then the run ends as incomplete.")
  var maxRequests: Int?

  @Option(help: "Send nothing more once this many tokens are spent.")
  var maxTotalTokens: Int?

  @Option(help: "Send nothing more once this much is spent, in the currency of --prices.")
  var maxCost: Double?

  @Option(help: "Send nothing more after this many seconds.")
  var maxTime: Double?

  @Option(help: "What models charge; every rollout gets its cost.", completion: .file(extensions: ["yaml"]))
  var prices: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Keep answers in the store and take the very same request's answer from it; never across epochs.")
  var cache: Bool?

  @Option(name: .customLong("base-url"), help: "The provider's address, instead of its variable.")
  var baseURL: String?

  @Flag(inversion: .prefixedNo, help: "Let the provider stream its answers.")
  var stream = true

  func validate() throws {
    if let maxConnections, !(1...10_000).contains(maxConnections) {
      throw ValidationError("--max-connections must be from 1 to 10000.")
    }
    if let maxRetries, !(0...100).contains(maxRetries) {
      throw ValidationError("--max-retries must be from 0 to 100.")
    }
    for (name, seconds) in [("--timeout", timeout), ("--rollout-timeout", rolloutTimeout)] {
      if let seconds, !(seconds > 0 && seconds <= 1_000_000) {
        throw ValidationError("\(name) must be above 0 seconds.")
      }
    }
    let counts: [(String, Int?)] = [
      ("--max-requests-per-minute", maxRequestsPerMinute), ("--max-tokens-per-minute", maxTokensPerMinute),
      ("--max-requests", maxRequests), ("--max-total-tokens", maxTotalTokens),
    ]
    for (name, count) in counts {
      if let count, count < 1 { throw ValidationError("\(name) must be 1 or more.") }
    }
    for (name, amount) in [("--max-cost", maxCost), ("--max-time", maxTime)] {
      if let amount, !(amount > 0 && amount.isFinite) {
        throw ValidationError("\(name) must be above 0.")
      }
    }
    if maxCost != nil, prices == nil {
      throw ValidationError("--max-cost needs --prices: without a price table nothing has a cost.")
    }
    if let failOnError, !(0...1).contains(failOnError) {
      throw ValidationError("--fail-on-error must be from 0 to 1.")
    }
  }

  /// The settings with what was given on the command line.
  func settings(over base: RunSettings) -> RunSettings {
    var settings = base
    if let maxConnections { settings.maxConnections = maxConnections }
    if let maxRetries { settings.retry.retries = maxRetries }
    if let rolloutTimeout { settings.rolloutTimeout = rolloutTimeout }
    if let failOnError { settings.failOnError = failOnError }
    if maxRequestsPerMinute != nil || maxTokensPerMinute != nil {
      settings.rates = RateLimits(
        requestsPerMinute: maxRequestsPerMinute ?? base.rates?.requestsPerMinute,
        tokensPerMinute: maxTokensPerMinute ?? base.rates?.tokensPerMinute)
    }
    if let cache { settings.usesCache = cache }
    // A budget is of one call: that of the run's beginning is spent.
    let budget = RunBudget(requests: maxRequests, tokens: maxTotalTokens, cost: maxCost, seconds: maxTime)
    settings.budget = budget == RunBudget() ? nil : budget
    return settings
  }

  /// The price table.
  ///
  /// - Throws: `FileError`, `DiagnosticsError`.
  func priceTable() throws -> PriceTable? {
    try prices.map { try PriceTableReader.read(try SystemFile.contents(of: $0, limit: 1 << 20), file: $0) }
  }

  /// An option that was given and means nothing for a judge.
  var ofRunsOnly: String? {
    rolloutTimeout != nil
      ? "--rollout-timeout" : failOnError != nil ? "--fail-on-error" : cache != nil ? "--cache" : nil
  }

  /// An option that was given, for a complaint where no model is asked.
  var given: String? {
    let all: [(String, Bool)] = [
      ("--max-connections", maxConnections != nil), ("--max-retries", maxRetries != nil),
      ("--timeout", timeout != nil), ("--max-requests-per-minute", maxRequestsPerMinute != nil),
      ("--max-tokens-per-minute", maxTokensPerMinute != nil), ("--max-requests", maxRequests != nil),
      ("--max-total-tokens", maxTotalTokens != nil), ("--max-cost", maxCost != nil),
      ("--max-time", maxTime != nil), ("--prices", prices != nil), ("--base-url", baseURL != nil),
    ]
    return ofRunsOnly ?? all.first(where: \.1)?.0
  }
}
