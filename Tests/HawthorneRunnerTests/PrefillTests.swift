import HawthorneCore
import HawthorneModels
import HawthorneStore
import HawthorneSuites
import HawthorneTesting
import Testing

@testable import HawthorneRunner

/// An answer's beginning that the prompt gives.
struct PrefillTests {
  private static let capable = ModelCapabilities(prefill: true)

  private static var suite: HawthorneCore.Suite {
    var suite = Bench.suite(scenarios: 1, followUps: ["And then?"])
    suite.scenarios[0].prefill = "The count is"
    return suite
  }

  @Test func theModelContinuesItAndItIsNotTakenForTheModelsOwn() async throws {
    let bench = try Bench()
    let seen = Requests()
    let adapter = ClosureAdapter(capabilities: Self.capable) { request in
      seen.add(request.messages)
      return .success(.text(request.messages.count == 2 ? " four." : "Five."))
    }
    let plan = try Plan(suites: [Self.suite], options: PlanOptions(model: Bench.model))
    let run = try RunOpening(store: bench.store, clock: bench.clock).create(
      RunRequest(plan: plan.options), plan: plan, adapter: adapter, harnessVersion: "test")
    #expect(await bench.runner(adapter).carryOut(run).state == .complete)
    for messages in seen.all where messages.count == 2 {
      #expect(messages.map(\.role) == [.user, .assistant])
      #expect(messages[1].text == "The count is")
    }
    let second = try #require(seen.all.first { $0.count > 2 })
    #expect(second.map(\.role) == [.user, .assistant, .user])
    #expect(second[1].text == "The count is four.")
    for rollout in try bench.rollouts(of: run.id) {
      #expect(rollout.plan.prompt.last?.prefilled == true)
      #expect(
        rollout.transcript.messages.map(\.text).suffix(4) == ["The count is", " four.", "And then?", "Five."])
      #expect(rollout.transcript.answers.map(\.text) == [" four.", "Five."])
    }
  }

  @Test func aModelThatCannotContinueIsRefusedBeforehand() throws {
    let bench = try Bench()
    let error = try #require(throws: RunError.self) {
      try bench.open(Self.suite, model: ModelCapabilities(prefill: false))
    }
    #expect(error.problem.contains("This adapter cannot prefill an answer."))
    #expect(try bench.store.runs().isEmpty)
    _ = try bench.open(Self.suite, model: Self.capable)
  }

  @Test func anotherBeginningIsAnotherPrompt() throws {
    var other = Self.suite
    other.scenarios[0].prefill = "The number is"
    let options = PlanOptions(model: Bench.model)
    let (one, two) = (
      try Plan(suites: [Self.suite], options: options), try Plan(suites: [other], options: options)
    )
    #expect(one.hash != two.hash)
  }
}
