/// Where and why bytes are no JSON, or no JSON that has one meaning.
public struct JSONFault: Error, Sendable, Hashable {
  public enum Cause: Sendable, Hashable {
    case empty
    case endsEarly
    case unexpected(UInt8)
    case follows
    case tooDeep(Int)
    case badNumber
    /// Too large for a 64-bit float.
    case tooLarge(String)
    case control(UInt8)
    case badEscape
    /// Half of a surrogate pair, which is no character (RFC 8259 §8.2).
    case surrogate(String)
    case notUTF8
    case byteOrderMark
    case wideEncoding
    /// A name that stands twice in one object (RFC 7493 §2.3).
    case repeated(String)
  }

  public var cause: Cause
  /// Bytes before it.
  public var offset: Int
  /// From 1; nil where the text is a single line.
  public var line: Int?

  init(_ cause: Cause, at offset: Int, in bytes: UnsafeBufferPointer<UInt8>) {
    self.cause = cause
    self.offset = offset
    let newline = UInt8(ascii: "\n")
    let last = bytes.lastIndex { $0 != newline } ?? 0
    let isLines = bytes[..<last].contains(newline)
    line = isLines ? bytes[..<min(offset, bytes.count)].count { $0 == newline } + 1 : nil
  }

  /// Whether the text is JSON, yet says two things in one place.
  public var isRepeated: Bool {
    if case .repeated = cause { true } else { false }
  }

  /// What is wrong, without where.
  public var reason: String {
    switch cause {
    case .empty: "it is empty"
    case .endsEarly: "it ends too early"
    case .unexpected(let byte): "\(Self.name(byte)) is not expected there"
    case .follows: "something follows the document"
    case .tooDeep(let limit): "it is nested deeper than \(limit) levels"
    case .badNumber: "a number is not written as JSON writes numbers"
    case .tooLarge(let text): "the number \(text) is too large for a 64-bit float"
    case .control(let byte): "a text holds \(Self.name(byte)) without an escape"
    case .badEscape: "a text holds an escape that JSON does not have"
    case .surrogate(let text): "\(text) is half of a surrogate pair, which is no character"
    case .notUTF8: "a text is not UTF-8"
    case .byteOrderMark: "it begins with a byte order mark, and must be UTF-8 without one"
    case .wideEncoding: "it is UTF-16 or UTF-32, and must be UTF-8"
    case .repeated(let name): "the member '\(name)' stands twice in one object"
    }
  }

  /// Where, as it stands in a sentence.
  public var place: String { line.map { "line \($0), byte \(offset)" } ?? "byte \(offset)" }

  private static func name(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte)
      ? "'\(Character(Unicode.Scalar(byte)))'"
      : "the byte 0x\(byte < 16 ? "0" : "")\(String(byte, radix: 16))"
  }
}

extension JSONFault: CustomStringConvertible {
  public var description: String {
    switch cause {
    case .empty, .byteOrderMark, .wideEncoding: reason
    default: "\(reason) (\(place))"
    }
  }
}
