import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneStore
import HawthorneTesting
import Testing

@testable import HawthorneRunner

/// A failure of one rollout is counted; one that every rollout would meet stops the run and loses nothing.
struct FailureWatchTests {
  @Test(arguments: [ModelError.Kind.http401, .missingKey]) func aRefusedKeyStopsAtOnce(
    kind: ModelError.Kind
  ) async throws {
    let bench = try Bench()
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 50))
    let adapter = ClosureAdapter { _ in
      asked.add()
      return failure(kind)
    }
    let end = await bench.runner(adapter).carryOut(run)
    #expect(end.state == .incomplete)
    #expect(end.exitStatus == .inputOutput)
    #expect(end.reason?.contains("The provider said \(kind.rawValue).") == true)
    #expect(asked.value <= 3)
    #expect(try bench.store.storedKeys(of: run.id).isEmpty)
  }

  @Test func aPortWhereNobodyListensStopsAfterThreeAttempts() async throws {
    let bench = try Bench()
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 50))
    let adapter = ClosureAdapter { _ in
      asked.add()
      return failure(.connection)
    }
    let end = await bench.runner(adapter, settings: RunSettings(maxConnections: 1)).carryOut(run)
    #expect(end.exitStatus == .inputOutput)
    // The first rollout has three attempts; four more, on the same evidence, three each at most.
    #expect(asked.value == 15)
    #expect(try bench.store.storedKeys(of: run.id).isEmpty)
  }

  @Test func oneBadRequestIsAFailedRolloutButOnlyBadRequestsStopTheRun() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let asked = Counter()
    let bad = ClosureAdapter { _ in
      asked.add()
      return failure(.badRequest)
    }
    var end = await bench.runner(bad, settings: RunSettings(maxConnections: 1)).carryOut(run)
    #expect(end.state == .incomplete)
    #expect(end.exitStatus == .inputOutput)
    #expect(asked.value == FailureWatch<LabelledRollout>.firstInARow)
    let some = ClosureAdapter { request in
      request.messages.last?.text == "placebo: Question 7?" ? failure(.badRequest) : .success(.text("Yes."))
    }
    end = await bench.runner(some).carryOut(try bench.reopen(run.id))
    #expect(end.state == .complete)
    #expect(end.progress.failed == 1)
    #expect(end.progress.done == 20)
  }

  @Test func anOutageInTheMiddleStopsAndResumesWithoutAFailedRollout() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 30))
    let asked = Counter()
    var settings = RunSettings(maxConnections: 2)
    settings.retry.retries = 1
    let dying = ClosureAdapter { _ in asked.add() <= 20 ? .success(.text("Yes.")) : failure(.connection) }
    var end = await bench.runner(dying, settings: settings).carryOut(run)
    #expect(end.state == .incomplete)
    #expect(end.exitStatus == .inputOutput)
    #expect(end.progress.done == 20)
    #expect(try bench.store.run(run.id).counts.failed == 0)
    let well = ClosureAdapter { _ in .success(.text("Yes.")) }
    end = await bench.runner(well, settings: settings).carryOut(try bench.reopen(run.id))
    #expect(end.state == .complete)
    #expect(try bench.store.run(run.id).counts.completed == 60)
  }

  @Test func aPassingOutageCountsWhatItCost() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 20))
    let asked = Counter()
    var settings = RunSettings(maxConnections: 1)
    settings.retry.retries = 0
    let adapter = ClosureAdapter { _ in
      (11...13).contains(asked.add()) ? failure(.serverError) : .success(.text("Yes."))
    }
    let end = await bench.runner(adapter, settings: settings).carryOut(run)
    #expect(end.state == .complete)
    #expect(end.progress.done == 40)
    #expect(end.progress.failed == 3)
  }

  @Test func theEndOfThePlanReleasesWhatIsHeldBack() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 1))
    var settings = RunSettings(maxConnections: 1, failOnError: 1)
    settings.retry.retries = 0
    let end = await bench.runner(ClosureAdapter { _ in failure(.serverError) }, settings: settings).carryOut(
      run)
    #expect(end.progress == RunProgress(planned: 2, done: 2, failed: 2, spent: RunSpending(requests: 2)))
    #expect(try bench.store.run(run.id).counts.failed == 2)
  }

  @Test func differentFailuresAreNoStreak() {
    var watch = FailureWatch<LabelledRollout>(maxConnections: 1)
    let rollout = LabelledRollout(
      rollout: Rollout(
        plan: PlannedRollout(
          key: ContentHash(of: "k"), suiteID: "s", scenarioID: "s", arm: Arm(.overt), wording: "w",
          disclosure: .none, mode: Mode(), epoch: 1, prompt: [], parameters: GenerationParameters(),
          promptHash: ContentHash(of: "p")),
        status: .completed, transcript: Transcript(messages: []), serving: ServingRecord(requestedModel: "m"),
        startedAt: 0, finishedAt: 0), labels: [])
    for _ in 0..<20 {
      for kind in [ModelError.Kind.serverError, .badRequest] {
        #expect(watch.failed(rollout, ModelError(kind, problem: "x")) == .hold)
      }
    }
    guard case .store(let all) = watch.succeeded(rollout) else {
      Issue.record("not stored")
      return
    }
    #expect(all.count == 41)
  }
}
