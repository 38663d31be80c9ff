/// The name a user probably meant.
public enum NearestName {
  /// The candidate with the smallest edit distance, if that is at most a third of the word (and at least 1).
  public static func find(_ word: String, among candidates: [String]) -> String? {
    let limit = max(1, word.count / 3)
    return candidates.map { (name: $0, distance: distance(word, $0)) }
      .filter { $0.distance <= limit }
      .min { ($0.distance, $0.name) < ($1.distance, $1.name) }?.name
  }

  /// A note for a diagnostic: the nearest name, or all of them when none is near.
  public static func hint(for word: String, among candidates: [String]) -> [String] {
    if let name = find(word, among: candidates) { return ["did you mean '\(name)'?"] }
    return candidates.isEmpty ? [] : ["known: \(candidates.joined(separator: ", "))"]
  }

  /// Levenshtein distance in characters; words over 64 characters are cut there.
  static func distance(_ left: String, _ right: String) -> Int {
    let left = Array(left.prefix(64))
    let right = Array(right.prefix(64))
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var previous = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let replaced = previous + (a == b ? 0 : 1)
        previous = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
