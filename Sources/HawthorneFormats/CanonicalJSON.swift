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
    indented
      ? try text(of: try JSONText.value(of: value), indented: true)
      : String(decoding: try bytes(of: value), as: UTF8.self)
  }

  /// The canonical text of a value in UTF-8, on one line.
  static func bytes(of value: some Encodable) throws -> [UInt8] {
    try JSONByteEncoder.bytes(of: value, .canonical)
  }

  /// The canonical text of a JSON value.
  public static func text(of value: JSONValue, indented: Bool = false) throws(NotFinite) -> String {
    var out = JSONByteWriter(.canonical)
    if indented { try write(value, indent: 0, to: &out) } else { try out.write(value) }
    return String(decoding: out.bytes, as: UTF8.self)
  }

  private static func write(
    _ value: JSONValue, indent: Int, to out: inout JSONByteWriter
  ) throws(NotFinite) {
    switch value {
    case .array(let items) where !items.isEmpty:
      out.bytes.append(UInt8(ascii: "["))
      for (index, item) in items.enumerated() {
        if index > 0 { out.bytes.append(UInt8(ascii: ",")) }
        newline(indent + 1, to: &out)
        try write(item, indent: indent + 1, to: &out)
      }
      newline(indent, to: &out)
      out.bytes.append(UInt8(ascii: "]"))
    case .object(let members) where !members.isEmpty:
      out.bytes.append(UInt8(ascii: "{"))
      let sorted = members.sorted { JSONByteWriter.precedes($0.key, $1.key) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { out.bytes.append(UInt8(ascii: ",")) }
        newline(indent + 1, to: &out)
        out.write(member.key)
        out.bytes += ": ".utf8
        try write(member.value, indent: indent + 1, to: &out)
      }
      newline(indent, to: &out)
      out.bytes.append(UInt8(ascii: "}"))
    default: try out.write(value)
    }
  }

  private static func newline(_ indent: Int, to out: inout JSONByteWriter) {
    out.bytes.append(UInt8(ascii: "\n"))
    out.bytes += repeatElement(UInt8(ascii: " "), count: 2 * indent)
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
