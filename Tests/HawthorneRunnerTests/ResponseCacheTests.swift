import HawthorneCore
import HawthorneModels
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
