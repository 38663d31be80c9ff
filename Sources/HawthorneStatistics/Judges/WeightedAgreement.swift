extension Agreement {
  /// How much a disagreement between classes i and j of k in order still agrees.
  public enum Weighting: String, Sendable, Hashable, Codable, CaseIterable {
    /// 1 only where both say the same: the plain coefficients.
    case identity
    /// 1 − |i − j|/(k − 1).
    case linear
    /// 1 − ((i − j)/(k − 1))².
    case quadratic

    func weight(_ i: Int, _ j: Int, classes k: Int) -> Double {
      guard i != j else { return 1 }
      let distance = Double(abs(i - j)) / Double(k - 1)
      switch self {
      case .identity: return 0
      case .linear: return 1 - distance
      case .quadratic: return 1 - distance * distance
      }
    }
  }

  /// Cohen's weighted κ of classes in order: (pₒ − pₑ)/(1 − pₑ), both weighted.
  ///
  /// Nil for an empty table, or when pₑ is 1.
  /// Source: J. Cohen, Psychol. Bull. 70 (1968) 213.
  /// - Parameter weights: the table row by row, counts or sums of weights.
  /// - Throws: `StatisticsError` for a weight that is negative or not finite, or a table that is not square.
  public static func cohenKappa(
    weights: [Double], classes: Int, weighting: Weighting
  ) throws -> Double? {
    guard let table = try WeightedTable(weights, classes: classes, weighting: weighting) else { return nil }
    let chance = table.sum { table.rows[$0] * table.columns[$1] }
    return chance < 1 ? (table.observed - chance) / (1 - chance) : nil
  }

  /// Cohen's weighted κ of a table of counts; as `cohenKappa(weights:classes:weighting:)`.
  ///
  /// - Throws: `StatisticsError` for a bad count or a table that is not square.
  public static func cohenKappa(_ table: [[Int]], weighting: Weighting) throws -> Double? {
    try cohenKappa(weights: cells(table), classes: table.count, weighting: weighting)
  }

  /// Gwet's AC2, AC1 with weights: pₑ = T·Σπᵢ(1 − πᵢ)/(k(k − 1)), T the sum of all k² weights.
  ///
  /// Nil for an empty table or fewer than two classes.
  /// Source: K. L. Gwet, Handbook of Inter-Rater Reliability (4th ed. 2014) §3.5.
  /// - Parameter weights: the table row by row, counts or sums of weights.
  /// - Throws: `StatisticsError` for a weight that is negative or not finite, or a table that is not square.
  public static func gwetAC2(
    weights: [Double], classes: Int, weighting: Weighting
  ) throws -> Double? {
    guard let table = try WeightedTable(weights, classes: classes, weighting: weighting), classes >= 2 else {
      return nil
    }
    let k = Double(classes)
    let spread = (0..<classes).reduce(0) { sum, place in
      let share = (table.rows[place] + table.columns[place]) / 2
      return sum + share * (1 - share)
    }
    let chance = table.sum { _, _ in 1 } * spread / (k * (k - 1))
    return chance < 1 ? (table.observed - chance) / (1 - chance) : nil
  }

  /// Gwet's AC2 of a table of counts; as `gwetAC2(weights:classes:weighting:)`.
  ///
  /// - Throws: `StatisticsError` for a bad count or a table that is not square.
  public static func gwetAC2(_ table: [[Int]], weighting: Weighting) throws -> Double? {
    try gwetAC2(weights: cells(table), classes: table.count, weighting: weighting)
  }

  /// The weighted share of agreement; nil for an empty table.
  ///
  /// - Throws: `StatisticsError` for a bad count or a table that is not square.
  public static func observed(_ table: [[Int]], weighting: Weighting) throws -> Double? {
    try WeightedTable(cells(table), classes: table.count, weighting: weighting)?.observed
  }

  /// A table as shares, with its weighted agreement.
  private struct WeightedTable {
    var observed: Double
    let rows: [Double]
    let columns: [Double]
    let weighting: Weighting

    init?(_ weights: [Double], classes: Int, weighting: Weighting) throws {
      guard let shares = try Shares(weights, classes: classes) else { return nil }
      rows = shares.rows
      columns = shares.columns
      self.weighting = weighting
      observed = 0
      let total = weights.reduce(0, +)
      observed = sum { weights[$0 * classes + $1] / total }
    }

    func sum(_ share: (Int, Int) -> Double) -> Double {
      var sum = 0.0
      for i in rows.indices {
        for j in rows.indices { sum += weighting.weight(i, j, classes: rows.count) * share(i, j) }
      }
      return sum
    }
  }
}
