import HawthorneCore

@testable import HawthorneModels

extension WireFault {
  /// What HTTP itself is used for: lengths, chunks, heads, redirects, compression.
  static let framing: [WireFault] = lengths + chunks + heads + redirects + sizes

  private static let broken = Outcome.fails([.connection, .malformedResponse], retried: true)
  private static let tooLarge = Outcome.fails([.responseTooLarge], retried: false)

  /// What is lost may have come after the last event of a stream.
  private static let whole: @Sendable (PlainAnswer) -> Outcome = { $0.hasLastEvent ? .answers : broken }

  private static let lengths: [WireFault] = [
    WireFault("HTTP/1.0 without a length", .answers) { [.text($0.head("HTTP/1.0 200 OK") + $0.body)] },
    WireFault("HTTP/1.0, cut off", .fails([.malformedResponse], retried: true)) {
      [.text($0.head("HTTP/1.0 200 OK") + $0.beginning)]
    },
    WireFault("HTTP/1.0 and chunks", .answers) {
      [.text($0.head("HTTP/1.0 200 OK", "Transfer-Encoding: chunked") + chunk($0.body) + "0\r\n\r\n")]
    },
    WireFault("the length twice", .answers) { answer in
      let length = "Content-Length: \(answer.body.utf8.count)"
      return [.text(answer.head("HTTP/1.1 200 OK", length, length) + answer.body)]
    },
    WireFault("two lengths, the first shorter", outcome: whole) { answer in
      let lengths = ["Content-Length: 40", "Content-Length: \(answer.body.utf8.count + 9)"]
      return [.text(answer.head("HTTP/1.1 200 OK", lengths[0], lengths[1]) + answer.body)]
    },
    WireFault("two lengths, the second shorter", broken) { answer in
      let lengths = ["Content-Length: \(answer.body.utf8.count)", "Content-Length: 40"]
      return [.text(answer.head("HTTP/1.1 200 OK", lengths[0], lengths[1]) + answer.body)]
    },
    WireFault("a length too short", broken) { answer in
      [.text(answer.head("HTTP/1.1 200 OK", "Content-Length: 40") + answer.body)]
    },
    WireFault("a negative length", broken) { answer in
      [.text(answer.head("HTTP/1.1 200 OK", "Content-Length: -5") + answer.beginning)]
    },
    WireFault("a length and chunks", .answers) { answer in
      [
        .text(
          answer.head("HTTP/1.1 200 OK", "Content-Length: 40", "Transfer-Encoding: chunked")
            + chunk(answer.body) + "0\r\n\r\n")
      ]
    },
    WireFault("204 with nothing", .fails([.malformedResponse], retried: true)) { _ in
      [.text("HTTP/1.1 204 No Content\r\n\r\n")]
    },
  ]

  private static let chunks: [WireFault] = [
    WireFault("a chunk longer than it says", broken) { chunked($0, "5\r\n\($0.body)\r\n0\r\n\r\n") },
    WireFault("a chunk shorter than it says", outcome: whole) {
      chunked($0, "\(String($0.body.utf8.count + 99, radix: 16))\r\n\($0.body)\r\n0\r\n\r\n")
    },
    WireFault("a chunk size that is no number", broken) { chunked($0, "zz\r\n\($0.body)\r\n0\r\n\r\n") },
    WireFault("a negative chunk size", broken) { chunked($0, "-5\r\n\($0.beginning)\r\n0\r\n\r\n") },
    WireFault("a chunk size beyond 64 bits", broken) {
      chunked($0, "fffffffffffffffff\r\n\($0.beginning)\r\n0\r\n\r\n")
    },
    WireFault("trailers with another type", .answers) {
      chunked(
        $0, chunk($0.body) + "0\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n")
    },
  ]

  private static func chunked(_ answer: PlainAnswer, _ body: String) -> [RawServer.Step] {
    [.text(answer.head("HTTP/1.1 200 OK", "Transfer-Encoding: chunked") + body)]
  }

  private static let heads: [WireFault] = [
    WireFault("100, then the answer", .answers) {
      [.text("HTTP/1.1 100 Continue\r\n\r\n")] + $0.sized($0.body)
    },
    WireFault("103 of another type, then the answer", .answers) {
      [.text("HTTP/1.1 103 Early Hints\r\nContent-Type: text/html\r\nRetry-After: 9\r\n\r\n")]
        + $0.sized($0.body)
    },
    WireFault("103 for ever", tooLarge) { _ in
      [.times(40_000, Array("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".utf8))]
    },
    WireFault("101 unasked", .fails([.serverError], retried: true, status: 101)) { _ in
      [.text("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n{}")]
    },
    WireFault("a header of 1 MB", tooLarge) {
      [.text("HTTP/1.1 200 OK\r\nX-Long: "), .times(16, filler), .text("\r\n" + $0.head() + $0.body)]
    },
    WireFault("1 MB of headers", tooLarge) {
      [
        .text("HTTP/1.1 200 OK\r\n"),
        .times(200, Array("X-Long: \(String(repeating: "y", count: 5200))\r\n".utf8)),
        .text("\r\n" + $0.body),
      ]
    },
    WireFault("another protocol", .fails([.malformedResponse], retried: true)) { _ in
      [.text("220 smtp.example ESMTP \(sentinelKey)\r\n")]
    },
  ]

  /// Nothing is asked elsewhere; the suite counts the connections there.
  private static let redirects: [WireFault] = [301, 302, 303, 307, 308].flatMap {
    (status: Int) -> [WireFault] in
    ["127.0.0.1", "localhost"].map { (host: String) -> WireFault in
      WireFault("\(status) to \(host)", .fails([.redirect], retried: false, status: status)) { answer in
        guard let port = try? FaultMatrixTests.elsewhere.get().port else { return nil }
        return answer.sized(
          "Moved, \(sentinelKey).", "HTTP/1.1 \(status) Moved", type: "text/html",
          ["Location: http://\(host):\(port)/v1?key=\(sentinelKey)"])
      }
    }
  }

  static let filler = [UInt8](repeating: UInt8(ascii: "y"), count: 1 << 16)

  private static let sizes: [WireFault] = [
    WireFault("100 MB", tooLarge) {
      [.text($0.head("HTTP/1.1 200 OK", "Content-Length: \(1600 << 16)")), .times(1600, filler)]
    },
    WireFault("a body without an end", tooLarge) { [.text($0.head()), .times(1600, filler)] },
    WireFault("a gzip bomb of 1 GB", tooLarge) {
      [.text($0.head("HTTP/1.1 200 OK", "Content-Encoding: gzip"))] + Deflate.zeros(1 << 30)
    },
    WireFault("gzip, cut off", broken) {
      [.text($0.head("HTTP/1.1 200 OK", "Content-Encoding: gzip"))] + Deflate.zeros(1 << 12)
    },
    WireFault("gzip that is none", broken) {
      $0.sized($0.body, "HTTP/1.1 200 OK", ["Content-Encoding: gzip"])
    },
    WireFault("an encoding not asked for", broken) {
      $0.sized($0.body, "HTTP/1.1 200 OK", ["Content-Encoding: br"])
    },
  ]
}

/// Compressed data made by hand.
enum Deflate {
  /// A gzip stream of so many zeros, and no end: one literal, then copies of the byte before, each of 258 bytes, in a
  /// block with fixed codes (RFC 1951 §3.2.6). A copy takes 13 bits, so that 8 of them are the same 13 bytes each time.
  static func zeros(_ count: Int) -> [RawServer.Step] {
    var bits: [Bool] = []
    func code(_ value: Int, _ width: Int) {
      for place in (0..<width).reversed() { bits.append(value >> place & 1 == 1) }
    }
    // The last block, its type 01 with the lower bit first, and the literal 0.
    bits += [true, true, false]
    code(0b0011_0000, 8)
    for _ in 0..<16 {
      code(0b1100_0101, 8)
      code(0, 5)
    }
    let bytes = stride(from: 0, to: bits.count - 7, by: 8).map { start in
      (0..<8).reduce(UInt8(0)) { $0 | (bits[start + $1] ? 1 << $1 : 0) }
    }
    let start: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3] + bytes[..<2]
    let period = Array(bytes[2..<15])
    let block = Array(repeatElement(period, count: 1000).joined())
    let periods = count / (258 * 8)
    return [.send(start), .times(periods / 1000, block), .times(periods % 1000, period)]
  }
}
