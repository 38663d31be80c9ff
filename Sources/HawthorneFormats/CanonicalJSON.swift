public import HawthorneCore

/// JSON with one spelling for each value: RFC 8785 (JCS) members, strings and numbers.
///
/// Members are sorted by UTF-16 code units, numbers are written as ECMAScript writes them, and a NaN or an
/// infinity is an error. With `indented`, the same order and spelling over several lines, for files that
/// people diff.
public enum CanonicalJSON {
  /// A number without a JSON spelling.
  public struct NotFinite: ExplainedError {
    public var problem: String { "A number in the document is not finite and has no JSON form." }
    public var fix: String { "Report it: every figure must be finite or null." }
    public var exitStatus: ExitStatus { .invalid }
  }

  /// The canonical text of a value, on one line.
  ///
  /// - Throws: `NotFinite`, or the value's own encoding error.
  public static func text(of value: some Encodable, indented: Bool = false) throws -> String {
    try text(of: try JSONText.value(of: value), indented: indented)
  }

  /// The canonical text of a JSON value.
  public static func text(of value: JSONValue, indented: Bool = false) throws(NotFinite) -> String {
    var out: [UInt8] = []
    try write(value, indent: indented ? 0 : nil, to: &out)
    return String(decoding: out, as: UTF8.self)
  }

  private static func write(_ value: JSONValue, indent: Int?, to out: inout [UInt8]) throws(NotFinite) {
    switch value {
    case .null: out += "null".utf8
    case .bool(let value): out += (value ? "true" : "false").utf8
    case .integer(let value): out += String(value).utf8
    case .number(let value): out += try number(value).utf8
    case .string(let text): write(text, to: &out)
    case .array(let items):
      guard !items.isEmpty else {
        out += "[]".utf8
        return
      }
      out.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        newline(indent.map { $0 + 1 }, to: &out)
        try write(item, indent: indent.map { $0 + 1 }, to: &out)
      }
      newline(indent, to: &out)
      out.append(UInt8(ascii: "]"))
    case .object(let members):
      guard !members.isEmpty else {
        out += "{}".utf8
        return
      }
      out.append(UInt8(ascii: "{"))
      let sorted = members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { out.append(UInt8(ascii: ",")) }
        newline(indent.map { $0 + 1 }, to: &out)
        write(member.key, to: &out)
        out.append(UInt8(ascii: ":"))
        if indent != nil { out.append(UInt8(ascii: " ")) }
        try write(member.value, indent: indent.map { $0 + 1 }, to: &out)
      }
      newline(indent, to: &out)
      out.append(UInt8(ascii: "}"))
    }
  }

  private static func newline(_ indent: Int?, to out: inout [UInt8]) {
    guard let indent else { return }
    out.append(UInt8(ascii: "\n"))
    out += repeatElement(UInt8(ascii: " "), count: 2 * indent)
  }

  private static func write(_ text: String, to out: inout [UInt8]) {
    out.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): out += "\\\"".utf8
      case UInt8(ascii: "\\"): out += "\\\\".utf8
      case 0x08: out += "\\b".utf8
      case 0x09: out += "\\t".utf8
      case 0x0A: out += "\\n".utf8
      case 0x0C: out += "\\f".utf8
      case 0x0D: out += "\\r".utf8
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        out += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).utf8
      default: out.append(byte)
      }
    }
    out.append(UInt8(ascii: "\""))
  }

  /// ECMAScript's Number::toString (ECMA-262 §6.1.6.1.20) over Swift's shortest round-trip digits.
  static func number(_ value: Double) throws(NotFinite) -> String {
    guard value.isFinite else { throw NotFinite() }
    if value == 0 { return "0" }
    let sign = value < 0 ? "-" : ""
    let (digits, exponent) = shortestDigits(value.magnitude)
    let count = digits.count
    // The value is 0.digits × 10^exponent.
    if exponent > 0, exponent <= 21 {
      if count <= exponent { return sign + digits + String(repeating: "0", count: exponent - count) }
      return sign + digits.prefix(exponent) + "." + digits.dropFirst(exponent)
    }
    if exponent > -6, exponent <= 0 {
      return sign + "0." + String(repeating: "0", count: -exponent) + digits
    }
    let power = exponent - 1
    let mantissa = count == 1 ? digits : "\(digits.prefix(1)).\(digits.dropFirst())"
    return "\(sign)\(mantissa)e\(power < 0 ? "-" : "+")\(abs(power))"
  }

  private static func shortestDigits(_ value: Double) -> (digits: String, exponent: Int) {
    let text = value.description
    let parts = text.split(separator: "e")
    var exponent = parts.count == 2 ? Int(parts[1]) ?? 0 : 0
    let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = String(point[0])
    let fraction = point.count == 2 ? String(point[1]) : ""
    var digits = whole + fraction
    exponent += whole.count
    while digits.hasPrefix("0") {
      digits.removeFirst()
      exponent -= 1
    }
    while digits.hasSuffix("0") { digits.removeLast() }
    return (digits, exponent)
  }
}
