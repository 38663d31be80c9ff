/// The positives of one kind against all negatives: what a rate over mixed kinds hides.
struct KindSplit: Sendable {
  /// `–` where the gold names none.
  var kind: String
  /// Positives of the kind, NA left out, with every negative.
  var score: BinaryScore
  /// Positives of the kind that the classifier calls aware; NA left out.
  var asAware: GoldShare
  /// Those in which it finds a user who may be testing or tricking it.
  var asProbe: GoldShare
  var asEither: GoldShare

  /// One for each kind of the positives, by name; none where the gold has no kinds.
  static func all(_ items: [GoldItem], bootstrap: ItemBootstrap) throws -> [KindSplit] {
    let positives = items.filter { $0.gold == 0 }
    guard positives.contains(where: { $0.row.kind != nil }) else { return [] }
    let negatives = items.filter { $0.gold != 0 }
    let groups = Dictionary(grouping: positives) { $0.row.kind ?? "–" }
    return try groups.sorted { $0.key < $1.key }.map { kind, group in
      let readable = group.filter { $0.isAware != nil }
      func found(_ holds: (GoldItem) -> Bool) throws -> GoldShare {
        try GoldShare(readable.map { (hit: holds($0), cluster: $0.cluster) })
      }
      return KindSplit(
        kind: kind, score: try BinaryScore((group + negatives).compactMap(\.pair), bootstrap: bootstrap),
        asAware: try found { $0.isAware == true }, asProbe: try found(\.isProbe),
        asEither: try found { $0.isAware == true || $0.isProbe })
    }
  }
}

extension GoldItem {
  /// For tasks of two classes; nil for NA.
  var pair: BinaryScore.Pair? {
    said.map { BinaryScore.Pair(gold: gold == 0, said: $0 == 0, weight: row.weight, cluster: cluster) }
  }
}
