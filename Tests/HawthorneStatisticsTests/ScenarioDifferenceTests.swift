import HawthorneStatistics
import Testing

@Suite struct ScenarioDifferenceTests {
  @Test func takesTheMethodTheDataBear() throws {
    let many = [0.2, 0.4, -0.2, 0, 0.6, 0.2, 0.8, 0.4]
    let dense = try #require(try ScenarioDifference.interval(differences: many, seed: 1))
    #expect(dense.method == .signFlip)
    #expect(dense.interval == (try SignFlip.interval(differences: many, seed: 1)))
    let few = [0.2, 0.4] + [Double](repeating: 0, count: 20)
    let sparse = try #require(try ScenarioDifference.interval(differences: few, seed: 1))
    #expect(sparse.method == .sparse)
    #expect(sparse.interval == (try SparseDifference.interval(differences: few)))
    #expect(try ScenarioDifference.interval(differences: [], seed: 1) == nil)
  }

  @Test func valuesBeyondTheBoundThrowWhicheverMethodAnswers() {
    let values = [0.2, 0.4, -0.2, 0, 0.6, 0.2, 0.8, 1.4]
    #expect(throws: StatisticsError.beyondBound(name: "differences", value: 1.4, bound: 1)) {
      try ScenarioDifference.interval(differences: values, seed: 1)
    }
  }
}
