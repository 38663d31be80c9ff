import HawthorneCore

/// `replay/<path>`: hands out recorded rollouts, with their recorded times, reasoning and serving.
struct ReplayAdapter: ModelAdapter {
  let name: ModelName
  private let source: any RolloutSource

  var capabilities: ModelCapabilities {
    let provenance = source.provenance
    return ModelCapabilities(isSimulation: provenance.simulation, replayed: provenance)
  }

  init(name: ModelName, source: any RolloutSource) {
    self.name = name
    self.source = source
  }

  /// - Throws: `ModelError` of kind `unreadableRecording`, with the source's own words.
  init(name: ModelName, options: AdapterOptions) throws(ModelError) {
    guard let open = options.sources else {
      throw ModelError(
        .unreadableRecording, problem: "Nothing here can open the recording '\(name.name)'.",
        fix: "Use a verb that runs models, such as 'hawthorne run'.")
    }
    do {
      self.init(name: name, source: try open(name.name))
    } catch let error as any ExplainedError {
      throw ModelError(
        .unreadableRecording, problem: error.problem, fix: error.fix, exitStatus: error.exitStatus)
    } catch {
      throw ModelError(
        .unreadableRecording, problem: "The recording '\(name.name)' cannot be read: \(error).")
    }
  }

  func recorded(_ plan: PlannedRollout) -> Rollout? { source.rollout(for: plan) }

  /// The recorded answer to this point of the conversation: the assistant's message after as many turns.
  ///
  /// - Throws: `ModelError` of kind `noRecording` for a plan, or a turn, that was not recorded; the recorded
  ///   failure is not thrown again, it is in `recorded(_:)`.
  func respond(to request: ModelRequest) async throws(ModelError) -> ModelResponse {
    guard let plan = request.plan else {
      throw ModelError(.noRecording, problem: "The recording is asked without saying which rollout is meant.")
    }
    guard let rollout = source.rollout(for: plan) else {
      throw ModelError(
        .noRecording,
        problem: "The recording has no rollout of scenario '\(plan.scenarioID)', arm '\(plan.arm)', "
          + "mode '\(plan.mode.name)', epoch \(plan.epoch) with this prompt.")
    }
    let turn = request.messages.count { $0.role == .assistant }
    let answers = rollout.transcript.messages.filter { $0.role == .assistant }
    guard turn < answers.count else {
      throw ModelError(
        .noRecording,
        problem:
          "The recording of scenario '\(plan.scenarioID)', arm '\(plan.arm)' has \(answers.count) answers, "
          + "and number \(turn + 1) is asked for.")
    }
    let isLast = turn == answers.count - 1
    var blocked: String?
    if isLast, case .blocked(let reason) = rollout.status { blocked = reason }
    let finish: FinishReason =
      isLast
      ? rollout.serving.finishReason ?? .other("unstated")
      : answers[turn].toolCalls.isEmpty ? .stop : .toolCalls
    return ModelResponse(message: answers[turn], finish: finish, blocked: blocked, serving: rollout.serving)
  }
}
