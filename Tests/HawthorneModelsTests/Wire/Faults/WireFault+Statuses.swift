import HawthorneCore

@testable import HawthorneModels

extension WireFault {
  /// Errors with a status of their own, or in a successful answer; every one repeats the key.
  static let statuses: [WireFault] =
    waits + refusals + [
      status("500", .serverError), status("502", .serverError, body: "<html>Bad gateway</html>"),
      status("503", .overloaded, "Retry-After: 3", wait: .seconds(3)), status("504", .serverError, body: ""),
      status("529", .overloaded),
      WireFault(
        "200 with an error of the protocol's own", .fails([.overloaded], retried: true, status: 200)
      ) { $0.sized($0.fixture("error-529"), type: "application/json") },
      WireFault("200 with a rate limit", outcome: { limited($0, status: 200, wait: nil) }) {
        $0.sized($0.fixture("error-429"), type: "application/json")
      },
      WireFault("429 as an event", .fails([.rateLimited], retried: true, status: 429)) { answer in
        let error = answer.fixture("error-429").split(whereSeparator: \.isNewline).joined()
        return answer.sized("data: \(error)\n\n", "HTTP/1.1 429 Too Many", type: "text/event-stream")
      },
      WireFault("an error event within a stream", .fails([.overloaded], retried: true)) { answer in
        answer.streaming ? answer.sized(answer.fixture("error-in-stream", streamed: true)) : nil
      },
      WireFault("an error event at the very end", .fails([.overloaded], retried: true)) { answer in
        guard answer.streaming, let error = answer.errorEvent else { return nil }
        return answer.sized(answer.wholeEvents + error)
      },
      WireFault("a key that is broken up by an escape", .fails([.serverError], retried: true, status: 500)) {
        let key = sentinelKey.prefix(6) + "\u{1B}\u{200E}" + sentinelKey.dropFirst(6)
        return $0.sized("You sent \(key).", "HTTP/1.1 500 No", type: "text/plain")
      },
      WireFault("a key where an excerpt is cut off", .fails([.serverError], retried: true, status: 500)) {
        // 4,800 bytes are looked at.
        let padding = String(repeating: " ", count: 4790 - sentinelKey.utf8.count / 2)
        return $0.sized("x" + padding + sentinelKey + " more", "HTTP/1.1 500 No", type: "text/plain")
      },
    ]

  /// Statuses whose body is of no protocol in particular.
  private static let refusals: [WireFault] = [
    (400, ModelError.Kind.badRequest, false), (401, .http401, false), (402, .http402, false),
    (403, .http403, false), (404, .http404, false), (408, .timeout, true), (409, .serverError, true),
    (413, .badRequest, false), (422, .badRequest, false), (425, .serverError, true), (498, .overloaded, true),
    (501, .serverError, false), (599, .serverError, true),
  ].map { (status: Int, kind: ModelError.Kind, retried: Bool) -> WireFault in
    WireFault("\(status) in other words", .fails([kind], retried: retried, status: status)) {
      $0.sized(
        #"{"error": {"message": "no: \#(sentinelKey)", "type": "x"}}"#, "HTTP/1.1 \(status) No",
        type: "application/json")
    }
  }

  private static let waits: [WireFault] = [
    limit("without Retry-After", nil), limit("for 7 s", .seconds(7), "Retry-After: 7"),
    limit("for 1.5 s", .milliseconds(1500), "retry-after-ms: 1500"),
    limit(
      "until a date", .seconds(30), "Date: Sun, 06 Nov 1994 08:49:37 GMT",
      "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT"),
    limit(
      "until a date that is past", .zero, "Date: Sun, 06 Nov 1994 08:49:37 GMT",
      "Retry-After: Sun, 06 Nov 1994 08:49:07 GMT"),
    limit("until a date without a clock", nil, "Retry-After: Sun, 06 Nov 1994 08:50:07 GMT"),
    limit(
      "until the year 9999", .seconds(1_000_000), "Date: Sun, 06 Nov 1994 08:49:37 GMT",
      "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"),
    limit("for an absurd time", .seconds(1_000_000), "Retry-After: 99999999999999999999"),
    limit("for an infinite time", .seconds(1_000_000), "Retry-After: 1e999"),
    limit("for no number", nil, "Retry-After: nan"),
    limit("for a negative time", nil, "Retry-After: -5"), limit("soon", nil, "Retry-After: soon"),
  ]

  /// - Parameter wait: that the headers ask for.
  private static func limit(_ name: String, _ wait: Duration?, _ headers: String...) -> WireFault {
    WireFault("429 \(name)", outcome: { limited($0, status: 429, wait: wait) }) {
      $0.sized(
        $0.fixture("error-429"), "HTTP/1.1 429 Too Many Requests", type: "application/json", headers)
    }
  }

  /// Google's body asks for 7 s where the headers ask for nothing.
  private static func limited(_ answer: PlainAnswer, status: Int, wait: Duration?) -> Outcome {
    .fails(
      [.rateLimited], retried: true, status: status,
      wait: wait ?? (answer.wire.folder == "google" ? .seconds(7) : nil))
  }

  private static func status(
    _ number: String, _ kind: ModelError.Kind, _ header: String = "X-Note: none", body: String? = nil,
    wait: Duration? = nil
  ) -> WireFault {
    WireFault(
      number + (body == nil ? "" : " without JSON"),
      .fails([kind], retried: true, status: Int(number), wait: wait)
    ) { answer in
      answer.sized(
        body ?? answer.fixture("error-500"), "HTTP/1.1 \(number) No",
        type: body == nil ? "application/json" : "text/html", [header])
    }
  }
}

extension PlainAnswer {
  /// The last event of the stream that tells an error, with the blank line after it.
  fileprivate var errorEvent: String? {
    fixture("error-in-stream", streamed: true).split(separator: "\n\n").last.map { $0 + "\n\n" }
  }
}
