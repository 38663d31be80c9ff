import HawthorneCore
import HawthorneTesting
import Testing

@testable import HawthorneModels

private struct MemorySource: RolloutSource {
  var provenance: RecordedProvenance
  var rollouts: [Rollout]

  func rollout(for plan: PlannedRollout) -> Rollout? {
    rollouts.first {
      $0.plan.scenarioID == plan.scenarioID && $0.plan.arm == plan.arm && $0.plan.epoch == plan.epoch
        && $0.plan.promptHash == plan.promptHash
    }
  }
}

private struct Unreadable: ExplainedError {
  var problem: String { "run.jsonl is torn." }
  var fix: String { "Record again." }
  var exitStatus: HawthorneCore.ExitStatus { .invalid }
}

struct ReplayAdapterTests {
  private func source(simulation: Bool = false) throws -> MemorySource {
    let hash = try #require(ContentHash(hex: String(repeating: "b", count: 64)))
    let block = ReasoningBlock(provenance: .raw, text: "thought", source: "reasoning_content")
    let call = ToolCall(id: "c", name: "look", arguments: [:])
    let serving = ServingRecord(
      requestedModel: "m", servedModel: "m-7", finishReason: .stop, usage: TokenUsage(output: 5),
      latencyMilliseconds: 1234, attempts: 3)
    let rollout = Rollout(
      plan: try plan(), status: .completed,
      transcript: Transcript(messages: [
        Message(role: .user, text: "q"),
        Message(role: .assistant, text: "", reasoning: [block], toolCalls: [call]),
        Message(role: .tool, text: "t", toolCallID: "c"), Message(role: .assistant, text: "done"),
      ]), serving: serving, startedAt: 111, finishedAt: 222)
    var blocked = rollout
    blocked.plan.scenarioID = "s-blocked"
    blocked.status = .blocked(reason: "content_filter")
    blocked.transcript.messages = [Message(role: .user, text: "q"), Message(role: .assistant, text: "")]
    blocked.serving.finishReason = .contentFilter
    return MemorySource(
      provenance: RecordedProvenance(
        runID: "run", model: ModelName(provider: "vllm", name: "m"), startedAt: 111, simulation: simulation,
        metadata: [:], fileHash: hash), rollouts: [rollout, blocked])
  }

  private func adapter(_ source: MemorySource) throws -> any ModelAdapter {
    try ModelRegistry.adapter(
      for: ModelName(provider: "replay", name: "runs/a.jsonl"),
      options: AdapterOptions(sources: { path in
        #expect(path == "runs/a.jsonl")
        return source
      }), environment: [:])
  }

  @Test func handsOutTheWholeRollout() throws {
    let source = try source()
    let adapter = try adapter(source)
    #expect(adapter.recorded(try plan()) == source.rollouts[0])
    #expect(adapter.recorded(try plan(epoch: 2)) == nil)
    #expect(adapter.capabilities.replayed == source.provenance)
    #expect(!adapter.capabilities.isSimulation)
    #expect(try self.adapter(try self.source(simulation: true)).capabilities.isSimulation)
  }

  @Test func answersTurnByTurn() async throws {
    let source = try source()
    let adapter = try adapter(source)
    let messages = source.rollouts[0].transcript.messages
    let first = try await adapter.respond(to: ModelRequest(messages: [messages[0]], plan: try plan()))
    #expect(first.message == messages[1])
    #expect(first.finish == .toolCalls)
    let last = try await adapter.respond(to: ModelRequest(messages: Array(messages[0...2]), plan: try plan()))
    #expect(last.message == messages[3])
    #expect(last.finish == .stop)
    #expect(last.serving.latencyMilliseconds == 1234)
    let blocked = try await adapter.respond(
      to: ModelRequest(messages: [messages[0]], plan: try plan(scenario: "s-blocked")))
    #expect(blocked.blocked == "content_filter")
  }

  @Test func whatWasNotRecorded() async throws {
    let adapter = try adapter(try source())
    var beyond = ModelRequest(messages: [], plan: try plan())
    beyond.messages = [Message(role: .assistant, text: ""), Message(role: .assistant, text: "")]
    for request in [plainRequest, ModelRequest(messages: [], plan: try plan(scenario: "other")), beyond] {
      let error = try #require(await failure(of: adapter, request: request))
      #expect(error.kind == .noRecording)
      #expect(!error.isRetryable)
    }
  }

  @Test func conforms() async throws {
    let source = try source()
    let request = ModelRequest(
      messages: [Message(role: .user, text: "q")], plan: try plan(scenario: "s-blocked"))
    try await checkAdapterConformance(request: request) { try adapter(source) }
  }

  @Test func recordingsThatCannotBeOpened() throws {
    let name = ModelName(provider: "replay", name: "x")
    do throws(ModelError) {
      _ = try ModelRegistry.adapter(
        for: name, options: AdapterOptions(sources: { _ in throw Unreadable() }), environment: [:])
      Issue.record("opened")
    } catch {
      #expect(error.kind == .unreadableRecording)
      #expect(error.problem == "run.jsonl is torn.")
      #expect(error.exitStatus == .invalid)
    }
    #expect(throws: ModelError.self) { try ModelRegistry.adapter(for: name, environment: [:]) }
  }
}
