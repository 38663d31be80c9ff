import HawthorneCore

/// One wire protocol: how a request is written and an answer read. Sending is the same for all of them.
protocol WireFormat: Sendable {
  associatedtype Reader: AnswerReader

  /// What the protocol and the model can do; address and streaming are filled in by the adapter.
  var capabilities: ModelCapabilities { get }

  /// The headers that carry the key.
  func headers(key: String) -> [(name: String, value: String)]

  /// The request as it goes out.
  ///
  /// - Throws: `ModelError` of kind `unsupported` for what the provider cannot be asked; leaving it out silently
  ///   would make two modes of one run the same.
  func outgoing(_ request: ModelRequest, streaming: Bool) throws(ModelError) -> OutgoingRequest

  func reader(_ exchange: Exchange) -> Reader
}

/// A request ready to be sent.
struct OutgoingRequest: Sendable {
  /// Appended to the base URL.
  var path: String
  var query: String?
  var headers: [(name: String, value: String)] = []
  var body: JSONValue
  /// The body without the conversation, for the record.
  var parameters: JSONValue
}

/// What a reader knows of the request that it reads the answer to.
struct Exchange: Sendable {
  /// The model's name as the server knows it.
  var model: String
  /// The server, for errors.
  var server: String
  var redactor: Redactor
  var parametersAsSent: JSONValue
}

/// Makes a response of one protocol's answers.
protocol AnswerReader: Sendable {
  associatedtype Stream: StreamAccumulator

  var exchange: Exchange { get }

  /// The part of a document with a successful status that is a provider's complaint, nil for an answer.
  func complaint(in document: JSONValue) -> JSONValue?

  /// - Throws: `ModelError` of kind `malformedResponse` for a document that is no answer.
  func read(_ document: JSONValue, headers: [String: String], latency: Int) throws(ModelError)
    -> ModelResponse

  /// What the document says of serving and usage, for an answer or a block.
  func serving(
    _ document: JSONValue, headers: [String: String], finish: FinishReason, latency: Int
  ) -> ServingRecord
}

/// Puts the events of a streamed answer together into the document of an unstreamed one.
protocol StreamAccumulator: Sendable {
  init()

  mutating func add(_ event: JSONValue, name: String?)

  /// Takes the `[DONE]` that some servers end a stream with.
  mutating func end()

  /// Whether nothing more can come.
  var isOver: Bool { get }

  /// Whether the answer came to its end; otherwise the stream was cut off.
  var isComplete: Bool { get }

  /// The complaint that an event carried instead of text.
  var error: JSONValue? { get }

  var document: JSONValue { get }
}

extension StreamAccumulator {
  /// Where a document carries the unknown types among its events, for the reader.
  var unknownMember: String { UnknownType.member }

  /// The unknown types among a stream's events, as its document carries them.
  static func unknownTypes(in document: JSONValue) -> [String: Int] {
    (document[UnknownType.member]?.objectValue ?? [:]).compactMapValues(\.count)
  }
}

extension AnswerReader {
  func complaint(in document: JSONValue) -> JSONValue? {
    // Not a conditional expression: there `nil` would be JSON's null.
    if document["error"]?.isComplaint == true { return document }
    return nil
  }

  func malformed(_ what: String) -> ModelError {
    ModelError(.malformedResponse, problem: "The answer of \(exchange.server) \(what).", httpStatus: 200)
  }

  /// The response for a request or an answer that the provider's filter stopped before there was any text.
  func blocked(
    reason: String, document: JSONValue?, headers: [String: String], latency: Int
  ) -> ModelResponse {
    exchange.redactor.clean(
      ModelResponse(
        message: Message(role: .assistant, text: ""), finish: .contentFilter, blocked: reason,
        serving: serving(document ?? .null, headers: headers, finish: .contentFilter, latency: latency)))
  }
}

extension JSONValue {
  /// Whether a member called `error` says that there is one: servers also send null, `{}`, `""` and false.
  var isComplaint: Bool {
    switch self {
    case .null, .bool(false), .string(""): false
    case .object(let members): !members.isEmpty
    default: true
    }
  }

  /// A count of tokens; nil for anything that cannot be one.
  var count: Int? { integerValue.flatMap { $0 >= 0 ? Int(exactly: $0) : nil } }
}
