import HawthorneStatistics

/// Percentile intervals of figures of a confusion table by resampling items.
///
/// Source: B. Efron & R. Tibshirani, An Introduction to the Bootstrap (1993) ch. 13. Items are taken for independent;
/// below some fifty items of a class the interval is rather too short.
struct ItemBootstrap: Sendable {
  var seed: UInt64
  /// At most; fewer for very many items.
  var replicates = 2000

  /// The most draws of an item, over all replicates.
  private static let drawLimit = 200_000_000
  /// An interval is given only where this share of the replicates has the figure.
  private static let leastDefined = 0.95

  func replicates(items: Int) -> Int { max(200, min(replicates, Self.drawLimit / max(1, items))) }

  /// The 95 % interval of each figure; nil for one that too many replicates lack, or that is the same in all of them:
  /// without a mistake to resample, or without a hit, the spread is unknown and not 0.
  ///
  /// - Parameters:
  ///   - cells: each item's place in the table.
  ///   - weights: each item's weight; nil for 1.
  ///   - figures: the figures of a table, always the same number of them.
  func intervals(
    cells: [Int], weights: [Double]?, classes: Int, figures: (ConfusionTable) -> [Double?]
  ) -> [Interval?] {
    var table = ConfusionTable(classes: classes)
    let count = figures(table).count
    guard !cells.isEmpty else { return Array(repeating: nil, count: count) }
    var generator = SeededGenerator(seed: seed)
    var draws = Array(repeating: [Double](), count: count)
    let replicates = replicates(items: cells.count)
    for _ in 0..<replicates {
      for index in table.cells.indices { table.cells[index] = 0 }
      for _ in cells.indices {
        let item = generator.next(below: cells.count)
        table.cells[cells[item]] += weights?[item] ?? 1
      }
      for (index, value) in figures(table).enumerated() {
        if let value { draws[index].append(value) }
      }
    }
    return draws.map { values in
      guard Double(values.count) >= Self.leastDefined * Double(replicates) else { return nil }
      let sorted = values.sorted()
      guard let first = sorted.first, let last = sorted.last, last - first > 1e-12 else { return nil }
      return Interval(
        lower: Self.quantile(sorted, 0.025), upper: Self.quantile(sorted, 0.975), level: 0.95)
    }
  }

  /// Between order statistics, linearly (Hyndman & Fan's type 7).
  private static func quantile(_ sorted: [Double], _ share: Double) -> Double {
    let place = share * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    return sorted[low] + (place - Double(low)) * (sorted[high] - sorted[low])
  }
}
