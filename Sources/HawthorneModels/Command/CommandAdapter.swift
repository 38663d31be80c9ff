import HawthorneCore
import HawthorneFormats

/// `command/<program and arguments>`: a child process that answers JSON lines.
///
/// The child starts with the first request and again after it died; requests that were in flight then fail
/// with the kind `childDied`. Several requests are in flight at once, told apart by id. Call `close()`: until
/// then the child lives.
actor CommandAdapter: ModelAdapter {
  let name: ModelName
  nonisolated let capabilities = ModelCapabilities()

  private struct Waiting {
    var generation: Int
    var continuation: CheckedContinuation<Result<ModelResponse, ModelError>, Never>
    var timer: Task<Void, Never>
  }

  private let words: [String]
  private let environment: [String: String]
  private let timeout: Duration
  private let lineLimit: Int
  private let redactor: Redactor

  private var child: CommandChild?
  private var generation = 0
  private var nextID = 0
  private var waiting: [String: Waiting] = [:]
  private var isClosed = false

  /// - Throws: `ModelError` of kind `badModelName` for an unclosed quote or an empty command; `missingKey` for a secret of
  ///   the command that the environment does not have.
  init(name: ModelName, options: AdapterOptions, environment: [String: String]) throws(ModelError) {
    guard let words = CommandLineWords.split(name.name) else {
      throw ModelError(
        .badModelName, problem: "'\(name)' holds no command that can be split into words.",
        fix: "Close every quote, as in --model 'command/python3 \"my model.py\"'.")
    }
    let filled = try ModelSecrets.filled(words, of: name, from: environment)
    self.name = name
    self.words = filled.words
    self.environment = environment
    timeout = options.timeout
    lineLimit = options.responseLimit
    // What a child prints of its keys must not travel on in an error.
    let secretive = ["KEY", "TOKEN", "SECRET", "PASSWORD"]
    redactor = Redactor(
      environment.filter { variable in secretive.contains { variable.key.uppercased().hasSuffix($0) } }.map(
        \.value) + filled.secrets)
  }

  func respond(to request: ModelRequest) async throws(ModelError) -> ModelResponse {
    try capabilities.require(request)
    let clock = ContinuousClock()
    let start = clock.now
    nextID += 1
    let id = String(nextID)
    let (line, parameters) = try CommandWire.line(id: id, request)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        begin(id: id, line: line, continuation)
      }
    } onCancel: {
      Task {
        await self.fail(id, ModelError(.cancelled, problem: "The request to the command was cancelled."))
      }
    }
    // A program may say what it was called with.
    var response = redactor.clean(try result.get())
    response.serving.latencyMilliseconds = (clock.now - start).milliseconds
    response.serving.parametersAsSent = redactor.clean(parameters)
    return response
  }

  func close() async {
    isClosed = true
    guard let child else { return }
    self.child = nil
    child.input.finish()
    child.task.cancel()
    await child.task.value
  }

  private func begin(
    id: String, line: [UInt8], _ continuation: CheckedContinuation<Result<ModelResponse, ModelError>, Never>
  ) {
    if Task.isCancelled {
      continuation.resume(
        returning: .failure(ModelError(.cancelled, problem: "The request to the command was cancelled.")))
      return
    }
    guard !isClosed else {
      continuation.resume(
        returning: .failure(ModelError(.childFailed, problem: "The command was closed.")))
      return
    }
    let child = runningChild()
    let timeout = timeout
    let timer = Task { [weak self] in
      try? await Task.sleep(for: timeout)
      guard !Task.isCancelled else { return }
      await self?.fail(
        id,
        ModelError(.timeout, problem: "The command did not answer within \(timeout.components.seconds) s."))
    }
    waiting[id] = Waiting(generation: generation, continuation: continuation, timer: timer)
    child.input.yield(line)
  }

  private func runningChild() -> CommandChild {
    if let child { return child }
    generation += 1
    let mine = generation
    let started = CommandChild(
      words: words, environment: environment, lineLimit: lineLimit, redactor: redactor
    ) {
      [weak self] event in
      await self?.hear(event, from: mine)
    }
    child = started
    return started
  }

  private func hear(_ event: CommandChild.Event, from generation: Int) {
    switch event {
    case .line(.bytes(let bytes)):
      switch CommandWire.read(bytes, requestedModel: name.name) {
      case .response(let id, let response): settle(id, .success(response))
      case .failure(let id, let error): settle(id, .failure(cleaned(error)))
      case .garbage:
        failAll(
          of: generation,
          ModelError(
            .malformedResponse,
            problem: "The command printed a line that is no answer: \(redactor.excerpt(bytes, limit: 120)).",
            fix: "Print nothing but answers to standard output; log to standard error."))
      }
    case .line(.tooLong):
      failAll(
        of: generation,
        ModelError(
          .malformedResponse, problem: "The command printed a line of more than \(lineLimit) bytes.",
          fix: "Print one answer a line."))
    case .ended(let reason, let neverRan):
      if self.generation == generation { child = nil }
      let error =
        neverRan
        ? ModelError(
          .childFailed, problem: "The command '\(words[0])' was not started: \(reason).",
          fix: "Check the program's name and that it can be executed.", exitStatus: .usage)
        : ModelError(.childDied, problem: "The command '\(words[0])' \(reason).")
      failAll(of: generation, cleaned(error))
    }
  }

  private func cleaned(_ error: ModelError) -> ModelError {
    var error = error
    error.problem = redactor.cleanShown(error.problem)
    return error
  }

  private func fail(_ id: String, _ error: ModelError) { settle(id, .failure(error)) }

  private func failAll(of generation: Int, _ error: ModelError) {
    for (id, waiting) in waiting where waiting.generation == generation { settle(id, .failure(error)) }
  }

  /// Answers a request once; an id that nobody waits for any more is passed over.
  private func settle(_ id: String, _ result: Result<ModelResponse, ModelError>) {
    guard let waiting = waiting.removeValue(forKey: id) else { return }
    waiting.timer.cancel()
    waiting.continuation.resume(returning: result)
  }
}
