import HawthorneCore

/// A server that speaks one of the wire protocols over HTTP, streamed or not.
struct HTTPModelAdapter<Format: WireFormat>: ModelAdapter {
  let name: ModelName
  let capabilities: ModelCapabilities
  private let format: Format
  /// The model's name as the server knows it.
  private let model: String
  private let address: ServerAddress
  private let headers: [(name: String, value: String)]
  private let redactor: Redactor
  private let transport: any HTTPTransport
  private let options: AdapterOptions

  init(
    name: ModelName, model: String, format: Format, address: ServerAddress, key: String?,
    options: AdapterOptions
  ) {
    self.name = name
    self.model = model
    self.format = format
    self.address = address
    self.options = options
    headers =
      [("Content-Type", "application/json"), ("Accept", "application/json, text/event-stream")]
      + (key.map(format.headers) ?? [])
    redactor = Redactor(address.secrets + (key.map { [$0] } ?? []))
    transport = options.transport ?? CurlTransport()
    var capabilities = format.capabilities
    capabilities.streaming = options.streaming
    capabilities.endpoint = address.shown
    self.capabilities = capabilities
  }

  func unmetNeeds(of request: ModelRequest) -> [UnmetNeed] {
    let needs = capabilities.unmetNeeds(of: request)
    guard needs.isEmpty else { return needs }
    do {
      _ = try format.outgoing(request, streaming: options.streaming)
      return []
    } catch {
      return [UnmetNeed(.providerRule, problem: error.problem, fix: error.fix)]
    }
  }

  func respond(to request: ModelRequest) async throws(ModelError) -> ModelResponse {
    try capabilities.require(request)
    let outgoing = try format.outgoing(request, streaming: options.streaming)
    let clock = ContinuousClock()
    let start = clock.now
    let answer: WireAnswer<Format.Reader.Stream>
    do throws(HTTPFailure) {
      let response = try await transport.send(
        HTTPRequest(
          url: address.url(appending: outgoing.path, query: outgoing.query),
          headers: headers + outgoing.headers, body: Array(JSONWriting.text(outgoing.body).utf8),
          timeout: options.timeout, connectTimeout: options.connectTimeout,
          idleTimeout: options.streaming ? options.idleTimeout : nil,
          responseLimit: options.responseLimit, bypassesProxy: address.isLoopback))
      answer = try await WireAnswer.read(response)
    } catch {
      throw modelError(error)
    }
    let reader = format.reader(
      Exchange(
        model: model, server: address.shown, redactor: redactor, parametersAsSent: outgoing.parameters))
    return try reader.response(to: answer, latency: (clock.now - start).milliseconds)
  }

  private func modelError(_ failure: HTTPFailure) -> ModelError {
    let server = address.shown
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
