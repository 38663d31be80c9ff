/// Holm's step-down adjustment: controls the chance of any false positive in the family.
///
/// In ascending order, p̃₍ᵢ₎ = max over j ≤ i of min(1, (m − j + 1)·p₍ⱼ₎). For the few hypotheses of a gate.
/// Source: S. Holm, Scand. J. Statist. 6 (1979) 65.
public enum Holm {
  /// The adjusted p-values, in the order given.
  ///
  /// - Throws: `StatisticsError.proportionOutOfRange` for a p outside [0, 1] or NaN.
  public static func adjust(_ p: [Double]) throws -> [Double] {
    for value in p { try Checks.proportion("p", value) }
    var adjusted = p
    var largest = 0.0
    for (rank, index) in p.indices.sorted(by: { (p[$0], $0) < (p[$1], $1) }).enumerated() {
      largest = max(largest, min(1, Double(p.count - rank) * p[index]))
      adjusted[index] = largest
    }
    return adjusted
  }
}
