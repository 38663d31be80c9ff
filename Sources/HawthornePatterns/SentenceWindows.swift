/// Where the sentences of a folded text begin and end. Linear to build, logarithmic to ask.
///
/// A sentence ends at `.`, `!` or `?` before white space (not after an abbreviation, an initial, a list number,
/// or in an ellipsis), at a line break, and at the full stops of Chinese and Japanese.
public struct SentenceWindows: Sendable {
  /// The starts of the sentences, ascending; the first is 0.
  private let starts: [Int32]
  private let count: Int

  public init(_ text: NormalizedText) {
    var starts: [Int32] = [0]
    text.bytes.withUnsafeBufferPointer { bytes in
      var index = 0
      var start = 0
      while index < bytes.count {
        index = Self.nextOfInterest(bytes, from: index)
        guard index < bytes.count else { break }
        let byte = bytes[index]
        var next = -1
        if byte == 0x0A {
          next = index + 1
        } else if byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") {
          next = Self.endOfSentence(bytes, at: index, start: start)
        } else if byte == 0xE3 || byte == 0xEF, Self.isWideStop(bytes, at: index) {
          next = Self.afterQuote(bytes, at: index + 3, start: start)
        }
        if next > 0 {
          if next < bytes.count {
            starts.append(Int32(truncatingIfNeeded: next))
            start = next
          }
          index = max(next, index + 1)
        } else {
          index += 1
        }
      }
    }
    self.starts = starts
    count = text.count
  }

  /// The first offset from one on that may hold a line break, a stop or a byte of another script, eight at a time.
  private static func nextOfInterest(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = bytes.baseAddress else { return bytes.count }
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    var index = start
    while index + 8 <= bytes.count {
      let word = UInt64(littleEndian: UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self))
      var found = word & highs
      let line = word ^ 0x0A &* ones
      let bang = word ^ 0x21 &* ones
      let stop = word ^ 0x2E &* ones
      let question = word ^ 0x3F &* ones
      found |= (line &- ones) & ~line & highs
      found |= (bang &- ones) & ~bang & highs
      found |= (stop &- ones) & ~stop & highs
      found |= (question &- ones) & ~question & highs
      // The lowest bit set is exact; those above it may owe theirs to a borrow.
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    return index
  }

  /// How many sentences there are; an empty text has one.
  public var sentenceCount: Int { starts.count }

  /// The number of the sentence that holds an offset.
  public func index(of offset: Int) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low
  }

  /// The range of a sentence by number.
  public subscript(number: Int) -> Range<Int> {
    let start = Int(starts[number])
    return start..<(number + 1 < starts.count ? Int(starts[number + 1]) : max(start, count))
  }

  /// The range of the sentence that holds an offset.
  public func sentence(at offset: Int) -> Range<Int> { self[index(of: offset)] }

  /// The start of the next sentence if one ends at the mark, else -1.
  private static func endOfSentence(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, start: Int) -> Int {
    var after = index + 1
    // Closing quotes and brackets belong to the sentence.
    while after < bytes.count, closes(bytes[after]) { after += 1 }
    guard after >= bytes.count || bytes[after] == 0x20 || bytes[after] == 0x0A else {
      // Chinese and Japanese leave no blank after a mark.
      return bytes[index] != UInt8(ascii: ".") && (0xE3...0xE9).contains(bytes[after]) ? after : -1
    }
    if bytes[index] == UInt8(ascii: ".") {
      if index > 0, bytes[index - 1] == UInt8(ascii: ".") { return -1 }
      if isAbbreviation(bytes, before: index, start: start) { return -1 }
    }
    return min(after + 1, bytes.count)
  }

  /// Past a double quote that ends the sentence's own quotation: `。」`.
  private static func afterQuote(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int, start: Int) -> Int {
    guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return index }
    let isOpen = bytes[start..<index].count { $0 == UInt8(ascii: "\"") } % 2 == 1
    return isOpen ? index + 1 : index
  }

  private static func closes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: ")")
      || byte == UInt8(ascii: "]")
  }

  private static let abbreviations: Set<UInt64> = Set(
    [
      "e.g", "eg", "i.e", "ie", "etc", "vs", "mr", "mrs", "ms", "dr", "prof", "st", "fig", "approx", "cf",
      "al",
      "a.m", "p.m", "u.s", "u.k", "inc", "ltd", "co", "corp", "jr", "sr", "dept", "est", "ca", "resp", "incl",
      "excl", "eq", "sec", "vol", "pp", "ed", "viz",
    ].map { packed(Array($0.utf8)[...]) })

  /// Up to seven bytes as a number.
  private static func packed(_ word: some Collection<UInt8>) -> UInt64 {
    word.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private static func isAbbreviation(
    _ bytes: UnsafeBufferPointer<UInt8>, before index: Int, start: Int
  ) -> Bool {
    var word = index
    while word > start, index - word < 8, bytes[word - 1] > 0x20, bytes[word - 1] != UInt8(ascii: "(") {
      word -= 1
    }
    let length = index - word
    guard length > 0, length < 8 else { return false }
    // A list number follows nothing but its line's marker; a longer look back could cost quadratic time.
    let opens = word - start <= 8 && bytes[start..<word].allSatisfy { isMarker($0) }
    if opens, bytes[word..<index].allSatisfy({ (0x30...0x39).contains($0) }) || length == 1 { return true }
    // An initial (`j. smith`), but not the pronoun.
    if length == 1, (0x61...0x7A).contains(bytes[word]), bytes[word] != UInt8(ascii: "i") { return true }
    return abbreviations.contains(packed(bytes[word..<index]))
  }

  private static func isMarker(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "#") || byte == UInt8(ascii: "(")
  }

  /// `。`, `！` or `？`.
  private static func isWideStop(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index + 2 < bytes.count else { return false }
    return bytes[index] == 0xE3 && bytes[index + 1] == 0x80 && bytes[index + 2] == 0x82
  }
}
