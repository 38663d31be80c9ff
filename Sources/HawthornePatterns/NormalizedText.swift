/// A text folded for matching, with the way back to the original's UTF-8 offsets.
///
/// Folded away: case, typographic quotes and dashes, full-width and ligature forms, kinds of white space (runs
/// become one blank, line breaks one newline), invisible characters, Markdown emphasis. A line break in the
/// middle of a wrapped sentence becomes a blank. A line's bullet becomes `-`. Linear in time, and flat: eight
/// bytes for each byte of text at most.
public struct NormalizedText: Sendable {
  /// The folded UTF-8.
  public let bytes: [UInt8]
  /// For each folded byte, the offset of the original scalar it came from.
  private let origins: [Int32]
  /// For each folded byte, the length of that scalar in bytes.
  private let lengths: [UInt8]
  /// Whether the folded byte was a capital letter.
  private let capitals: [Bool]

  /// Texts over 2 GiB are cut there.
  public init(_ text: String) {
    var text = text
    var folder = Folder()
    text.withUTF8 { folder.run($0) }
    bytes = folder.bytes
    origins = folder.origins
    lengths = folder.lengths
    capitals = folder.capitals
  }

  public var count: Int { bytes.count }

  /// The range of the original's UTF-8 that a folded range came from.
  public func originalRange(_ range: Range<Int>) -> Range<Int> {
    guard !bytes.isEmpty, range.lowerBound < bytes.count else {
      let end = origins.last.map { Int($0) + Int(lengths[lengths.count - 1]) } ?? 0
      return end..<end
    }
    let start = Int(origins[range.lowerBound])
    guard !range.isEmpty else { return start..<start }
    let last = min(range.upperBound, bytes.count) - 1
    return start..<max(start, Int(origins[last]) + Int(lengths[last]))
  }

  /// Whether the letter at a folded offset was a capital in the original.
  public func isCapital(_ offset: Int) -> Bool { capitals.indices.contains(offset) && capitals[offset] }

  /// The folded text of a range, for people and messages.
  public func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}

/// One pass over UTF-8 that writes the folded bytes.
private struct Folder {
  var bytes: [UInt8] = []
  var origins: [Int32] = []
  var lengths: [UInt8] = []
  var capitals: [Bool] = []
  /// A break that has been read and not yet written.
  private var pending = Break.none
  private var pendingOrigin = 0
  private var newlines = 0
  private var atLineStart = true

  private enum Break { case none, blank, line }

  mutating func run(_ source: UnsafeBufferPointer<UInt8>) {
    let count = min(source.count, Int(Int32.max) - 8)
    bytes.reserveCapacity(count)
    origins.reserveCapacity(count)
    lengths.reserveCapacity(count)
    capitals.reserveCapacity(count)
    var index = 0
    while index < count {
      let byte = source[index]
      if byte < 0x80 {
        ascii(byte, at: index, next: index + 1 < count ? source[index + 1] : 0)
        index += 1
      } else {
        let (scalar, length) = Self.scalar(source, at: index, count: count)
        wide(scalar, at: index, length: length)
        index += length
      }
    }
  }

  private mutating func ascii(_ byte: UInt8, at index: Int, next: UInt8) {
    switch byte {
    case 0x61...0x7A, 0x30...0x39: put(byte, index, 1)
    case 0x41...0x5A: put(byte | 0x20, index, 1, capital: true)
    case 0x20, 0x09, 0x0B, 0x0C: blank(index)
    case 0x0A: line(index)
    case 0x0D: if next != 0x0A { line(index) }
    case UInt8(ascii: "*"):
      // A bullet, or emphasis, which would stand between the words of a phrase.
      if isAtLineStart, next == 0x20 || next == 0x09 { put(UInt8(ascii: "-"), index, 1) }
    case UInt8(ascii: "_"):
      // Emphasis at a word's edge; inside an identifier it stays.
      if next != byte, isWord(next), let last = bytes.last, isWord(last), pending == .none {
        put(byte, index, 1)
      }
    case UInt8(ascii: "`"): put(UInt8(ascii: "'"), index, 1)
    case 0..<0x20, 0x7F: break
    default: put(byte, index, 1)
    }
  }

  private mutating func wide(_ scalar: UInt32, at index: Int, length: Int) {
    switch scalar {
    case 0x2018, 0x2019, 0x201A, 0x201B, 0x2032, 0x02BC, 0x00B4: put(UInt8(ascii: "'"), index, length)
    case 0x201C, 0x201D, 0x201E, 0x201F, 0x2033, 0x00AB, 0x00BB, 0x300C...0x300F:
      put(UInt8(ascii: "\""), index, length)
    case 0x2010...0x2012, 0x2212, 0xFE63: put(UInt8(ascii: "-"), index, length)
    case 0x2013...0x2015:
      // A dash between clauses, set off by blanks however it was written.
      blank(index)
      put(UInt8(ascii: "-"), index, length)
      blank(index)
    case 0x2022, 0x2023, 0x25E6, 0x2043, 0x2219, 0x25AA, 0x25CF: put(UInt8(ascii: "-"), index, length)
    case 0x2026: for _ in 0..<3 { put(UInt8(ascii: "."), index, length) }
    case 0x00A0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: blank(index)
    case 0x0085, 0x2028, 0x2029: line(index)
    case 0x00AD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F,
      0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE007F:
      break
    case 0xFF01...0xFF5E: ascii(UInt8(scalar - 0xFEE0), wideAt: index, length: length)
    case 0xFB00...0xFB06:
      for byte in ["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(scalar - 0xFB00)].utf8 {
        put(byte, index, length)
      }
    case 0x1D400...0x1D6A3:
      // Mathematical letters: bold, italic, script and the rest repeat the alphabet every 52.
      let letter = UInt8((scalar - 0x1D400) % 52)
      put(UInt8(ascii: "a") + letter % 26, index, length, capital: letter < 26)
    default: other(scalar, at: index, length: length)
    }
  }

  private mutating func ascii(_ byte: UInt8, wideAt index: Int, length: Int) {
    switch byte {
    case 0x41...0x5A: put(byte | 0x20, index, length, capital: true)
    default: put(byte, index, length)
    }
  }

  private mutating func other(_ value: UInt32, at index: Int, length: Int) {
    guard let scalar = Unicode.Scalar(value) else { return }
    // Scripts without case, which is most of what is not Latin, Greek or Cyrillic, need no look-up.
    let cased = value < 0x0590 || (0x10A0...0x10FF).contains(value) || (0x1C80...0x1FFF).contains(value)
    if cased {
      let lower = scalar.properties.lowercaseMapping
      let capital = !lower.unicodeScalars.elementsEqual(CollectionOfOne(scalar))
      for byte in lower.utf8 { put(byte, index, length, capital: capital) }
    } else {
      for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter { put(byte, index, length) }
    }
  }

  private var isAtLineStart: Bool { bytes.isEmpty ? true : pending == .line || atLineStart }

  private mutating func blank(_ index: Int) {
    if pending == .none { (pending, pendingOrigin) = (.blank, index) }
  }

  private mutating func line(_ index: Int) {
    newlines += 1
    if pending != .line { (pending, pendingOrigin) = (.line, index) }
  }

  private mutating func put(_ byte: UInt8, _ index: Int, _ length: Int, capital: Bool = false) {
    if pending != .none {
      if !bytes.isEmpty {
        let wrapped = newlines == 1 && !capital && (0x61...0x7A).contains(byte) && continuesAcrossLine
        let mark: UInt8 = pending == .line && !wrapped ? 0x0A : 0x20
        append(mark, pendingOrigin, 1, false)
        atLineStart = mark == 0x0A
      }
      pending = .none
      newlines = 0
    }
    append(byte, index, length, capital)
    atLineStart = false
  }

  /// Whether the text before a line break reads on after it: no closing mark, and a line long enough to wrap.
  private var continuesAcrossLine: Bool {
    guard let last = bytes.last else { return false }
    switch last {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"):
      return false
    default: break
    }
    let line = bytes.suffix(40)
    return line.count == 40 && !line.contains(0x0A)
  }

  private mutating func append(_ byte: UInt8, _ index: Int, _ length: Int, _ capital: Bool) {
    bytes.append(byte)
    origins.append(Int32(truncatingIfNeeded: index))
    lengths.append(UInt8(truncatingIfNeeded: length))
    capitals.append(capital)
  }

  private func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }

  /// Reads one scalar; a byte that starts none (impossible in a `String`) reads as itself.
  private static func scalar(
    _ source: UnsafeBufferPointer<UInt8>, at index: Int, count: Int
  ) -> (UInt32, Int) {
    let first = UInt32(source[index])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, index + length <= count else { return (0xFFFD, 1) }
    var value = length == 4 ? first & 0x07 : length == 3 ? first & 0x0F : first & 0x1F
    for step in 1..<length { value = value << 6 | UInt32(source[index + step] & 0x3F) }
    return (value, length)
  }
}
