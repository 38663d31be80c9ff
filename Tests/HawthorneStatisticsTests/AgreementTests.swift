import HawthorneStatistics
import Testing

@Suite struct AgreementTests {
  struct Case: Decodable {
    var table: [[Int]]
    var kappa: Double
    var ac1: Double
  }

  @Test func agreesWithStatsmodels() throws {
    for item in try fixtures("agreement", of: Case.self) {
      #expect(close(try Agreement.cohenKappa(item.table), item.kappa), "\(item)")
      #expect(close(try Agreement.gwetAC1(item.table), item.ac1), "\(item)")
    }
  }

  @Test func skewedClasses() throws {
    #expect(
      rounds(
        try Agreement.cohenKappa(both: 10, firstOnly: 10, secondOnly: 10, neither: 970), to: 0.48980,
        decimals: 5))
    #expect(
      rounds(
        try Agreement.gwetAC1(both: 10, firstOnly: 10, secondOnly: 10, neither: 970), to: 0.97918, decimals: 5
      ))
    #expect(close(try Agreement.observed([[10, 10], [10, 970]]), 0.98))
  }

  @Test func undefinedIsNil() throws {
    #expect(try Agreement.cohenKappa([]) == nil)
    #expect(try Agreement.cohenKappa([[0, 0], [0, 0]]) == nil)
    #expect(try Agreement.cohenKappa([[0, 0], [0, 9]]) == nil)
    #expect(try Agreement.gwetAC1([[0, 0], [0, 9]]) == 1)
    #expect(try Agreement.gwetAC1([[7]]) == nil)
    #expect(try Agreement.gwetAC1([]) == nil)
    #expect(try Agreement.observed([[0]]) == nil)
  }

  @Test func weightsAreCountsOfAnotherKind() throws {
    let weights = [3.0, 1, 0.5, 4.5]
    // Doubling every weight changes nothing; whole weights are counts.
    #expect(
      close(
        try Agreement.cohenKappa(weights: weights, classes: 2),
        try Agreement.cohenKappa(weights: weights.map { 2 * $0 }, classes: 2)))
    #expect(
      try Agreement.cohenKappa(weights: [6, 2, 1, 9], classes: 2) == Agreement.cohenKappa([[6, 2], [1, 9]]))
    #expect(
      try Agreement.gwetAC1(weights: [6, 2, 1, 9], classes: 2, used: 2)
        == Agreement.gwetAC1([[6, 2], [1, 9]]))
    // Two classes of a table of three: k is 2.
    #expect(
      close(
        try Agreement.gwetAC1(weights: [6, 2, 0, 1, 9, 0, 0, 0, 0], classes: 3, used: 2),
        try Agreement.gwetAC1([[6, 2], [1, 9]])))
    for bad in [-1, .nan, .infinity] as [Double] {
      #expect(throws: StatisticsError.self) { try Agreement.cohenKappa(weights: [1, bad, 1, 1], classes: 2) }
    }
    #expect(throws: StatisticsError.self) { try Agreement.gwetAC1(weights: [1, 1], classes: 2, used: 2) }
  }

  @Test func tablesMustBeSquare() {
    let error = StatisticsError.shape(name: "table", expected: 2, found: 3)
    #expect(throws: error) { try Agreement.cohenKappa([[1, 2, 3], [4, 5, 6]]) }
    #expect(throws: error) { try Agreement.gwetAC1([[1, 2, 3], [4, 5, 6]]) }
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) { try Agreement.cohenKappa([[1, count], [1, 1]]) }
    #expect(throws: StatisticsError.self) { try Agreement.gwetAC1([[count, 1], [1, 1]]) }
    #expect(throws: StatisticsError.self) { try Agreement.observed([[1, 1], [1, count]]) }
  }
}
