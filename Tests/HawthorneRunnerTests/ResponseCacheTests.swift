import Foundation
import HawthorneCore
import HawthorneModels
import HawthorneStore
import HawthorneTesting
import Testing

@testable import HawthorneRunner

struct ResponseCacheTests {
  @Test func theSameRequestIsPaidForOnceAndEachEpochIsAsked() async throws {
    let bench = try Bench()
    let asked = Counter()
    let adapter = ClosureAdapter { _ in .success(.text("Answer \(asked.add()).", reasoning: "Hm.")) }
    let settings = RunSettings(maxConnections: 2, usesCache: true)
    let first = try bench.open(Bench.suite(scenarios: 3), epochs: 2)
    let end = await bench.runner(adapter, settings: settings).carryOut(first)
    #expect(end.progress.spent.requests == 12)
    #expect(asked.value == 12)
    // Another run asks the same in the same epochs.
    let second = try bench.open(Bench.suite(scenarios: 3), epochs: 2)
    #expect(second.id != first.id)
    let again = await bench.runner(adapter, settings: settings).carryOut(second)
    #expect(asked.value == 12)
    #expect(again.state == .complete)
    #expect(again.progress.spent == RunSpending(cached: 12))
    let answers = try [first, second].map { run in
      try bench.rollouts(of: run.id).map { "\($0.plan.key) \($0.transcript.finalAnswer)" }.sorted()
    }
    #expect(answers[0] == answers[1])
    #expect(Set(answers[0]).count == 12)
    let served = try bench.rollouts(of: second.id)
    #expect(served.allSatisfy { $0.serving.fromCache == 1 && $0.serving.attempts == 0 })
    #expect(served.allSatisfy { $0.transcript.reasoning.first?.text == "Hm." })
  }

  /// Asked of the cache it would be the very answer of the arm that it repeats, and no A/A would ever differ.
  @Test func theControlArmIsAsked() async throws {
    let bench = try Bench()
    let asked = Counter()
    let adapter = ClosureAdapter { _ in .success(.text("Answer \(asked.add()).")) }
    let settings = RunSettings(maxConnections: 1, usesCache: true)
    var suite = Bench.suite(scenarios: 2)
    suite.framings.append(
      Framing(arm: Arm(.control), disclosure: .none, wordings: suite.framings[1].wordings))
    let first = try bench.open(suite)
    let end = await bench.runner(adapter, settings: settings).carryOut(first)
    #expect(end.state == .complete && asked.value == 6)
    let rollouts = try bench.rollouts(of: first.id)
    #expect(Set(rollouts.map(\.transcript.finalAnswer)).count == 6)
    #expect(rollouts.allSatisfy { $0.serving.fromCache == nil })
    // Another run takes it from the cache like any other arm.
    _ = await bench.runner(adapter, settings: settings).carryOut(try bench.open(suite))
    #expect(asked.value == 6)
  }

  private static func prices(_ model: String = "scripted/*") throws -> PriceTable {
    let text = "{hawthorne_prices: 1, currency: EUR, models: [{model: \"\(model)\", input: 1, output: 2}]}"
    return try PriceTableReader.read(Data(text.utf8), file: "p.yaml")
  }

  private static func run(
    _ bench: Bench, _ opened: OpenedRun, prices: PriceTable?
  ) async throws -> [Rollout] {
    let adapter = ClosureAdapter { _ in
      var response = ModelResponse.text("Yes.")
      response.serving.usage = TokenUsage(input: 1_000_000, output: 500_000, reasoning: 7, cached: 3)
      return .success(response)
    }
    let runner = Runner(
      adapter: adapter, labeller: Bench.labeller, store: bench.store,
      settings: RunSettings(maxConnections: 1, usesCache: true), recorders: [bench.log], clock: bench.clock,
      prices: prices)
    let end = await runner.carryOut(opened)
    #expect(end.state == .complete)
    return try bench.rollouts(of: opened.id)
  }

  @Test func aCachedAnswerCostsNothingAndKeepsItsTokens() async throws {
    let bench = try Bench()
    let paid = try await Self.run(bench, try bench.open(Bench.suite(scenarios: 2)), prices: Self.prices())
    // One million in at 1, half a million out at 2.
    #expect(paid.map { $0.serving.cost?.amount } == [2, 2, 2, 2])
    #expect(paid.allSatisfy { $0.serving.fromCache == nil })
    let second = try bench.open(Bench.suite(scenarios: 2))
    let free = try await Self.run(bench, second, prices: Self.prices())
    #expect(free.map { $0.serving.cost?.amount } == [0, 0, 0, 0])
    #expect(Set(free.map { $0.serving.cost?.currency }) == ["EUR"])
    #expect(free.map(\.serving.usage) == paid.map(\.serving.usage))
    #expect(try bench.store.cacheUse(of: second.id) == CacheUse(rollouts: 4, answers: 4))
    // The price of a model that the table does not name is not known; that nothing was paid is.
    let unnamed = try await Self.run(
      bench, try bench.open(Bench.suite(scenarios: 2)), prices: Self.prices("other/*"))
    #expect(unnamed.map { $0.serving.cost?.amount } == [0, 0, 0, 0])
    // Without a table no rollout has a cost, as ever.
    let plain = try await Self.run(bench, try bench.open(Bench.suite(scenarios: 2)), prices: nil)
    #expect(plain.allSatisfy { $0.serving.cost == nil && $0.serving.fromCache == 1 })
  }

  @Test func aConversationPaysForTheTurnsThatWereAsked() async throws {
    let bench = try Bench()
    _ = try await Self.run(bench, try bench.open(Bench.suite(scenarios: 1)), prices: Self.prices())
    // The first turn is known, the follow-up is not.
    let run = try bench.open(Bench.suite(scenarios: 1, followUps: ["And?"]))
    let rollouts = try await Self.run(bench, run, prices: Self.prices())
    #expect(rollouts.map { $0.serving.cost?.amount } == [2, 2])
    #expect(rollouts.map(\.serving.fromCache) == [1, 1])
    #expect(rollouts.map(\.serving.usage.input) == [2_000_000, 2_000_000])
    #expect(rollouts.map(\.serving.attempts) == [1, 1])
    #expect(try bench.store.cacheUse(of: run.id) == CacheUse(rollouts: 2, answers: 2))
  }

  @Test func withoutTheOptionNothingIsKept() async throws {
    let bench = try Bench()
    let asked = Counter()
    let adapter = ClosureAdapter { _ in .success(.text("Answer \(asked.add()).")) }
    for _ in 0..<2 {
      _ = await bench.runner(adapter).carryOut(try bench.open(Bench.suite(scenarios: 3)))
    }
    #expect(asked.value == 12)
  }

  @Test func failuresAreNotKept() async throws {
    let bench = try Bench()
    let asked = Counter()
    let adapter = ClosureAdapter { _ in
      asked.add() == 1 ? failure(.serverError) : .success(.text("Yes."))
    }
    let settings = RunSettings(maxConnections: 1, usesCache: true)
    let end = await bench.runner(adapter, settings: settings).carryOut(
      try bench.open(Bench.suite(scenarios: 2)))
    #expect(end.progress.failed == 0)
    #expect(asked.value == 5)
  }
}
