import HawthorneCore
import HawthorneStore

/// What logs say of a run's rollouts by one scorer, held against what was imported before.
///
/// A log keeps no history of its grades: where some were changed, both are kept, as versions `log`, `log-2`, … of the
/// scorer.
struct LogScores {
  static let firstVersion = "log"

  /// As it is stored.
  var name: String
  var kind: ScoreKind
  /// By the rollout's key.
  var values: [ContentHash: ScoreValue]

  enum Finding: Equatable {
    /// The store has none of them.
    case new
    /// They are the stored ones of a version, as far as it has them.
    case stored(version: String, isWhole: Bool)
    /// They are of no stored version: the version they get, and how many rollouts the nearest one graded otherwise.
    case gradedAgain(version: String, differing: Int, before: String)
  }

  /// - Parameter uses: the scorers of the run.
  func compare(with uses: [ScorerUse], run: String, store: Store) throws -> Finding {
    let versions = uses.compactMap { use in
      use.identity.name == name ? Self.number(of: use.identity.version).map { (number: $0, use: use) } : nil
    }.sorted { $0.number < $1.number }
    guard let last = versions.last else { return .new }
    var nearest: (differing: Int, version: String)?
    for (_, use) in versions {
      var differing = 0
      var shared = 0
      try store.forEachScored(of: run, scorer: use.identity, classifier: nil) { scored in
        guard let stored = scored.value, let given = values[scored.key] else { return }
        shared += 1
        if stored != given.asStored { differing += 1 }
      }
      if differing == 0, use.kind == kind {
        return .stored(version: use.identity.version, isWhole: shared == values.count)
      }
      if nearest.map({ differing <= $0.differing }) ?? true { nearest = (differing, use.identity.version) }
    }
    return .gradedAgain(
      version: "\(Self.firstVersion)-\(last.number + 1)", differing: nearest?.differing ?? 0,
      before: nearest?.version ?? Self.firstVersion)
  }

  /// 1 for `log`, 2 for `log-2`; nil for what was imported otherwise.
  private static func number(of version: String) -> Int? {
    if version == firstVersion { return 1 }
    guard version.hasPrefix(firstVersion + "-") else { return nil }
    return Int(version.dropFirst(firstVersion.count + 1)).flatMap { $0 > 1 && $0 < 1_000_000 ? $0 : nil }
  }
}

extension ScoreValue {
  /// SQLite's text ends at U+0000, so that the store has U+FFFD for it.
  fileprivate var asStored: ScoreValue {
    guard case .category(let word) = self, word.utf8.contains(0) else { return self }
    return .category(
      String(String.UnicodeScalarView(word.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })))
  }
}
