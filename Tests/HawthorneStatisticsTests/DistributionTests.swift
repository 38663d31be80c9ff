import Testing

@testable import HawthorneStatistics

@Suite struct DistributionTests {
  struct Case: Decodable {
    var kind: String
    var n: Int?
    var p: Double
    var k: Int?
    var degrees: Double?
    var mass: Double?
    var lower: Double?
    var upper: Double?
    var quantile: Double?
  }

  @Test func agreesWithSciPy() throws {
    for item in try fixtures("distributions", of: Case.self) {
      switch item.kind {
      case "binomial":
        let distribution = Binomial(trials: try #require(item.n), p: item.p)
        let k = try #require(item.k)
        #expect(close(distribution.mass(k), item.mass), "\(item)")
        #expect(close(distribution.lowerTail(k), item.lower), "\(item)")
        #expect(close(distribution.upperTail(k), item.upper), "\(item)")
      case "normal": #expect(close(Normal.quantile(item.p), item.quantile), "\(item)")
      case "student":
        let degrees = try #require(item.degrees)
        #expect(close(StudentT(degrees: degrees).quantile(item.p), item.quantile), "\(item)")
      default: Issue.record("unknown kind \(item.kind)")
      }
    }
  }

  @Test(arguments: [(1, 0.5), (12, 0.03), (40, 0.7), (3000, 0.4)])
  func massesSumToOne(trials: Int, p: Double) {
    let distribution = Binomial(trials: trials, p: p)
    let sum = (0...trials).reduce(0) { $0 + distribution.mass($1) }
    #expect(abs(sum - 1) < 1e-12)
    for k in stride(from: 0, through: trials, by: max(1, trials / 7)) {
      #expect(abs(distribution.lowerTail(k) + distribution.upperTail(k + 1) - 1) < 1e-12)
    }
  }

  @Test func edgesOfTheParameter() {
    #expect(Binomial(trials: 5, p: 0).mass(0) == 1)
    #expect(Binomial(trials: 5, p: 0).upperTail(1) == 0)
    #expect(Binomial(trials: 5, p: 1).mass(5) == 1)
    #expect(Binomial(trials: 5, p: 1).lowerTail(4) == 0)
    #expect(Binomial(trials: 0, p: 0.3).mass(0) == 1)
    #expect(Binomial(trials: 5, p: 0.3).mass(-1) == 0)
    #expect(Binomial(trials: 5, p: 0.3).mass(6) == 0)
  }

  @Test func hypergeometricSumsToOne() {
    let table = Hypergeometric(successes: 30, failures: 50, draws: 40)
    let sum = (table.smallest...table.largest).reduce(0) { $0 + table.mass($1) }
    #expect(abs(sum - 1) < 1e-12)
    #expect(abs(table.sumDown(from: 15) + table.sumUp(from: 16) - 1) < 1e-12)
    #expect((table.smallest...table.largest).max { table.mass($0) < table.mass($1) } == table.mode)
  }
}
