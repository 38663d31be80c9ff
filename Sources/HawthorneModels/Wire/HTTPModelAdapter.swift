import HawthorneCore

/// Any server that speaks OpenAI's chat completions, streamed or not.
struct OpenAIChatAdapter: ModelAdapter {
  let name: ModelName
  let capabilities: ModelCapabilities
  /// The model's name as the server knows it.
  private let model: String
  private let dialect: ChatDialect
  private let url: String
  private let server: String
  private let headers: [(name: String, value: String)]
  private let redactor: Redactor
  private let transport: any HTTPTransport
  private let options: AdapterOptions
  private let bypassesProxy: Bool

  init(
    name: ModelName, model: String, dialect: ChatDialect, address: ServerAddress, key: String?,
    options: AdapterOptions
  ) {
    self.name = name
    self.model = model
    self.dialect = dialect
    self.options = options
    url = address.url(appending: "/chat/completions")
    server = address.shown
    var headers = [("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream")]
    if let key { headers.append(("Authorization", "Bearer \(key)")) }
    self.headers = headers
    redactor = Redactor(address.secrets + (key.map { [$0] } ?? []))
    transport = options.transport ?? CurlTransport()
    bypassesProxy = address.isLoopback
    capabilities = ModelCapabilities(
      tools: dialect.tools, images: dialect.images, seed: dialect.seedName != nil,
      streaming: options.streaming, endpoint: server)
  }

  func respond(to request: ModelRequest) async throws(ModelError) -> ModelResponse {
    let (body, parameters) = try ChatRequestBody(
      model: model, dialect: dialect, streaming: options.streaming
    ).build(request)
    let reader = ChatCompletionReader(
      dialect: dialect, model: model, server: server, redactor: redactor, parametersAsSent: parameters)
    let clock = ContinuousClock()
    let start = clock.now
    let answer: ChatAnswer
    do throws(HTTPFailure) {
      let response = try await transport.send(
        HTTPRequest(
          url: url, headers: headers, body: Array(JSONWriting.text(body).utf8), timeout: options.timeout,
          connectTimeout: options.connectTimeout,
          idleTimeout: options.streaming ? options.idleTimeout : nil,
          responseLimit: options.responseLimit, bypassesProxy: bypassesProxy))
      answer = try await ChatAnswer.read(response)
    } catch {
      throw modelError(error)
    }
    return try reader.response(to: answer, latency: (clock.now - start).milliseconds)
  }

  private func modelError(_ failure: HTTPFailure) -> ModelError {
    let detail = redactor.excerpt(Array(failure.detail.utf8))
    let words = detail.isEmpty ? "" : ": \(detail)"
    return switch failure.kind {
    case .connection: ModelError(.connection, problem: "The connection to \(server) failed\(words).")
    case .timeout: ModelError(.timeout, problem: "\(server) did not answer in time\(words).")
    case .tls: ModelError(.tls, problem: "The TLS connection to \(server) cannot be trusted\(words).")
    case .malformed: ModelError(.malformedResponse, problem: "\(server) does not answer in HTTP\(words).")
    case .tooLarge: ModelError(.responseTooLarge, problem: "The answer of \(server) is too large\(words).")
    case .cancelled: ModelError(.cancelled, problem: "The request to \(server) was cancelled.")
    case .badAddress: ModelError(.badAddress, problem: "\(server) cannot be asked\(words).")
    }
  }
}
