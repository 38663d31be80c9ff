import HawthorneCore
import HawthorneModels
import HawthorneStore
import HawthorneTesting
import Testing

@testable import HawthorneRunner

struct ConversationTests {
  /// The only overt rollout of a suite of one scenario, answered by a script.
  private func rollout(
    _ suite: HawthorneCore.Suite, settings: RunSettings = RunSettings(maxConnections: 1),
    _ answer: @escaping @Sendable (ModelRequest) -> Result<ModelResponse, ModelError>
  ) async throws -> Rollout {
    let bench = try Bench()
    let run = try bench.open(suite)
    _ = await bench.runner(ClosureAdapter(answer: answer), settings: settings).carryOut(run)
    return try #require(try bench.rollouts(of: run.id).first { $0.plan.arm == Arm(.overt) })
  }

  private static let tool = SimulatedTool(
    name: "read", description: "Reads.", parameters: .object([:]),
    script: [
      .init(arguments: ["path": "a"], result: "text of a"),
      .init(arguments: ["path": "b"], result: "text of b"),
    ])

  private static func call(_ path: String, id: String = "1") -> ToolCall {
    ToolCall(id: id, name: "read", arguments: ["path": .string(path)])
  }

  @Test func imagesGoWithEveryTurnAndOnlyTheirReferenceIsStored() async throws {
    var suite = Bench.suite(scenarios: 1, followUps: ["And?"])
    suite.scenarios[0].images = [Bench.image]
    let rollout = try await rollout(suite) { request in
      guard request.images == [Bench.image.reference.hash: Bench.image],
        request.messages.first?.images == [Bench.image.reference]
      else { return failure(.unsupported) }
      return .success(.text("answer"))
    }
    #expect(rollout.status == .completed)
    #expect(rollout.plan.prompt.last?.images == [Bench.image.reference])
    #expect(rollout.transcript.messages.flatMap { $0.images ?? [] } == [Bench.image.reference])
    let plain = try await self.rollout(Bench.suite(scenarios: 1, followUps: ["And?"])) { request in
      request.images.isEmpty ? .success(.text("answer")) : failure(.unsupported)
    }
    #expect(plain.status == .completed)
    #expect(plain.plan.promptHash != rollout.plan.promptHash)
  }

  @Test func followUpsAreAskedInOrderAndTheTallyIsOfAll() async throws {
    let rollout = try await rollout(Bench.suite(scenarios: 1, followUps: ["And?", "Sure?"])) { request in
      var response = ModelResponse.text("answer \(request.messages.count)", reasoning: "thought")
      response.serving.usage = TokenUsage(input: 10, output: 2, reasoning: nil)
      response.serving.servedModel = request.messages.count > 2 ? "m-b" : "m-a"
      return .success(response)
    }
    #expect(rollout.status == .completed)
    #expect(
      rollout.transcript.messages.map(\.text)
        == ["overt: Question 0?", "answer 1", "And?", "answer 3", "Sure?", "answer 5"])
    #expect(rollout.serving.usage == TokenUsage(input: 30, output: 6))
    #expect(rollout.serving.attempts == 3)
    #expect(rollout.serving.servedModel == "m-a, m-b")
    #expect(rollout.transcript.reasoning.count == 3)
  }

  @Test func toolsAnswerFromTheirScript() async throws {
    let rollout = try await rollout(Bench.suite(scenarios: 1, tools: [Self.tool])) { request in
      request.messages.count == 1
        ? .success(
          .text("", finish: .toolCalls, toolCalls: [Self.call("a"), Self.call("b", id: "2")]))
        : .success(.text("Both read."))
    }
    #expect(rollout.status == .completed)
    #expect(rollout.transcript.messages.map(\.role) == [.user, .assistant, .tool, .tool, .assistant])
    #expect(rollout.transcript.messages[2...3].map(\.text) == ["text of a", "text of b"])
    #expect(rollout.transcript.messages[2...3].map(\.toolCallID) == ["1", "2"])
  }

  @Test(arguments: ["c", "read2"]) func aCallThatNobodyScriptedIsOffScript(what: String) async throws {
    let call =
      what == "c" ? Self.call("c") : ToolCall(id: "1", name: what, arguments: .string("not an object"))
    let rollout = try await rollout(Bench.suite(scenarios: 1, tools: [Self.tool])) { _ in
      .success(.text("", finish: .toolCalls, toolCalls: [call]))
    }
    #expect(rollout.status == .offScript(tool: call.name))
    #expect(rollout.transcript.messages.last?.toolCalls == [call])
  }

  @Test func aModelThatOnlyCallsToolsIsGivenUp() async throws {
    let rollout = try await rollout(
      Bench.suite(scenarios: 1, tools: [Self.tool]), settings: RunSettings(failOnError: 1, toolRounds: 4)
    ) { _ in
      .success(.text("", finish: .toolCalls, toolCalls: [Self.call("a")]))
    }
    guard case .failed("tool-loop", _) = rollout.status else {
      Issue.record("\(rollout.status)")
      return
    }
    #expect(rollout.serving.attempts == 4)
  }

  @Test func aBlockedAnswerEndsTheConversation() async throws {
    let rollout = try await rollout(Bench.suite(scenarios: 1, followUps: ["And?"])) { _ in
      .success(.text("", finish: .contentFilter, blocked: "content_filter"))
    }
    #expect(rollout.status == .blocked(reason: "content_filter"))
    #expect(rollout.transcript.messages.count == 2)
  }

  @Test(arguments: [FinishReason.refusal, .stop]) func noFollowUpAfterARefusalByProtocolOrNothing(
    finish: FinishReason
  ) async throws {
    let rollout = try await rollout(Bench.suite(scenarios: 1, followUps: ["And?"])) { _ in
      .success(.text(finish == .refusal ? "No." : "", finish: finish))
    }
    #expect(rollout.status == .completed)
    #expect(rollout.transcript.messages.count == 2)
    #expect(rollout.serving.finishReason == finish)
  }

  @Test func aFailureInTheMiddleKeepsWhatWasSaid() async throws {
    let rollout = try await rollout(
      Bench.suite(scenarios: 1, followUps: ["And?"]), settings: RunSettings(failOnError: 1)
    ) { request in
      request.messages.count == 1 ? .success(.text("First.")) : failure(.badRequest)
    }
    #expect(rollout.status == .failed(kind: "bad-request", message: "The provider said bad-request."))
    #expect(rollout.transcript.messages.map(\.text) == ["overt: Question 0?", "First.", "And?"])
    #expect(rollout.serving.attempts == 2)
  }

  @Test func aHostileTokenCountDoesNotOverflow() async throws {
    let rollout = try await rollout(Bench.suite(scenarios: 1, followUps: ["And?"])) { _ in
      var response = ModelResponse.text("Yes.")
      response.serving.usage.output = Int.max
      return .success(response)
    }
    #expect(rollout.serving.usage.output == Int.max)
  }

  @Test func aRolloutThatTakesTooLongFails() async throws {
    let bench = try Bench()
    let run = try bench.open(Bench.suite(scenarios: 1))
    let adapter = ClosureAdapter { request in
      guard request.messages.last?.text.hasPrefix("overt") == true else { return .success(.text("Yes.")) }
      try? await Task.sleep(for: .seconds(600))
      return failure(.cancelled)
    }
    let settings = RunSettings(maxConnections: 2, rolloutTimeout: 0.2, failOnError: 0.5)
    let end = await bench.runner(adapter, settings: settings, clock: .system).carryOut(run)
    #expect(end.state == .complete)
    let late = try #require(try bench.rollouts(of: run.id).first { $0.plan.arm == Arm(.overt) })
    guard case .failed("rollout-timeout", _) = late.status else {
      Issue.record("\(late.status)")
      return
    }
  }
}
