import Testing

@testable import HawthorneStatistics

@Suite struct MannWhitneyTests {
  struct Case: Decodable {
    var first: [Double]
    var second: [Double]
    var u: Double
    var p: Double
    var exact: Bool
  }

  @Test func agreesWithSciPy() throws {
    for item in try fixtures("mannwhitney", of: Case.self) {
      let result = try #require(try MannWhitney.test(first: item.first, second: item.second))
      #expect(result.u == item.u && result.isExact == item.exact, "\(result)")
      #expect(close(result.p, item.p, tolerance: 1e-9), "\(item) \(result)")
      let swapped = try #require(try MannWhitney.test(first: item.second, second: item.first))
      #expect(close(swapped.p, result.p, tolerance: 1e-12))
      let area = try #require(try AUROC.area(positives: item.first, negatives: item.second))
      #expect(close(area, result.u / Double(item.first.count * item.second.count)))
    }
  }

  /// All ways to choose the ranks of the first class.
  @Test(arguments: [(1, 1), (2, 3), (4, 4), (5, 6), (3, 8)]) func distribution(m: Int, n: Int) {
    var counts = [Double](repeating: 0, count: m * n + 1)
    for mask in 0..<(1 << (m + n)) where mask.nonzeroBitCount == m {
      var (u, below) = (0, 0)
      for bit in 0..<(m + n) { if mask >> bit & 1 == 1 { u += below } else { below += 1 } }
      counts[u] += 1
    }
    let total = counts.reduce(0, +)
    for (p, count) in zip(MannWhitney.distribution(m, n), counts) { #expect(close(p, count / total)) }
    #expect(MannWhitney.distribution(m, n).count == counts.count)
  }

  @Test func emptyIsNilAndHostileThrows() throws {
    #expect(try MannWhitney.test(first: [], second: [1]) == nil)
    #expect(try MannWhitney.test(first: [1], second: []) == nil)
    for bad in [Double.nan, .infinity] {
      #expect(throws: StatisticsError.notFinite(name: "scores")) {
        try MannWhitney.test(first: [bad], second: [1])
      }
    }
  }
}
