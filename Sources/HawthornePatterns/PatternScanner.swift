import Synchronization

/// Finds every match of many patterns in a text.
///
/// One pass looks for literals that the patterns' matches must hold; RE2 then runs a pattern only over the pieces of
/// text where all of its literals stood. What is found is exactly what each pattern finds by itself, from left to
/// right and without overlap. Linear in time; memory does not grow with the text.
public final class PatternScanner: Sendable {
  public let patterns: [Pattern]
  private let state: Mutex<State>

  private struct State {
    var filtering: Filtering?
    /// Bytes that every pattern read by itself so far.
    var read = 0
  }

  /// Filtering takes a while to prepare, which short texts are not worth: until so many bytes have come, each pattern is
  /// looked for by itself.
  private static let worth = 64 << 10

  /// - Parameter eager: prepares filtering at once.
  public init(_ patterns: [Pattern], eager: Bool = false) {
    self.patterns = patterns
    state = Mutex(State(filtering: eager ? Filtering(patterns) : nil))
  }

  /// Prepares filtering, for callers who know that much text is to come: patterns that no literal announces are then
  /// never looked for, and those that are known to compile never compiled.
  public func prepare() {
    state.withLock { state in
      if state.filtering == nil { state.filtering = Filtering(patterns) }
    }
  }

  /// Which literals announce which patterns.
  private struct Filtering: Sendable {
    /// Of patterns in ASCII, and of those that hold other scripts.
    let filters: [LiteralFilter]
    /// How many marks a match of each pattern can hold, and how many line breaks.
    let spans: [(marks: Int, lines: Int)]
    /// Patterns that no literal announces, looked for everywhere.
    let unannounced: [(numbers: [Int], set: PatternSet)]

    private static let patternsPerSet = 40

    init(_ patterns: [Pattern]) {
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
  }

  /// Matches that can hold more marks than this are looked for in the whole text once they are announced.
  private static let spanLimit = 8

  /// nil while filtering is not worth it.
  private func filtering(_ count: Int) -> Filtering? {
    state.withLock { state in
      if state.filtering == nil {
        state.read += count
        if state.read > Self.worth { state.filtering = Filtering(patterns) }
      }
      return state.filtering
    }
  }

  /// Calls the body with the matches of every pattern: those of one pattern from left to right, those of several in
  /// no order. False ends the matches of that pattern.
  public func forEachMatch(
    in bytes: UnsafeBufferPointer<UInt8>, _ body: (_ pattern: Int, _ match: Range<Int>) -> Bool
  ) {
    _ = scan(bytes, body)
  }

  /// The same; returns how many bytes announced patterns read, each by itself.
  func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, _ body: (_ pattern: Int, _ match: Range<Int>) -> Bool
  ) -> Int {
    guard let filtering = filtering(bytes.count) else {
      for (number, pattern) in patterns.enumerated() {
        pattern.forEachMatch(in: bytes, range: 0..<bytes.count) { body(number, $0) }
      }
      return patterns.count * bytes.count
    }
    var read = 0
    withUnsafeTemporaryAllocation(of: Search.self, capacity: patterns.count) { searches in
      searches.initialize(repeating: Search())
      for filter in filtering.filters {
        filter.run(over: bytes) { piece, number in
          guard searches[number].from < piece.upperBound else { return }
          search(number, filtering.spans[number], around: piece, in: bytes, &searches[number], body)
        }
      }
      read = searches.reduce(0) { $0 + $1.read }
    }
    for (numbers, set) in filtering.unannounced {
      for found in set.matching(in: bytes) {
        let number = numbers[found]
        patterns[number].forEachMatch(in: bytes, range: 0..<bytes.count) { body(number, $0) }
      }
    }
    return read
  }

  /// How far the search for a pattern has come.
  private struct Search {
    /// Where it goes on; every match that begins before has been found.
    var from = 0
    /// The end of the stretch that was searched last.
    var end = 0
    /// Where the first match from `from` on in that stretch begins; its end if there is none.
    var next = 0
    /// How many bytes the pattern has read.
    var read = 0
  }

  /// Finds the matches of a pattern that begin in a piece or in the stretches before that its span reaches.
  ///
  /// A stretch is read once however many of its pieces come: what lies ahead is remembered.
  private func search(
    _ number: Int, _ span: (marks: Int, lines: Int), around piece: Range<Int>,
    in bytes: UnsafeBufferPointer<UInt8>, _ search: inout Search,
    _ body: (Int, Range<Int>) -> Bool
  ) {
    let (marks, count): (ASCIISet, Int)
    if span.marks <= Self.spanLimit {
      (marks, count) = (LiteralFilter.marks, span.marks)
    } else if span.lines <= Self.spanLimit {
      (marks, count) = (LiteralFilter.lines, span.lines)
    } else {
      search.from = Int.max
      search.read += bytes.count
      patterns[number].forEachMatch(in: bytes, range: 0..<bytes.count) { body(number, $0) }
      return
    }
    // With no mark inside a match the piece's stretch is the one that was searched, if it was.
    let end =
      count == 0 && piece.upperBound <= search.end
      ? search.end : Self.end(of: piece, count, marks, bytes)
    if end > search.end {
      search.from = Self.start(of: piece, count, marks, bytes, noEarlierThan: search.from)
      search.end = end
      search.next = search.from
    }
    while search.next < piece.upperBound {
      search.from = max(search.from, search.next)
      let found = patterns[number].firstMatch(in: bytes, range: search.from..<end)
      search.read += (found?.upperBound ?? end) - search.from
      guard let match = found else {
        search.next = end
        break
      }
      search.next = match.lowerBound
      guard match.lowerBound < piece.upperBound else { break }
      guard body(number, match) else {
        search.from = Int.max
        return
      }
      search.from = match.isEmpty ? match.upperBound + 1 : match.upperBound
      search.next = search.from
    }
    search.from = max(search.from, piece.upperBound)
  }

  /// Where the stretch that a piece lies in begins, and `count` stretches before it.
  private static func start(
    of piece: Range<Int>, _ count: Int, _ marks: ASCIISet, _ bytes: UnsafeBufferPointer<UInt8>,
    noEarlierThan floor: Int
  ) -> Int {
    var start = piece.lowerBound
    for round in 0...count where start > floor {
      if round > 0 { start -= 1 }
      while start > floor, !marks.contains(bytes[start - 1]) { start -= 1 }
    }
    return max(start, floor)
  }

  /// Where the stretch that a piece lies in ends, and `count` stretches after it.
  private static func end(
    of piece: Range<Int>, _ count: Int, _ marks: ASCIISet, _ bytes: UnsafeBufferPointer<UInt8>
  ) -> Int {
    var end = piece.upperBound
    for round in 0...count where end < bytes.count {
      if round > 0 { end += 1 }
      while end < bytes.count, !marks.contains(bytes[end - 1]) { end += 1 }
    }
    return end
  }
}
