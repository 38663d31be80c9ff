import HawthorneCore
import HawthorneStore

/// A run in words.
enum RunWords {
  static func count(_ count: CappedCount) -> String { "\(count.counted)\(count.isMore ? "+" : "")" }

  /// The state with what there is to say of it.
  static func state(_ run: BrowsedRun) -> Markup {
    let word = run.state.rawValue.split(separator: "_").joined(separator: " ")
    let isGood = run.state == .complete || run.state == .running
    return isGood ? "\(word)" : "<span class=\"loud\">\(word)</span>"
  }

  /// Where the answers come from, if not from a model that was asked.
  static func origin(_ manifest: RunManifest) -> Markup {
    var words: [String] = []
    if manifest.simulation { words.append("simulation") }
    if manifest.replayed != nil { words.append("replayed") }
    if manifest.imported != nil { words.append("imported") }
    return words.isEmpty ? .empty : " <span class=\"muted\">(\(words.joined(separator: ", ")))</span>"
  }
}
