/// Finds every match of many patterns in a text.
///
/// One pass looks for literals that the patterns' matches must hold; RE2 then runs a pattern only over the pieces of
/// text where all of its literals stood. What is found is exactly what each pattern finds by itself, from left to
/// right and without overlap. Linear in time; memory does not grow with the text.
public final class PatternScanner: Sendable {
  public let patterns: [Pattern]
  /// Of patterns in ASCII, and of those that hold other scripts.
  private let filters: [LiteralFilter]
  /// How many marks a match of each pattern can hold, and how many line breaks.
  private let spans: [(marks: Int, lines: Int)]
  /// Patterns that no literal announces, looked for everywhere.
  private let unannounced: [(numbers: [Int], set: PatternSet)]

  /// Matches that can hold more marks than this are looked for in the whole text once they are announced.
  private static let spanLimit = 8
  private static let patternsPerSet = 40

  public init(_ patterns: [Pattern]) {
    self.patterns = patterns
    var spans: [(marks: Int, lines: Int)] = []
    var entries: [Bool: [(pattern: Int, rows: [[RequiredLiterals.OneOf]])]] = [:]
    var rest: [Int] = []
    for (number, pattern) in patterns.enumerated() {
      let isWide = pattern.source.utf8.contains { $0 >= 0x80 }
      let node = RegexReader.read(pattern.source)
      spans.append(
        (
          node?.most(of: LiteralFilter.marks) ?? Int.max,
          node?.most(of: LiteralFilter.lines) ?? Int.max
        ))
      let rows = node.map { RequiredLiterals($0, letters: Letters(isWide: isWide)).rows } ?? []
      if rows.isEmpty {
        rest.append(number)
      } else {
        entries[isWide, default: []].append((number, rows))
      }
    }
    self.spans = spans
    filters = [false, true].compactMap { isWide in
      entries[isWide].map { LiteralFilter($0, letters: Letters(isWide: isWide)) }
    }
    unannounced = stride(from: 0, to: rest.count, by: Self.patternsPerSet).map { start in
      let numbers = Array(rest[start..<min(start + Self.patternsPerSet, rest.count)])
      return (numbers, PatternSet(numbers.map { patterns[$0] }))
    }
  }

  /// Calls the body with the matches of every pattern: those of one pattern from left to right, those of several in
  /// no order. False ends the matches of that pattern.
  public func forEachMatch(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (_ pattern: Int, _ match: Range<Int>) -> Bool
  ) {
    // Where the search for each pattern goes on.
    var searches = [Search](repeating: Search(), count: patterns.count)
    for filter in filters {
      filter.run(over: bytes) { piece, number in
        guard searches[number].from < piece.upperBound else { return }
        search(number, around: piece, in: bytes, &searches[number], body)
      }
    }
    for (numbers, set) in unannounced {
      for found in set.matching(in: bytes) {
        let number = numbers[found]
        patterns[number].forEachMatch(in: bytes, range: 0..<bytes.count) { body(number, $0) }
      }
    }
  }

  /// How far the search for a pattern has come.
  private struct Search {
    var from = 0
    /// Nothing that begins after `from` ends before this.
    var cleared = 0
  }

  /// Finds the matches of a pattern that begin in a piece or in the pieces before that its span reaches.
  private func search(
    _ number: Int, around piece: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, _ search: inout Search,
    _ body: (Int, Range<Int>) -> Bool
  ) {
    let span = spans[number]
    let window: Range<Int>
    if span.marks == 0 {
      window = piece
    } else if span.marks <= Self.spanLimit {
      window = Self.widened(piece, by: span.marks, LiteralFilter.marks, bytes)
    } else if span.lines <= Self.spanLimit {
      window = Self.widened(piece, by: span.lines, LiteralFilter.lines, bytes)
    } else {
      search.from = Int.max
      patterns[number].forEachMatch(in: bytes, range: 0..<bytes.count) { body(number, $0) }
      return
    }
    search.from = max(search.from, window.lowerBound)
    while search.from < piece.upperBound, search.cleared < window.upperBound {
      guard let match = patterns[number].firstMatch(in: bytes, range: search.from..<window.upperBound) else {
        search.cleared = window.upperBound
        break
      }
      guard match.lowerBound < piece.upperBound else { break }
      guard body(number, match) else {
        search.from = Int.max
        return
      }
      search.from = match.isEmpty ? match.upperBound + 1 : match.upperBound
    }
    search.from = max(search.from, piece.upperBound)
  }

  /// A piece to the ends of the stretch between marks that it lies in, and `count` stretches more on either side.
  private static func widened(
    _ piece: Range<Int>, by count: Int, _ marks: ASCIISet, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Range<Int> {
    var start = piece.lowerBound
    while start > 0, !marks.contains(bytes[start - 1]) { start -= 1 }
    for _ in 0..<count where start > 0 {
      start -= 1
      while start > 0, !marks.contains(bytes[start - 1]) { start -= 1 }
    }
    var end = piece.upperBound
    while end < bytes.count, !marks.contains(bytes[end - 1]) { end += 1 }
    for _ in 0..<count where end < bytes.count {
      end += 1
      while end < bytes.count, !marks.contains(bytes[end - 1]) { end += 1 }
    }
    return start..<end
  }

  public func candidates(in bytes: UnsafeBufferPointer<UInt8>, _ body: (Int) -> Void) -> Int {
    var count = 0
    var last = -1
    for filter in filters {
      filter.run(over: bytes) { piece, number in
        if piece.lowerBound != last { count += 1; last = piece.lowerBound }
        body(number)
      }
    }
    return count
  }

  /// What the filter makes of the patterns, for tests and for people who tune it.
  public var summary: (announced: Int, unannounced: [String], states: Int, words: Int) {
    (
      filters.map(\.entries.count).reduce(0, +),
      unannounced.flatMap { $0.set.patterns.map(\.source) },
      filters.map(\.stateCount).reduce(0, +), filters.map(\.wordCount).reduce(0, +)
    )
  }
}
