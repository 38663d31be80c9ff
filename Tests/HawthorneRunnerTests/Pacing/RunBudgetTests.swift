import Foundation
import HawthorneCore
import HawthorneModels
import HawthorneStore
import HawthorneTesting
import Testing

@testable import HawthorneRunner

struct RunBudgetTests {
  private func adapter(_ asked: Counter, tokens: Int = 0) -> ClosureAdapter {
    ClosureAdapter { _ in
      asked.add()
      var response = ModelResponse.text("Yes.")
      response.serving.usage = TokenUsage(input: tokens / 2, output: tokens - tokens / 2)
      return .success(response)
    }
  }

  @Test(arguments: [1, 4]) func noRequestBeyondTheBudgetIsSent(connections: Int) async throws {
    let bench = try Bench()
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let settings = RunSettings(maxConnections: connections, budget: RunBudget(requests: 7))
    let end = await bench.runner(adapter(asked), settings: settings).carryOut(run)
    #expect(asked.value == 7)
    #expect(end.state == .incomplete)
    #expect(end.exitStatus == .invalid)
    #expect(end.reason == "the budget of 7 requests is used up")
    #expect(end.progress.done == 7)
    #expect(end.progress.inFlight == 0)
    #expect(try bench.store.run(run.id).state == .incomplete)
    // What is left is asked with a budget of its own.
    let rest = await bench.runner(adapter(asked)).carryOut(try bench.reopen(run.id))
    #expect(rest.state == .complete)
    #expect(asked.value == 20)
  }

  @Test func retriesCountAndAnUnfinishedConversationIsLeftForLater() async throws {
    let bench = try Bench()
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 2, followUps: ["And?"]))
    let settings = RunSettings(maxConnections: 1, budget: RunBudget(requests: 3))
    let end = await bench.runner(adapter(asked), settings: settings).carryOut(run)
    #expect(asked.value == 3)
    #expect(end.progress.done == 1)
    #expect(end.progress.failed == 0)
  }

  @Test func tokensStopTheRun() async throws {
    let bench = try Bench()
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let settings = RunSettings(maxConnections: 1, budget: RunBudget(tokens: 250))
    let end = await bench.runner(adapter(asked, tokens: 100), settings: settings).carryOut(run)
    #expect(asked.value == 3)
    #expect(end.progress.spent.tokens == 300)
    #expect(end.reason == "the budget of 250 tokens is used up (300 counted)")
  }

  @Test func moneyStopsTheRunAndEveryRolloutHasItsCost() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let file = """
      {hawthorne_prices: 1, currency: EUR, models: [{model: scripted/*, input: 1000, output: 3000}]}
      """
    let prices = try PriceTableReader.read(Data(file.utf8), file: "prices")
    let settings = RunSettings(maxConnections: 1, budget: RunBudget(cost: 0.5))
    let runner = Runner(
      adapter: adapter(Counter(), tokens: 100), labeller: Bench.labeller, store: bench.store,
      settings: settings, clock: bench.clock, prices: prices)
    let end = await runner.carryOut(run)
    // 50 in at 0.001 and 50 out at 0.003 are 0.2.
    #expect(end.progress.done == 3)
    #expect(abs((end.progress.spent.cost ?? 0) - 0.6) < 1e-12)
    for rollout in try bench.rollouts(of: run.id) {
      #expect(rollout.serving.cost == Cost(amount: 0.2, currency: "EUR", table: prices.hash))
    }
  }

  @Test func timeStopsTheRun() async throws {
    let bench = try Bench()
    let waits = bench.waits
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let slow = ClosureAdapter { _ in
      asked.add()
      waits.add(.seconds(10))
      return .success(.text("Yes."))
    }
    let settings = RunSettings(maxConnections: 1, budget: RunBudget(seconds: 25))
    let end = await bench.runner(slow, settings: settings).carryOut(run)
    #expect(asked.value == 3)
    #expect(end.reason == "the time of 25.0 s is up")
  }
}
