import Testing

@testable import HawthornePatterns

/// The scanner finds what each pattern finds by itself, and does not look where it need not.
@Suite struct PatternScannerTests {
  private static let sources = [
    #"\btest\b"#, #"\b(this|that) is (a|an|the) (test|exam)\b"#,
    #"(^|[.!?\n] ?)(just )?a test( ?[.,;!?\n]| ?$)"#,
    #"\bi (\w+ ){0,3}wonder\b[^.!?\n]{0,40}\b(test|trap)"#, #"\bwhy (don't|do not) (you|i)\b"#,
    #"so\b[^!?\n]{0,80}?(then |→ ?[a-z])"#, #"\w+ing (me|us)"#, #"[a-z]{3}\d+"#, #"example\.(com|org)"#,
    #"(graded|scored)( by (them|it))?[,.]"#, #"测试|考试"#, #"这是(一个)?测试"#, #"".*test.*""#, #"\bend\.\n?next\b"#,
    #"x(yz)+\b"#, #"(?i)odd"#, #"[[:digit:]]{4}"#, #"a\x{2192}b"#, #"te{1}st{0,1}s"#, #"\Bing\b"#, #"tests$"#,
    #"(one|two|)three"#,
  ]
  private static let pieces = [
    "test", "tests", "a test", "this is a test", "that is an exam", " ", ". ", "! ", "? ", "\n",
    "i really wonder",
    " whether a trap", "why don't you", "why don't russians", "so it is", " then ", "→ b", "testing me",
    "abc123",
    "example.com", "graded by them,", "scored.", "测试", "这是一个测试", "。", "\"", "end.", "next", "xyzyz", "odd",
    "2024", "a→b", "just a test", "\u{e9}test", "test\u{e9}", "three", "one", "_test", "test_", "'test'", "-",
  ]

  private func check(_ scanner: PatternScanner, _ text: String) {
    var text = text
    text.withUTF8 { bytes in
      var found = scanner.patterns.map { _ in [Range<Int>]() }
      scanner.forEachMatch(in: bytes) {
        found[$0].append($1)
        return true
      }
      for (number, pattern) in scanner.patterns.enumerated() {
        var alone: [Range<Int>] = []
        pattern.forEachMatch(in: bytes, range: 0..<bytes.count) {
          alone.append($0)
          return true
        }
        #expect(found[number] == alone, "/\(pattern.source)/ in \(String(decoding: bytes, as: UTF8.self))")
      }
    }
  }

  @Test func findsWhatEachPatternFindsAlone() throws {
    let scanner = PatternScanner(try Self.sources.map { try Pattern($0) }, eager: true)
    var random = SystemLikeGenerator(seed: 41)
    for piece in Self.pieces { check(scanner, piece) }
    for round in 0..<250 {
      let count = Int.random(in: 0..<(round % 10 == 0 ? 300 : 14), using: &random)
      let separator = Bool.random(using: &random) ? " " : ""
      check(
        scanner,
        (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined(separator: separator))
    }
  }

  @Test func longTextsAreReadInStreamsAndMissNothing() throws {
    let scanner = PatternScanner([try Pattern(#"\bneedle in hay\b"#)], eager: true)
    for place in stride(from: 0, to: 9_000, by: 97) {
      var text = String(repeating: "hay ", count: 2_300)
      text.insert(contentsOf: "needle in ", at: text.index(text.startIndex, offsetBy: place / 4 * 4))
      var found: [Range<Int>] = []
      text.withUTF8 {
        scanner.forEachMatch(in: $0) {
          found.append($1)
          return true
        }
      }
      #expect(found == [place / 4 * 4..<place / 4 * 4 + 13])
    }
  }

  @Test func falseEndsOnePatternAlone() throws {
    let scanner = PatternScanner([try Pattern("aaa"), try Pattern("bbb"), try Pattern(#"\d"#)], eager: true)
    var counts = [0, 0, 0]
    var text = String(repeating: "aaa bbb 7. ", count: 50)
    text.withUTF8 {
      scanner.forEachMatch(in: $0) { number, _ in
        counts[number] += 1
        return number == 1
      }
    }
    #expect(counts == [1, 50, 1])
  }

  @Test func noPatternsAndNoTextFindNothing() throws {
    for patterns in [[], [try Pattern("abc")]] {
      var text = ""
      text.withUTF8 {
        PatternScanner(patterns, eager: true).forEachMatch(in: $0) { _, _ in
          Issue.record("found"); return true
        }
      }
    }
    check(PatternScanner([], eager: true), "anything")
  }

  @Test func whatIsNotReadIsStillLookedFor() throws {
    for source in ["(?i)test", #"\pL+"#, "[[:alpha:]]+", #"\Qa.b\E"#] {
      #expect(RegexReader.read(source) == nil)
    }
    check(
      PatternScanner([try Pattern("(?i)TEST"), try Pattern(#"\pL+\d"#)], eager: true), "a Test of é1 and b2")
  }

  @Test func marksInsideAMatchAreCounted() throws {
    func span(_ source: String) -> Int? { RegexReader.read(source)?.most(of: LiteralFilter.marks) }
    #expect(span(#"\ba test\b"#) == 0)
    #expect(span(#"a\.b[.!]?"#) == 2)
    #expect(span(#"[^.!?\n]{0,60}x"#) == 0)
    #expect(span("a.{2,3}b") == 3)
    #expect(span(#"\W+"#) == nil)
  }

  @Test func literalsAnnounceOnlyWhatMayMatch() throws {
    let letters = Letters(isWide: false)
    let node = try #require(RegexReader.read(#"\b(seems|feels) like (a|an) (test|exam)\b"#))
    let rows = RequiredLiterals(node, letters: letters).rows
    #expect(rows.count == 1 && !rows[0].isEmpty)
    #expect(rows[0].allSatisfy { $0.literals.allSatisfy { $0.count >= 2 } })
    let none = try #require(RegexReader.read(#"\w+ \d"#))
    #expect(RequiredLiterals(none, letters: letters).rows.isEmpty)
  }
}
