/// `Retry-After`, in seconds or as a date, and OpenAI's `retry-after-ms`.
enum RetryAfter {
  /// A wait is no longer than this, so that whoever waits need not fear for its arithmetic: it is given up anyhow.
  private static let longest = 1_000_000

  static func read(_ headers: [String: String]) -> Duration? {
    if let text = headers["retry-after-ms"], let value = Double(text), value >= 0 {
      return .milliseconds(Int64(min(value, Double(longest) * 1000)))
    }
    guard let text = headers["retry-after"] else { return nil }
    if let seconds = Double(text) { return seconds >= 0 ? .seconds(min(seconds, Double(longest))) : nil }
    // A date is measured against the server's own clock.
    guard let until = HTTPDate.seconds(text), let now = headers["date"].flatMap(HTTPDate.seconds) else {
      return nil
    }
    return .seconds(min(max(0, until - now), longest))
  }
}

/// Dates such as `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110 §5.6.7, the form that servers must send).
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Seconds since 1970, nil for anything else.
  static func seconds(_ text: String) -> Int? {
    let parts = text.split(separator: " ")
    guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), (1...31).contains(day),
      let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]),
      (1970...9999).contains(year)
    else { return nil }
    let time = parts[4].split(separator: ":").compactMap { Int($0) }
    guard time.count == 3, (0..<24).contains(time[0]), (0..<60).contains(time[1]), (0...60).contains(time[2])
    else { return nil }
    // Days from the civil date: Howard Hinnant's algorithm, with the year beginning in March.
    let shifted = month < 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    return days * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
  }
}
