/// Numbers and dates as text, the same on every machine.
enum Figures {
  /// A fixed number of decimals, rounded half away from zero.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = (value.magnitude * scale).rounded()
    guard scaled < 9e15 else { return value.description }
    let digits = String(Int(scaled))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled > 0 ? "-" : ""
    guard decimals > 0 else { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// Scientific notation with this many significant digits, for rounding.
  static func significant(_ value: Double, digits: Int) -> String {
    guard value.isFinite, value != 0 else { return "0" }
    // Swift's description is the shortest text that reads back; cutting its digits needs no logarithm.
    var exponent = 0
    let parts = value.magnitude.description.split(separator: "e")
    if parts.count == 2 { exponent = Int(parts[1]) ?? 0 }
    let point = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    let whole = point[0].utf8.map { Int($0) - 48 }
    let fraction = point.count == 2 ? point[1].utf8.map { Int($0) - 48 } : []
    var all = whole + fraction
    exponent += whole.count
    while let first = all.first, first == 0 {
      all.removeFirst()
      exponent -= 1
    }
    if all.count > digits {
      let up = all[digits] >= 5
      all = Array(all.prefix(digits))
      if up {
        var index = digits - 1
        while index >= 0, all[index] == 9 {
          all[index] = 0
          index -= 1
        }
        if index >= 0 {
          all[index] += 1
        } else {
          all = [1] + all.dropLast()
          exponent += 1
        }
      }
    }
    let mantissa = all.map(String.init).joined()
    return "\(value < 0 ? "-" : "")0.\(mantissa)e\(exponent)"
  }

  /// `12.3 %`; `–` for nil.
  static func percent(_ share: Double?, decimals: Int = 1) -> String {
    share.map { "\(fixed($0 * 100, decimals)) %" } ?? "–"
  }

  /// Percentage points with a sign: `+3.2`, `−1.0`, `0.0`.
  static func points(_ difference: Double?) -> String {
    guard let difference else { return "–" }
    let text = fixed(difference.magnitude * 100, 1)
    if text == "0.0" { return text }
    return (difference < 0 ? "−" : "+") + text
  }

  /// `0.034`, `<0.0001`.
  static func p(_ value: Double?) -> String {
    guard let value else { return "–" }
    if value < 0.0001 { return "<0.0001" }
    return fixed(value, value < 0.001 ? 4 : 3)
  }

  /// `= 0.034`, `< 0.0001`.
  static func relation(_ value: Double?) -> String {
    guard let value, value < 0.0001 else { return "= \(p(value))" }
    return "< 0.0001"
  }

  /// `3.1–9.8 %`; `–` for nil.
  static func interval(_ interval: ReportedInterval?) -> String {
    guard let interval else { return "–" }
    return "\(fixed(interval.lower * 100, 1))–\(fixed(interval.upper * 100, 1)) %"
  }

  /// `[−3.1, +9.8]` in percentage points; `–` for nil.
  static func span(_ interval: ReportedInterval?) -> String {
    guard let interval else { return "–" }
    return "[\(points(interval.lower)), \(points(interval.upper))]"
  }

  static func span(_ bounds: ReportedBounds?) -> String {
    guard let bounds else { return "–" }
    return "[\(points(bounds.lower)), \(points(bounds.upper))]"
  }

  /// `one rollout`, `3 rollouts`.
  static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(number) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// Instead of a date that an imported log does not say.
  static let noDate = "a date not said"

  /// ISO 8601 in UTC, to the second.
  static func date(milliseconds: Int64) -> String {
    let seconds = milliseconds.dividedFloored(by: 1000)
    let days = seconds.dividedFloored(by: 86_400)
    let rest = seconds - days * 86_400
    let (year, month, day) = civil(fromDays: days)
    func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : String(value) }
    return "\(year)-\(two(month))-\(two(day))T\(two(rest / 3600)):\(two(rest / 60 % 60)):\(two(rest % 60))Z"
  }

  /// The proleptic Gregorian date of a day counted from 1970-01-01 (Hinnant, chrono-compatible algorithms).
  private static func civil(fromDays days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    let shifted = days + 719_468
    let era = shifted.dividedFloored(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (
      yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    )
  }
}

extension Int64 {
  fileprivate func dividedFloored(by divisor: Int64) -> Int64 {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
