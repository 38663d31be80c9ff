/// Counts sentences by a small rule.
///
/// A sentence ends
/// - at `.`, `!`, `?` or `…`, with closing quotes and brackets after it, before white space or the end of the text;
///   a full stop does not end one after a single letter or one of `abbreviations`, nor where the next word
///   begins with a lower-case letter;
/// - at `。`, `！` or `？`;
/// - at a blank line, and at a line break unless the next line begins with a lower-case letter.
///
/// Only what holds a letter or digit counts.
struct SentenceEnds {
  static let abbreviations: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "vs", "fig", "approx", "nr",
  ]

  private var count = 0
  private var hasWord = false

  mutating func finish() -> Int {
    end()
    return count
  }

  private mutating func end() {
    if hasWord { count += 1 }
    hasWord = false
  }

  @inline(__always)
  mutating func take(
    _ kind: ScalarClass, _ bytes: UnsafePointer<UInt8>, _ place: Int, _ width: Int, _ length: Int
  ) {
    switch kind {
    case .letter, .digit, .ideograph: hasWord = true
    case .space: if hasWord, bytes[place] == 0x0A { lineEnds(bytes, place + 1, length) }
    case .special: if hasWord { mark(bytes, place, width, length) }
    case .mark: break
    }
  }

  private mutating func lineEnds(_ bytes: UnsafePointer<UInt8>, _ next: Int, _ length: Int) {
    var place = next
    while place < length, bytes[place] == 0x20 || bytes[place] == 0x09 || bytes[place] == 0x0D { place += 1 }
    if place < length, bytes[place] >= 0x61, bytes[place] <= 0x7A { return }
    end()
  }

  private mutating func mark(_ bytes: UnsafePointer<UInt8>, _ place: Int, _ width: Int, _ length: Int) {
    let byte = bytes[place]
    if width == 3 {
      let isWide =
        (byte == 0xE3 && bytes[place + 1] == 0x80 && bytes[place + 2] == 0x82)
        || (byte == 0xEF && bytes[place + 1] == 0xBC
          && (bytes[place + 2] == 0x81 || bytes[place + 2] == 0x9F))
      if isWide { return end() }
      let isEllipsis = byte == 0xE2 && bytes[place + 1] == 0x80 && bytes[place + 2] == 0xA6
      guard isEllipsis else { return }
    } else if byte != 0x2E && byte != 0x21 && byte != 0x3F {
      return
    }
    var next = place + width
    while next < length, Self.closes(bytes[next]) { next += 1 }
    // ’ and ” close as well.
    while next + 2 < length, bytes[next] == 0xE2, bytes[next + 1] == 0x80,
      bytes[next + 2] == 0x99 || bytes[next + 2] == 0x9D
    { next += 3 }
    if next >= length { return end() }
    guard bytes[next] == 0x20 || (bytes[next] >= 0x09 && bytes[next] <= 0x0D) else { return }
    if byte == 0x2E {
      if Self.isAbbreviation(bytes, endingAt: place) { return }
      while next < length, bytes[next] == 0x20 { next += 1 }
      if next < length, bytes[next] >= 0x61, bytes[next] <= 0x7A { return }
    }
    end()
  }

  private static func closes(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x22, 0x27, 0x29, 0x5D, 0x7D, 0x2A, 0x5F, 0x2E, 0x21, 0x3F: true
    default: false
    }
  }

  private static func isAbbreviation(_ bytes: UnsafePointer<UInt8>, endingAt end: Int) -> Bool {
    var start = end
    while start > 0, ScalarClass.of(ascii: bytes[start - 1]) == .letter, end - start < 8 { start -= 1 }
    let size = end - start
    if size == 1 { return start == 0 || bytes[start - 1] < 0x80 }
    guard size >= 2, size <= 6 else { return false }
    var word = ""
    for place in start..<end { word.unicodeScalars.append(Unicode.Scalar(bytes[place] | 0x20)) }
    return abbreviations.contains(word)
  }
}
