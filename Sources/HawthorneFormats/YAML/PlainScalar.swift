/// What a plain scalar means by YAML 1.2's core schema (§10.3.2), which is also how editors read it.
///
/// YAML 1.1 read `12:30` as 750, `010` as 8 and `no` as false: an argument or an answer compared with those would
/// never be equal to what a model writes.
enum PlainScalar: Equatable {
  case null
  case bool(Bool)
  case integer(Int)
  /// Finite or not; also a whole number that no `Int` holds.
  case number(Double)
  case text

  init(_ text: String) {
    switch text {
    case "", "~", "null", "Null", "NULL": self = .null
    case "true", "True", "TRUE": self = .bool(true)
    case "false", "False", "FALSE": self = .bool(false)
    case ".nan", ".NaN", ".NAN": self = .number(.nan)
    default: self = Self.number(Array(text.utf8), text)
    }
  }

  private static func number(_ bytes: [UInt8], _ text: String) -> PlainScalar {
    var digits = bytes[...]
    let hasSign = digits.first == UInt8(ascii: "+") || digits.first == UInt8(ascii: "-")
    if hasSign { digits = digits.dropFirst() }
    let isNegative = bytes.first == UInt8(ascii: "-")
    if [".inf", ".Inf", ".INF"].contains(where: { digits.elementsEqual($0.utf8) }) {
      return .number(isNegative ? -.infinity : .infinity)
    }
    if !hasSign, digits.starts(with: "0x".utf8) || digits.starts(with: "0o".utf8) {
      let radix = digits[1] == UInt8(ascii: "x") ? 16 : 8
      let rest = String(decoding: digits.dropFirst(2), as: UTF8.self)
      // `Int` would take a sign here.
      guard rest.first != "-", rest.first != "+" else { return .text }
      return Int(rest, radix: radix).map { .integer($0) } ?? .text
    }
    guard isDecimal(digits) else { return .text }
    if let value = Int(text) { return .integer(value) }
    // `Double` reads no `.5` of its own accord where a sign precedes it, and no `5.`.
    return Double(padded(digits)).map { .number(isNegative ? -$0 : $0) } ?? .text
  }

  /// `[0-9]+`, or `( .[0-9]+ | [0-9]+ (.[0-9]*)? ) ([eE] [-+]? [0-9]+)?`.
  private static func isDecimal(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    func digits() -> Int {
      let count = rest.prefix { (0x30...0x39).contains($0) }.count
      rest = rest.dropFirst(count)
      return count
    }
    var count = digits()
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      count += digits()
    }
    guard count > 0 else { return false }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
      guard digits() > 0 else { return false }
    }
    return rest.isEmpty
  }

  private static func padded(_ digits: ArraySlice<UInt8>) -> String {
    let text = "0" + String(decoding: digits, as: UTF8.self)
    return text.replacing(".e", with: ".0e").replacing(".E", with: ".0E") + (text.hasSuffix(".") ? "0" : "")
  }
}
