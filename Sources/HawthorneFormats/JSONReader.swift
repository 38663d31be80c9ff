import HawthorneCore

/// Reads a JSON document straight into a `JSONValue`.
///
/// What it takes it reads as Foundation's `JSONDecoder` does, which guesses at each value's type and throws an error for
/// each wrong guess. What it does not take at once gives nil, and the caller asks Foundation: what is malformed, which
/// then is told why, other encodings than UTF-8, and numbers that need more care than digits and a point.
struct JSONReader {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var index = 0
  private var depth = 0

  /// Deeper nesting is Foundation's to judge, whose limit is not far.
  private static let deepest = 500
  /// Longer numbers may round.
  private static let longestNumber = 17

  static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONValue? {
    var reader = JSONReader(bytes: bytes)
    reader.skipBlanks()
    guard let value = reader.value() else { return nil }
    reader.skipBlanks()
    // Not a conditional expression: there `nil` would be JSON's null.
    guard reader.index == bytes.count else { return nil }
    return value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func skipBlanks() {
    while index < bytes.count {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard next == byte else { return false }
    index += 1
    return true
  }

  private mutating func value() -> JSONValue? {
    switch next {
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "{"): return object()
    case UInt8(ascii: "["): return array()
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) -> JSONValue? {
    let count = text.utf8CodeUnitCount
    guard bytes.count - index >= count,
      bytes[index..<index + count].elementsEqual(UnsafeBufferPointer(start: text.utf8Start, count: count))
    else { return nil }
    index += count
    // A wrapped nil literal would be JSON's null and not this one.
    return Optional.some(value)
  }

  private mutating func array() -> JSONValue? {
    index += 1
    depth += 1
    guard depth <= Self.deepest else { return nil }
    var items: [JSONValue] = []
    skipBlanks()
    if !take(UInt8(ascii: "]")) {
      while true {
        guard let item = value() else { return nil }
        items.append(item)
        skipBlanks()
        if take(UInt8(ascii: "]")) { break }
        guard take(UInt8(ascii: ",")) else { return nil }
        skipBlanks()
      }
    }
    depth -= 1
    return .array(items)
  }

  private mutating func object() -> JSONValue? {
    index += 1
    depth += 1
    guard depth <= Self.deepest else { return nil }
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if !take(UInt8(ascii: "}")) {
      while true {
        guard next == UInt8(ascii: "\""), let key = string() else { return nil }
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { return nil }
        skipBlanks()
        // Which of two equal keys counts is Foundation's to say.
        guard let member = value() else { return nil }
        if case .some = members.updateValue(member, forKey: key) { return nil }
        skipBlanks()
        if take(UInt8(ascii: "}")) { break }
        guard take(UInt8(ascii: ",")) else { return nil }
        skipBlanks()
      }
    }
    depth -= 1
    return .object(members)
  }

  /// Digits, perhaps with a sign and a point: no exponent, no leading zero, nothing that may round.
  private mutating func number() -> JSONValue? {
    let start = index
    let isNegative = take(UInt8(ascii: "-"))
    let first = index
    var whole: Int64 = 0
    while let byte = next, (0x30...0x39).contains(byte), index - first <= Self.longestNumber {
      whole = whole * 10 + Int64(byte - 0x30)
      index += 1
    }
    let digits = index - first
    guard digits > 0, digits <= Self.longestNumber, digits == 1 || bytes[first] != 0x30 else { return nil }
    switch next {
    case UInt8(ascii: "."): break
    case UInt8(ascii: "e"), UInt8(ascii: "E"): return nil
    default: return .integer(isNegative ? -whole : whole)
    }
    index += 1
    let fraction = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    guard index > fraction, index - start <= Self.longestNumber, next != UInt8(ascii: "e"),
      next != UInt8(ascii: "E"),
      let value = Double(String(decoding: bytes[start..<index], as: UTF8.self))
    else { return nil }
    return Int64(exactly: value).map { .integer($0) } ?? .number(value)
  }

  /// A string, from its opening quote on; nil also for one that is not UTF-8.
  private mutating func string() -> String? {
    index += 1
    let start = index
    index = JSONByteWriter.plainEnd(of: bytes, from: index)
    if next == UInt8(ascii: "\"") {
      defer { index += 1 }
      return String(validating: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
    }
    var text: [UInt8] = []
    text.reserveCapacity(min(bytes.count - start, 2 * (index - start) + 256))
    text += bytes[start..<index]
    while let byte = next {
      index += 1
      if byte == UInt8(ascii: "\"") { return String(validating: text, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\"), escape(into: &text) else { return nil }
      let from = index
      index = JSONByteWriter.plainEnd(of: bytes, from: from)
      text += bytes[from..<index]
    }
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let byte = next else { return false }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      guard let scalar = escapedScalar() else { return false }
      text += Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter
    default: return false
    }
    return true
  }

  /// The scalar of `\uXXXX`, or of a pair of them; nil for half a pair.
  private mutating func escapedScalar() -> Unicode.Scalar? {
    guard let first = hexadecimal() else { return nil }
    guard (0xD800...0xDFFF).contains(first) else { return Unicode.Scalar(first) }
    guard first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let second = hexadecimal(),
      (0xDC00...0xDFFF).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10 | (second - 0xDC00)))
  }

  private mutating func hexadecimal() -> UInt32? {
    guard index + 4 <= bytes.count else { return nil }
    var value: UInt32 = 0
    for byte in bytes[index..<index + 4] {
      switch byte {
      case 0x30...0x39: value = value << 4 | UInt32(byte - 0x30)
      case 0x41...0x46, 0x61...0x66: value = value << 4 | UInt32((byte | 0x20) - 0x61 + 10)
      default: return nil
      }
    }
    index += 4
    return value
  }
}
