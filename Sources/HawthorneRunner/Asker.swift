import HawthorneCore
import HawthorneModels

/// What is told of requests, and says whether to go on.
protocol RequestLedger: Actor {
  /// Counts a request that is about to be sent, unless nothing more may be.
  func mayAsk() -> Bool
  func answered(tokens: Int?, cost: Cost?)
  func wasThrottled()
  func tookFromCache()
  func givesUpEarly(after error: ModelError, attempt: Int) -> Bool
  func retried(_ key: ContentHash, attempt: Int, failure: ModelError, wait: Duration)
}

/// Sends requests: paced, within the budget, with retries, and not at all where the answer is in the cache.
struct Asker<Ledger: RequestLedger> {
  let policy: RetryPolicy
  let clock: RunnerClock
  let ledger: Ledger
  let gate: RequestGate
  var prices: PriceTable?
  var cache: ResponseCache?

  /// One answer; a request that fails for now is sent again as the policy says.
  ///
  /// - Throws: the last attempt's error; `cancelled` when the task is, and when the budget is used up.
  func ask(
    _ request: ModelRequest, of adapter: any ModelAdapter, key: ContentHash, tally: inout ServingTally
  ) async throws(ModelError) -> ModelResponse {
    if var known = cache?.response(to: request) {
      // The rollout that asked first has paid; without a price table no answer has a cost.
      known.serving.cost = prices.map { Cost(amount: 0, currency: $0.currency, table: $0.hash) }
      tally.fromCache += 1
      await ledger.tookFromCache()
      return known
    }
    var attempt = 1
    while true {
      let failure: ModelError
      do {
        let response = try await send(request, to: adapter, tally: &tally)
        await cache?.keep(response, for: request)
        return response
      } catch {
        failure = error
      }
      guard failure.isRetryable, !Task.isCancelled,
        await !ledger.givesUpEarly(after: failure, attempt: attempt),
        let wait = policy.wait(afterAttempt: attempt, retryAfter: failure.retryAfter, draw: clock.draw())
      else { throw Task.isCancelled ? Self.cancelled : failure }
      if failure.retryAfter != nil {
        gate.pause(until: clock.milliseconds() + Int64(wait / .milliseconds(1)))
      }
      await ledger.retried(key, attempt: attempt, failure: failure, wait: wait)
      do { try await clock.sleep(wait) } catch { throw Self.cancelled }
      attempt += 1
    }
  }

  private func send(
    _ request: ModelRequest, to adapter: any ModelAdapter, tally: inout ServingTally
  ) async throws(ModelError) -> ModelResponse {
    let pass: RequestGate.Pass
    do { pass = try await gate.enter() } catch { throw Self.cancelled }
    guard await ledger.mayAsk() else {
      gate.leave(pass, .dropped)
      throw Self.cancelled
    }
    tally.requests += 1
    do {
      var response = try await adapter.respond(to: request)
      let tokens = response.serving.usage.total
      response.serving.cost = prices?.cost(of: response.serving.usage, model: adapter.name)
      gate.leave(pass, .answered(tokens: tokens))
      await ledger.answered(tokens: tokens, cost: response.serving.cost)
      return response
    } catch {
      gate.leave(pass, error.kind == .cancelled ? .dropped : .failed(error))
      if error.kind == .rateLimited || error.kind == .overloaded { await ledger.wasThrottled() }
      throw error
    }
  }

  private static var cancelled: ModelError { ModelError(.cancelled, problem: "The run is stopping.") }
}
