public import HawthorneCore

/// Something a request asks for that its adapter cannot do.
public struct UnmetNeed: ExplainedError, Hashable {
  public enum Need: String, Sendable, Hashable, CaseIterable {
    case tools, images, prefill, logprobs
    case systemPrompt = "system-prompt"
    case reasoningEffort = "reasoning-effort"
    case reasoningBudget = "reasoning-budget"
    /// A rule of the provider's own, as of a mode it does not have or parameters that exclude each other.
    case providerRule = "provider-rule"
  }

  public var need: Need
  public var problem: String
  public var fix: String
  public var exitStatus: ExitStatus { .usage }

  public init(_ need: Need, problem: String, fix: String) {
    self.need = need
    self.problem = problem
    self.fix = fix
  }
}

extension ModelCapabilities {
  /// What `request` asks for and these capabilities lack, in a fixed order; empty where it can be asked.
  ///
  /// A seed is no need: where it is not taken it is left out, as `seed` says.
  public func unmetNeeds(of request: ModelRequest) -> [UnmetNeed] {
    var needs: [UnmetNeed] = []
    func demand(_ need: UnmetNeed.Need, _ has: Bool, _ isAsked: Bool, _ problem: String, _ fix: String) {
      if isAsked, !has { needs.append(UnmetNeed(need, problem: problem, fix: fix)) }
    }
    let mode = request.mode
    demand(
      .tools, tools, !request.tools.isEmpty, "This adapter cannot offer tools, and the scenario has some.",
      "Leave out the scenario, or choose another provider.")
    demand(
      .images, images, request.messages.contains { $0.images?.isEmpty == false },
      "This adapter cannot show images, and the scenario has some.",
      "Leave out the scenario, or choose another provider.")
    demand(
      .systemPrompt, systemPrompt, request.messages.contains { $0.role == .system },
      "This adapter cannot give a system prompt, and the scenario has one.",
      "Leave out the scenario, or choose another model.")
    demand(
      .prefill, prefill, request.messages.last?.role == .assistant, "This adapter cannot prefill an answer.",
      "End the conversation with a user's message, or choose a model that continues an answer.")
    demand(
      .logprobs, logprobs, request.parameters.logprobs != nil, "This adapter cannot give log probabilities.",
      "Leave them out, or choose another provider.")
    demand(
      .reasoningEffort, reasoningEffort, mode.reasoningEffort != nil,
      "Mode '\(mode.name)' has a reasoning effort, which this model does not take.",
      reasoningBudget ? "Use a reasoning budget, or leave the effort out." : "Leave the effort out.")
    demand(
      .reasoningBudget, reasoningBudget, mode.reasoningTokens != nil,
      "Mode '\(mode.name)' has a reasoning budget, which this model does not take.",
      reasoningEffort ? "Use a reasoning effort, or leave the budget out." : "Leave the budget out.")
    return needs
  }

  /// - Throws: `ModelError` of kind `unsupported` for the first unmet need.
  func require(_ request: ModelRequest) throws(ModelError) {
    guard let need = unmetNeeds(of: request).first else { return }
    throw ModelError(.unsupported, problem: need.problem, fix: need.fix)
  }
}
