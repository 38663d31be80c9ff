import HawthorneStatistics

/// Percentile intervals of figures of a confusion table by resampling items, or whole clusters of them.
struct ItemBootstrap: Sendable {
  var seed: UInt64
  /// At most; fewer for very many items.
  var replicates = 2000

  /// The most draws of an item, over all replicates.
  private static let drawLimit = 200_000_000

  func replicates(items: Int) -> Int { max(200, min(replicates, Self.drawLimit / max(1, items))) }

  /// The 95 % interval of each figure, as `ClusterBootstrap` gives it.
  ///
  /// - Parameters:
  ///   - cells: each item's place in the table.
  ///   - weights: each item's weight; nil for 1.
  ///   - clusters: each item's cluster; nil where every item stands alone.
  ///   - figures: the figures of a table, always the same number of them.
  func intervals(
    cells: [Int], weights: [Double]?, clusters: [Int]? = nil, classes: Int,
    figures: (ConfusionTable) throws -> [Double?]
  ) throws -> [Interval?] {
    var table = ConfusionTable(classes: classes)
    let count = try figures(table).count
    let members = Self.members(clusters, items: cells.count)
    return try ClusterBootstrap.intervals(
      clusters: members.count, figures: count, replicates: replicates(items: cells.count), seed: seed
    ) { drawn in
      for index in table.cells.indices { table.cells[index] = 0 }
      for cluster in drawn {
        for item in members[cluster] { table.cells[cells[item]] += weights?[item] ?? 1 }
      }
      return try figures(table)
    }
  }

  /// The items of each cluster, clusters in the order of their first items.
  private static func members(_ clusters: [Int]?, items: Int) -> [[Int]] {
    guard let clusters else { return (0..<items).map { [$0] } }
    var places: [Int: Int] = [:]
    var members: [[Int]] = []
    for (item, cluster) in clusters.enumerated() {
      if let place = places[cluster] {
        members[place].append(item)
      } else {
        places[cluster] = members.count
        members.append([item])
      }
    }
    return members
  }
}
