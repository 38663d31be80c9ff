import Testing

@testable import HawthornePatterns

@Suite struct PatternTests {
  @Test func matchesAndGivesPositions() throws {
    let pattern = try Pattern("te(s|x)t")
    var text = "a test, a text"
    var found: [Range<Int>] = []
    text.withUTF8 { bytes in
      pattern.forEachMatch(in: bytes, range: 0..<bytes.count) {
        found.append($0)
        return true
      }
    }
    #expect(found == [2..<6, 10..<14])
    #expect(pattern.matches("untested"))
    #expect(!pattern.matches("tent"))
  }

  @Test func aBadPatternSaysWhy() {
    #expect(throws: PatternError.self) { try Pattern("(open") }
    do {
      _ = try Pattern("a**[")
      Issue.record("compiled")
    } catch {
      #expect(!error.message.isEmpty)
      #expect(error.pattern == "a**[")
      #expect(error.description.contains("/a**[/"))
    }
  }

  @Test func lookAroundAndBackReferencesAreRefused() {
    for source in ["(?=a)b", "(?<!a)b", #"(a)\1"#] {
      #expect(throws: PatternError.self) { try Pattern(source) }
    }
  }

  @Test func aRangeLimitsTheMatchButNotItsContext() throws {
    let pattern = try Pattern(#"\btest"#)
    var text = "attest test"
    text.withUTF8 { bytes in
      #expect(pattern.firstMatch(in: bytes, range: 2..<bytes.count) == 7..<11)
      #expect(pattern.firstMatch(in: bytes, range: 2..<6) == nil)
      #expect(pattern.firstMatch(in: bytes, range: 0..<(bytes.count + 1)) == nil)
    }
  }

  @Test func emptyMatchesMoveOn() throws {
    let pattern = try Pattern("x*")
    var text = "axb"
    var count = 0
    text.withUTF8 { bytes in
      pattern.forEachMatch(in: bytes, range: 0..<bytes.count) { _ in
        count += 1
        return count < 100
      }
    }
    #expect(count == 4)
  }

  @Test func aSetNamesThePatternsThatMatch() throws {
    let set = PatternSet(try ["alpha", "beta", #"gam+a\b"#].map { try Pattern($0) })
    var text = "beta and gammma"
    text.withUTF8 { #expect(set.matching(in: $0) == [1, 2]) }
    var none = ""
    none.withUTF8 { #expect(set.matching(in: $0).isEmpty) }
  }

  @Test func anEmptySetMatchesNothing() {
    var text = "anything"
    text.withUTF8 { #expect(PatternSet([]).matching(in: $0).isEmpty) }
  }

  @Test func concurrentUseGivesTheSameAnswer() async throws {
    let set = PatternSet(try (0..<40).map { try Pattern("word\($0)[a-z]{0,20}end") })
    let text = (0..<40).map { "word\($0)abcend " }.joined()
    await withTaskGroup(of: [Int].self) { group in
      for _ in 0..<16 {
        group.addTask {
          var text = text
          return text.withUTF8 { set.matching(in: $0) }
        }
      }
      for await result in group { #expect(result == Array(0..<40)) }
    }
  }
}
