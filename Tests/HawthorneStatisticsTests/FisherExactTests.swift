import HawthorneStatistics
import Testing

@Suite struct FisherExactTests {
  struct Case: Decodable {
    var table: [Int]
    var p: Double
  }

  @Test func agreesWithSciPy() throws {
    for item in try fixtures("fisher", of: Case.self) {
      let t = item.table
      let p = try FisherExact.twoSided(a: t[0], b: t[1], c: t[2], d: t[3])
      #expect(close(p, item.p), "\(item) \(p)")
      // Swapping rows, columns or both leaves the p-value.
      #expect(close(try FisherExact.twoSided(a: t[2], b: t[3], c: t[0], d: t[1]), p))
      #expect(close(try FisherExact.twoSided(a: t[1], b: t[0], c: t[3], d: t[2]), p))
      #expect(close(try FisherExact.twoSided(a: t[0], b: t[2], c: t[1], d: t[3]), p))
    }
  }

  @Test func published() throws {
    #expect(rounds(try FisherExact.twoSided((8, 20), (1, 20)), to: 0.019656, decimals: 6))
    #expect(rounds(try FisherExact.twoSided((8, 20), (0, 20)), to: 0.0032760, decimals: 7))
    #expect(rounds(try FisherExact.twoSided((40, 300), (73, 300)), to: 7.8354e-4, decimals: 8))
  }

  @Test func agreesWithEnumeration() throws {
    var generator = SeededGenerator(seed: 5)
    for _ in 0..<300 {
      let cells = (0..<4).map { _ in generator.next(below: 9) }
      let p = try FisherExact.twoSided(a: cells[0], b: cells[1], c: cells[2], d: cells[3])
      #expect(abs(p - enumerated(cells)) < 1e-12, "\(cells)")
    }
  }

  @Test func hugeTablesAreTaken() throws {
    let n = Limits.count
    #expect(abs(try FisherExact.twoSided(a: n, b: n, c: n, d: n) - 1) < 1e-9)
    #expect(try FisherExact.twoSided(a: n, b: 0, c: 0, d: n) == 0)
  }

  @Test(arguments: badCounts) func badCountsThrow(count: Int) {
    #expect(throws: StatisticsError.self) { try FisherExact.twoSided(a: count, b: 1, c: 1, d: 1) }
    #expect(throws: StatisticsError.self) { try FisherExact.twoSided(a: 1, b: count, c: 1, d: 1) }
    #expect(throws: StatisticsError.self) { try FisherExact.twoSided(a: 1, b: 1, c: count, d: 1) }
    #expect(throws: StatisticsError.self) { try FisherExact.twoSided(a: 1, b: 1, c: 1, d: count) }
    #expect(throws: StatisticsError.self) { try FisherExact.twoSided((1, count), (1, 2)) }
    #expect(throws: StatisticsError.self) { try FisherExact.twoSided((3, 2), (1, 2)) }
  }

  /// All tables with the same margins, by products of binomial coefficients.
  private func enumerated(_ cells: [Int]) -> Double {
    func choose(_ n: Int, _ k: Int) -> Double {
      k < 0 || k > n ? 0 : (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
    }
    let (first, second, column) = (cells[0] + cells[1], cells[2] + cells[3], cells[0] + cells[2])
    let weights = (0...max(first, column)).map { choose(first, $0) * choose(second, column - $0) }
    let total = weights.reduce(0, +)
    return weights.filter { $0 <= weights[cells[0]] * (1 + 1e-7) }.reduce(0, +) / total
  }
}
