import HawthorneCore

@testable import HawthorneModels

extension WireFault {
  /// What a whole HTTP answer holds: no JSON, half of it, or more than an answer should.
  static let documents: [WireFault] = contents + values

  private static let malformed = Outcome.fails([.malformedResponse], retried: true)

  private static let contents: [WireFault] = [
    WireFault("cut off", malformed) { $0.sized($0.beginning) },
    WireFault("events without the last", malformed) { $0.streaming ? $0.sized($0.wholeEvents) : nil },
    WireFault("nothing", malformed) { $0.sized("") },
    WireFault("nothing but a comment", malformed) { $0.streaming ? $0.sized(": hello\n\n") : nil },
    WireFault("a page to sign in", .fails([.malformedResponse], retried: false, status: 200)) {
      $0.sized("<!doctype html><title>Sign in</title> \(sentinelKey)", type: "text/html; charset=utf-8")
    },
    WireFault("a page that says it is JSON", malformed) {
      $0.sized("<!doctype html><title>Sign in</title> \(sentinelKey)", type: "application/json")
    },
    WireFault("the answer as plain text", outcome: { $0.streaming ? unretried : .answers }) {
      $0.sized($0.body, type: "text/plain")
    },
    WireFault("the answer without a type", outcome: { $0.streaming ? malformed : .answers }) {
      [.text("HTTP/1.1 200 OK\r\nContent-Length: \($0.body.utf8.count)\r\n\r\n" + $0.body)]
    },
    WireFault("a whole document to a request to stream", .answers) { answer in
      answer.streaming ? answer.sized(answer.fixture("plain"), type: "application/json") : nil
    },
    WireFault("a stream unasked", .answers) { answer in
      answer.streaming
        ? nil : answer.sized(answer.fixture("plain", streamed: true), type: "text/event-stream")
    },
    WireFault("JSON that is no answer", malformed) { $0.sized($0.streaming ? "data: {}\n\n" : "{}") },
    WireFault("null", malformed) { $0.sized($0.streaming ? "data: null\n\n" : "null") },
    WireFault("two documents", malformed) { answer in
      answer.streaming ? nil : answer.sized(answer.body + answer.body)
    },
  ]

  private static let unretried = Outcome.fails([.malformedResponse], retried: false)

  private static let values: [WireFault] = [
    WireFault("bytes that are not UTF-8 in a text", malformed) { answer in
      answer.sized(bytes(answer.body, [0xFF, 0xC3], before: answer.streaming ? "lo." : "Hello."))
    },
    WireFault("bytes that are not UTF-8 between members", malformed) { answer in
      answer.sized(bytes(answer.body, [0xC0, 0x80], before: ", \"", ",\n"))
    },
    WireFault("half a surrogate pair", malformed) { $0.sized($0.saying(#"\ud83d"#)) },
    WireFault("100,000 lists in each other", malformed) { answer in
      let deep = String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
      return answer.sized(answer.streaming ? "data: \(deep)\n\n" + answer.body : deep)
    },
    WireFault("100,000 objects in each other within an answer", malformed) { answer in
      let deep =
        String(repeating: "{\"a\":", count: 100_000) + "1" + String(repeating: "}", count: 100_000)
      return answer.sized(
        answer.streaming
          ? answer.body.replacing("data: {", with: "data: {\"x\": \(deep), ", maxReplacements: 1)
          : answer.adding(members: "\"x\": \(deep)"))
    },
    WireFault("1e999 tokens", malformed) { $0.sized($0.counting("1e999")) },
    WireFault("2^63 tokens", .answers, check: { $0.serving.usage.output == nil }) {
      $0.sized($0.counting("9223372036854775808"))
    },
    WireFault("2^63-1 tokens", .answers, check: { $0.serving.usage.output == .max }) {
      $0.sized($0.counting("9223372036854775807"))
    },
    WireFault("-1 tokens", .answers, check: { $0.serving.usage.output == nil }) {
      $0.sized($0.counting("-1"))
    },
    WireFault("half a token", .answers, check: { $0.serving.usage.output == nil }) {
      $0.sized($0.counting("3.5"))
    },
    WireFault("tokens in words", .answers, check: { $0.serving.usage.output == nil }) {
      $0.sized($0.counting("\"three\""))
    },
    WireFault("the same member twice", .answers) { answer in
      // RFC 8259 §4 leaves it open; here the first counts, in a stream as in a document.
      let text = answer.streaming ? "lo." : "Hello."
      return answer.sized(
        ["content", "text", "delta"].reduce(answer.body) { body, name in
          body.replacing("\"\(name)\": \"\(text)\"", with: "\"\(name)\": \"\(text)\", \"\(name)\": \"No.\"")
        })
    },
  ]

  /// A text with bytes put before the first of the words found.
  private static func bytes(_ text: String, _ bytes: [UInt8], before words: String...) -> [UInt8] {
    let place = words.lazy.compactMap { text.ranges(of: $0).first?.lowerBound }.first ?? text.startIndex
    return Array(text[..<place].utf8) + bytes + Array(text[place...].utf8)
  }
}
