/// How many of a text's numbers are round.
///
/// A number is a stretch of digits of its own, with commas between groups of three; two digits or more count. Left
/// out: what stands next to a letter, `-`, `/`, `:`, `.` with a digit, or `_` (dates, times, versions, ids), numbers
/// with a leading zero, and 1900 to 2100 (years). Round: two digits divisible by 10; more with only zeros, or
/// `5` and zeros, after the first digit. By chance a tenth of two digits and a fiftieth of three are.
struct RoundNumbers: Sendable, Hashable {
  private(set) var all = 0
  private(set) var round = 0

  /// A fraction; nil without numbers.
  var share: Double? { all == 0 ? nil : Double(round) / Double(all) }

  init(_ texts: [String]) {
    for text in texts { take(Array(text.utf8)) }
  }

  private mutating func take(_ bytes: [UInt8]) {
    var place = 0
    while place < bytes.count {
      guard Self.isDigit(bytes[place]) else {
        place += 1
        continue
      }
      let start = place
      var digits: [UInt8] = []
      while place < bytes.count {
        if Self.isDigit(bytes[place]) {
          digits.append(bytes[place] - 0x30)
          place += 1
        } else if bytes[place] == UInt8(ascii: ","), place + 3 < bytes.count,
          bytes[place + 1...place + 3].allSatisfy(Self.isDigit),
          place + 4 >= bytes.count || !Self.isDigit(bytes[place + 4])
        {
          place += 1
        } else {
          break
        }
      }
      if Self.joins(bytes, before: start) || Self.joins(bytes, after: place) { continue }
      take(digits: digits)
    }
  }

  private mutating func take(digits: [UInt8]) {
    guard digits.count >= 2, digits.count <= 15, digits[0] != 0 else { return }
    let value = digits.reduce(0) { $0 * 10 + Int($1) }
    if digits.count == 4, (1900...2100).contains(value) { return }
    all += 1
    let rest = digits.dropFirst()
    let isRound =
      rest.allSatisfy { $0 == 0 }
      || (digits.count > 2 && rest.first == 5 && rest.dropFirst().allSatisfy { $0 == 0 })
    if isRound { round += 1 }
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func isJoint(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "#"): true
    default: ScalarClass.of(ascii: byte) == .letter && byte < 0x80
    }
  }

  private static func joins(_ bytes: [UInt8], before start: Int) -> Bool {
    guard start > 0 else { return false }
    let byte = bytes[start - 1]
    if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
      return start > 1 && isDigit(bytes[start - 2])
    }
    return isJoint(byte)
  }

  private static func joins(_ bytes: [UInt8], after end: Int) -> Bool {
    guard end < bytes.count else { return false }
    let byte = bytes[end]
    if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") {
      return end + 1 < bytes.count && isDigit(bytes[end + 1])
    }
    return isJoint(byte)
  }
}
