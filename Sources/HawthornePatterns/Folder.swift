/// One pass over UTF-8 that writes the folded bytes.
struct Folder {
  private let out: UnsafeMutableBufferPointer<UInt8>
  private(set) var count = 0
  private(set) var map = OffsetMap()
  /// A break that has been read and not yet written.
  private var pending = Break.none
  private var pendingOrigin = 0
  private var pendingLength = 1
  private var newlines = 0
  private var atLineStart = true

  private enum Break { case none, blank, line }

  /// Bytes that a text may fold to: the lower case of a few letters takes three bytes for two.
  static func capacity(for count: Int) -> Int { count + count / 2 + 16 }

  init(into buffer: UnsafeMutableBufferPointer<UInt8>) { out = buffer }

  mutating func run(_ source: UnsafeBufferPointer<UInt8>) {
    let length = source.count
    var index = 0
    while index < length {
      if pending == .none, count > 0 { copyPlain(source, from: &index) }
      guard index < length else { break }
      let byte = source[index]
      if byte < 0x80 {
        ascii(byte, at: index, next: index + 1 < length ? source[index + 1] : 0)
        index += 1
      } else {
        let (scalar, width) = Self.scalar(source, at: index, count: length)
        wide(scalar, at: index, length: width)
        index += width
      }
    }
  }

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  /// The high bit of each byte that equals one, for words of bytes below 0x80.
  private static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    ~((word ^ (ones &* UInt64(byte))) &+ 0x7F7F_7F7F_7F7F_7F7F) & highs
  }

  /// Copies eight bytes at a time in lower case as long as nothing in them is folded but case.
  ///
  /// To be called with no break pending and something written.
  private mutating func copyPlain(_ source: UnsafeBufferPointer<UInt8>, from index: inout Int) {
    guard let from = source.baseAddress, let to = out.baseAddress else { return }
    let start = index
    let first = count
    while index + 8 <= source.count, count + 8 <= out.count {
      let word = UInt64(littleEndian: UnsafeRawPointer(from + index).loadUnaligned(as: UInt64.self))
      guard word & Self.highs == 0, (word &- 0x20 &* Self.ones) & Self.highs == 0 else { break }
      let marks =
        Self.equal(word, UInt8(ascii: "*")) | Self.equal(word, UInt8(ascii: "_"))
        | Self.equal(word, UInt8(ascii: "`")) | Self.equal(word, 0x7F)
      let blanks = Self.equal(word, 0x20)
      guard marks | (blanks & blanks << 8) == 0 else { break }
      let capitals = (word &+ 0x3F &* Self.ones) & ~(word &+ 0x25 &* Self.ones) & Self.highs
      let lower = word | capitals >> 2
      UnsafeMutableRawPointer(to + count).storeBytes(of: lower.littleEndian, as: UInt64.self)
      // A blank at the end may be the first of several.
      let taken = blanks >> 63 == 1 ? 7 : 8
      index += taken
      count += taken
    }
    guard count > first else { return }
    map.goAlong(first, start)
    atLineStart = false
  }

  private mutating func ascii(_ byte: UInt8, at index: Int, next: UInt8) {
    switch byte {
    case 0x61...0x7A, 0x30...0x39: put(byte, index, 1)
    case 0x41...0x5A: put(byte | 0x20, index, 1, capital: true)
    case 0x20, 0x09, 0x0B, 0x0C: blank(index, 1)
    case 0x0A: line(index, 1)
    case 0x0D: if next != 0x0A { line(index, 1) }
    case UInt8(ascii: "*"):
      // A bullet, or emphasis, which would stand between the words of a phrase.
      if isAtLineStart, next == 0x20 || next == 0x09 { put(UInt8(ascii: "-"), index, 1) }
    case UInt8(ascii: "_"):
      // Emphasis at a word's edge; inside an identifier it stays.
      if next != byte, Self.isWord(next), count > 0, Self.isWord(out[count - 1]), pending == .none {
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
      blank(index, length)
      put(UInt8(ascii: "-"), index, length)
      blank(index, length)
    case 0x2022, 0x2023, 0x25E6, 0x2043, 0x2219, 0x25AA, 0x25CF: put(UInt8(ascii: "-"), index, length)
    case 0x2026: for _ in 0..<3 { put(UInt8(ascii: "."), index, length) }
    case 0x00A0, 0x1680, 0x2000...0x200A, 0x202F, 0x205F, 0x3000: blank(index, length)
    case 0x0085, 0x2028, 0x2029: line(index, length)
    case 0x00AD, 0x034F, 0x061C, 0x180E, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x206F,
      0xFE00...0xFE0F, 0xFEFF, 0xE0000...0xE007F:
      break
    case 0xFF01...0xFF5E: fullWidth(UInt8(scalar - 0xFEE0), at: index, length: length)
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

  private mutating func fullWidth(_ byte: UInt8, at index: Int, length: Int) {
    let isCapital = (0x41...0x5A).contains(byte)
    put(isCapital ? byte | 0x20 : byte, index, length, capital: isCapital)
  }

  private mutating func other(_ value: UInt32, at index: Int, length: Int) {
    guard let scalar = Unicode.Scalar(value) else { return }
    var folded = scalar
    if Self.hasCase(value) {
      let lower = scalar.properties.lowercaseMapping.unicodeScalars
      guard lower.count == 1, let only = lower.first else {
        for byte in scalar.properties.lowercaseMapping.utf8 { put(byte, index, length, capital: true) }
        return
      }
      folded = only
    }
    let bytes = UTF8.encode(folded) ?? UTF8.encodedReplacementCharacter
    let capital = folded != scalar
    guard bytes.count == length else {
      for byte in bytes { put(byte, index, length, capital: capital) }
      return
    }
    var place = index
    for byte in bytes {
      putAlong(byte, place, capital: capital)
      place += 1
    }
  }

  /// Scripts without case, which is most of what is not Latin, Greek or Cyrillic, need no look-up.
  private static func hasCase(_ value: UInt32) -> Bool {
    value < 0x0590 || (0x10A0...0x10FF).contains(value) || (0x1C80...0x1FFF).contains(value)
  }

  /// Whether a scalar of the original folds to another as a capital letter does.
  static func isCapital(_ value: UInt32) -> Bool {
    switch value {
    case 0x41...0x5A, 0xFF21...0xFF3A: return true
    case ..<0x80: return false
    case 0x1D400...0x1D6A3: return (value - 0x1D400) % 52 < 26
    default:
      guard hasCase(value), let scalar = Unicode.Scalar(value) else { return false }
      return !scalar.properties.lowercaseMapping.unicodeScalars.elementsEqual(CollectionOfOne(scalar))
    }
  }

  private var isAtLineStart: Bool { count == 0 || pending == .line || atLineStart }

  private mutating func blank(_ index: Int, _ length: Int) {
    if pending == .none { (pending, pendingOrigin, pendingLength) = (.blank, index, length) }
  }

  private mutating func line(_ index: Int, _ length: Int) {
    newlines += 1
    if pending != .line { (pending, pendingOrigin, pendingLength) = (.line, index, length) }
  }

  /// Writes a byte of what the scalar at an offset folds to.
  private mutating func put(_ byte: UInt8, _ index: Int, _ length: Int, capital: Bool = false) {
    settle(before: byte, capital: capital)
    if length == 1 { map.goAlong(count, index) } else { map.stand(count, index, length: length) }
    append(byte)
    atLineStart = false
  }

  /// Writes a byte of a scalar that folds to one as long.
  private mutating func putAlong(_ byte: UInt8, _ index: Int, capital: Bool) {
    settle(before: byte, capital: capital)
    map.goAlong(count, index)
    append(byte)
    atLineStart = false
  }

  /// Writes the break that stands before a byte.
  private mutating func settle(before byte: UInt8, capital: Bool) {
    guard pending != .none else { return }
    if count > 0 {
      let wrapped = newlines == 1 && !capital && (0x61...0x7A).contains(byte) && continuesAcrossLine
      let mark: UInt8 = pending == .line && !wrapped ? 0x0A : 0x20
      if pendingLength == 1 {
        map.goAlong(count, pendingOrigin)
      } else {
        map.stand(count, pendingOrigin, length: pendingLength)
      }
      append(mark)
      atLineStart = mark == 0x0A
    }
    pending = .none
    newlines = 0
  }

  /// Whether the text before a line break reads on after it: no closing mark, and a line long enough to wrap.
  private var continuesAcrossLine: Bool {
    guard count >= 40 else { return false }
    switch out[count - 1] {
    case UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"), UInt8(ascii: ";"):
      return false
    default: return !out[count - 40..<count].contains(0x0A)
    }
  }

  private mutating func append(_ byte: UInt8) {
    // Never full by `capacity`; checked all the same, since what is read is hostile.
    guard count < out.count else { return }
    out.initializeElement(at: count, to: byte)
    count += 1
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...: true
    default: false
    }
  }

  /// Reads one scalar; a byte that starts none (impossible in a `String`) reads as itself.
  static func scalar(
    _ source: UnsafeBufferPointer<UInt8>, at index: Int, count: Int
  ) -> (UInt32, Int) {
    let first = UInt32(source[index])
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, index + length <= count else { return (first < 0x80 ? first : 0xFFFD, 1) }
    var value = length == 4 ? first & 0x07 : length == 3 ? first & 0x0F : first & 0x1F
    for step in 1..<length { value = value << 6 | UInt32(source[index + step] & 0x3F) }
    return (value, length)
  }
}
