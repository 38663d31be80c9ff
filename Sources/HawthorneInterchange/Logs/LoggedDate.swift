/// Dates as logs write them: ISO 8601 with or without fraction and zone. Without a zone they are taken for UTC.
enum LoggedDate {
  /// Milliseconds since 1970; nil for anything else.
  static func milliseconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    var place = 0
    func digits(_ count: Int) -> Int64? {
      guard place + count <= bytes.count else { return nil }
      var value: Int64 = 0
      for byte in bytes[place..<place + count] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int64(byte - 0x30)
      }
      place += count
      return value
    }
    func take(_ allowed: String) -> Bool {
      guard place < bytes.count, allowed.utf8.contains(bytes[place]) else { return false }
      place += 1
      return true
    }
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
      year >= 1970, (1...12).contains(month), (1...31).contains(day)
    else { return nil }
    var total = days(year, month, day) * 86_400_000
    guard place < bytes.count else { return total }
    guard take("T "), let hour = digits(2), take(":"), let minute = digits(2), hour < 24, minute < 60 else {
      return nil
    }
    total += (hour * 60 + minute) * 60_000
    if take(":") {
      guard let second = digits(2), second <= 60 else { return nil }
      total += second * 1000
      if take(".,") {
        var scale: Int64 = 100
        var seen = false
        while let digit = digits(1) {
          seen = true
          total += digit * scale
          scale /= 10
        }
        guard seen else { return nil }
      }
    }
    if take("Z") || place == bytes.count { return place == bytes.count ? total : nil }
    let isWest = place < bytes.count && bytes[place] == UInt8(ascii: "-")
    guard take("+-"), let hours = digits(2) else { return nil }
    _ = take(":")
    let minutes = digits(2) ?? 0
    guard place == bytes.count, hours < 24, minutes < 60 else { return nil }
    let offset = (hours * 60 + minutes) * 60_000
    return isWest ? total + offset : total - offset
  }

  /// Days from 1970-01-01 in the Gregorian calendar (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}
