import FoundationEssentials
import HawthorneCore
import HawthorneFormats

/// Walks a JSON document as its bytes come, in memory bounded by what is taken of it.
///
/// Objects and arrays are entered member by member; a value is taken whole, with a limit, or passed over without being
/// kept. What is passed over is followed by its brackets and quotes only; what is taken is parsed. Python's `NaN` and
/// `Infinity`, which are no JSON, are taken as null; halves of surrogate pairs, which are no characters, as U+FFFD.
final class JSONStream {
  /// Where and why a document cannot be followed.
  struct Malformed: Error, Hashable {
    /// Bytes from the start of the source.
    var offset: Int64
    var detail: String
    /// A value that is longer than is taken.
    var isTooLong = false
  }

  enum Kind { case object, array, string, other }

  private let source: any ByteSource
  private var buffer: [UInt8]
  private var place = 0
  private var end = 0
  private var consumed: Int64 = 0
  private var isFirst = true
  /// Halves of surrogate pairs that were read as U+FFFD.
  private(set) var replaced = 0

  /// Deeper nesting than any log has.
  private static let deepest = 512

  init(_ source: any ByteSource, bufferSize: Int = 1 << 16) {
    self.source = source
    buffer = [UInt8](repeating: 0, count: bufferSize)
  }

  var offset: Int64 { consumed + Int64(place) }

  func malformed(_ detail: String) -> Malformed { Malformed(offset: offset, detail: detail) }

  // MARK: Bytes

  private func fill() throws -> Bool {
    consumed += Int64(end)
    place = 0
    end = try buffer.withUnsafeMutableBytes { try source.read(into: $0) }
    if isFirst {
      isFirst = false
      if end >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF { place = 3 }
    }
    return place < end
  }

  private func peek() throws -> UInt8? {
    if place == end, try !fill() { return nil }
    return buffer[place]
  }

  private func peekSolid() throws -> UInt8? {
    while let byte = try peek() {
      switch byte {
      case 0x20, 0x0A, 0x0D, 0x09: place += 1
      default: return byte
      }
    }
    return nil
  }

  private func expect(_ byte: UInt8) throws {
    guard try peekSolid() == byte else {
      throw malformed(
        place == end ? "it ends too early" : "'\(Character(Unicode.Scalar(byte)))' is missing")
    }
    place += 1
  }

  // MARK: Structure

  /// What the next value is; nil at the end of the document.
  func kind() throws -> Kind? {
    switch try peekSolid() {
    case UInt8(ascii: "{"): .object
    case UInt8(ascii: "["): .array
    case UInt8(ascii: "\""): .string
    case nil: nil
    default: .other
    }
  }

  /// Enters the object that is next and calls `body` for each member, which must take or skip its value.
  func forEachMember(_ body: (String) throws -> Void) throws {
    try expect(UInt8(ascii: "{"))
    if try peekSolid() == UInt8(ascii: "}") {
      place += 1
      return
    }
    while true {
      guard try peekSolid() == UInt8(ascii: "\"") else { throw malformed("a member's name is missing") }
      let name = try take(limit: 1 << 16)
      guard let key = try parse(name, from: offset).stringValue else {
        throw malformed("a member's name is no text")
      }
      try expect(UInt8(ascii: ":"))
      try body(key)
      switch try peekSolid() {
      case UInt8(ascii: ","): place += 1
      case UInt8(ascii: "}"):
        place += 1
        return
      default: throw malformed(place == end ? "it ends too early" : "',' or '}' is missing")
      }
    }
  }

  /// Enters the array that is next and calls `body` for each item, which must take or skip it.
  func forEachItem(_ body: (Int) throws -> Void) throws {
    try expect(UInt8(ascii: "["))
    if try peekSolid() == UInt8(ascii: "]") {
      place += 1
      return
    }
    var number = 0
    while true {
      try body(number)
      number += 1
      switch try peekSolid() {
      case UInt8(ascii: ","): place += 1
      case UInt8(ascii: "]"):
        place += 1
        return
      default: throw malformed(place == end ? "it ends too early" : "',' or ']' is missing")
      }
    }
  }

  /// Requires that nothing but blanks follows.
  func finish() throws {
    if try peekSolid() != nil { throw malformed("something follows the document") }
  }

  // MARK: Values

  /// Takes the next value as it stands.
  ///
  /// - Parameter limit: its length in bytes.
  func take(limit: Int) throws -> Data {
    var bytes: [UInt8] = []
    try follow { pieces in
      guard bytes.count + pieces.count <= limit else {
        throw Malformed(
          offset: self.offset, detail: "a value is longer than the \(limit) bytes that are taken",
          isTooLong: true)
      }
      bytes.append(contentsOf: pieces)
    }
    return Data(bytes)
  }

  /// Takes the next value and parses it.
  func value(limit: Int) throws -> JSONValue {
    let start = offset
    return try parse(try take(limit: limit), from: start)
  }

  private func parse(_ bytes: Data, from start: Int64) throws(Malformed) -> JSONValue {
    do {
      let found = try JSONText.parseReplacing(bytes, origin: "the value")
      replaced += found.replaced
      return found.value
    } catch {
      // Blanks between the parts of a value were not kept, so that where in it is not known.
      throw Malformed(offset: start, detail: error.fault?.reason ?? error.detail)
    }
  }

  /// Passes over the next value.
  func skip() throws { try follow { _ in } }

  /// Follows the next value to its end, handing its bytes on in pieces.
  private func follow(_ take: (ArraySlice<UInt8>) throws -> Void) throws {
    guard let first = try peekSolid() else { throw malformed("it ends too early") }
    var closers: [UInt8] = []
    if first == UInt8(ascii: "\"") { return try string(take) }
    guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return try word(take) }
    repeat {
      guard let byte = try peek() else { throw malformed("it ends too early") }
      switch byte {
      case UInt8(ascii: "\""): try string(take)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        closers.append(byte + 2)
        guard closers.count <= Self.deepest else { throw malformed("it is nested too deep") }
        try one(take)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard closers.last == byte else { throw malformed("a bracket does not match") }
        closers.removeLast()
        try one(take)
      case UInt8(ascii: ","), UInt8(ascii: ":"): try one(take)
      case 0x20, 0x0A, 0x0D, 0x09:
        // One of them stays: `1 2` is no 12.
        if buffer[place] == 0x20 { try one(take) } else { try take([0x20]); place += 1 }
      default: try word(take)
      }
    } while !closers.isEmpty
  }

  private func one(_ take: (ArraySlice<UInt8>) throws -> Void) throws {
    try take(buffer[place..<place + 1])
    place += 1
  }

  private func string(_ take: (ArraySlice<UInt8>) throws -> Void) throws {
    try one(take)
    var isEscaped = false
    while true {
      if place == end, try !fill() { throw malformed("a text is not closed") }
      // Only quotes and backslashes matter; what lies between goes on as one piece.
      let start = place
      var isClosed = false
      buffer.withUnsafeBufferPointer { bytes in
        while place < end {
          let byte = bytes[place]
          place += 1
          if isEscaped {
            isEscaped = false
          } else if byte == UInt8(ascii: "\\") {
            isEscaped = true
          } else if byte == UInt8(ascii: "\"") {
            isClosed = true
            return
          }
        }
      }
      try take(buffer[start..<place])
      if isClosed { return }
    }
  }

  /// A number, `true`, `false`, `null`, or what Python writes for numbers that JSON lacks.
  private func word(_ take: (ArraySlice<UInt8>) throws -> Void) throws {
    var bytes: [UInt8] = []
    while let byte = try peek() {
      switch byte {
      case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "["),
        UInt8(ascii: "{"), UInt8(ascii: "\""), 0x20, 0x0A, 0x0D, 0x09:
        return try close(word: bytes, take)
      default:
        guard bytes.count < 1024 else { throw malformed("a number is too long") }
        bytes.append(byte)
        place += 1
      }
    }
    try close(word: bytes, take)
  }

  private static let beyond: Set<[UInt8]> = [
    Array("NaN".utf8), Array("Infinity".utf8), Array("-Infinity".utf8), Array("nan".utf8),
  ]

  private func close(word: [UInt8], _ take: (ArraySlice<UInt8>) throws -> Void) throws {
    guard let first = word.first else { throw malformed("a value is missing") }
    guard !Self.beyond.contains(word) else { return try take(Array("null".utf8)[...]) }
    let isWord = ["true", "false", "null"].contains { word.elementsEqual($0.utf8) }
    guard isWord || first == UInt8(ascii: "-") || (0x30...0x39).contains(first) else {
      throw malformed(
        "'\(TerminalText.stripped(String(decoding: word.prefix(20), as: UTF8.self)))' is no value")
    }
    try take(word[...])
  }
}
