import Foundation
import HawthorneFormats
import Testing

struct CSVTests {
  private func fields(_ text: String, _ delimiter: Character = ",") throws -> [[String]] {
    try CSV.records(Data(text.utf8), delimiter: delimiter).map(\.fields)
  }

  /// Expected values are Python's `csv.reader` on the same text, blank lines left out.
  @Test func quotesBreaksAndEndsAsInRFC4180() throws {
    #expect(try fields("a,b\n1,2\n") == [["a", "b"], ["1", "2"]])
    #expect(try fields("a,b\r\n\r\n1,2") == [["a", "b"], ["1", "2"]])
    #expect(try fields("\"a,\"\"b\"\"\r\nc\",d\n") == [["a,\"b\"\r\nc", "d"]])
    #expect(try fields("a,,\n") == [["a", "", ""]])
    #expect(try fields(",\n") == [["", ""]])
    #expect(try fields("\"\"\n") == [])
    #expect(try fields("a b\"c,d\n") == [["a b\"c", "d"]])
    #expect(try fields("\u{FEFF}a;b\n", ";") == [["a", "b"]])
    #expect(try fields("") == [])
    #expect(try fields("a\rb") == [["a"], ["b"]])
  }

  @Test func recordsKnowTheirLine() throws {
    let records = try CSV.records(Data("h\n\"x\ny\"\n\nz\n".utf8))
    #expect(records.map(\.line) == [1, 2, 5])
  }

  @Test(arguments: [("a\n\"b", 2), ("\"a\"b\n", 1), ("a\n\"x\ny\"z", 3)])
  func mistakesAreNamedAtTheirLine(text: String, line: Int) throws {
    let error = try #require(throws: CSV.Malformed.self) { try CSV.records(Data(text.utf8)) }
    #expect(error.line == line)
    let notText = try #require(throws: CSV.Malformed.self) {
      try CSV.records(Data([0x61, 0x0A, 0xFF, 0x0A]))
    }
    #expect(notText.line == 2)
  }

  @Test func whateverIsWrittenIsReadBackAndDamageNeverCrashes() throws {
    var state: UInt64 = 11
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let alphabet = Array("ab,\"\n\r é\u{1F600};")
    for _ in 0..<2000 {
      let width = 2 + next(3)
      let rows = (0...next(4)).map { _ in
        (0..<width).map { _ in String((0..<next(6)).map { _ in alphabet[next(alphabet.count)] }) }
      }
      let text = rows.map { row in
        row.map { "\"\($0.replacingOccurrences(of: "\"", with: "\"\""))\"" }.joined(separator: ",") + "\n"
      }.joined()
      #expect(try fields(text) == rows)
      var bytes = [UInt8](text.utf8)
      for _ in 0...next(3) { bytes[next(bytes.count)] = UInt8(next(256)) }
      _ = try? CSV.records(Data(bytes))
    }
  }

  @Test func blanksBeforeAQuoteAreRefused() throws {
    #expect(throws: CSV.Malformed.self) { try CSV.records(Data("a, \"b, c\"\n".utf8)) }
    #expect(try CSV.records(Data("a, b\" c\n".utf8)).map(\.fields) == [["a", " b\" c"]])
  }
}
