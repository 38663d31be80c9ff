import HawthorneCore

@testable import HawthorneModels

extension WireFault {
  /// Connections that end early, stall or crawl.
  static let connections: [WireFault] = resets + ends + stalls

  private static let lost = Outcome.fails([.connection], retried: true)
  /// What has no head, or half of one, may also count as no HTTP.
  private static let lostOrMalformed = Outcome.fails([.connection, .malformedResponse], retried: true)

  private static let resets: [WireFault] = [
    WireFault("reset before the head", lost) { _ in [.reset] },
    WireFault("reset within the head", lost) { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Ty"), .pause(milliseconds: 20), .reset]
    },
    WireFault("reset after the head", lost) { [.text($0.head()), .pause(milliseconds: 20), .reset] },
    WireFault("reset within the body", lost) {
      [.text($0.head() + $0.beginning), .pause(milliseconds: 20), .reset]
    },
    WireFault("reset within a body of a stated length", lost) { answer in
      [
        .text(answer.head("HTTP/1.1 200 OK", "Content-Length: 99999") + answer.beginning),
        .pause(milliseconds: 20), .reset,
      ]
    },
    WireFault("reset between two events", lost) { answer in
      guard answer.streaming else { return nil }
      return [.text(answer.head() + answer.wholeEvents), .pause(milliseconds: 20), .reset]
    },
    WireFault("reset within a chunk", lost) { answer in
      [
        .text(answer.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "fff\r\n" + answer.beginning),
        .pause(milliseconds: 20), .reset,
      ]
    },
  ]

  private static let ends: [WireFault] = [
    WireFault("closed without a word", lostOrMalformed) { _ in [] },
    WireFault("closed within the head", lostOrMalformed) { _ in [.text("HTTP/1.1 200 OK\r\nContent-Ty")] },
    WireFault("closed before the stated length", lost) { answer in
      [.text(answer.head("HTTP/1.1 200 OK", "Content-Length: 99999") + answer.beginning)]
    },
    WireFault("closed within a chunk", lost) { answer in
      [.text(answer.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + "fff\r\n" + answer.beginning)]
    },
    WireFault("closed between two chunks", lostOrMalformed) { answer in
      let part = answer.streaming ? answer.wholeEvents : answer.beginning
      return [.text(answer.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + chunk(part))]
    },
    // A stream whose last event has come is whole, whatever becomes of the connection. Gemini's has no last event.
    WireFault("closed without the last chunk", outcome: { $0.hasLastEvent ? .answers : lost }) { answer in
      [.text(answer.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + chunk(answer.body))]
    },
    WireFault("reset after the last event", outcome: { $0.hasLastEvent ? .answers : lost }) { answer in
      [
        .text(answer.head("HTTP/1.1 200 OK", "Content-Length: 99999") + answer.body),
        .pause(milliseconds: 20), .reset,
      ]
    },
  ]

  private static let late = Outcome.fails([.timeout], retried: true)

  /// Not only when patience ended.
  private static let isPrompt: @Sendable (ModelResponse) -> Bool = {
    $0.serving.latencyMilliseconds < Patience.long.milliseconds
  }

  private static let stalls: [WireFault] = [
    WireFault("silence before the head", patience: .briefSilence, late) { _ in [.hold] },
    WireFault("silence within the head", patience: .briefSilence, late) { _ in
      [.text("HTTP/1.1 200 OK\r\nContent-Ty"), .hold]
    },
    WireFault("silence within the body", patience: .briefSilence, late) {
      [.text($0.head() + $0.beginning), .hold]
    },
    WireFault("silence between two events", patience: .briefSilence, late) { answer in
      answer.streaming ? [.text(answer.head() + answer.wholeEvents), .hold] : nil
    },
    WireFault("a head in drops", patience: .briefRequest, late) {
      [
        .drip(
          Array($0.head("HTTP/1.1 200 OK", String(repeating: "X-Slow: 1\r\n", count: 99)).utf8),
          milliseconds: 20)
      ]
    },
    WireFault("a body in drops", patience: .briefRequest, late) {
      [
        .text($0.head()),
        .drip(Array(($0.beginning + String(repeating: " ", count: 2000)).utf8), milliseconds: 20),
      ]
    },
    WireFault("comments for ever", patience: .briefRequest, late) { answer in
      guard answer.streaming else { return nil }
      let comments = String(repeating: ": still thinking\n\n", count: 200)
      return [.text(answer.head() + answer.wholeEvents), .drip(Array(comments.utf8), milliseconds: 10)]
    },
    // The answer is there: whoever holds the connection open holds up nothing.
    WireFault("silence after the last event", .answers, check: isPrompt) { answer in
      answer.hasLastEvent ? [.text(answer.head() + answer.body), .hold] : nil
    },
    WireFault("comments for ever after the last event", .answers, check: isPrompt) { answer in
      guard answer.hasLastEvent else { return nil }
      let comments = String(repeating: ": still here\n\n", count: 3000)
      return [.text(answer.head() + answer.body), .drip(Array(comments.utf8), milliseconds: 10)]
    },
  ]

  static func chunk(_ text: String) -> String {
    "\(String(text.utf8.count, radix: 16))\r\n\(text)\r\n"
  }
}

extension PlainAnswer {
  /// Whether something in the stream says that nothing follows.
  var hasLastEvent: Bool { streaming && wire.folder != "google" }
}
