import HawthorneCore
import HawthorneModels

/// One rollout being held: turns, scripted follow-ups, simulated tools.
struct Conversation {
  /// How a conversation came out.
  enum Ending {
    case rollout(Rollout, failure: ModelError?)
    /// Broken off: the run stops, or the time is up. What there was so far.
    case cancelled(Rollout)
  }

  let plan: PlannedRollout
  /// The bytes of the images that the prompt refers to.
  var images: [ContentHash: ImageAttachment] = [:]
  let adapter: any ModelAdapter
  let settings: RunSettings
  let clock: RunnerClock
  let asker: Asker<RunLedger>

  /// Holds the conversation; whatever happens in it becomes the rollout's status.
  func hold() async -> Ending {
    if let recorded = adapter.recorded(plan) {
      var rollout = recorded
      rollout.plan = plan
      return .rollout(rollout, failure: nil)
    }
    let startedAt = clock.milliseconds()
    var tally = ServingTally(requestedModel: adapter.name.name)
    var transcript = Transcript(messages: plan.prompt)
    let result = await converse(&transcript, &tally)
    let finishedAt = max(startedAt, clock.milliseconds())
    var rollout = Rollout(
      plan: plan, status: .completed, transcript: transcript,
      serving: tally.record(latencyMilliseconds: Int(finishedAt - startedAt)), startedAt: startedAt,
      finishedAt: finishedAt)
    switch result {
    case .success(let status):
      rollout.status = status
      return .rollout(rollout, failure: nil)
    case .failure(let error):
      rollout.status = .failed(kind: error.kind.rawValue, message: error.problem)
      return error.kind == .cancelled ? .cancelled(rollout) : .rollout(rollout, failure: error)
    }
  }

  private func converse(
    _ transcript: inout Transcript, _ tally: inout ServingTally
  ) async -> Result<RolloutStatus, ModelError> {
    var followUps = plan.followUps[...]
    var toolRounds = 0
    while true {
      let request = ModelRequest(
        messages: transcript.joined, tools: plan.tools, mode: plan.mode, parameters: plan.parameters,
        images: images, plan: plan)
      let response: ModelResponse
      do {
        response = try await asker.ask(request, of: adapter, key: plan.key, tally: &tally)
      } catch {
        return .failure(error)
      }
      tally.add(response)
      var message = response.message
      if !response.logprobs.isEmpty { message.logprobs = response.logprobs }
      transcript.messages.append(message)
      if let reason = response.blocked { return .success(.blocked(reason: reason)) }
      let calls = response.message.toolCalls
      if !calls.isEmpty {
        for call in calls {
          guard let result = answer(to: call) else { return .success(.offScript(tool: call.name)) }
          transcript.messages.append(Message(role: .tool, text: result, toolCallID: call.id))
        }
        toolRounds += 1
        guard toolRounds < settings.toolRounds else {
          return .success(
            .failed(
              kind: "tool-loop", message: "The model called tools in \(toolRounds) answers in a row."))
        }
        continue
      }
      toolRounds = 0
      // After a refusal by protocol, or nothing at all, a scripted follow-up would answer words never said.
      let isEmpty = response.message.text.isEmpty
      guard response.finish != .refusal, !isEmpty, let next = followUps.popFirst() else {
        return .success(.completed)
      }
      transcript.messages.append(Message(role: .user, text: next))
    }
  }

  /// The scripted answer, nil when nobody scripted the call.
  private func answer(to call: ToolCall) -> String? {
    plan.tools.first { $0.name == call.name }?.answer(to: call.arguments)
  }
}
