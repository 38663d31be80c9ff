import FoundationEssentials

/// Times for people.
enum TimeText {
  /// Instead of the start of a run whose log does not say it.
  static let notSaid = "date not said"

  /// As `utc`; `notSaid` for nil.
  static func stated(_ milliseconds: Int64?) -> String { milliseconds.map(utc) ?? notSaid }

  /// `2026-11-21T22:09:08Z` from milliseconds since 1970.
  static func utc(_ milliseconds: Int64) -> String {
    Date(timeIntervalSince1970: Double(milliseconds / 1000)).formatted(.iso8601)
  }
}
