import HawthorneCore
public import HawthorneModels

/// What an adapter did that its protocol forbids.
public struct ConformanceFailure: Error, Sendable, CustomStringConvertible {
  public var description: String

  init(_ description: String) { self.description = description }
}

/// Holds an adapter to what `ModelAdapter` promises; one body for every adapter, ours and yours.
///
/// - Parameters:
///   - request: one that the adapter answers.
///   - secrets: texts that may appear in nothing that the adapter returns.
///   - make: a fresh adapter for every part of the check; it is closed at the end of the part.
/// - Throws: `ConformanceFailure` for the first promise broken, or what `make` throws.
public func checkAdapterConformance(
  request: ModelRequest, secrets: [String] = [], _ make: () async throws -> any ModelAdapter
) async throws {
  let adapter = try await make()
  try await checkResponse(of: adapter, to: request, secrets: secrets)
  try await checkConcurrency(of: adapter, request)
  try await checkCancellation(of: adapter, request)
  await adapter.close()
  try await checkClosed(adapter, request)
}

private func checkResponse(
  of adapter: any ModelAdapter, to request: ModelRequest, secrets: [String]
) async throws {
  let response = try await adapter.respond(to: request)
  try checkShape(of: response, from: adapter, secrets: secrets)
  if let plan = request.plan, let rollout = adapter.recorded(plan) {
    guard rollout.plan.promptHash == plan.promptHash, rollout.plan.scenarioID == plan.scenarioID else {
      throw ConformanceFailure("the recorded rollout belongs to another plan")
    }
  }
}

/// What holds of every answer, whatever it says.
func checkShape(of response: ModelResponse, from adapter: any ModelAdapter, secrets: [String]) throws {
  let message = response.message
  guard message.role == .assistant else { throw ConformanceFailure("the message's role is \(message.role)") }
  guard message.toolCallID == nil else { throw ConformanceFailure("the message answers a tool call") }
  guard !response.serving.requestedModel.isEmpty else { throw ConformanceFailure("no requested model") }
  guard response.serving.finishReason == response.finish else {
    throw ConformanceFailure("the serving record's finish differs from the response's")
  }
  guard response.serving.attempts >= 1 else { throw ConformanceFailure("no attempt is counted") }
  guard response.serving.latencyMilliseconds >= 0 else { throw ConformanceFailure("negative latency") }
  guard response.serving.parametersAsSent.objectValue != nil else {
    throw ConformanceFailure("the parameters as sent are not an object")
  }
  guard response.blocked?.isEmpty != true else { throw ConformanceFailure("a block without a word for it") }
  for block in message.reasoning {
    switch block.provenance {
    case .raw, .summary, .truncated:
      guard block.text?.isEmpty == false else {
        throw ConformanceFailure("a \(block.provenance) block without text")
      }
    case .encrypted, .redacted, .absent:
      guard block.text == nil else { throw ConformanceFailure("a \(block.provenance) block with text") }
    }
    guard !block.source.isEmpty else { throw ConformanceFailure("a reasoning block without a source") }
  }
  guard Set(message.toolCalls.map(\.id)).count == message.toolCalls.count else {
    throw ConformanceFailure("two tool calls share an id")
  }
  if let parts = message.parts {
    func count(_ kind: Message.Part.Kind) -> Int { parts.count { $0.kind == kind } }
    guard count(.reasoning) == message.reasoning.count, count(.toolCall) == message.toolCalls.count,
      parts.filter({ $0.kind == .text }).reduce(0, { $0 + ($1.bytes ?? 0) }) == message.text.utf8.count
    else { throw ConformanceFailure("the parts do not fit the message: \(message)") }
  }
  let everything = "\(response) \(adapter.name) \(adapter.capabilities)"
  for secret in secrets where everything.contains(secret) {
    throw ConformanceFailure("a secret is in what the adapter returns")
  }
}

private func checkConcurrency(of adapter: any ModelAdapter, _ request: ModelRequest) async throws {
  try await withThrowingTaskGroup(of: Void.self) { group in
    for _ in 0..<16 {
      group.addTask { _ = try await adapter.respond(to: request) }
    }
    try await group.waitForAll()
  }
}

/// A cancelled request may still be answered, if it was quick; it may not fail for another reason.
private func checkCancellation(of adapter: any ModelAdapter, _ request: ModelRequest) async throws {
  let task = Task { () -> ModelError? in
    do throws(ModelError) {
      _ = try await adapter.respond(to: request)
      return nil
    } catch {
      return error
    }
  }
  task.cancel()
  if let error = await task.value, error.kind != .cancelled {
    throw ConformanceFailure("a cancelled request failed with \(error.kind): \(error)")
  }
}

/// After `close` a request ends, whichever way.
private func checkClosed(_ adapter: any ModelAdapter, _ request: ModelRequest) async throws {
  do throws(ModelError) {
    _ = try await adapter.respond(to: request)
  } catch {
    guard !error.isRetryable else {
      throw ConformanceFailure("a closed adapter asks to be retried: \(error)")
    }
  }
}
