import FoundationEssentials

/// Days as waivers spell them.
public enum LintDay {
  public static func isValid(_ text: String) -> Bool { CalendarDate.isValid(text) }

  /// Today in UTC, `YYYY-MM-DD`.
  public static func today() -> String { text(secondsSince1970: Date().timeIntervalSince1970) }

  /// The day of a moment in UTC, by the proleptic Gregorian calendar.
  static func text(secondsSince1970 seconds: Double) -> String {
    // Days since 0000-03-01, so that a leap day ends a year; H. Hinnant's days-from-civil inverted.
    let days = Int((seconds / 86_400).rounded(.down)) + 719_468
    let era = (days >= 0 ? days : days - 146_096) / 146_097
    let ofEra = days - era * 146_097
    let year = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * year + year / 4 - year / 100)
    let month = (5 * ofYear + 2) / 153
    let day = ofYear - (153 * month + 2) / 5 + 1
    let civil = month < 10 ? month + 3 : month - 9
    let full = year + era * 400 + (civil <= 2 ? 1 : 0)
    func pad(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(pad(full, 4))-\(pad(civil, 2))-\(pad(day, 2))"
  }
}
