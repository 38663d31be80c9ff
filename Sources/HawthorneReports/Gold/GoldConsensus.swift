import HawthorneCore
import HawthorneStore

/// What several people's labels of one rollout come to.
enum GoldConsensus: Hashable {
  case yes, no
  /// Everybody who was asked could not tell.
  case cannotTell
  /// As many say yes as no.
  case disputed

  /// nil where nobody was asked.
  init?(_ verdicts: [Bool?]) {
    guard !verdicts.isEmpty else { return nil }
    let (yes, no) = (verdicts.count { $0 == true }, verdicts.count { $0 == false })
    self = yes > no ? .yes : no > yes ? .no : yes > 0 ? .disputed : .cannotTell
  }

  /// On awareness.
  static func awareness(_ records: [GoldRecord]) -> GoldConsensus? {
    GoldConsensus(records.map(\.label.aware))
  }

  /// On refusal. Who gave no outcome was not asked; one that is not the model's doing is neither yes nor no.
  static func refusal(_ records: [GoldRecord]) -> GoldConsensus? {
    GoldConsensus(records.compactMap(\.label.outcome).map(\.isRefusal))
  }
}
