import HawthorneStatistics
import Testing

@Suite struct EquivalenceTests {
  struct Case: Decodable {
    var kind: String
    var table: [Int]?
    var differences: [Double]?
    var margin: Double
    var p: Double
  }

  @Test func pValuesAgree() throws {
    for item in try fixtures("equivalence", of: Case.self) {
      let t = item.table ?? []
      let found: Equivalence.Result?
      switch item.kind {
      case "proportions":
        found = try Equivalence.proportions((t[0], t[1]), (t[2], t[3]), margin: item.margin)
      case "means": found = try Equivalence.means(differences: item.differences ?? [], margin: item.margin)
      default: found = try Equivalence.paired(n11: t[0], n10: t[1], n01: t[2], n00: t[3], margin: item.margin)
      }
      let result = try #require(found)
      #expect(close(result.p, item.p, tolerance: 1e-6), "\(item) \(result)")
      // The test and the interval say the same, but for the guard of the paired one, which can only say no.
      if item.kind != "paired" { #expect(result.isEquivalent == (item.p < 0.05)) }
      if result.isEquivalent { #expect(item.p < 0.05) }
    }
  }

  @Test func oneSidedClaims() throws {
    // 20 points above: not equivalent, not inferior, and above the margin.
    let pairs = (0..<40).map { pair($0 % 5 + ($0 % 2), 6, $0 % 5, 6) }
    let result = try #require(try Equivalence.scenarios(pairs, margin: 0.05, seed: 1))
    #expect(result.isNonInferior && !result.isNonSuperior && !result.isEquivalent && result.p == nil)
    let wide = try #require(try Equivalence.scenarios(pairs, margin: 0.3, seed: 1))
    #expect(wide.isEquivalent && wide.isNonInferior && wide.isNonSuperior)
    #expect(wide.interval.level == 0.9 && wide.interval == result.interval)
  }

  @Test func nothingSeenIsNoEquivalence() throws {
    // Three scenarios without a difference are no evidence of one below 10 points.
    let few = [ScenarioPair](repeating: pair(0, 5, 0, 5), count: 3)
    #expect(try #require(try Equivalence.scenarios(few, margin: 0.1, seed: 1)).isEquivalent == false)
    #expect(
      try #require(try Equivalence.paired(n11: 0, n10: 0, n01: 0, n00: 12, margin: 0.1)).isEquivalent == false
    )
    #expect(
      try #require(try Equivalence.paired(n11: 0, n10: 0, n01: 0, n00: 200, margin: 0.1)).isEquivalent)
    #expect(try Equivalence.paired(n11: 0, n10: 0, n01: 0, n00: 0, margin: 0.1) == nil)
    #expect(try Equivalence.scenarios([], margin: 0.1, seed: 1) == nil)
    #expect(try Equivalence.means(differences: [0.1, 0.1], margin: 1) == nil)
    #expect(try Equivalence.proportions((0, 0), (1, 2), margin: 0.1) == nil)
  }

  @Test func badMarginsThrow() {
    for margin in [0, -0.1, 1, .nan, .infinity] as [Double] {
      #expect(throws: StatisticsError.self) {
        try Equivalence.paired(n11: 1, n10: 1, n01: 1, n00: 1, margin: margin)
      }
      #expect(throws: StatisticsError.self) { try Equivalence.scenarios([], margin: margin, seed: 1) }
      #expect(throws: StatisticsError.self) { try Equivalence.proportions((1, 2), (1, 2), margin: margin) }
    }
    #expect(throws: StatisticsError.self) { try Equivalence.means(differences: [1, 2], margin: 0) }
    for alpha in [0, 0.5, 1, .nan] as [Double] {
      #expect(throws: StatisticsError.self) {
        try Equivalence.means(differences: [1, 2], margin: 1, alpha: alpha)
      }
    }
  }
}
