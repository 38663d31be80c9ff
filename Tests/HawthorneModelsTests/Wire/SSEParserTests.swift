import HawthorneCore
import Testing

@testable import HawthorneModels

struct SSEParserTests {
  private func events(_ text: String, pieces: Int = .max) -> [String] {
    var parser = SSEParser()
    var events: [SSEParser.Event] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      events += parser.feed(rest.prefix(pieces))
      rest = rest.dropFirst(pieces)
    }
    if let last = parser.finish() { events.append(last) }
    return events.map { "\($0.name.map { $0 + "=" } ?? "")\(String(decoding: $0.data, as: UTF8.self))" }
  }

  @Test("line ends, comments, names and several data lines", arguments: [1, 2, 3, 7, .max])
  func shapes(pieces: Int) {
    let text =
      "\u{FEFF}: hello\r\n\r\ndata: one\n\ndata:two\rdata: three\r\revent: error\r\ndata: {}\r\n\r\nid: 7\n\ndata\n\n"
    #expect(events(text, pieces: pieces) == ["one", "two\nthree", "error={}", ""])
  }

  @Test func endWithoutBlankLine() {
    #expect(events("data: [DONE]") == ["[DONE]"])
    #expect(events("data: a\n\ndata: b\n") == ["a", "b"])
    #expect(events("") == [])
    #expect(events("\n\n\n") == [])
  }

  @Test func keepsTextOfAnyPieces() {
    let text = "data: héllo 🧪\n\ndata: zwei\n\n"
    for pieces in 1...12 { #expect(events(text, pieces: pieces) == ["héllo 🧪", "zwei"]) }
  }

  /// Whatever the bytes and however they are cut, the same events come out, and no more bytes than went in.
  @Test func mutations() {
    var random = SplitMix(seed: 11)
    let seed = Array("event: x\ndata: {\"a\": 1}\n\n: c\r\ndata: y\r\rdata: [DONE]\n\n".utf8)
    for _ in 0..<3000 {
      var bytes = seed
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<3, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.insert([0x0A, 0x0D, 0x3A, 0x20, 0xFF].randomElement(using: &random) ?? 0, at: place)
        default: bytes.remove(at: place)
        }
      }
      var whole = SSEParser()
      let expected = whole.feed(bytes) + (whole.finish().map { [$0] } ?? [])
      var cut = SSEParser()
      var found: [SSEParser.Event] = []
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = Int.random(in: 1...5, using: &random)
        found += cut.feed(rest.prefix(count))
        rest = rest.dropFirst(count)
      }
      if let last = cut.finish() { found.append(last) }
      #expect(found == expected)
      #expect(expected.reduce(0) { $0 + $1.data.count } <= bytes.count)
    }
  }
}
