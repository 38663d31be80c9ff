import Foundation
import GRDB
import HawthorneCore
import HawthorneFormats
import HawthorneModels
import HawthorneStore
import HawthorneSuites
import HawthorneTesting
import Testing

@testable import HawthorneRunner

struct RunnerTests {
  private static let well = ClosureAdapter { _ in .success(.text("Yes.", reasoning: "Hm.")) }

  @Test func logProbabilitiesStayWithTheAnswer() async throws {
    let bench = try Bench()
    let token = TokenLogprob(token: "Yes", logprob: -0.25, alternatives: [.init(token: "No", logprob: -1.5)])
    let adapter = ClosureAdapter(capabilities: ModelCapabilities(logprobs: true)) { request in
      var response = ModelResponse.text("Yes.")
      if request.parameters.logprobs == 1 { response.logprobs = [token] }
      return .success(response)
    }
    for (asked, expected) in [(1, [token]), (nil, nil)] as [(Int?, [TokenLogprob]?)] {
      let plan = try Plan(
        suites: [Bench.suite(scenarios: 1)],
        options: PlanOptions(model: Bench.model, parameters: GenerationParameters(logprobs: asked)))
      let run = try RunOpening(store: bench.store, clock: bench.clock).create(
        RunRequest(plan: plan.options), plan: plan, adapter: adapter, harnessVersion: "test")
      #expect(await bench.runner(adapter).carryOut(run).state == .complete)
      #expect(
        try bench.rollouts(of: run.id).allSatisfy {
          $0.transcript.messages.last?.logprobs == expected && $0.plan.parameters.logprobs == asked
        })
    }
  }

  @Test func everyPlannedRolloutIsStoredOnceWithItsLabel() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 25), epochs: 2)
    let end = await bench.runner(Self.well).carryOut(run)
    #expect(
      end
        == RunEnd(
          state: .complete, reason: nil, exitStatus: .pass,
          progress: RunProgress(planned: 100, done: 100, spent: RunSpending(requests: 100))))
    let planned = Set(run.plan.rollouts().map(\.key))
    #expect(planned.count == 100)
    #expect(try bench.store.storedKeys(of: run.id) == planned)
    let summaries = try bench.store.summaries(of: run.id)
    #expect(summaries.count == 100)
    #expect(
      summaries.allSatisfy { $0.label?.outcome == .complied && $0.label?.outcomeReason == $0.scenarioID })
    let record = try bench.store.run(run.id)
    #expect(record.state == .complete)
    #expect(record.holder == nil)
  }

  @Test func eventsTellTheStory() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 3))
    _ = await bench.runner(Self.well).carryOut(run)
    let events = bench.log.events
    #expect(events.first == .runStarted(id: run.id, planned: 6, alreadyDone: 0))
    let done = events.compactMap { event -> Int? in
      if case .rolloutFinished(_, _, _, _, _, let progress) = event { progress.done } else { nil }
    }
    #expect(done == [1, 2, 3, 4, 5, 6])
    #expect(
      events.last
        == .runEnded(
          id: run.id, state: .complete, reason: nil,
          progress: RunProgress(planned: 6, done: 6, spent: RunSpending(requests: 6))))
  }

  @Test(arguments: [1, 3, 8]) func noMoreThanAskedAreUnderWay(connections: Int) async throws {
    let bench = try Bench()
    let underWay = Counter()
    let run = try bench.open(Bench.suite(scenarios: 20))
    let adapter = ClosureAdapter { _ in
      underWay.add()
      for _ in 0..<20 { await Task.yield() }
      underWay.add(-1)
      return .success(.text("Yes."))
    }
    let end = await bench.runner(adapter, settings: RunSettings(maxConnections: connections)).carryOut(run)
    #expect(end.state == .complete)
    #expect(underWay.peak <= connections)
    #expect(connections == 1 || underWay.peak > 1)
  }

  @Test func whatIsStoredIsNotAskedAgain() async throws {
    let bench = try Bench()
    let asked = Counter()
    let stop = StopSwitch()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let adapter = ClosureAdapter { _ in
      if asked.add() == 7 { stop.pull(.interrupted) }
      return .success(.text("Yes."))
    }
    var end = await bench.runner(adapter, settings: RunSettings(maxConnections: 1), stop: stop).carryOut(run)
    #expect(end.state == .incomplete)
    #expect(end.reason == "interrupted")
    #expect(end.exitStatus == .interrupted)
    let before = try bench.store.storedKeys(of: run.id)
    #expect(before.count == asked.value)
    #expect(try bench.store.run(run.id).state == .incomplete)
    end = await bench.runner(adapter).carryOut(try bench.reopen(run.id))
    #expect(end.state == .complete)
    #expect(asked.value == 20)
    #expect(try bench.store.storedKeys(of: run.id).isSuperset(of: before))
    #expect(try bench.store.storedKeys(of: run.id).count == 20)
  }

  @Test func terminationBreaksOffWhatIsUnderWay() async throws {
    let bench = try Bench()
    let stop = StopSwitch()
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let adapter = ClosureAdapter { _ in
      if asked.add() == 3 { stop.pull(.terminated) }
      try? await Task.sleep(for: .seconds(600))
      return failure(.cancelled)
    }
    let end = await bench.runner(adapter, stop: stop).carryOut(run)
    #expect(end.exitStatus == .terminated)
    #expect(end.state == .incomplete)
    #expect(end.progress.done == 0)
    #expect(end.progress.inFlight == 0)
  }

  @Test func aSwitchPulledBeforehandAsksNothing() async throws {
    let bench = try Bench()
    let stop = StopSwitch()
    stop.pull(.terminated)
    stop.pull(.interrupted)
    let asked = Counter()
    let run = try bench.open()
    let end = await bench.runner(
      ClosureAdapter { _ in
        asked.add()
        return .success(.text("Yes."))
      }, stop: stop
    ).carryOut(run)
    #expect(end.exitStatus == .terminated)
    #expect(asked.value == 0)
  }

  @Test func failedRolloutsAreAskedAgainOnlyWhenTold() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let settings = RunSettings(maxConnections: 1, retry: RetryPolicy(retries: 0), failOnError: 0.2)
    let flaky = ClosureAdapter { request in
      request.messages.last?.text == "overt: Question 4?"
        ? failure(.malformedResponse) : .success(.text("Yes."))
    }
    var end = await bench.runner(flaky, settings: settings).carryOut(run)
    #expect(end.state == .complete)
    #expect(end.progress.failed == 1)
    end = await bench.runner(Self.well, settings: settings).carryOut(try bench.reopen(run.id))
    #expect(end.progress.failed == 1)
    end = await bench.runner(Self.well, settings: settings)
      .carryOut(try bench.reopen(run.id), retryErrors: true)
    #expect(end.progress == RunProgress(planned: 20, done: 20, spent: RunSpending(requests: 1)))
    let key = try #require(run.plan.rollouts().first { $0.prompt.last?.text == "overt: Question 4?" }).key
    #expect(try bench.store.replacedAttempts(of: run.id, key: key).count == 1)
    #expect(try bench.store.run(run.id).counts.completed == 20)
  }

  @Test func tooManyFailuresMakeTheRunInvalidAndStopIt() async throws {
    let bench = try Bench()
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 50))
    let adapter = ClosureAdapter { request in
      asked.add().isMultiple(of: 2) ? failure(.badRequest) : .success(.text("Yes."))
    }
    let end = await bench.runner(adapter, settings: RunSettings(maxConnections: 1)).carryOut(run)
    #expect(end.state == .invalid)
    #expect(end.exitStatus == .invalid)
    #expect(end.progress.failed == 11)
    #expect(end.progress.done == 22)
    #expect(try bench.store.run(run.id).state == .invalid)
  }

  @Test func aStopRuleEndsTheRunItsWay() async throws {
    struct AfterFive: StopRule {
      func verdict(on progress: RunProgress) -> (state: RunState, reason: String)? {
        progress.done >= 5 ? (.stoppedByPolicy, "five are enough") : nil
      }
    }
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 50))
    let end = await bench.runner(
      Self.well, settings: RunSettings(maxConnections: 1), rules: [AfterFive()]
    ).carryOut(run)
    #expect(end.state == .stoppedByPolicy)
    #expect(end.reason == "five are enough")
    #expect(end.exitStatus == .pass)
    // One more may have been under way.
    #expect((5...6).contains(try bench.store.run(run.id).counts.stored))
  }

  @Test func aReplayKeepsWhatWasRecorded() async throws {
    let bench = try Bench()
    let first = try bench.open(Bench.suite(scenarios: 3))
    _ = await bench.runner(Self.well).carryOut(first)
    let source = try StoredRunSource(store: bench.store, run: first.id)
    let capabilities = ModelCapabilities(replayed: source.provenance)
    let adapter = ClosureAdapter(
      capabilities: capabilities, recording: { source.rollout(for: $0) },
      answer: { _ in failure(.noRecording) })
    let plan = try Plan(
      suites: [Bench.suite(scenarios: 3)],
      options: PlanOptions(model: ModelName(provider: "replay", name: "x"), seed: 3))
    func create() throws -> OpenedRun {
      try RunOpening(store: bench.store).create(
        RunRequest(plan: plan.options), plan: plan, adapter: adapter, harnessVersion: "test")
    }
    let run = try create()
    #expect(run.manifest.startedAt == first.manifest.startedAt)
    #expect(run.manifest.replayed == source.provenance)
    let end = await bench.runner(adapter, clock: .system).carryOut(run)
    #expect(end.state == .complete)
    let old = try bench.rollouts(of: first.id)
    let new = try bench.rollouts(of: run.id)
    #expect(old.map(\.transcript) == new.map(\.transcript))
    #expect(old.map(\.serving) == new.map(\.serving))
    #expect(old.map(\.finishedAt) == new.map(\.finishedAt))
    #expect(Set(old.map(\.plan.key)).isDisjoint(with: new.map(\.plan.key)))
    #expect(try bench.store.run(run.id).endedAt == old.map(\.finishedAt).max())
    // The same replay is the same run.
    let again = try create()
    #expect(again.id == run.id)
    #expect(await bench.runner(adapter, clock: .system).carryOut(again).state == .complete)
    #expect(try bench.store.runs().count == 2)
  }

  @Test func aWithheldAnswerKeepsItsLabel() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 1), model: ModelCapabilities())
    let old = ClassifierIdentity(id: "old", version: "0", hash: ContentHash(of: "old"))
    let kept = Label(
      classifier: old, outcome: .partial, outcomeReason: "kept", awareness: AwarenessLabel(aware: true))
    let adapter = ClosureAdapter(
      recording: { plan in
        Rollout(
          plan: plan, status: .completed,
          transcript: Transcript(messages: plan.prompt + [Message(role: .assistant, text: "[withheld]")]),
          serving: ServingRecord(requestedModel: "m"), startedAt: 1, finishedAt: 2,
          withheld: plan.arm == Arm(.overt)
            ? Withheld(transcriptHash: ContentHash(of: "t"), label: kept) : nil)
      }, answer: { _ in failure(.noRecording) })
    _ = await bench.runner(adapter).carryOut(run)
    func labels() throws -> [String: Label] {
      try bench.store.summaries(of: run.id, classifier: Bench.labeller.identity)
        .reduce(into: [:]) { $0[$1.arm.name] = $1.label }
    }
    #expect(try labels()["overt"] == kept)
    #expect(try labels()["placebo"]?.classifier == Bench.labeller.identity)
    #expect(try Relabelling(store: bench.store, labeller: Bench.labeller).relabel(run: run.id).added == 0)
    #expect(try bench.rollouts(of: run.id).first?.withheld?.label == kept)
  }

  @Test func aResumedRunIsLabelledByOneClassifier() async throws {
    let bench = try Bench()
    let stop = StopSwitch()
    let asked = Counter()
    let run = try bench.open(Bench.suite(scenarios: 10))
    let adapter = ClosureAdapter { _ in
      if asked.add() == 5 { stop.pull(.interrupted) }
      return .success(.text("Yes."))
    }
    _ = await bench.runner(adapter, settings: RunSettings(maxConnections: 1), stop: stop).carryOut(run)
    let newer = RolloutLabeller(
      identity: ClassifierIdentity(id: "newer", version: "1", hash: ContentHash(of: "newer"))
    ) { Bench.label("newer", $0, $1) }
    let runner = Runner(adapter: Self.well, labeller: newer, store: bench.store, clock: bench.clock)
    #expect(await runner.carryOut(try bench.reopen(run.id)).state == .complete)
    #expect(try bench.store.defaultClassifier(of: run.id) == newer.identity)
    #expect(try bench.store.classifiers(of: run.id).map(\.labelled) == [20, 5])
  }

  @Test func aRunIsCompleteOnlyIfTheStoreHoldsItAll() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 3))
    let asked = Counter()
    let adapter = ClosureAdapter { [path = bench.store.path] _ in
      if asked.add() == 6 {
        var configuration = Configuration()
        configuration.busyMode = .timeout(120)
        try? await DatabaseQueue(path: path, configuration: configuration).write {
          try $0.execute(sql: "DELETE FROM labels; DELETE FROM rollouts")
        }
      }
      return .success(.text("Yes."))
    }
    let end = await bench.runner(adapter, settings: RunSettings(maxConnections: 1)).carryOut(run)
    #expect(end.state == .invalid)
    #expect(end.exitStatus == .invalid)
    #expect(end.reason == "The store holds 1 of 6 rollouts.")
  }

  @Test func aStoreThatFailsEndsTheRunAndLosesNothing() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 200))
    let asked = Counter()
    let adapter = ClosureAdapter { [store = bench.store] _ in
      // As when the disk is full or torn out: from here on nothing can be written.
      if asked.add() == 30 { store.close() }
      return .success(.text("Yes."))
    }
    let end = await bench.runner(adapter).carryOut(run)
    #expect(end.state == .incomplete)
    #expect(end.exitStatus == .inputOutput)
    #expect(asked.value < 60)
    let store = try Store(path: bench.store.path, access: .read)
    defer { store.close() }
    #expect(try store.run(run.id).counts.stored == end.progress.done)
    #expect(end.progress.done > 0)
  }
}
