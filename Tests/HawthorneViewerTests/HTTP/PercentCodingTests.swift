import Testing

@testable import HawthorneViewer

struct PercentCodingTests {
  @Test(arguments: [
    "", "a", "a b&c=d/é?#%", "disguised/realistic", "\u{202E}<script>", "日本語 ‼", "..", "%2e%2e",
  ])
  func whatIsEncodedComesBack(text: String) {
    let encoded = PercentCoding.encoded(text)
    #expect(encoded.utf8.allSatisfy { (0x21..<0x7F).contains($0) && !"&=?#/\"'<>".utf8.contains($0) })
    #expect(PercentCoding.decoded(encoded, isForm: true) == text)
    #expect(PercentCoding.decoded(encoded, isForm: false) == text)
    #expect(PercentCoding.items("q=\(encoded)&\(encoded)=1")?.first == QueryItem(name: "q", value: text))
  }

  @Test(arguments: ["%", "%2", "%zz", "%00", "%1B", "%7F", "%FF", "%C3", "%ED%A0%80", "a%0", "%F5%80%80%80"])
  func whatIsNoEncodingIsRefused(text: String) {
    #expect(PercentCoding.decoded(text, isForm: true) == nil)
    #expect(PercentCoding.items("a=\(text)") == nil)
  }

  @Test func aPlusIsASpaceInFormsAlone() {
    #expect(PercentCoding.decoded("a+b", isForm: true) == "a b")
    #expect(PercentCoding.decoded("a+b", isForm: false) == "a+b")
  }

  @Test func itemsKeepTheirOrderAndAreNotEndless() {
    #expect(
      PercentCoding.items("b=1&a=2&b=3&&c") == [
        .init(name: "b", value: "1"), .init(name: "a", value: "2"), .init(name: "b", value: "3"),
        .init(name: "c", value: ""),
      ])
    #expect(PercentCoding.items(String(repeating: "a&", count: 200))?.count == 200)
    #expect(PercentCoding.items(String(repeating: "a&", count: 201)) == nil)
  }
}
