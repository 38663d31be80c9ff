/// Agreement of two raters beyond chance, from their cross-table.
///
/// `table[i][j]` counts items that the first rater put in class i and the second in class j. With observed
/// agreement pₒ and agreement by chance pₑ both coefficients are (pₒ − pₑ)/(1 − pₑ); they differ in pₑ.
public enum Agreement {
  /// Cohen's κ: pₑ = Σ rowᵢ·columnᵢ. Falls low on skewed classes however well raters agree.
  ///
  /// Nil for an empty table, or when pₑ is 1 (both raters used one class only).
  /// Source: J. Cohen, Educ. Psychol. Meas. 20 (1960) 37.
  /// - Throws: `StatisticsError` for a bad count or a table that is not square.
  public static func cohenKappa(_ table: [[Int]]) throws -> Double? {
    try cohenKappa(weights: cells(table), classes: table.count)
  }

  /// Gwet's AC1: pₑ = Σ πᵢ(1 − πᵢ)/(k − 1), πᵢ the mean of the two margins. Steady on skewed classes.
  ///
  /// Nil for an empty table or fewer than two classes.
  /// Source: K. L. Gwet, Br. J. Math. Statist. Psychol. 61 (2008) 29.
  /// - Throws: `StatisticsError` for a bad count or a table that is not square.
  public static func gwetAC1(_ table: [[Int]]) throws -> Double? {
    try gwetAC1(weights: cells(table), classes: table.count, used: table.count)
  }

  /// Cohen's κ over weights, the table row by row; as `cohenKappa(_:)`.
  ///
  /// - Throws: `StatisticsError` for a weight that is negative or not finite, or a table that is not square.
  public static func cohenKappa(weights: [Double], classes: Int) throws -> Double? {
    guard let shares = try Shares(weights, classes: classes) else { return nil }
    let chance = zip(shares.rows, shares.columns).map(*).reduce(0, +)
    return coefficient(observed: shares.observed, chance: chance)
  }

  /// Gwet's AC1 over weights, the table row by row; as `gwetAC1(_:)`.
  ///
  /// - Parameter used: k, where raters had fewer classes to choose from than the table has.
  /// - Throws: `StatisticsError` for a weight that is negative or not finite, or a table that is not square.
  public static func gwetAC1(weights: [Double], classes: Int, used: Int) throws -> Double? {
    guard let shares = try Shares(weights, classes: classes), used >= 2 else { return nil }
    let means = zip(shares.rows, shares.columns).map { ($0 + $1) / 2 }
    let chance = means.map { $0 * (1 - $0) }.reduce(0, +) / Double(used - 1)
    return coefficient(observed: shares.observed, chance: chance)
  }

  /// The share of items on which both raters agree, a fraction; nil for an empty table.
  ///
  /// - Throws: `StatisticsError` for a bad count or a table that is not square.
  public static func observed(_ table: [[Int]]) throws -> Double? {
    try Shares(cells(table), classes: table.count)?.observed
  }

  /// Cohen's κ of a 2×2 table: both yes, first only, second only, both no.
  ///
  /// - Throws: `StatisticsError` for a bad count.
  public static func cohenKappa(both: Int, firstOnly: Int, secondOnly: Int, neither: Int) throws -> Double? {
    try cohenKappa([[both, firstOnly], [secondOnly, neither]])
  }

  /// Gwet's AC1 of a 2×2 table: both yes, first only, second only, both no.
  ///
  /// - Throws: `StatisticsError` for a bad count.
  public static func gwetAC1(both: Int, firstOnly: Int, secondOnly: Int, neither: Int) throws -> Double? {
    try gwetAC1([[both, firstOnly], [secondOnly, neither]])
  }

  private static func coefficient(observed: Double, chance: Double) -> Double? {
    // A chance agreement of 1 is exact when it occurs: one class has every item.
    chance < 1 ? (observed - chance) / (1 - chance) : nil
  }

  /// The table row by row.
  static func cells(_ table: [[Int]]) throws -> [Double] {
    try table.flatMap { row in
      guard row.count == table.count else {
        throw StatisticsError.shape(name: "table", expected: table.count, found: row.count)
      }
      return try row.map { value in
        try Checks.count("table", value)
        return Double(value)
      }
    }
  }

  /// The table as shares of its total; nil for an empty one.
  struct Shares {
    var observed = 0.0
    var rows: [Double]
    var columns: [Double]

    init?(_ weights: [Double], classes: Int) throws {
      guard weights.count == classes * classes else {
        throw StatisticsError.shape(name: "table", expected: classes * classes, found: weights.count)
      }
      rows = Array(repeating: 0, count: classes)
      columns = rows
      var total = 0.0
      for (index, value) in weights.enumerated() {
        guard value.isFinite else { throw StatisticsError.notFinite(name: "table") }
        guard value >= 0 else { throw StatisticsError.negativeMagnitude(name: "table", value: value) }
        let (row, column) = (index / classes, index % classes)
        rows[row] += value
        columns[column] += value
        total += value
        if row == column { observed += value }
      }
      guard total > 0 else { return nil }
      guard total.isFinite else { throw StatisticsError.notFinite(name: "table") }
      observed /= total
      for index in 0..<classes {
        rows[index] /= total
        columns[index] /= total
      }
    }
  }
}
