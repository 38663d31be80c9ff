/// The Benjamini–Hochberg adjustment: controls the expected share of false positives among the findings.
///
/// In ascending order, p̃₍ᵢ₎ = min over j ≥ i of min(1, m·p₍ⱼ₎/j). For tables of many markers and suites.
/// Source: Benjamini & Hochberg, J. R. Statist. Soc. B 57 (1995) 289.
public enum BenjaminiHochberg {
  /// The adjusted p-values, in the order given.
  ///
  /// - Throws: `StatisticsError.proportionOutOfRange` for a p outside [0, 1] or NaN.
  public static func adjust(_ p: [Double]) throws -> [Double] {
    for value in p { try Checks.proportion("p", value) }
    var adjusted = p
    var smallest = 1.0
    let order = p.indices.sorted { (p[$0], $0) < (p[$1], $1) }
    for (rank, index) in order.enumerated().reversed() {
      smallest = min(smallest, Double(p.count) * p[index] / Double(rank + 1))
      adjusted[index] = smallest
    }
    return adjusted
  }
}
