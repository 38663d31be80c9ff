import Testing

@testable import HawthorneModels

/// What is shown of others' words holds no secret, nor a part of one that a cut has left.
struct RedactorTests {
  private let redactor = Redactor([sentinelKey, "short-secret"])

  private func isClean(_ text: String) -> Bool { !text.contains("SENT") && !text.contains("abcdef") }

  @Test("a beginning that was cut off anywhere within a key")
  func beginnings() {
    for left in 0...sentinelKey.utf8.count {
      let padding = String(repeating: " ", count: 4800 - 1 - left)
      let said = redactor.excerpt(Array("x\(padding)\(sentinelKey) and more".utf8))
      #expect(said.hasPrefix("x"))
      #expect(isClean(said) && !said.contains("sk-"), "\(left): \(said)")
    }
    // What looks like the beginning of a key stays where nothing was cut off.
    #expect(redactor.excerpt(Array("ask for sk-".utf8)) == "ask for sk-")
  }

  @Test("an end that was cut off anywhere within a key")
  func endings() {
    for left in 0...sentinelKey.utf8.count {
      let said = redactor.ending(Array("\(sentinelKey.suffix(left)) it said".utf8), isCut: true)
      #expect(said.hasSuffix("it said"))
      #expect(isClean(said), "\(left): \(said)")
    }
    #expect(redactor.ending(Array("def it said".utf8)) == "def it said")
  }

  @Test("a key with something in it that a terminal does not show")
  func brokenUp() {
    for mark in ["\u{1B}", "\u{0}", "\u{200E}", "\u{202E}", "\u{7F}", "\u{1B}\u{8}"] {
      let key = sentinelKey.prefix(5) + mark + sentinelKey.dropFirst(5)
      #expect(redactor.excerpt(Array("You sent \(key).".utf8)) == "You sent [secret].")
      #expect(redactor.ending(Array("You sent \(key).".utf8)) == "You sent [secret].")
    }
  }
}
