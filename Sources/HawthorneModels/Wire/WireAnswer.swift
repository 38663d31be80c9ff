import HawthorneCore

/// What came over the wire, before anything is made of it.
struct WireAnswer<Stream: StreamAccumulator> {
  enum Content {
    case document([UInt8])
    case stream(Stream)
    /// An event that is not a JSON object in UTF-8.
    case brokenStream
  }

  var head: HTTPHead
  var content: Content

  /// Reads a whole answer; a server may stream unasked, or not stream though asked.
  static func read(_ response: HTTPResponse) async throws(HTTPFailure) -> WireAnswer {
    let head = response.head
    let type = (head.headers["content-type"] ?? "").lowercased()
    guard (200..<300).contains(head.status), type.hasPrefix("text/event-stream") else {
      return WireAnswer(head: head, content: .document(try await response.body.collect()))
    }
    var parser = SSEParser()
    var answer = Stream()
    var broken = false
    func take(_ event: SSEParser.Event) {
      guard !answer.isOver, !broken else { return }
      if event.data.elementsEqual("[DONE]".utf8) {
        answer.end()
      } else if let chunk = WireJSON.parse(event.data), chunk.objectValue != nil {
        answer.add(chunk, name: event.name)
      } else {
        broken = true
      }
    }
    do {
      try await response.body.read { (piece) throws(HTTPFailure) in
        for event in parser.feed(piece) { take(event) }
        return !broken && !answer.isOver
      }
      // Whoever holds the connection open now holds up nothing.
      if answer.isOver { response.body.discard(within: .seconds(2)) }
    } catch {
      // After the last event nothing more was to come.
      if !answer.isOver || error.kind == .cancelled { throw error }
    }
    if let event = parser.finish() { take(event) }
    return WireAnswer(head: head, content: broken ? .brokenStream : .stream(answer))
  }
}

extension AnswerReader {
  /// Judges an answer: a response, or why there is none.
  func response(to answer: WireAnswer<Stream>, latency: Int) throws(ModelError) -> ModelResponse {
    let head = answer.head
    switch answer.content {
    case .document(let bytes):
      let json = WireJSON.parse(bytes)
      guard (200..<300).contains(head.status) else {
        return try judge(head, bytes: bytes, json: json, latency: latency)
      }
      guard let json else { throw notJSON(head, bytes) }
      if let complaint = complaint(in: json) {
        return try judge(head, bytes: bytes, json: complaint, latency: latency)
      }
      return try read(json, headers: head.headers, latency: latency)
    case .stream(let accumulator):
      if let error = accumulator.error {
        return try judge(head, bytes: Array(JSONWriting.text(error).utf8), json: error, latency: latency)
      }
      guard accumulator.isComplete else {
        throw ModelError(
          .malformedResponse, problem: "The stream of \(exchange.server) ended before the answer did.",
          fix: "Try again; if it stays, look at the server's own log.", httpStatus: head.status)
      }
      return try read(accumulator.document, headers: head.headers, latency: latency)
    case .brokenStream:
      throw ModelError(
        .malformedResponse,
        problem: "The stream of \(exchange.server) holds an event that is not JSON in UTF-8.",
        httpStatus: head.status)
    }
  }

  private func judge(
    _ head: HTTPHead, bytes: [UInt8], json: JSONValue?, latency: Int
  ) throws(ModelError) -> ModelResponse {
    let verdict = ErrorReader(redactor: exchange.redactor, server: exchange.server).verdict(
      status: (200..<300).contains(head.status) ? 200 : head.status, headers: head.headers, body: bytes,
      json: json)
    switch verdict {
    case .failure(let error): throw error
    case .blocked(let reason, _):
      return blocked(reason: reason, document: json, headers: head.headers, latency: latency)
    }
  }

  private func notJSON(_ head: HTTPHead, _ bytes: [UInt8]) -> ModelError {
    let type = head.headers["content-type"] ?? ""
    let isJSON = type.isEmpty || type.lowercased().contains("json")
    let named = isJSON ? "" : " (\(exchange.redactor.excerpt(Array(type.utf8), limit: 60)))"
    let start = exchange.redactor.excerpt(bytes, limit: 120)
    // Another type of document is another kind of server: asking again does not help.
    return ModelError(
      .malformedResponse,
      problem: "The answer of \(exchange.server) is not JSON in UTF-8\(named)"
        + (start.isEmpty ? ": it is empty." : "; it begins: \(start)"),
      isRetryable: isJSON, httpStatus: head.status)
  }
}
