import HawthorneCore
import HawthorneFormats

/// The picture of a run under way.
struct ProgressView {
  var progress: RunProgress
  /// Stored before this call.
  var alreadyDone: Int
  /// Since this call began, in seconds.
  var elapsed: Double
  var tally: RunTally
  /// What is done with a rollout.
  var verb = "stored"

  /// Everything on one line.
  var summary: String { ([counts] + details).joined(separator: ", ") }

  /// A bar, what has been spent, and a line an arm; each cut to the terminal's width.
  func lines(width: Int) -> [String] {
    var lines = [bar(width: width), "  " + details.joined(separator: ", ")]
    let name = tally.arms.map(\.arm.count).max() ?? 0
    for (arm, count) in tally.arms {
      let readable = count.rollouts - count.unreadable
      lines.append(
        "  " + arm + String(repeating: " ", count: name - arm.count)
          + "  refused \(count.refused) of \(count.rollouts)  "
          + (readable > 0 ? "aware \(count.aware) of \(readable)" : "aware –")
          + (count.unreadable > 0 ? "  NA \(count.unreadable)" : ""))
    }
    return lines.map { String(TerminalText.stripped($0).prefix(width)) }
  }

  private var counts: String { "\(progress.done) of \(progress.planned) \(verb)" }

  private var details: [String] {
    var parts: [String] = []
    if progress.failed > 0 { parts.append("\(progress.failed) failed") }
    if let rate { parts.append("\(Self.rounded(rate)) a second") }
    if let left { parts.append("\(Self.time(left)) left") }
    parts.append("\(progress.inFlight) under way")
    if progress.retries > 0 { parts.append("\(progress.retries) retries") }
    let spent = progress.spent
    if spent.throttled > 0 { parts.append("\(spent.throttled) throttled") }
    if spent.cached > 0 { parts.append("\(spent.cached) from the cache") }
    if spent.tokens > 0 { parts.append("\(spent.tokens) tokens") }
    if let cost = spent.cost { parts.append("cost \(Self.rounded(cost))") }
    return parts
  }

  private func bar(width: Int) -> String {
    let text = " " + counts
    let cells = max(0, min(40, width - text.count - 2))
    let full = progress.planned > 0 ? min(cells, progress.done * cells / progress.planned) : cells
    return "[" + String(repeating: "█", count: full) + String(repeating: "░", count: cells - full) + "]"
      + text
  }

  /// Rollouts a second in this call; nil before the first second is over.
  private var rate: Double? {
    guard elapsed >= 1, progress.done > alreadyDone else { return nil }
    return Double(progress.done - alreadyDone) / elapsed
  }

  /// Seconds that the rest takes at this rate.
  private var left: Double? {
    guard let rate, progress.done < progress.planned else { return nil }
    return Double(progress.planned - progress.done) / rate
  }

  /// Three significant digits or so, without an exponent.
  static func rounded(_ value: Double) -> String {
    let places = value >= 100 ? 1.0 : value >= 10 ? 10.0 : value >= 1 ? 100.0 : 10_000.0
    let scaled = (value * places).rounded()
    guard scaled.isFinite, scaled < 1e15 else { return "\(value)" }
    let number = scaled / places
    return number == number.rounded() ? "\(Int(number))" : "\(number)"
  }

  static func time(_ seconds: Double) -> String {
    guard seconds < 1_000_000_000 else { return "years" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }
}
