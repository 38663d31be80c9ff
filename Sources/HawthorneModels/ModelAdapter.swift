public import HawthorneCore

/// One model that can be asked: a provider's endpoint, a recording, a child process, a simulation.
public protocol ModelAdapter: Sendable {
  var name: ModelName { get }
  var capabilities: ModelCapabilities { get }

  /// Sends one request and returns its answer; nothing is retried here.
  ///
  /// - Throws: `ModelError`; a cancelled task gives the kind `cancelled`.
  func respond(to request: ModelRequest) async throws(ModelError) -> ModelResponse

  /// What a request asks for that this adapter cannot do, found without asking the model; empty where it can be
  /// asked. An adapter that asks a model refuses such a request with the kind `unsupported`.
  func unmetNeeds(of request: ModelRequest) -> [UnmetNeed]

  /// The whole recorded rollout, where this adapter replays one; the runner asks before anything else.
  ///
  /// Times, status and serving then come from the recording, not from the run.
  func recorded(_ plan: PlannedRollout) -> Rollout?

  /// Frees what the adapter holds (a child process); a closed adapter is not asked again.
  func close() async
}

extension ModelAdapter {
  public func unmetNeeds(of request: ModelRequest) -> [UnmetNeed] { capabilities.unmetNeeds(of: request) }
  public func recorded(_ plan: PlannedRollout) -> Rollout? { nil }
  public func close() async {}
}

/// What an adapter can do and what kind of thing it is.
public struct ModelCapabilities: Sendable, Hashable {
  public var tools: Bool
  public var systemPrompt: Bool
  /// Whether images can be shown to it. `replay/` and `organism/` look at none and take any.
  public var images: Bool
  /// Whether `GenerationParameters.seed` is sent; where false it is left out.
  public var seed: Bool
  public var streaming: Bool
  /// Whether an answer can be begun for the model: a last message of the assistant's that it continues.
  public var prefill: Bool
  /// Whether the log probabilities of an answer's tokens can be had.
  public var logprobs: Bool
  /// Whether a mode may have a reasoning effort.
  public var reasoningEffort: Bool
  /// Whether a mode may have a reasoning budget in tokens.
  public var reasoningBudget: Bool
  /// True for `organism/` and for a recording of one: never a claim about a real model.
  public var isSimulation: Bool
  /// The address asked, without credentials and query; nil where there is none.
  public var endpoint: String?
  /// What a recording says of itself, for `replay/`.
  public var replayed: RecordedProvenance?

  public init(
    tools: Bool = true, systemPrompt: Bool = true, images: Bool = true, seed: Bool = true,
    streaming: Bool = false, prefill: Bool = false, logprobs: Bool = false, reasoningEffort: Bool = true,
    reasoningBudget: Bool = true,
    isSimulation: Bool = false, endpoint: String? = nil, replayed: RecordedProvenance? = nil
  ) {
    self.tools = tools
    self.systemPrompt = systemPrompt
    self.images = images
    self.seed = seed
    self.streaming = streaming
    self.prefill = prefill
    self.logprobs = logprobs
    self.reasoningEffort = reasoningEffort
    self.reasoningBudget = reasoningBudget
    self.isSimulation = isSimulation
    self.endpoint = endpoint
    self.replayed = replayed
  }
}
