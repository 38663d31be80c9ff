import HawthorneStatistics
import Testing

@Suite struct WeightedAgreementTests {
  struct Case: Decodable {
    var table: [[Int]]
    var weighting: Agreement.Weighting
    var kappa: Double
    var ac2: Double
  }

  @Test func agreesWithStatsmodels() throws {
    for item in try fixtures("weighted", of: Case.self) {
      #expect(close(try Agreement.cohenKappa(item.table, weighting: item.weighting), item.kappa), "\(item)")
      #expect(close(try Agreement.gwetAC2(item.table, weighting: item.weighting), item.ac2), "\(item)")
    }
  }

  @Test func identityIsThePlainCoefficient() throws {
    let table = [[44, 5, 1], [7, 20, 3], [9, 5, 6]]
    #expect(
      close(try Agreement.cohenKappa(table, weighting: .identity), try Agreement.cohenKappa(table)))
    #expect(close(try Agreement.gwetAC2(table, weighting: .identity), try Agreement.gwetAC1(table)))
    // With two classes every weighting is the plain one.
    for weighting in Agreement.Weighting.allCases {
      #expect(
        close(
          try Agreement.cohenKappa([[10, 10], [10, 970]], weighting: weighting),
          try Agreement.cohenKappa([[10, 10], [10, 970]])))
    }
    let weights = table.flatMap { $0.map { Double($0) / 7 } }
    #expect(
      close(
        try Agreement.cohenKappa(weights: weights, classes: 3, weighting: .linear),
        try Agreement.cohenKappa(table, weighting: .linear)))
  }

  @Test func undefinedAndHostile() throws {
    for weighting in Agreement.Weighting.allCases {
      #expect(try Agreement.cohenKappa([[0, 0], [0, 0]], weighting: weighting) == nil)
      #expect(try Agreement.cohenKappa([[0, 0], [0, 9]], weighting: weighting) == nil)
      #expect(try Agreement.cohenKappa([[7]], weighting: weighting) == nil)
      #expect(try Agreement.gwetAC2([[7]], weighting: weighting) == nil)
      #expect(throws: StatisticsError.self) { try Agreement.cohenKappa([[1, 2]], weighting: weighting) }
      #expect(throws: StatisticsError.self) {
        try Agreement.gwetAC2([[1, -2], [0, 1]], weighting: weighting)
      }
      #expect(throws: StatisticsError.self) {
        try Agreement.gwetAC2(weights: [1, .nan, 1, 1], classes: 2, weighting: weighting)
      }
    }
  }
}
