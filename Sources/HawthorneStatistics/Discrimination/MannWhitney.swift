/// The Mann-Whitney U test: do scores of one class tend to lie above those of another?
///
/// U counts the pairs in which the first is above the second, ties as half; U/mn is `AUROC.area`.
/// Source: Mann & Whitney, Ann. Math. Statist. 18 (1947) 50; ties: Lehmann, Nonparametrics (1975) §1.4.
public enum MannWhitney {
  /// Up to this many scores in each class, without a tie, p is exact.
  public static let exactLimit: Int = 50

  public struct Result: Sendable, Hashable, Codable {
    /// Pairs won by the first class, ties as half.
    public var u: Double
    /// Two-sided.
    public var p: Double
    public var isExact: Bool
  }

  /// The test; nil when either class is empty.
  ///
  /// Exact: twice the smaller tail of U over all orders, at most 1. Otherwise normal, with the variance
  /// mn/12·((N + 1) − Σ(t³ − t)/(N(N − 1))) and a continuity correction of 1/2; 1 when all scores are tied.
  /// - Throws: `StatisticsError` for scores that are not finite or too many.
  public static func test(first: [Double], second: [Double]) throws -> Result? {
    try Checks.scores(first, second)
    guard !first.isEmpty, !second.isEmpty else { return nil }
    let ranks = MidRanks(first, second)
    let m = Double(first.count)
    let n = Double(second.count)
    let u = ranks.first.reduce(0, +) - 0.5 * m * (m + 1)
    let larger = max(u, m * n - u)
    if ranks.tieSum == 0, max(first.count, second.count) <= exactLimit {
      let distribution = distribution(first.count, second.count)
      let tail = distribution[Int(larger)...].reversed().reduce(0, +)
      return Result(u: u, p: min(1, 2 * tail), isExact: true)
    }
    let total = m + n
    let variance = m * n / 12 * (total + 1 - ranks.tieSum / (total * (total - 1)))
    guard variance > 0 else { return Result(u: u, p: 1, isExact: false) }
    let z = (larger - 0.5 * m * n - 0.5) / variance.squareRoot()
    return Result(u: u, p: min(1, 2 * Normal.lowerTail(-z)), isExact: false)
  }

  /// P(U = u) for u = 0…mn when every order is as likely.
  ///
  /// The highest score is of the first class with probability m/(m + n), and then beats all n others:
  /// P(m, n, u) = m/(m + n)·P(m − 1, n, u − n) + n/(m + n)·P(m, n − 1, u).
  static func distribution(_ m: Int, _ n: Int) -> [Double] {
    // One row for each number of the first class, brought up to one more of the second at each turn.
    var rows = [[Double]](repeating: [1], count: m + 1)
    for j in stride(from: 1, through: n, by: 1) {
      for i in stride(from: 1, through: m, by: 1) {
        let share = Double(i) / Double(i + j)
        var row = [Double](repeating: 0, count: i * j + 1)
        for (u, p) in rows[i - 1].enumerated() { row[u + j] += share * p }
        for (u, p) in rows[i].enumerated() { row[u] += (1 - share) * p }
        rows[i] = row
      }
    }
    return rows[m]
  }
}
