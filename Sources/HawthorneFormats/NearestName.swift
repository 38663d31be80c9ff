/// The name a user probably meant.
public enum NearestName {
  /// The candidate with the smallest edit distance, if that is at most a third of the word (and at least 1);
  /// else the only one that begins with the word.
  public static func find(_ word: String, among candidates: [String]) -> String? {
    let length = word.count
    let limit = max(1, length / 3)
    let near = candidates.filter { abs($0.count - length) <= limit }
      .map { (name: $0, distance: distance(word, $0)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
    if near != nil || word.count < 3 { return near }
    // `hint` for `hinted`, `alignment` for `alignment_eval`.
    let begun = candidates.filter { $0.hasPrefix(word) }
    return begun.count == 1 ? begun[0] : nil
  }

  /// A note for a diagnostic: the nearest name, or all of them when none is near and the message does not list them.
  public static func hint(
    for word: String, among candidates: [String], areListed: Bool = false
  ) -> [String] {
    if let name = find(word, among: candidates) { return ["did you mean '\(TerminalText.stripped(name))'?"] }
    return areListed || candidates.isEmpty ? [] : ["known: \(listed(candidates))"]
  }

  /// The names in a line, at most twenty of them, safe for a terminal.
  public static func listed(_ names: [String]) -> String {
    let shown = names.prefix(20).map(TerminalText.stripped).joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }

  /// Edit distance in characters, swapped neighbours counting as one edit (optimal string alignment);
  /// words over 64 characters are cut there.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.prefix(64))
    let right = Array(right.prefix(64))
    var rows = [Array(0...right.count)]
    for (i, a) in left.enumerated() {
      var row = [i + 1]
      for (j, b) in right.enumerated() {
        var best = min(rows[i][j] + (a == b ? 0 : 1), rows[i][j + 1] + 1, row[j] + 1)
        if i > 0, j > 0, a == right[j - 1], left[i - 1] == b { best = min(best, rows[i - 1][j - 1] + 1) }
        row.append(best)
      }
      rows.append(row)
    }
    return rows[left.count][right.count]
  }
}
