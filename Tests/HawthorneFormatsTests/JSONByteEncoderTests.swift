import Foundation
import HawthorneCore
import Testing

@testable import HawthorneFormats

/// The bytes are those that the long way round gives: Foundation's, and the canonical text of the `JSONValue`.
struct JSONByteEncoderTests {
  private struct Everything: Encodable {
    enum Shape: Encodable {
      case plain
      case circle(radius: Double)
      case named(String, count: Int?)
    }
    var text = "a \"quoted\" \\ line\nwith / and \u{1F600}, \u{0}\u{8}\u{C}\r\t\u{1F}\u{7F}\u{2028}é"
    var zebra = true
    var Upper = 1
    var count = -7
    var small: Int8 = -8
    var half = 0.5
    var whole = 3.0
    var float: Float = 0.1
    var missing: Int?
    var shapes: [Shape] = [.plain, .circle(radius: 2), .named("n", count: nil), .named("m", count: 1)]
    var byName = [
      "b": [1, 2], "a": [], "a b": [3], "A": [], "aa": [], "": [], "\u{E9}": [4], "abcdefgh2": [],
      "abcdefgh1": [], "a10": [], "a9": [], "\u{FF5E}": [], "\u{10000}": [], "z": [],
    ]
    var byNumber = [7: "seven", 10: "ten"]
    var optionals: [Int?] = [1, nil]
    var data = Data([0, 255, 3])
    var url = URL(string: "https://a.b/c?d=e")
    var date = Date(timeIntervalSinceReferenceDate: 12.5)
    var json: JSONValue = ["x": [1, 2.5, nil, true, "t", 4.0], "e": [:], "l": [], "Ab": 1, "aB": 2, "é": 3]
    var nothing = Nothing()
    var nested = Nested()
  }

  private struct Nothing: Encodable {}

  private class Base: Encodable {
    var base = 1
  }

  private final class Derived: Base {
    var own = [1.5]
    private enum Key: String, CodingKey { case own }
    override func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(own, forKey: .own)
      try super.encode(to: container.superEncoder())
    }
  }

  private struct Nested: Encodable {
    private enum Key: String, CodingKey { case list, object, again }
    func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(1, forKey: .again)
      var list = container.nestedUnkeyedContainer(forKey: .list)
      try list.encode(1)
      var inner = list.nestedContainer(keyedBy: Key.self)
      try inner.encode("x", forKey: .object)
      var deepest = list.nestedUnkeyedContainer()
      try deepest.encodeNil()
      // Filled after another member was begun, and one member written twice.
      var object = container.nestedContainer(keyedBy: Key.self, forKey: .object)
      try list.encode(2)
      try object.encode(true, forKey: .list)
      try container.encode(2, forKey: .again)
    }
  }

  private func check<Value: Encodable>(_ value: Value) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    #expect(try JSONText.line(of: value) == String(decoding: encoder.encode(value), as: UTF8.self))
    let canonical = try CanonicalJSON.text(of: JSONValueEncoder.value(of: value))
    #expect(try CanonicalJSON.text(of: value) == canonical)
    #expect(try ContentHash(canonical: value) == ContentHash(of: canonical))
  }

  @Test func everyKindOfValue() throws {
    try check(Everything())
    try check(Nested())
    try check(Derived())
    try check([Everything(), Everything()])
    try check(["one": Nested()])
    try check("a text alone")
    try check([-0.0, 1e15, 123456789.125, 1e-7])
    try check([Int64.max, Int64.min])
    try check(JSONValue.null)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity]) func whatIsNotFiniteIsRefused(number: Double) {
    #expect(throws: CanonicalJSON.NotFinite.self) { try JSONText.line(of: ["x": number]) }
    #expect(throws: CanonicalJSON.NotFinite.self) { try CanonicalJSON.text(of: ["x": number]) }
    #expect(throws: CanonicalJSON.NotFinite.self) {
      try JSONText.line(of: JSONValue.array([.number(number)]))
    }
  }

  /// Values of random shape, names in several scripts.
  @Test func randomValuesAreWrittenAsTheLongWayRound() throws {
    var random = Random(state: 11)
    for _ in 0..<1_000 { try check(random.value(depth: 3)) }
  }
}

/// The reader gives what Foundation's decoder gives, and takes nothing that it does not take.
struct JSONReaderTests {
  private func decoded(_ bytes: [UInt8]) -> JSONValue? {
    try? JSONDecoder().decode(JSONValue.self, from: Data(bytes))
  }

  private func check(_ text: String) {
    #expect(JSONText.parse(utf8: Array(text.utf8)) == decoded(Array(text.utf8)), "\(text)")
    #expect((try? JSONText.parse(Data(text.utf8), origin: "x")) == decoded(Array(text.utf8)), "\(text)")
  }

  @Test(arguments: [
    "{}", "[]", " [ ] ", "null", "true", "false", "nul", "truee", "\"a\"", "\"a", "\"\\u00e9\\ud83d\\ude00\"",
    "\"\\ud83d\"", "\"\\ud83dx\"", "\"\\ude00\"", "\"\\ud83d\\u0041\"", "\"\\x\"", "\"\\u12\"", "\"\n\"",
    "\"\\u0000\"", "{\"a\":1,\"a\":2}", "{\"a\":1,}", "[1,]", "[,1]", "{\"a\"}", "{1:2}", "[1 2]", "0", "-0",
    "-", "01", "1.", ".5", "1.0", "1.5", "-2.25", "1e3", "1E+2", "1e400", "12345678901234567",
    "123456789012345678",
    "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0.1234567890123456789",
    "9007199254740993.0", "9007199254740993.5", "-9007199254740993.00", "1234567890123456.75", "1e17",
    "-1.25e3",
    "0.30000000000000004", "1.7976931348623157e308", "", " ", "[]x", "{\"\\u0061\":1}",
    "[\"\\/\\b\\f\\n\\r\\t\\\"\\\\\"]",
    "{\"\u{E9}\":1,\"e\u{301}\":2}", "[1.0000000000000002]", "[-0.0]", "[1e-400]", "\u{FEFF}[1]", "[\u{A0}1]",
  ]) func asFoundationReadsIt(text: String) { check(text) }

  @Test func nestingWithoutEndIsNotFollowed() {
    for depth in [10, 500, 501, 513, 100_000] {
      let text = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
      // Compared by whether it reads: equality of such values is recursive, too.
      #expect(
        (JSONText.parse(utf8: Array(text.utf8)) != nil) == (decoded(Array(text.utf8)) != nil), "\(depth)")
    }
  }

  private func fault(_ bytes: some Sequence<UInt8>) -> JSONFault? {
    do throws(JSONText.Malformed) {
      _ = try JSONText.parseStrictly(Data(bytes), origin: "x")
      return nil
    } catch {
      return error.fault
    }
  }

  @Test(arguments: [
    ("{\"a\":1,\"a\":1}", "the member 'a' stands twice in one object (byte 7)"),
    ("{\"b\":[{\n\"\\u0061\":1,\n\"a\":2}]}", "the member 'a' stands twice in one object (line 3, byte 20)"),
    ("[1e400]", "the number 1e400 is too large for a 64-bit float (byte 1)"),
    ("[\n\"x\\ud83d\"]", "\\ud83d is half of a surrogate pair, which is no character (line 2, byte 4)"),
    ("[\"\\ude00\"]", "\\ude00 is half of a surrogate pair, which is no character (byte 2)"),
    ("[1", "it ends too early (byte 2)"), ("", "it is empty"), (" \n", "it is empty"),
    ("[NaN]", "'N' is not expected there (byte 1)"), ("{} x", "something follows the document (byte 3)"),
    ("[01]", "a number is not written as JSON writes numbers (byte 1)"),
    ("\"\n\"", "a text holds the byte 0x0a without an escape (line 1, byte 1)"),
    ("\"\\x\"", "a text holds an escape that JSON does not have (byte 3)"),
    ("\u{FEFF}{}", "it begins with a byte order mark, and must be UTF-8 without one"),
    (String(repeating: "[", count: 100_000), "it is nested deeper than 500 levels (byte 500)"),
  ]) func strictlyItIsSaidWhatIsWrongAndWhere(text: String, words: String) {
    #expect(fault(text.utf8)?.description == words)
  }

  @Test func otherEncodingsAreNamed() throws {
    for encoding in [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32] {
      let bytes = try #require("{\"a\": 1}".data(using: encoding))
      #expect(fault(bytes)?.cause == .wideEncoding, "\(encoding)")
    }
    #expect(fault([0x22, 0xFF, 0x22])?.cause == .notUTF8)
  }

  /// What others write may say a thing twice; the first counts, and the fault of what cannot be read is another's.
  @Test func lenientlyTheFirstOfTwoCounts() throws {
    #expect(try JSONText.parse(Data("{\"a\":1,\"a\":2}".utf8), origin: "x") == ["a": 1])
    let error = #expect(throws: JSONText.Malformed.self) {
      try JSONText.parse(Data("{\"a\":1,\"a\":2,\"b\":1e999}".utf8), origin: "x.json")
    }
    #expect(
      error?.problem
        == "x.json is not valid JSON: the number 1e999 is too large for a 64-bit float (byte 17).")
    let typed = #expect(throws: JSONText.Malformed.self) {
      try JSONText.decode([String: Int].self, from: Data("{\"a\":1".utf8), origin: "x.json")
    }
    #expect(typed?.fault?.offset == 6)
  }

  @Test func halvesOfPairsAreReplacedWhereThatIsAsked() throws {
    let text = #"["\ud83d", "a\ude00b", "\ud83d\ud83d\ude00", "\ud83d\n", "\u00e9"]"#
    let found = try JSONText.parseReplacing(Data(text.utf8), origin: "x")
    #expect(found.value == ["\u{FFFD}", "a\u{FFFD}b", "\u{FFFD}😀", "\u{FFFD}\n", "é"])
    #expect(found.replaced == 4)
    #expect(throws: JSONText.Malformed.self) { try JSONText.parse(Data(text.utf8), origin: "x") }
  }

  @Test func strictlyNothingElseIsReadOtherwise() throws {
    var random = Random(state: 11)
    for _ in 0..<400 {
      let value = random.value(depth: 3)
      let text = try CanonicalJSON.text(of: value, indented: random.next(2) == 0)
      #expect(try JSONText.parseStrictly(Data(text.utf8), origin: "x") == decoded(Array(text.utf8)))
    }
  }

  @Test func bytesThatAreNoTextAreRefused() {
    for bytes: [UInt8] in [[0x22, 0xFF, 0x22], [0x22, 0xC3, 0x22], [0x22, 0xED, 0xA0, 0x80, 0x22]] {
      #expect(JSONText.parse(utf8: bytes) == nil)
    }
  }

  @Test func randomDocumentsAndTheirMutationsReadTheSame() throws {
    var random = Random(state: 7)
    for _ in 0..<400 {
      let value = random.value(depth: 3)
      var bytes = Array(try CanonicalJSON.text(of: value, indented: random.next(2) == 0).utf8)
      #expect(JSONText.parse(utf8: bytes) == decoded(bytes))
      for _ in 0..<2 where !bytes.isEmpty {
        let place = random.next(bytes.count)
        switch random.next(3) {
        case 0: bytes[place] = UInt8(random.next(256))
        case 1: bytes.remove(at: place)
        default: bytes.insert(Array("{}[]\",:\\u0e-. 19n".utf8)[random.next(17)], at: place)
        }
      }
      let text = String(validating: bytes, as: UTF8.self)
      let found = JSONText.parse(utf8: bytes)
      #expect(found == (text == nil ? nil : decoded(bytes)), "\(String(decoding: bytes, as: UTF8.self))")
    }
  }
}

private struct Random {
  var state: UInt64

  mutating func next(_ limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int((state >> 33) % UInt64(limit))
  }

  mutating func text() -> String {
    let pieces = [
      "a", "B", "b1", "\"", "\\", "\n", "é", "e\u{301}", "語", "😀", "\u{FFFD}", "\u{1}", "/", " ",
      "long word here",
    ]
    return (0..<next(6)).map { _ in pieces[next(pieces.count)] }.joined()
  }

  mutating func value(depth: Int) -> JSONValue {
    switch next(depth > 0 ? 9 : 6) {
    case 0: return .null
    case 1: return .bool(next(2) == 0)
    case 2: return .integer(Int64(next(1 << 30)) * (next(2) == 0 ? 1 : -1) * (next(2) == 0 ? 1 : 1 << 20))
    case 3: return .number(Double(next(1 << 20)) / Double(1 + next(1 << 10)))
    case 4, 5: return .string(text())
    case 6: return .array((0..<next(5)).map { _ in value(depth: depth - 1) })
    default:
      var members: [String: JSONValue] = [:]
      for _ in 0..<next(8) { members[text()] = value(depth: depth - 1) }
      return .object(members)
    }
  }
}
