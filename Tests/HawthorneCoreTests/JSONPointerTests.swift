import HawthorneCore
import Testing

struct JSONPointerTests {
  /// The examples of RFC 6901, section 5.
  private static let document: JSONValue = [
    "foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\j": 5, "k\"l": 6, " ": 7,
    "m~n": 8,
  ]

  @Test(
    arguments: [
      ("/foo", ["bar", "baz"]), ("/foo/0", "bar"), ("/", 0), ("/a~1b", 1), ("/c%d", 2), ("/e^f", 3),
      ("/g|h", 4),
      ("/i\\j", 5), ("/k\"l", 6), ("/ ", 7), ("/m~0n", 8),
    ] as [(String, JSONValue)])
  func examplesOfTheRFC(pointer: String, value: JSONValue) {
    #expect(JSONPointer(pointer)?.value(in: Self.document) == value)
    #expect(JSONPointer("")?.value(in: Self.document) == Self.document)
  }

  @Test(arguments: ["foo", "/a~", "/a~2", "~1", "/~"]) func othersAreNone(pointer: String) {
    #expect(JSONPointer(pointer) == nil)
  }

  @Test(arguments: ["/foo/2", "/foo/00", "/foo/-", "/foo/bar", "/none", "/foo/0/x", "/foo/-1", "/foo/+1"])
  func placesThatAreNotThere(pointer: String) {
    #expect(JSONPointer(pointer)?.value(in: Self.document) == nil)
  }

  /// A mark that combines with the slash before it is the name's first character.
  @Test func namesMayBeginWithAMark() {
    let document: JSONValue = ["\u{301}x": ["b": 1]]
    #expect(JSONPointer("/\u{301}x/b")?.value(in: document) == 1)
    #expect(JSONPointer("/~1\u{301}")?.value(in: ["/\u{301}": 2]) == 2)
  }
}
