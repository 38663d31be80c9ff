import HawthorneCore

/// Writes JSON values as UTF-8 on one line, members sorted by name.
struct JSONByteWriter {
  /// How a number is written, and names are sorted, where there is a choice. Texts are the same in both.
  enum Spelling: Sendable {
    /// RFC 8785: as ECMAScript writes numbers, and by UTF-16 code units.
    case canonical
    /// As Foundation's `JSONEncoder` does: as Swift writes numbers, and by the bytes of UTF-8.
    case swift

    /// Whether one name comes before another.
    func precedes(_ left: String, _ right: String) -> Bool {
      self == .swift
        ? left.utf8.lexicographicallyPrecedes(right.utf8) : JSONByteWriter.precedes(left, right)
    }
  }

  let spelling: Spelling
  var bytes: [UInt8] = []

  init(_ spelling: Spelling) { self.spelling = spelling }

  mutating func writeNull() { bytes += "null".utf8 }

  mutating func write(_ value: Bool) { bytes += (value ? "true" : "false").utf8 }

  mutating func write(_ value: Int64) {
    if (0..<10).contains(value) {
      bytes.append(0x30 + UInt8(truncatingIfNeeded: value))
    } else {
      bytes += String(value).utf8
    }
  }

  mutating func write(_ value: UInt64) throws(CanonicalJSON.NotFinite) {
    if let value = Int64(exactly: value) {
      write(value)
    } else if spelling == .swift {
      bytes += String(value).utf8
    } else {
      try write(Double(value))
    }
  }

  mutating func write(_ value: Double) throws(CanonicalJSON.NotFinite) {
    guard value.isFinite else { throw CanonicalJSON.NotFinite() }
    switch spelling {
    case .canonical:
      if value.magnitude < 0x1p53, let whole = Int64(exactly: value) {
        write(whole)
      } else {
        bytes += try CanonicalJSON.number(value).utf8
      }
    case .swift: writePlain(value.description)
    }
  }

  mutating func write(_ value: Float) throws(CanonicalJSON.NotFinite) {
    guard value.isFinite else { throw CanonicalJSON.NotFinite() }
    switch spelling {
    case .canonical: try write(Double(value.description) ?? Double(value))
    case .swift: writePlain(value.description)
    }
  }

  /// Swift's digits without the ".0" of a whole number.
  private mutating func writePlain(_ digits: String) {
    bytes += digits.utf8
    if digits.hasSuffix(".0") { bytes.removeLast(2) }
  }

  mutating func write(_ value: JSONValue) throws(CanonicalJSON.NotFinite) {
    switch value {
    case .null: writeNull()
    case .bool(let value): write(value)
    case .integer(let value): write(value)
    case .number(let value): try write(value)
    case .string(let text): write(text)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        try write(item)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      var isFirst = true
      for member in members.sorted(by: { spelling.precedes($0.key, $1.key) }) {
        if !isFirst { bytes.append(UInt8(ascii: ",")) }
        isFirst = false
        write(member.key)
        bytes.append(UInt8(ascii: ":"))
        try write(member.value)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  // MARK: Texts

  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  mutating func write(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { source in
      var start = 0
      while start < source.count {
        let end = Self.plainEnd(of: source, from: start)
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: source[start..<end]))
        guard end < source.count else { break }
        escape(source[end])
        start = end + 1
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// The end of the run of bytes from a place on that are written as they are, eight at a time.
  static func plainEnd(of source: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    guard let base = source.baseAddress else { return start }
    var index = start
    while index + 8 <= source.count {
      let word = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self)
      let quotes = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
      let slashes = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
      let special =
        ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes) | ((word &- 0x20 &* ones) & ~word)
      // A borrow may mark a byte above one that is special, never one in a word without any.
      if special & highs != 0 { break }
      index += 8
    }
    while index < source.count {
      let byte = base[index]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte < 0x20 { break }
      index += 1
    }
    return index
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "\""): bytes += "\\\"".utf8
    case UInt8(ascii: "\\"): bytes += "\\\\".utf8
    case 0x08: bytes += "\\b".utf8
    case 0x09: bytes += "\\t".utf8
    case 0x0A: bytes += "\\n".utf8
    case 0x0C: bytes += "\\f".utf8
    case 0x0D: bytes += "\\r".utf8
    default:
      bytes += "\\u00".utf8
      for digit in [byte >> 4, byte & 15] { bytes.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10) }
    }
  }

  /// Whether one name comes before another by UTF-16 code units (RFC 8785 §3.2.3).
  static func precedes(_ left: String, _ right: String) -> Bool {
    var (left, right) = (left, right)
    let order = left.withUTF8 { a in
      right.withUTF8 { b -> Bool? in
        let shared = min(a.count, b.count)
        var index = 0
        while index < shared, a[index] == b[index] { index += 1 }
        guard index < shared else { return a.count < b.count }
        // UTF-8 sorts as UTF-16 does but where surrogates stand against what comes after them in Unicode's order.
        return min(a[index], b[index]) < 0xEE ? a[index] < b[index] : nil
      }
    }
    return order ?? left.utf16.lexicographicallyPrecedes(right.utf16)
  }
}
