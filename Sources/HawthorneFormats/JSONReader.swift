import HawthorneCore

/// Reads a JSON document straight into a `JSONValue`.
///
/// What it takes it reads as Foundation's `JSONDecoder` does, which guesses at each value's type and throws an error for
/// each wrong guess. What it does not take it says why of; the caller may ask Foundation for other encodings than UTF-8.
struct JSONReader {
  /// What of two readings is taken where JSON leaves it open.
  struct Leniency: OptionSet {
    let rawValue: Int

    /// A name that stands twice in one object counts where it stands first, as with Foundation.
    static let repeatedNames = Self(rawValue: 1)
    /// Half of a surrogate pair is read as U+FFFD.
    static let halfPairs = Self(rawValue: 2)
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let leniency: Leniency
  private var index = 0
  private var depth = 0
  private var fault: JSONFault?
  private var replaced = 0

  /// Deeper nesting is Foundation's to judge, whose limit is not far.
  private static let deepest = 500
  /// Longer numbers need more care than digits and a point.
  private static let shortNumber = 17

  /// - Returns: the value and how many halves of surrogate pairs were read as U+FFFD.
  static func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ leniency: Leniency
  ) throws(JSONFault) -> (value: JSONValue, replaced: Int) {
    var reader = JSONReader(bytes: bytes, leniency: leniency)
    reader.skipBlanks()
    if reader.index < bytes.count, let value = reader.value() {
      reader.skipBlanks()
      guard reader.index < bytes.count else { return (value, reader.replaced) }
      reader.note(.follows)
    }
    throw reader.encodingFault ?? reader.fault ?? JSONFault(.empty, at: 0, in: bytes)
  }

  /// The value as Foundation would read it, nil for what it may not or may read otherwise.
  static func value(_ bytes: UnsafeBufferPointer<UInt8>) -> JSONValue? {
    // Not `try?` of the member: of a value that is JSON's null it would make none.
    guard let found = try? read(bytes, .repeatedNames) else { return nil }
    return found.value
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, leniency: Leniency) {
    self.bytes = bytes
    self.leniency = leniency
  }

  /// Another encoding than UTF-8, by its first bytes (RFC 4627 §3).
  private var encodingFault: JSONFault? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return JSONFault(.byteOrderMark, at: 0, in: bytes) }
    let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    // One of the first two bytes is 0, and the other a character that JSON begins with.
    let isWide =
      bytes.count > 1 && (bytes[0] == 0) != (bytes[1] == 0) && (9..<0x7F).contains(bytes[0] | bytes[1])
    return isMarked || isWide ? JSONFault(.wideEncoding, at: 0, in: bytes) : nil
  }

  /// Keeps the first thing that was found wrong.
  private mutating func note(_ cause: JSONFault.Cause, at place: Int? = nil) {
    if fault == nil { fault = JSONFault(cause, at: place ?? index, in: bytes) }
  }

  private mutating func fail<Found>(_ cause: JSONFault.Cause, at place: Int? = nil) -> Found? {
    note(cause, at: place)
    // A plain `nil` would be JSON's null where that is what is looked for.
    return Optional<Found>.none
  }

  /// What was found is not what is wanted.
  private mutating func unexpected<Found>() -> Found? {
    if let next { fail(.unexpected(next)) } else { fail(.endsEarly) }
  }

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
    else { return unexpected() }
    index += count
    // A wrapped nil literal would be JSON's null and not this one.
    return Optional.some(value)
  }

  private mutating func array() -> JSONValue? {
    index += 1
    depth += 1
    guard depth <= Self.deepest else { return fail(.tooDeep(Self.deepest), at: index - 1) }
    var items: [JSONValue] = []
    skipBlanks()
    if !take(UInt8(ascii: "]")) {
      while true {
        guard let item = value() else { return Optional.none }
        items.append(item)
        skipBlanks()
        if take(UInt8(ascii: "]")) { break }
        guard take(UInt8(ascii: ",")) else { return unexpected() }
        skipBlanks()
      }
    }
    depth -= 1
    return .array(items)
  }

  private mutating func object() -> JSONValue? {
    index += 1
    depth += 1
    guard depth <= Self.deepest else { return fail(.tooDeep(Self.deepest), at: index - 1) }
    var members: [String: JSONValue] = [:]
    skipBlanks()
    if !take(UInt8(ascii: "}")) {
      while true {
        guard next == UInt8(ascii: "\"") else { return unexpected() }
        let start = index
        guard let key = string() else { return Optional.none }
        skipBlanks()
        guard take(UInt8(ascii: ":")) else { return unexpected() }
        skipBlanks()
        guard let member = value() else { return Optional.none }
        if let first = members.updateValue(member, forKey: key) {
          guard leniency.contains(.repeatedNames) else {
            return fail(.repeated(TerminalText.stripped(String(key.prefix(80)))), at: start)
          }
          members[key] = first
        }
        skipBlanks()
        if take(UInt8(ascii: "}")) { break }
        guard take(UInt8(ascii: ",")) else { return unexpected() }
        skipBlanks()
      }
    }
    depth -= 1
    return .object(members)
  }

  private mutating func number() -> JSONValue? {
    let start = index
    let isNegative = take(UInt8(ascii: "-"))
    let first = index
    var whole: Int64 = 0
    while let byte = next, (0x30...0x39).contains(byte) {
      // It counts only where the number is short enough for it.
      whole = whole &* 10 &+ Int64(byte - 0x30)
      index += 1
    }
    let digits = index - first
    guard digits > 0 else {
      if index == start { return unexpected() }
      return fail(.badNumber, at: start)
    }
    guard digits == 1 || bytes[first] != 0x30 else { return fail(.badNumber, at: start) }
    let isWhole = next != UInt8(ascii: ".") && next != UInt8(ascii: "e") && next != UInt8(ascii: "E")
    if isWhole, digits <= Self.shortNumber { return .integer(isNegative ? -whole : whole) }
    guard fraction() else { return fail(.badNumber, at: start) }
    let isPlain = next != UInt8(ascii: "e") && next != UInt8(ascii: "E")
    guard exponent() else { return fail(.badNumber, at: start) }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      return fail(.tooLarge(text.count > 24 ? "\(text.prefix(24))…" : text), at: start)
    }
    // A float cannot say a whole number beyond 2^53 as exactly as its digits do.
    if isPlain, value.rounded(.towardZero) == value, let value = Int64(text.prefix { $0 != "." }) {
      return .integer(value)
    }
    return Int64(exactly: value).map { .integer($0) } ?? .number(value)
  }

  /// Passes over a point and its digits, if there is one.
  private mutating func fraction() -> Bool { !take(UInt8(ascii: ".")) || someDigits() }

  /// Passes over an exponent, if there is one.
  private mutating func exponent() -> Bool {
    guard take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) else { return true }
    if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
    return someDigits()
  }

  private mutating func someDigits() -> Bool {
    let start = index
    while let byte = next, (0x30...0x39).contains(byte) { index += 1 }
    return index > start
  }

  /// A string, from its opening quote on; nil also for one that is not UTF-8.
  private mutating func string() -> String? {
    let opening = index
    index += 1
    let start = index
    index = JSONByteWriter.plainEnd(of: bytes, from: index)
    if next == UInt8(ascii: "\"") {
      defer { index += 1 }
      return String(validating: UnsafeBufferPointer(rebasing: bytes[start..<index]), as: UTF8.self)
        ?? fail(.notUTF8, at: opening)
    }
    var text: [UInt8] = []
    text.reserveCapacity(min(bytes.count - start, 2 * (index - start) + 256))
    text += bytes[start..<index]
    while let byte = next {
      if byte == UInt8(ascii: "\"") {
        index += 1
        return String(validating: text, as: UTF8.self) ?? fail(.notUTF8, at: opening)
      }
      guard byte == UInt8(ascii: "\\") else { return fail(.control(byte)) }
      index += 1
      guard escape(into: &text) else { return fail(.badEscape) }
      let from = index
      index = JSONByteWriter.plainEnd(of: bytes, from: from)
      text += bytes[from..<index]
    }
    return fail(.endsEarly)
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

  /// The scalar of `\uXXXX`, or of a pair of them; nil for half a pair, unless that is let pass.
  private mutating func escapedScalar() -> Unicode.Scalar? {
    let start = index
    guard let first = hexadecimal() else { return nil }
    guard (0xD800...0xDFFF).contains(first) else { return Unicode.Scalar(first) }
    let end = index
    if first < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let second = hexadecimal(),
      (0xDC00...0xDFFF).contains(second)
    {
      return Unicode.Scalar(0x10000 + ((first - 0xD800) << 10 | (second - 0xDC00)))
    }
    // What follows the half stands for itself.
    index = end
    guard leniency.contains(.halfPairs) else {
      return fail(.surrogate("\\u\(String(decoding: bytes[start..<end], as: UTF8.self))"), at: start - 2)
    }
    replaced += 1
    return "\u{FFFD}"
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
