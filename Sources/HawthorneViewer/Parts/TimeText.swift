import FoundationEssentials

/// Times for people.
enum TimeText {
  /// `2026-11-21 22:09:08` from milliseconds since 1970, UTC.
  static func utc(_ milliseconds: Int64) -> String {
    let text = Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
    return text.replacing("T", with: " ").replacing("Z", with: "")
  }
}
