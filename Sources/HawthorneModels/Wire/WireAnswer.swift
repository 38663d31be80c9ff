import HawthorneCore

/// What came over the wire, before anything is made of it.
struct ChatAnswer {
  enum Content {
    case document([UInt8])
    case stream(ChatStreamAccumulator, done: Bool)
    /// An event that is not JSON in UTF-8.
    case brokenStream
  }

  var head: HTTPHead
  var content: Content

  /// Reads a whole answer; a server may stream unasked, or not stream though asked.
  static func read(_ response: HTTPResponse) async throws(HTTPFailure) -> ChatAnswer {
    let head = response.head
    let type = (head.headers["content-type"] ?? "").lowercased()
    guard (200..<300).contains(head.status), type.hasPrefix("text/event-stream") else {
      return ChatAnswer(head: head, content: .document(try await response.body.collect()))
    }
    var parser = SSEParser()
    var answer = ChatStreamAccumulator()
    var done = false
    var broken = false
    func take(_ event: SSEParser.Event) {
      guard !done, !broken else { return }
      if event.data.elementsEqual("[DONE]".utf8) {
        done = true
      } else if let chunk = WireJSON.parse(event.data), chunk.objectValue != nil {
        // Some servers name the event and send the bare error object.
        answer.add(event.name == "error" && chunk["error"] == nil ? ["error": chunk] : chunk)
      } else {
        broken = true
      }
    }
    do {
      try await response.body.read { (piece) throws(HTTPFailure) in
        for event in parser.feed(piece) { take(event) }
        return !broken
      }
    } catch {
      // After [DONE] nothing more was to come.
      if !done || error.kind == .cancelled { throw error }
    }
    if let event = parser.finish() { take(event) }
    return ChatAnswer(head: head, content: broken ? .brokenStream : .stream(answer, done: done))
  }
}

extension ChatCompletionReader {
  /// Judges an answer: a response, or why there is none.
  func response(to answer: ChatAnswer, latency: Int) throws(ModelError) -> ModelResponse {
    let head = answer.head
    switch answer.content {
    case .document(let bytes):
      let json = WireJSON.parse(bytes)
      guard (200..<300).contains(head.status) else {
        return try judge(head, bytes: bytes, json: json, latency: latency)
      }
      guard let json else { throw notJSON(head, bytes) }
      if json["error"]?.isComplaint == true {
        return try judge(head, bytes: bytes, json: json, latency: latency)
      }
      if json["choices"] == nil, json["object"]?.stringValue == "error" {
        return try judge(head, bytes: bytes, json: json, latency: latency)
      }
      if let choice = json["choices"]?.arrayValue?.first, choice["error"]?.isComplaint == true {
        return try judge(head, bytes: bytes, json: choice, latency: latency)
      }
      return try read(json, headers: head.headers, latency: latency)
    case .stream(let accumulator, let done):
      if let error = accumulator.error {
        return try judge(head, bytes: Array(JSONWriting.text(error).utf8), json: error, latency: latency)
      }
      guard accumulator.finish != nil || (done && accumulator.hasChoice) else {
        throw ModelError(
          .malformedResponse, problem: "The stream of \(server) ended before the answer did.",
          fix: "Try again; if it stays, look at the server's own log.", httpStatus: head.status)
      }
      return try read(accumulator.completion, headers: head.headers, latency: latency)
    case .brokenStream:
      throw ModelError(
        .malformedResponse, problem: "The stream of \(server) holds an event that is not JSON in UTF-8.",
        httpStatus: head.status)
    }
  }

  private func judge(
    _ head: HTTPHead, bytes: [UInt8], json: JSONValue?, latency: Int
  ) throws(ModelError) -> ModelResponse {
    let verdict = ChatErrorReader(redactor: redactor, server: server).verdict(
      status: (200..<300).contains(head.status) ? 200 : head.status, headers: head.headers, body: bytes,
      json: json)
    switch verdict {
    case .failure(let error): throw error
    case .blocked(let reason, _):
      return blocked(reason: reason, json: json, headers: head.headers, latency: latency)
    }
  }

  private func notJSON(_ head: HTTPHead, _ bytes: [UInt8]) -> ModelError {
    let type = head.headers["content-type"] ?? ""
    let isJSON = type.isEmpty || type.lowercased().contains("json")
    let named = isJSON ? "" : " (\(redactor.excerpt(Array(type.utf8), limit: 60)))"
    let start = redactor.excerpt(bytes, limit: 120)
    // Another type of document is another kind of server: asking again does not help.
    return ModelError(
      .malformedResponse,
      problem: "The answer of \(server) is not JSON in UTF-8\(named)"
        + (start.isEmpty ? ": it is empty." : "; it begins: \(start)"),
      isRetryable: isJSON, httpStatus: head.status)
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
}
