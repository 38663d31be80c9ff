import Foundation
import HawthorneCore
import HawthorneFormats
import Testing

struct HashingTests {
  /// FIPS 180-4 examples.
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
  ])
  func textsHashAsPublished(text: String, hex: String) {
    #expect(ContentHash(of: text).hex == hex)
  }

  @Test func partsDoNotRunTogether() {
    func hash(_ parts: [String]) -> ContentHash {
      var hash = IncrementalHash()
      for part in parts { hash.update(part: part) }
      return hash.finish()
    }
    #expect(hash(["ab", "c"]) != hash(["a", "bc"]))
    #expect(hash(["ab", "c"]) == hash(["ab", "c"]))
  }

  @Test func canonicalHashIgnoresMemberOrder() throws {
    #expect(
      try ContentHash(canonical: ["a": 1, "b": 2] as JSONValue)
        == ContentHash(canonical: ["b": 2, "a": 1] as JSONValue))
  }

  @Test(arguments: EmbeddedFile.allCases)
  func everyEmbeddedFileIsThere(file: EmbeddedFile) {
    #expect(!file.bytes.isEmpty)
  }
}
