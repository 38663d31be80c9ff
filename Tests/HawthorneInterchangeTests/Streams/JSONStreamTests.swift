import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

@testable import HawthorneInterchange

struct JSONStreamTests {
  private static func stream(_ text: String, buffer: Int = 7) -> JSONStream {
    JSONStream(DataSource(Data(text.utf8)), bufferSize: buffer)
  }

  @Test(arguments: [1, 2, 3, 7, 64, 4096])
  func takesWhatTheParserReads(buffer: Int) throws {
    let text = #"{"a":[1,-2.5e3,true,false,null],"b":{"c":"q\"\\\u00e9 }]"},"ü":"","d":[]}"#
    let stream = Self.stream(" \n" + text + " ", buffer: buffer)
    #expect(try stream.value(limit: 1000) == (try JSONText.parse(Data(text.utf8), origin: "it")))
    try stream.finish()
  }

  @Test func membersAreTakenOrPassedOver() throws {
    let stream = Self.stream(#"{"skip":{"deep":[[["]}"]]]},"take":"x","list":[1,{"a":2},"z"]}"#)
    var seen: [String] = []
    var items: [JSONValue] = []
    try stream.forEachMember { key in
      seen.append(key)
      switch key {
      case "take": #expect(try stream.value(limit: 10) == "x")
      case "list": try stream.forEachItem { _ in items.append(try stream.value(limit: 20)) }
      default: try stream.skip()
      }
    }
    try stream.finish()
    #expect(seen == ["skip", "take", "list"])
    #expect(items == [1, ["a": 2], "z"])
  }

  /// Python writes them; JSON has no word for them.
  @Test func numbersThatAreNoneBecomeNull() throws {
    let value = try Self.stream(#"[NaN, Infinity, -Infinity, "NaN", 1]"#).value(limit: 100)
    #expect(value == [.null, .null, .null, "NaN", 1])
  }

  /// Python writes them, too, where a text was cut in the middle of a character.
  @Test func halvesOfSurrogatePairsAreReplacedAndCounted() throws {
    let stream = Self.stream(#"{"k\udc00": ["a\ud83d", "\ud83d\ude00"], "skipped": "\ud83d"}"#)
    try stream.forEachMember { key in
      if key == "skipped" { return try stream.skip() }
      #expect(key == "k\u{FFFD}")
      #expect(try stream.value(limit: 100) == ["a\u{FFFD}", "😀"])
    }
    #expect(stream.replaced == 2)
  }

  @Test func whatIsNoValueIsSaidToBeWhat() throws {
    let error = #expect(throws: JSONStream.Malformed.self) {
      try Self.stream(" [1, 1e400]").value(limit: 100)
    }
    #expect(error == .init(offset: 0, detail: "the number 1e400 is too large for a 64-bit float"))
  }

  @Test func limitsHold() throws {
    let text = "[\"" + String(repeating: "x", count: 100) + "\"]"
    #expect(try Self.stream(text).take(limit: 104).count == 104)
    #expect(throws: JSONStream.Malformed.self) { try Self.stream(text).take(limit: 103) }
    do {
      _ = try Self.stream(text).take(limit: 10)
    } catch let error as JSONStream.Malformed {
      #expect(error.isTooLong)
    }
    let deep = String(repeating: "[", count: 600) + String(repeating: "]", count: 600)
    #expect(throws: JSONStream.Malformed.self) { try Self.stream(deep).skip() }
  }

  @Test(arguments: [
    "", "{", "[1,", "[1\n2]", #"{"a""#, #"{"a":}"#, "[1 2]", #"{"a":1 "b":2}"#, "nope", "[}", #""abc"#,
    "[tru]",
    #"{"a":[1,}]"#,
  ])
  func whatIsNoJSONIsRefused(text: String) {
    #expect(throws: JSONStream.Malformed.self) {
      let stream = Self.stream(text)
      _ = try stream.value(limit: 1000)
      try stream.finish()
    }
  }

  @Test func byteOrderMarksArePassedOver() throws {
    #expect(try JSONStream(DataSource(Data([0xEF, 0xBB, 0xBF, 0x31]))).value(limit: 5) == 1)
  }

  /// What the stream takes whole, the parser must judge as it judges the bytes themselves, but for what Python adds.
  @Test func mutationsAgreeWithTheParser() throws {
    let whole = try Fixture.bytes("inspect.json")
    var random = Seeded(3)
    var good = 0
    for _ in 0..<400 {
      let bytes = whole.mutated(&random)
      let streamed = try? {
        let stream = JSONStream(DataSource(bytes), bufferSize: 101)
        let value = try stream.value(limit: 1 << 20)
        try stream.finish()
        return value
      }()
      let parsed = try? JSONText.parse(bytes, origin: "it")
      if let parsed {
        #expect(streamed == parsed)
        good += 1
      }
    }
    #expect(good > 10)
  }
}
