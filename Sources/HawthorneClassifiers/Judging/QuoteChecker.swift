public import HawthorneCore
import HawthornePatterns

/// Holds a judge's quotes against the text that they are said to come from.
///
/// Both sides are folded first (`NormalizedText`: case, typographic quotes and dashes, full-width forms, runs of white
/// space, invisible characters, Markdown emphasis), and line breaks count as blanks.
public struct QuoteChecker: Sendable {
  /// What became of a quote.
  public struct Finding: Sendable, Hashable {
    public var status: QuoteStatus
    /// Where it stands: nil for `elsewhere`, `failed` and `missing`.
    public var block: String?
    /// UTF-8 offsets into the block.
    public var range: Range<Int>?
  }

  private struct Source {
    var name: String
    var text: NormalizedText
    var flat: [UInt8]
    var tokens: [EchoIndex.Token]

    init(_ name: String, _ original: String) {
      self.name = name
      text = NormalizedText(original)
      flat = text.bytes.map { $0 == 0x0A ? 0x20 : $0 }
      tokens = EchoIndex.tokens(of: text, in: 0..<text.count)
    }
  }

  /// A run of so many words is a fragment, however long the quote.
  static let fragment = 8
  /// A shorter run is none, however short the quote.
  static let shortestFragment = 4
  /// Words of a quote that are compared; a longer one is a copy, and found whole or in part by these.
  static let longest = 400
  /// A quote of fewer words and bytes says nothing.
  static let shortest = (words: 2, bytes: 12)

  private let blocks: [(name: String, text: String)]
  private let elsewhere: [String]

  /// - Parameters:
  ///   - blocks: the agent's text that was shown, by name.
  ///   - elsewhere: what the agent was shown: prompt and tool outputs.
  public init(blocks: [(name: String, text: String)], elsewhere: [String]) {
    self.blocks = blocks
    self.elsewhere = elsewhere
  }

  public func check(_ quote: String?) -> Finding {
    let folded = NormalizedText(quote ?? "")
    let bytes = Self.trimmed(folded.bytes.map { $0 == 0x0A ? 0x20 : $0 })
    guard !bytes.isEmpty else { return Finding(status: .missing) }
    let wanted = NormalizedText(String(decoding: bytes, as: UTF8.self))
    let words = EchoIndex.tokens(of: wanted, in: 0..<wanted.count)
    guard
      words.count >= Self.shortest.words
        || wanted.bytes.contains(where: { $0 >= 0x80 })
          && bytes.count >= Self.shortest.bytes
    else { return Finding(status: .failed) }
    let sources = blocks.map { Source($0.name, $0.text) }
    for source in sources {
      if let range = Self.place(of: bytes, in: source.flat) { return Self.found(.exact, range, source) }
    }
    let pieces = words.prefix(Self.longest).map(\.hash)
    for source in sources {
      if let range = Self.run(of: pieces, all: words.count, in: source) {
        return Self.found(.fragment, range, source)
      }
    }
    for source in sources {
      if let range = Self.near(pieces, all: words.count, in: source) {
        return Self.found(.near, range, source)
      }
    }
    for text in elsewhere {
      let source = Source("", text)
      if Self.place(of: bytes, in: source.flat) != nil
        || Self.run(of: pieces, all: words.count, in: source) != nil
      {
        return Finding(status: .elsewhere)
      }
    }
    return Finding(status: .failed)
  }

  private static func found(_ status: QuoteStatus, _ range: Range<Int>, _ source: Source) -> Finding {
    Finding(status: status, block: source.name, range: source.text.originalRange(range))
  }

  /// Without the quotation marks, dots and blanks that a judge puts around a quote.
  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    let around: Set<UInt8> = [0x20, 0x22, 0x27, 0x2E]
    return Array(bytes.drop { around.contains($0) }.reversed().drop { around.contains($0) }.reversed())
  }

  /// Where the bytes stand whole, not within a longer word.
  private static func place(of needle: [UInt8], in hay: [UInt8]) -> Range<Int>? {
    guard let first = needle.first, let last = needle.last, hay.count >= needle.count else { return nil }
    return hay.withUnsafeBufferPointer { hay in
      needle.withUnsafeBufferPointer { needle in
        for start in 0...(hay.count - needle.count) where hay[start] == first {
          let end = start + needle.count
          guard UnsafeBufferPointer(rebasing: hay[start..<end]).elementsEqual(needle) else { continue }
          if start > 0, isWord(first), isWord(hay[start - 1]) { continue }
          if end < hay.count, isWord(last), isWord(hay[end]) { continue }
          return start..<end
        }
        return nil
      }
    }
  }

  /// ASCII alone: scripts without blanks have no such ends.
  private static func isWord(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte)
  }

  /// The longest run of the quote's words that stands in the text, if it is long enough.
  private static func run(of words: [UInt64], all count: Int, in source: Source) -> Range<Int>? {
    let text = source.tokens
    guard !words.isEmpty, !text.isEmpty else { return nil }
    var best = (length: 0, end: 0)
    // before[j]: the length of the run that ends at the quote's word j and the text's previous word.
    var before = [Int](repeating: 0, count: words.count + 1)
    var now = before
    for (index, token) in text.enumerated() {
      for j in 1...words.count {
        now[j] = words[j - 1] == token.hash ? before[j - 1] + 1 : 0
        if now[j] > best.length { best = (now[j], index) }
      }
      swap(&before, &now)
    }
    guard best.length >= shortestFragment, best.length >= fragment || 5 * best.length >= 3 * count else {
      return nil
    }
    return text[best.end - best.length + 1].range.lowerBound..<text[best.end].range.upperBound
  }

  /// The stretch of the text nearest to the quote by words inserted, left out or changed, if at most one in five is.
  private static func near(_ words: [UInt64], all count: Int, in source: Source) -> Range<Int>? {
    let text = source.tokens
    let allowed = words.count / 5
    guard words.count == count, allowed > 0, !text.isEmpty else { return nil }
    // A stretch may begin anywhere: row 0 costs nothing. `start` is where the best one of each cell began.
    var costs = Array(0...words.count)
    var starts = [Int](repeating: 0, count: words.count + 1)
    var best = (cost: allowed + 1, start: 0, end: 0)
    for (index, token) in text.enumerated() {
      var corner = (cost: costs[0], start: index)
      starts[0] = index + 1
      for j in 1...words.count {
        let old = (cost: costs[j], start: starts[j])
        let change = corner.cost + (words[j - 1] == token.hash ? 0 : 1)
        if change <= old.cost + 1, change <= costs[j - 1] + 1 {
          (costs[j], starts[j]) = (change, corner.start)
        } else if old.cost <= costs[j - 1] {
          (costs[j], starts[j]) = (old.cost + 1, old.start)
        } else {
          (costs[j], starts[j]) = (costs[j - 1] + 1, starts[j - 1])
        }
        corner = old
      }
      let cost = costs[words.count]
      if cost < best.cost { best = (cost, starts[words.count], index) }
    }
    guard best.cost <= allowed, best.start <= best.end else { return nil }
    return text[best.start].range.lowerBound..<text[best.end].range.upperBound
  }
}
