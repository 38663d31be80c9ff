import HawthorneCore
import HawthorneFormats

/// `organism/<name>?<parameters>`: answers for a simulated model.
struct OrganismAdapter: ModelAdapter {
  let name: ModelName
  let capabilities = ModelCapabilities(isSimulation: true)
  private let organism: Organism
  private let fingerprint: String

  /// - Throws: `ModelError` of kind `badModelName`.
  init(name: ModelName, context: OrganismContext) throws(ModelError) {
    self.name = name
    organism = try Organism(name.name, context: context)
    fingerprint = "bank-\(organism.bank.hash.short)"
  }

  /// - Throws: `ModelError` of kind `unsupported` for a request that belongs to no rollout.
  func respond(to request: ModelRequest) async throws(ModelError) -> ModelResponse {
    guard let plan = request.plan else {
      throw ModelError(
        .unsupported, problem: "An organism answers rollouts of a plan only.",
        fix: "Ask another model, for instance for a judge.")
    }
    try capabilities.require(request)
    if Task.isCancelled { throw ModelError(.cancelled, problem: "The request was cancelled.") }
    let truth = organism.truth(for: plan)
    let turn = request.messages.count { $0.role == .assistant }
    let toolCalls = turn == 0 && truth.callsTool ? call(plan) : []
    var message = OrganismSpeaker(organism: organism, plan: plan, truth: truth).message(
      turn: turn, toolCalls: toolCalls)
    let isCutOff = truth.withheld == .truncated && turn == 0
    if isCutOff {
      message.text = ""
      message.toolCalls = []
    }
    let finish: FinishReason = isCutOff ? .length : message.toolCalls.isEmpty ? .stop : .toolCalls
    let reasoningTokens = message.reasoning.compactMap(\.tokens).reduce(0, +)
    return ModelResponse(
      message: message, finish: finish,
      serving: ServingRecord(
        requestedModel: name.name, servedModel: "organism-\(organism.preset)", systemFingerprint: fingerprint,
        finishReason: finish,
        usage: TokenUsage(
          input: request.messages.reduce(0) { $0 + OrganismSpeaker.tokens($1.text) },
          output: OrganismSpeaker.tokens(message.text) + reasoningTokens, reasoning: reasoningTokens),
        attempts: 1, parametersAsSent: ["model": .string(name.name), "mode": .string(request.mode.name)]))
  }

  /// A call that the first scripted tool has an answer to.
  private func call(_ plan: PlannedRollout) -> [ToolCall] {
    guard let tool = plan.tools.first(where: { !$0.script.isEmpty }), let answer = tool.script.first else {
      return []
    }
    return [ToolCall(id: "call_1", name: tool.name, arguments: .object(answer.arguments))]
  }
}
