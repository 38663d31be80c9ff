import HawthorneStatistics
import Testing

@Suite struct SumBootstrapTests {
  struct Case: Decodable {
    var rows: [[Double]]
    var value: Double
    var percentile: [Double]
    var bca: [Double]
  }

  private func ratio(_ totals: [Double]) -> Double? { totals[1] > 0 ? totals[0] / totals[1] : nil }

  @Test func agreesWithTheDefinition() throws {
    for item in try fixtures("bootstrap", of: Case.self) {
      let found = try #require(
        try ClusterBootstrap.estimate(
          sums: item.rows.flatMap { $0 }, width: 2, replicates: 1000, seed: 9, figure: ratio))
      #expect(close(found.value, item.value) && found.clusters == item.rows.count)
      #expect(close(found.percentile, item.percentile, tolerance: 1e-8), "\(found)")
      #expect(close(found.bca, item.bca, tolerance: 1e-7), "\(found) \(item.bca)")
      #expect(found.warning == (item.rows.count < 50 ? .fewClusters : nil))
    }
  }

  @Test func whatCannotBeResampledSaysSo() throws {
    func run(_ rows: [[Double]]) throws -> ClusterBootstrap.Estimate? {
      try ClusterBootstrap.estimate(
        sums: rows.flatMap { $0 }, width: 2, replicates: 200, seed: 1, figure: ratio)
    }
    let one = try #require(try run([[1, 2]]))
    #expect(one.value == 0.5 && one.percentile == nil && one.bca == nil && one.warning == .tooFewClusters)
    let same = try #require(try run(Array(repeating: [0, 5], count: 60)))
    #expect(same.percentile == nil && same.bca == nil && same.warning == .noSpread)
    #expect(try run([]) == nil)
    #expect(try run(Array(repeating: [0, 0], count: 9)) == nil)
    #expect(throws: StatisticsError.self) { try run([[1, .nan]]) }
    #expect(throws: StatisticsError.self) {
      try ClusterBootstrap.estimate(sums: [1, 2, 3], width: 2, seed: 1, figure: ratio)
    }
    #expect(throws: StatisticsError.self) {
      try ClusterBootstrap.estimate(sums: [1, 2], width: 0, seed: 1, figure: ratio)
    }
  }
}
