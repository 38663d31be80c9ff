import FoundationEssentials

/// Times for people.
enum TimeText {
  /// `2026-11-21T22:09:08Z` from milliseconds since 1970.
  static func utc(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
  }
}
