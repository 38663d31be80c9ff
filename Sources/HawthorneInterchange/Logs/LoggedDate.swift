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

extension LoggedDate {
  /// `2026-01-02T03:04:05.678+00:00`.
  static func text(_ milliseconds: Int64) -> String {
    let day = milliseconds >= 0 ? milliseconds / 86_400_000 : (milliseconds - 86_399_999) / 86_400_000
    var rest = milliseconds - day * 86_400_000
    // Civil date from days (H. Hinnant, as above).
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func take(_ unit: Int64) -> Int64 {
      defer { rest %= unit }
      return rest / unit
    }
    func digits(_ value: Int64, _ count: Int) -> String {
      let text = String(value)
      return String(repeating: "0", count: max(0, count - text.count)) + text
    }
    let date =
      "\(digits(year, 4))-\(digits(month, 2))-\(digits(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2))"
    let time = "\(digits(take(3_600_000), 2)):\(digits(take(60_000), 2)):\(digits(take(1000), 2))"
    return "\(date)T\(time).\(digits(rest, 3))+00:00"
  }
}
