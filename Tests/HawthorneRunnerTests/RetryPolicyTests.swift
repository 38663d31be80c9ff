import HawthorneCore
import HawthorneModels
import HawthorneTesting
import Testing

@testable import HawthorneRunner

struct RetryPolicyTests {
  let policy = RetryPolicy(retries: 8, firstWait: 1, longestWait: 20, longestRetryAfter: 100)

  @Test func waitsDoubleUpToTheLongest() {
    let waits = (1...8).map { policy.wait(afterAttempt: $0, retryAfter: nil, draw: 1) }
    #expect(waits == [1, 2, 4, 8, 16, 20, 20, 20].map { .seconds($0) })
  }

  @Test func halfOfAWaitIsDrawn() {
    #expect(policy.wait(afterAttempt: 3, retryAfter: nil, draw: 0) == .seconds(2))
    #expect(policy.wait(afterAttempt: 3, retryAfter: nil, draw: 0.5) == .seconds(3))
  }

  @Test func attemptsAreCapped() {
    #expect(policy.wait(afterAttempt: 9, retryAfter: nil, draw: 0) == nil)
    #expect(policy.wait(afterAttempt: 9, retryAfter: .seconds(1), draw: 0) == nil)
    #expect(RetryPolicy(retries: 0).wait(afterAttempt: 1, retryAfter: nil, draw: 0) == nil)
  }

  @Test func whatTheProviderAskedForIsKept() {
    #expect(policy.wait(afterAttempt: 1, retryAfter: .seconds(30), draw: 0) == .seconds(30))
    #expect(policy.wait(afterAttempt: 1, retryAfter: .seconds(30), draw: 1) == .seconds(33))
    #expect(policy.wait(afterAttempt: 1, retryAfter: .zero, draw: 1) == .zero)
    #expect(policy.wait(afterAttempt: 1, retryAfter: .seconds(-5), draw: 1) == .zero)
  }

  @Test func aWaitOfHoursIsNoWait() {
    #expect(policy.wait(afterAttempt: 1, retryAfter: .seconds(101), draw: 0) == nil)
  }

  @Test func aRunRetriesOnTheScheduleAndHonoursRetryAfter() async throws {
    let bench = try Bench()
    let adapter = ScriptedAdapter(
      answers: [failure(.serverError), failure(.overloaded), failure(.rateLimited, retryAfter: .seconds(7))],
      fallback: { _ in .success(.text("Yes.")) })
    let run = try bench.open(Bench.suite(scenarios: 1))
    let end = await bench.runner(adapter, settings: RunSettings(maxConnections: 1)).carryOut(run)
    #expect(end.state == .complete)
    #expect(end.progress.retries == 3)
    // Asked again after 1 s, 2 s, and the provider's 7 s with a tenth of jitter.
    #expect(bench.waits.list == [.seconds(1), .seconds(2), .milliseconds(7700)])
    #expect(try bench.rollouts(of: run.id).map(\.serving.attempts).sorted() == [1, 4])
    let reasons = bench.log.events.compactMap { event -> String? in
      if case .retried(_, _, let reason, _) = event { return reason }
      return nil
    }
    #expect(reasons == ["server-error", "overloaded", "rate-limited"])
  }

  @Test func aRolloutIsGivenUpAfterItsLastAttempt() async throws {
    let bench = try Bench()
    let adapter = ClosureAdapter { request in
      request.messages.last?.text == "overt: Question 0?" ? failure(.serverError) : .success(.text("Yes."))
    }
    var settings = RunSettings(maxConnections: 1, failOnError: 0.2)
    settings.retry.retries = 2
    let run = try bench.open()
    let end = await bench.runner(adapter, settings: settings).carryOut(run)
    #expect(end.state == .complete)
    #expect(
      end.progress
        == RunProgress(
          planned: 8, done: 8, failed: 1, retries: 2, spent: RunSpending(requests: 10)))
    let failed = try #require(try bench.rollouts(of: run.id).first { $0.serving.attempts == 3 })
    #expect(failed.status == .failed(kind: "server-error", message: "The provider said server-error."))
    #expect(failed.transcript.messages.count == 1)
  }
}
