import HawthorneStatistics

/// Figures as text, the same on every machine.
enum GoldNumber {
  /// Three decimals; `–` for a figure that does not exist.
  static func figure(_ value: Double?) -> String { value.map { fixed($0, 3) } ?? "–" }

  /// `0.774–0.980`; `–` for none.
  static func interval(_ interval: Interval?) -> String {
    interval.map { "\(fixed($0.lower, 3))–\(fixed($0.upper, 3))" } ?? "–"
  }

  /// A fixed number of decimals, rounded half away from zero.
  static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite, value.magnitude < 1e12 else { return "–" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let digits = String(Int64((value.magnitude * scale).rounded()))
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let text = decimals == 0 ? padded : "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
    return value < 0 && digits != "0" ? "−\(text)" : text
  }
}
