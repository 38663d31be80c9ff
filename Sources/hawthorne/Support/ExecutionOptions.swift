import ArgumentParser
import HawthorneRunner

/// How a run is carried out; nothing here changes what is asked.
struct ExecutionOptions: ParsableArguments {
  @Option(help: "Rollouts under way at once (default: 10).")
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
    return settings
  }
}
