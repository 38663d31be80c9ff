import FoundationEssentials
import Testing

@testable import HawthorneFormats

@Suite struct CSVWritingTests {
  @Test(arguments: [
    ("a", "a"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""), (" a", "\" a\""), ("", ""),
    ("=1+1", "'=1+1"), ("-x", "'-x"), ("@a,b", "\"'@a,b\""), ("\tx", "'\tx"), ("a=b", "a=b"),
  ])
  func textIsQuotedAndDisarmed(text: String, written: String) {
    #expect(CSV.line([.text(text), .plain("-1")]) == "\(written),-1\n")
  }

  @Test func whatIsWrittenIsReadBack() throws {
    var state: UInt64 = 5
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let alphabet = Array("ab,\"\n\r \té=-")
    for _ in 0..<500 {
      let rows = (0..<3).map { _ in
        (0..<3).map { _ in String((0..<random(6)).map { _ in alphabet[random(alphabet.count)] }) }
      }
      let text = rows.map { CSV.line([.plain("x")] + $0.map { CSV.Field.plain($0) }) }.joined()
      #expect(try CSV.records(Data(text.utf8)).map(\.fields) == rows.map { ["x"] + $0 })
    }
  }
}
