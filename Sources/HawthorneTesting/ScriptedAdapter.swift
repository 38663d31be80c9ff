public import HawthorneCore
public import HawthorneModels
import Synchronization

/// An adapter that answers from a list and remembers what it was asked.
public final class ScriptedAdapter: ModelAdapter {
  private struct State {
    var answers: [Result<ModelResponse, ModelError>]
    var requests: [ModelRequest] = []
    var isClosed = false
  }

  public let name: ModelName
  public let capabilities: ModelCapabilities
  private let state: Mutex<State>
  private let fallback: (@Sendable (ModelRequest) -> Result<ModelResponse, ModelError>)?

  /// - Parameters:
  ///   - answers: handed out in order.
  ///   - fallback: answers when the list is used up; without it that is an error of kind `noRecording`.
  public init(
    name: ModelName = ModelName(provider: "scripted", name: "model"),
    capabilities: ModelCapabilities = ModelCapabilities(),
    answers: [Result<ModelResponse, ModelError>] = [],
    fallback: (@Sendable (ModelRequest) -> Result<ModelResponse, ModelError>)? = nil
  ) {
    self.name = name
    self.capabilities = capabilities
    self.fallback = fallback
    state = Mutex(State(answers: answers))
  }

  /// Every request so far, in the order of arrival.
  public var requests: [ModelRequest] { state.withLock { $0.requests } }
  public var isClosed: Bool { state.withLock { $0.isClosed } }

  public func respond(to request: ModelRequest) async throws(ModelError) -> ModelResponse {
    let next: Result<ModelResponse, ModelError>? = state.withLock { state in
      state.requests.append(request)
      return state.answers.isEmpty ? nil : state.answers.removeFirst()
    }
    if Task.isCancelled { throw ModelError(.cancelled, problem: "The request was cancelled.") }
    if let next { return try next.get() }
    if let fallback { return try fallback(request).get() }
    throw ModelError(
      .noRecording, problem: "The script has no further answer.", fix: "Add one to the script.")
  }

  public func close() async { state.withLock { $0.isClosed = true } }
}

extension ModelResponse {
  /// A completed answer, for tests.
  public static func text(
    _ text: String, reasoning: String? = nil, finish: FinishReason = .stop, blocked: String? = nil,
    toolCalls: [ToolCall] = [], model: String = "model"
  ) -> ModelResponse {
    let blocks = reasoning.map { [ReasoningBlock(provenance: .raw, text: $0, source: "reasoning_content")] }
    return ModelResponse(
      message: Message(role: .assistant, text: text, reasoning: blocks ?? [], toolCalls: toolCalls),
      finish: finish, blocked: blocked,
      serving: ServingRecord(requestedModel: model, servedModel: model, finishReason: finish))
  }
}
