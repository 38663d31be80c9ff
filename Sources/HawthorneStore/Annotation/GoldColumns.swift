import HawthorneFormats

/// Which column of a file of gold labels, or which member of a row, is what: names are taken in any case.
struct GoldColumns {
  /// Columns that are read by what the file calls them.
  private(set) var known: [String: String] = [:]
  /// What the file has besides, by its own names.
  private(set) var unread: [String] = []
  /// Phrased as the fix; nil for columns that make labels.
  private(set) var complaint: String?

  private static let needed = ["run", "rollout", "answer_hash", "annotator"]
  private static let verdicts = ["aware", "outcome"]
  /// Where a rollout stands: written, and not read.
  private static let places: Set = [
    "suite", "scenario", "arm", "mode", "epoch", "stratum", "weight", "stale",
  ]

  init(_ names: [String]) {
    var found: [String: String] = [:]
    for name in names {
      let word = Self.normalized(name)
      guard GoldFile.columns.contains(word) else {
        unread.append(name)
        continue
      }
      if let other = found.updateValue(name, forKey: word) {
        complaint = "keep one of the columns '\(Self.shown(other))' and '\(Self.shown(name))'"
        return
      }
      known[name] = word
    }
    // A name that is nearly one of ours is no column of somebody else's.
    let absent = GoldFile.columns.filter { found[$0] == nil && !Self.places.contains($0) }
    for name in unread {
      guard let near = NearestName.find(Self.normalized(name), among: absent) else { continue }
      complaint = "call the column '\(near)', or leave it out: '\(Self.shown(name))' is none that is read"
      return
    }
    let lacking = Self.needed.filter { found[$0] == nil }
    if !lacking.isEmpty {
      complaint = "add \(lacking.map { "'\($0)'" }.joined(separator: ", ")): there is \(Self.listed(names))"
    } else if Self.verdicts.allSatisfy({ found[$0] == nil }) {
      complaint = "add 'aware' or 'outcome', which say what was seen: there is \(Self.listed(names))"
    }
  }

  private static func normalized(_ name: String) -> String {
    name.lowercased().split { $0.isWhitespace || $0 == "-" || $0 == "_" }.joined(separator: "_")
  }

  private static func shown(_ name: String) -> String { TerminalText.stripped(String(name.prefix(60))) }

  private static func listed(_ names: [String]) -> String {
    names.isEmpty ? "nothing" : NearestName.listed(names.map { String($0.prefix(60)) })
  }
}
