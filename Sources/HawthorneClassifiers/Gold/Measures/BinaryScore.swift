import HawthorneStatistics

/// Every figure of a yes-or-no comparison.
struct BinaryScore: Sendable {
  /// One item: what people and the classifier said.
  struct Pair: Sendable, Hashable {
    var gold: Bool
    var said: Bool
    var weight: Double?
    /// nil stands alone.
    var cluster: Int?
  }

  struct Weighted: Sendable {
    /// The sum of the weights.
    var total: Double
    var precision: GoldWeightedShare
    var recall: GoldWeightedShare
    var specificity: GoldWeightedShare
    var accuracy: GoldWeightedShare
    var f1: GoldEstimate
    var balancedAccuracy: GoldEstimate
    var kappa: GoldEstimate
    var ac1: GoldEstimate
  }

  var truePositives: Int
  var falsePositives: Int
  var falseNegatives: Int
  var trueNegatives: Int
  var precision: GoldShare
  var recall: GoldShare
  var specificity: GoldShare
  var accuracy: GoldShare
  var f1: GoldEstimate
  var balancedAccuracy: GoldEstimate
  var kappa: GoldEstimate
  var ac1: GoldEstimate
  /// nil where an item has no weight.
  var weighted: Weighted?

  var items: Int { truePositives + falsePositives + falseNegatives + trueNegatives }
  var positives: Int { truePositives + falseNegatives }
  var negatives: Int { falsePositives + trueNegatives }

  /// - Parameter bootstrap: nil to give no interval of F1, balanced accuracy, κ and AC1.
  init(_ pairs: [Pair], bootstrap: ItemBootstrap?) throws {
    func count(_ gold: Bool, _ said: Bool) -> Int { pairs.count { $0.gold == gold && $0.said == said } }
    truePositives = count(true, true)
    falsePositives = count(false, true)
    falseNegatives = count(true, false)
    trueNegatives = count(false, false)
    // Pairs without a cluster get one each, beside all that have one.
    let clusters = pairs.enumerated().map { $1.cluster ?? -1 - $0 }
    func plainShare(_ among: (Pair) -> Bool, _ hit: (Pair) -> Bool) throws -> GoldShare {
      try GoldShare(
        zip(pairs, clusters).filter { among($0.0) }.map { (hit: hit($0.0), cluster: $0.1) })
    }
    precision = try plainShare(\.said) { $0.gold }
    recall = try plainShare(\.gold) { $0.said }
    specificity = try plainShare({ !$0.gold }) { !$0.said }
    accuracy = try plainShare({ _ in true }) { $0.gold == $0.said }
    let weights = pairs.compactMap(\.weight)
    let plain = try Self.estimates(pairs, clusters, weights: nil, bootstrap: bootstrap)
    (f1, balancedAccuracy, kappa, ac1) = (plain[0], plain[1], plain[2], plain[3])
    guard weights.count == pairs.count, !pairs.isEmpty else { return }
    let estimates = try Self.estimates(pairs, clusters, weights: weights, bootstrap: bootstrap)
    func share(_ among: (Pair) -> Bool, _ hit: (Pair) -> Bool) throws -> GoldWeightedShare {
      try EffectiveWilson.share(
        zip(pairs, clusters).filter { among($0.0) }
          .map { (hit: hit($0.0), weight: $0.0.weight ?? 0, cluster: $0.1) })
    }
    weighted = Weighted(
      total: weights.reduce(0, +), precision: try share(\.said) { $0.gold },
      recall: try share(\.gold) { $0.said }, specificity: try share({ !$0.gold }) { !$0.said },
      accuracy: try share({ _ in true }) { $0.gold == $0.said }, f1: estimates[0],
      balancedAccuracy: estimates[1], kappa: estimates[2], ac1: estimates[3])
  }

  private static func estimates(
    _ pairs: [Pair], _ clusters: [Int], weights: [Double]?, bootstrap: ItemBootstrap?
  ) throws -> [GoldEstimate] {
    // The positive class is the first.
    let cells = pairs.map { ($0.gold ? 0 : 2) + ($0.said ? 0 : 1) }
    var table = ConfusionTable(classes: 2)
    for (index, cell) in cells.enumerated() { table.cells[cell] += weights?[index] ?? 1 }
    func figures(_ table: ConfusionTable) throws -> [Double?] {
      [table.f1(0), table.balancedAccuracy, try table.kappa, try table.ac1(classes: 2)]
    }
    let intervals =
      try bootstrap?.intervals(
        cells: cells, weights: weights, clusters: clusters, classes: 2, figures: figures)
      ?? [nil, nil, nil, nil]
    return try zip(figures(table), intervals).map { GoldEstimate(value: $0, interval: $0 == nil ? nil : $1) }
  }
}
