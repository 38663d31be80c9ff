import Foundation
import HawthorneCore
import Testing

@testable import HawthorneFormats

struct CanonicalJSONTests {
  /// RFC 8785 Appendix B: IEEE 754 bits against the ECMAScript spelling.
  @Test(
    arguments: [
      (0x0000_0000_0000_0000, "0"), (0x8000_0000_0000_0000, "0"), (0x0000_0000_0000_0001, "5e-324"),
      (0x8000_0000_0000_0001, "-5e-324"), (0x7FEF_FFFF_FFFF_FFFF, "1.7976931348623157e+308"),
      (0x4340_0000_0000_0000, "9007199254740992"), (0x4430_0000_0000_0000, "295147905179352830000"),
      (0x44B5_2D02_C7E1_4AF5, "9.999999999999997e+22"), (0x44B5_2D02_C7E1_4AF6, "1e+23"),
      (0x44B5_2D02_C7E1_4AF7, "1.0000000000000001e+23"), (0x444B_1AE4_D6E2_EF4E, "999999999999999700000"),
      (0x444B_1AE4_D6E2_EF4F, "999999999999999900000"), (0x444B_1AE4_D6E2_EF50, "1e+21"),
      (0x3EB0_C6F7_A0B5_ED8C, "9.999999999999997e-7"), (0x3EB0_C6F7_A0B5_ED8D, "0.000001"),
      (0x41B3_DE43_5555_5553, "333333333.3333332"), (0x41B3_DE43_5555_5556, "333333333.3333334"),
      (0xBECB_F647_612F_3696, "-0.0000033333333333333333"), (0x4314_3FF3_C1CB_0959, "1424953923781206.2"),
    ] as [(UInt64, String)])
  func numbersAreSpelledAsTheStandardSays(bits: UInt64, spelling: String) throws {
    #expect(try CanonicalJSON.number(Double(bitPattern: bits)) == spelling)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func numbersWithoutASpellingAreRefused(value: Double) {
    #expect(throws: CanonicalJSON.NotFinite.self) { try CanonicalJSON.text(of: .number(value)) }
    #expect(throws: CanonicalJSON.NotFinite.self) { try CanonicalJSON.text(of: [value]) }
  }

  /// RFC 8785 §3.2.3: sorting by UTF-16 code units.
  @Test func membersAreSortedByCodeUnits() throws {
    let value: JSONValue = .object([
      "\u{20AC}": "Euro Sign", "\r": "Carriage Return", "\u{FB33}": "Hebrew Letter Dalet With Dagesh",
      "1": "One", "\u{1F600}": "Emoji: Grinning Face", "\u{80}": "Control",
      "\u{F6}": "Latin Small Letter O With Diaeresis",
    ])
    let text = try CanonicalJSON.text(of: value)
    let order = ["Carriage", "One", "Control", "Latin", "Euro", "Emoji", "Hebrew"]
    let places = try order.map { try #require(text.range(of: $0)).lowerBound }
    #expect(places == places.sorted())
  }

  @Test func textIsEscapedOnlyWhereItMustBe() throws {
    #expect(try CanonicalJSON.text(of: .string("a\"\\/\u{8}\n\u{1F}é€😀")) == #""a\"\\/\b\n\u001fé€😀""#)
  }

  @Test func indentedTextParsesToTheSameValue() throws {
    let value: JSONValue = ["a": [1, 2.5, nil, true], "b": .object([:]), "c": .array([]), "d": "x"]
    let text = try CanonicalJSON.text(of: value, indented: true)
    #expect(text.contains("\n  \"a\": [\n    1,"))
    #expect(try JSONText.parse(Data(text.utf8), origin: "test") == value)
  }

  @Test func wholeNumbersBeyondDoublesStayExact() throws {
    #expect(try CanonicalJSON.text(of: .integer(.max)) == "9223372036854775807")
    let read = try JSONText.parse(Data("9223372036854775807".utf8), origin: "test")
    #expect(read == .integer(.max))
  }

  @Test func randomValuesReadBack() throws {
    var bits: UInt64 = 1
    for _ in 0..<2000 {
      bits = bits &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let value = Double(bitPattern: bits)
      guard value.isFinite else { continue }
      #expect(Double(try CanonicalJSON.number(value)) == value)
    }
  }
}
