/// Texts that redaction replaced by ids: `redacted-` and 16 hexadecimal digits.
enum HiddenText {
  static let prefix = "redacted-"
  private static let digits = 16

  /// Whether two texts are the same in all that is not hidden, and something is.
  ///
  /// An id stands for any text; two ids are taken for one text, since under two salts they would differ all the same.
  static func isAlike(_ one: String, _ other: String) -> Bool {
    let (first, second) = (literals(one), literals(other))
    if first.count > 1, second.count > 1 { return first == second }
    if first.count > 1 { return fits(other, first) }
    if second.count > 1 { return fits(one, second) }
    return false
  }

  /// What stands around the ids: one more piece than there are ids.
  private static func literals(_ text: String) -> [String] {
    var pieces = [""]
    var rest = text[...]
    while let id = rest.firstRange(of: prefix) {
      let hex = rest[id.upperBound...].prefix(digits)
      let isID = hex.utf8.count == digits && hex.utf8.allSatisfy { isHexadecimal($0) }
      pieces[pieces.count - 1] += isID ? rest[..<id.lowerBound] : rest[..<id.upperBound]
      if isID { pieces.append("") }
      rest = rest[(isID ? hex.endIndex : id.upperBound)...]
    }
    pieces[pieces.count - 1] += rest
    return pieces
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }

  /// Whether a text has all pieces in their order, the first at its start and the last at its end.
  private static func fits(_ text: String, _ pieces: [String]) -> Bool {
    guard let first = pieces.first, let last = pieces.last, text.hasPrefix(first) else { return false }
    var rest = text.dropFirst(first.count)
    for piece in pieces.dropFirst().dropLast() where !piece.isEmpty {
      guard let place = rest.firstRange(of: piece) else { return false }
      rest = rest[place.upperBound...]
    }
    return rest.hasSuffix(last)
  }
}
