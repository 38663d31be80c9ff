import HawthorneCore
import HawthorneModels

/// Holds an adapter to every case of the table, streamed and not.
///
/// - Parameters:
///   - secrets: texts that may appear in nothing that the adapter returns or throws.
///   - world: an adapter whose model answers as the case wants, streamed or not; nil where the protocol has no such
///     thing. It is closed afterwards.
/// - Returns: the cases that were checked at least once, so that a test can say which its protocol lacks.
/// - Throws: `ConformanceFailure` for the first promise broken, or what `world` throws.
@discardableResult
public func checkAdapterConformance(
  cases: [ConformanceCase] = ConformanceCase.allCases, secrets: [String] = [],
  _ world: (_ theCase: ConformanceCase, _ streaming: Bool) async throws -> ConformanceWorld?
) async throws -> Set<ConformanceCase> {
  var checked: Set<ConformanceCase> = []
  for theCase in cases {
    var answers: [ModelResponse] = []
    for streaming in [false, true] where streaming ? !theCase.isWhole : !theCase.isStreamed {
      guard let world = try await world(theCase, streaming) else { continue }
      checked.insert(theCase)
      let check = CaseCheck(theCase: theCase, streaming: streaming, world: world, secrets: secrets)
      if let answer = try await check.run() { answers.append(answer) }
      await world.adapter.close()
    }
    if answers.count == 2 { try compare(answers[0], answers[1], theCase) }
  }
  return checked
}

/// A streamed answer is the same as an unstreamed one, but for how it was asked for and how long it took.
private func compare(_ whole: ModelResponse, _ streamed: ModelResponse, _ theCase: ConformanceCase) throws {
  var streamed = streamed
  streamed.serving.parametersAsSent = whole.serving.parametersAsSent
  streamed.serving.latencyMilliseconds = whole.serving.latencyMilliseconds
  // The provider may block a request without making an answer of it.
  if theCase == .blockedPrompt { streamed.serving = whole.serving }
  // A stream may hold events besides its parts.
  if theCase == .unknownTypes { streamed.serving.unknownTypes = whole.serving.unknownTypes }
  guard streamed == whole else {
    throw ConformanceFailure(
      "\(theCase.rawValue): the streamed answer differs:\n\(streamed)\nfrom the unstreamed one:\n\(whole)")
  }
}

/// One case with one adapter.
private struct CaseCheck {
  var theCase: ConformanceCase
  var streaming: Bool
  var world: ConformanceWorld
  var secrets: [String]

  private var adapter: any ModelAdapter { world.adapter }
  private var capabilities: ModelCapabilities { adapter.capabilities }

  private func require(_ condition: Bool, _ words: @autoclosure () -> String) throws {
    guard condition else {
      throw ConformanceFailure("\(theCase.rawValue)\(streaming ? " (streamed)" : ""): \(words())")
    }
  }

  /// The request of every case, to be changed.
  private var request: ModelRequest {
    ModelRequest(messages: [Message(role: .user, text: ConformanceTexts.question)])
  }

  /// - Returns: the answer, where the case has one.
  func run() async throws -> ModelResponse? {
    switch theCase {
    case .plain, .huge, .empty, .truncatedAnswer, .refusal, .blockedPrompt, .blockedAnswer, .unknownTypes,
      .reasoning, .encryptedReasoning, .truncatedReasoning:
      let answer = try await answer(to: request)
      try judge(answer)
      return answer
    case .toolRoundTrip: return try await toolRoundTrip()
    case .image: return try await image()
    case .systemPrompt: return try await systemPrompt()
    case .seed: return try await seed()
    case .logprobs: return try await logprobs()
    case .prefill: return try await prefill()
    case .malformed, .invalidUTF8: try await expect(.malformedResponse, retryable: true)
    case .webPage: try await expect(.malformedResponse, retryable: false)
    case .cutStream: try await expect(.malformedResponse, retryable: true)
    case .errorInStream: try await expect(.overloaded, retryable: true)
    case .tooLarge: try await expect(.responseTooLarge, retryable: false)
    case .error400, .error413: try await expect(.badRequest, retryable: false)
    case .error401: try await expect(.http401, retryable: false)
    case .error403: try await expect(.http403, retryable: false)
    case .error404: try await expect(.http404, retryable: false)
    case .error429:
      let error = try await expect(.rateLimited, retryable: true)
      try require(error.retryAfter == .seconds(7), "Retry-After is \(String(describing: error.retryAfter))")
    case .error500: try await expect(.serverError, retryable: true)
    case .error529: try await expect(.overloaded, retryable: true)
    }
    return nil
  }

  private func answer(to request: ModelRequest) async throws -> ModelResponse {
    let needs = adapter.unmetNeeds(of: request)
    try require(needs.isEmpty, "refused beforehand: \(needs.map(\.description))")
    let response = try await adapter.respond(to: request)
    do {
      try checkShape(of: response, from: adapter, secrets: secrets)
    } catch let failure as ConformanceFailure {
      try require(false, failure.description)
    }
    return response
  }

  @discardableResult
  private func expect(_ kind: ModelError.Kind, retryable: Bool) async throws -> ModelError {
    do throws(ModelError) {
      let response = try await adapter.respond(to: request)
      return try failed("answered: \("\(response)".prefix(500))")
    } catch {
      try require(error.kind == kind, "failed with \(error.kind): \(error)")
      try require(error.isRetryable == retryable, "isRetryable is \(error.isRetryable): \(error)")
      try require(!error.problem.isEmpty && !error.fix.isEmpty, "an error without words")
      try require(error.problem.utf8.count < 2000, "an error of \(error.problem.utf8.count) bytes")
      for secret in secrets {
        try require(!"\(error) \(String(reflecting: error))".contains(secret), "a secret is in the error")
      }
      return error
    }
  }

  private func failed(_ words: String) throws(ModelError) -> ModelError {
    throw ModelError(.unsupported, problem: words)
  }

  private func judge(_ answer: ModelResponse) throws {
    let message = answer.message
    let usage = answer.serving.usage
    func text(_ expected: String) throws {
      try require(message.text == expected, "the text is '\(message.text.prefix(200))'")
    }
    func finish(_ expected: FinishReason) throws {
      try require(answer.finish == expected, "the finish is \(answer.finish)")
    }
    try require(
      (answer.finish == .contentFilter) == (answer.blocked != nil), "blocked is \(answer.blocked ?? "nil")")
    switch theCase {
    case .plain:
      try text("Hello.")
      try finish(.stop)
      try require(message.reasoning.isEmpty, "there is reasoning: \(message.reasoning)")
      try require(
        usage == TokenUsage(input: 11, output: 3, reasoning: usage.reasoning, cached: usage.cached)
          && (usage.reasoning ?? 0) == 0 && (usage.cached ?? 0) == 0, "the usage is \(usage)")
      try require(
        answer.serving.servedModel == "served-model", "served: \(answer.serving.servedModel ?? "nil")")
      try require(answer.serving.requestID?.isEmpty == false, "there is no request id")
      try require(answer.serving.unknownTypes == nil, "unknownTypes: \(answer.serving.unknownTypes ?? [:])")
    case .reasoning:
      try text("Hello.")
      try finish(.stop)
      let told = message.reasoning.filter { $0.text != nil }
      try require(told.map(\.text) == ["The user greets me."], "the reasoning is \(message.reasoning)")
      try require(told.allSatisfy { $0.provenance == world.shownReasoning }, "it is \(message.reasoning)")
      let reasoning = world.countsReasoning ? 12 : nil
      try require(told.first?.tokens == reasoning, "its tokens are \(told.first?.tokens ?? -1)")
      try require(
        usage == TokenUsage(input: 11, output: 20, reasoning: reasoning, cached: 4),
        "the usage is \(usage)")
    case .encryptedReasoning:
      try text("Hello.")
      try require(message.reasoning.map(\.provenance) == [.encrypted], "it is \(message.reasoning)")
      try require(
        message.reasoning[0].payload == ConformanceTexts.opaqueEncrypted, "it is \(message.reasoning)")
    case .truncatedReasoning:
      try text("")
      try finish(.length)
      let last = message.reasoning.last { $0.text != nil }
      try require(last?.provenance == .truncated && last?.text == "The user", "it is \(message.reasoning)")
      try require(message.reasoning.allSatisfy { $0.readableText == nil }, "a cut thought counts as readable")
    case .truncatedAnswer:
      try text("Hel")
      try finish(.length)
    case .empty:
      try text("")
      try finish(.stop)
      try require(message.toolCalls.isEmpty && message.reasoning.isEmpty, "it is not empty: \(message)")
    case .refusal:
      try text("I will not.")
      try finish(.refusal)
    case .blockedPrompt:
      try text("")
      try require(answer.blocked != nil, "it is not blocked")
    case .blockedAnswer:
      try text("Hel")
      try require(answer.blocked != nil, "it is not blocked")
    case .unknownTypes:
      try text("Hello.")
      let count = (answer.serving.unknownTypes ?? [:]).values.reduce(0, +)
      try require(count >= (streaming ? 2 : 1), "unknownTypes: \(answer.serving.unknownTypes ?? [:])")
    case .huge:
      let expected = "Hello." + String(repeating: "a", count: ConformanceTexts.hugeCount)
      try require(message.text == expected, "\(message.text.utf8.count) bytes of text")
    default:
      break
    }
  }

  private func toolRoundTrip() async throws -> ModelResponse {
    var request = request
    request.tools = [
      SimulatedTool(
        name: "look", description: "Looks at a buoy.",
        parameters: [
          "type": "object", "properties": ["id": ["type": "integer"]], "required": ["id"],
        ], script: [])
    ]
    guard capabilities.tools else {
      try await refused(request, .tools)
      throw ConformanceFailure("toolRoundTrip: an adapter without tools needs no such world")
    }
    let first = try await answer(to: request)
    try require(first.finish == .toolCalls, "the finish is \(first.finish)")
    try require(first.message.toolCalls.count == 1, "the calls are \(first.message.toolCalls)")
    let call = first.message.toolCalls[0]
    try require(call.name == "look" && call.arguments == ["id": 7], "the call is \(call)")
    request.messages += [
      first.message, Message(role: .tool, text: ConformanceTexts.toolResult, toolCallID: call.id),
    ]
    let second = try await answer(to: request)
    try require(second.message.text == "Done.", "the text is '\(second.message.text)'")
    if let sent = world.sent?().last {
      try require(sent.contains(ConformanceTexts.toolResult), "the result was not sent: \(sent)")
      let opaque = first.message.reasoning.compactMap(\.payload)
      if opaque.contains(ConformanceTexts.opaqueState) {
        try require(
          sent.split(separator: ConformanceTexts.opaqueState, omittingEmptySubsequences: false).count == 2,
          "the opaque state was not sent back once: \(sent)")
      }
    }
    return second
  }

  private func image() async throws -> ModelResponse? {
    guard let hash = ContentHash(hex: String(repeating: "b", count: 64)) else { return nil }
    let reference = ImageReference(path: "secret-folder/buoy.png", mediaType: "image/png", hash: hash)
    var request = request
    request.messages[0].images = [reference]
    request.images = [hash: ImageAttachment(reference: reference, base64: ConformanceTexts.imageBase64)]
    guard capabilities.images else {
      try await refused(request, .images)
      return nil
    }
    let answer = try await answer(to: request)
    if let sent = world.sent?().last {
      try require(sent.contains(world.imageText ?? ConformanceTexts.imageBase64), "no image in \(sent)")
      try require(!sent.contains("secret-folder"), "the image's path was sent: \(sent)")
    }
    return answer
  }

  private func systemPrompt() async throws -> ModelResponse? {
    var request = request
    request.messages.insert(Message(role: .system, text: ConformanceTexts.system), at: 0)
    guard capabilities.systemPrompt else {
      try await refused(request, .systemPrompt)
      return nil
    }
    let answer = try await answer(to: request)
    if let sent = world.sent?().last {
      try require(
        sent.split(separator: ConformanceTexts.system, omittingEmptySubsequences: false).count == 2,
        "the system prompt was not sent once: \(sent)")
    }
    return answer
  }

  private func seed() async throws -> ModelResponse {
    var request = request
    request.parameters.seed = ConformanceTexts.seed
    let answer = try await answer(to: request)
    if let sent = world.sent?().last {
      try require(
        sent.contains("\(ConformanceTexts.seed)") == capabilities.seed,
        "the capability says \(capabilities.seed), and this was sent: \(sent)")
    }
    return answer
  }

  private func logprobs() async throws -> ModelResponse? {
    var request = request
    request.parameters.logprobs = 1
    guard capabilities.logprobs else {
      try await refused(request, .logprobs)
      return nil
    }
    let answer = try await answer(to: request)
    let expected = [("Hel", -0.25), ("lo.", -0.5)].map { token, logprob in
      TokenLogprob(token: token, logprob: logprob, alternatives: [.init(token: token, logprob: logprob)])
    }
    try require(answer.logprobs == expected, "they are \(answer.logprobs)")
    return answer
  }

  private func prefill() async throws -> ModelResponse? {
    var request = request
    request.messages.append(Message(role: .assistant, text: ConformanceTexts.prefill))
    guard capabilities.prefill else {
      try await refused(request, .prefill)
      return nil
    }
    return try await answer(to: request)
  }

  /// A request that the adapter cannot ask is refused beforehand and asked, both with a way out, and nothing is sent.
  private func refused(_ request: ModelRequest, _ need: UnmetNeed.Need) async throws {
    let needs = adapter.unmetNeeds(of: request)
    try require(needs.map(\.need) == [need], "the unmet needs are \(needs)")
    try require(needs.allSatisfy { !$0.problem.isEmpty && !$0.fix.isEmpty }, "a need without words")
    do throws(ModelError) {
      _ = try await adapter.respond(to: request)
    } catch {
      try require(error.kind == .unsupported, "failed with \(error.kind): \(error)")
      try require(world.sent?().isEmpty ?? true, "something was sent")
      return
    }
    try require(false, "asked all the same")
  }
}
