import HawthorneCore
import HawthorneModels

/// What is told of requests that fail for now, and says when to stop trying.
protocol RetryLedger: Actor {
  func givesUpEarly(after error: ModelError, attempt: Int) -> Bool
  func retried(_ key: ContentHash, attempt: Int, failure: ModelError, wait: Duration)
}

/// Sends requests with retries and pauses.
struct Asker<Ledger: RetryLedger> {
  let policy: RetryPolicy
  let clock: RunnerClock
  let ledger: Ledger
  let pacer: Pacer

  /// One answer; a request that fails for now is sent again as the policy says.
  ///
  /// - Throws: the last attempt's error; `cancelled` when the task is.
  func ask(
    _ request: ModelRequest, of adapter: any ModelAdapter, key: ContentHash, tally: inout ServingTally
  ) async throws(ModelError) -> ModelResponse {
    var attempt = 1
    while true {
      try await pause(until: pacer.resumesAt())
      tally.requests += 1
      let failure: ModelError
      do {
        return try await adapter.respond(to: request)
      } catch {
        failure = error
      }
      guard failure.isRetryable, !Task.isCancelled,
        await !ledger.givesUpEarly(after: failure, attempt: attempt),
        let wait = policy.wait(afterAttempt: attempt, retryAfter: failure.retryAfter, draw: clock.draw())
      else { throw Task.isCancelled ? Self.cancelled : failure }
      if failure.retryAfter != nil {
        pacer.pause(until: clock.milliseconds() + Int64(wait / .milliseconds(1)))
      }
      await ledger.retried(key, attempt: attempt, failure: failure, wait: wait)
      try await sleep(wait)
      attempt += 1
    }
  }

  private func pause(until time: Int64) async throws(ModelError) {
    let wait = time - clock.milliseconds()
    if wait > 0 { try await sleep(.milliseconds(wait)) }
  }

  private func sleep(_ wait: Duration) async throws(ModelError) {
    do { try await clock.sleep(wait) } catch { throw Self.cancelled }
  }

  private static var cancelled: ModelError { ModelError(.cancelled, problem: "The run is stopping.") }
}
