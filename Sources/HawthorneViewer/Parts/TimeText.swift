import FoundationEssentials

/// Times for people.
enum TimeText {
  /// As `utc`; in words where an imported log does not say it.
  static func stated(_ milliseconds: Int64?, zone: String = "") -> String {
    milliseconds.map { utc($0) + zone } ?? "date not said"
  }

  /// `2026-11-21 22:09:08` from milliseconds since 1970, UTC.
  static func utc(_ milliseconds: Int64) -> String {
    let text = Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
    return text.replacing("T", with: " ").replacing("Z", with: "")
  }
}
