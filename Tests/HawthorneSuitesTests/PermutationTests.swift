import HawthorneCore
import Testing

@testable import HawthorneSuites

struct PermutationTests {
  private func keys(_ seed: UInt64) -> [UInt64] {
    let renderer = Renderer(
      options: PlanOptions(model: ModelName(provider: "test", name: "m"), seed: seed))
    return (0..<Permutation.rounds).map { renderer.draw("order", "\($0)").number }
  }

  @Test func everyNumberComesOnce() {
    for count in Array(1...300) + [4095, 4096, 4097, 65_536, 100_003] {
      let order = Permutation(count: count, keys: keys(UInt64(count)))
      var seen = [Bool](repeating: false, count: count)
      for place in 0..<count { seen[order(place)] = true }
      #expect(seen.allSatisfy { $0 }, "\(count)")
    }
  }

  @Test func seedsGiveOrdersOfTheirOwn() {
    let orders = Set((0..<50).map { seed in (0..<100).map { Permutation(count: 100, keys: keys(seed))($0) } })
    #expect(orders.count == 50)
    let again = Permutation(count: 100, keys: keys(7))
    #expect((0..<100).map { again($0) } == (0..<100).map { Permutation(count: 100, keys: keys(7))($0) })
  }

  /// Chi-squared over seeds: each number stands in each place equally often. Of n × n counts whose rows and columns
  /// both add up, (n − 1)/n of the statistic is χ² with (n − 1)² = 16 degrees, whose 1 − 10⁻⁴ quantile is 45.9.
  @Test func everyPlaceIsAsLikelyAsAnother() {
    let (count, seeds) = (5, 4000)
    var table = [[Int]](repeating: [Int](repeating: 0, count: count), count: count)
    for seed in 0..<seeds {
      let order = Permutation(count: count, keys: keys(UInt64(seed)))
      for place in 0..<count { table[place][order(place)] += 1 }
    }
    let expected = Double(seeds) / Double(count)
    let statistic = table.joined().reduce(0.0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    #expect(statistic * Double(count - 1) / Double(count) < 45.9)
  }

  /// Pearson's correlation of place and number, and of neighbours, both of standard error 1/√n under randomness.
  @Test func neighboursAreNotKeptTogether() {
    let count = 40_000
    for seed in UInt64(0)..<5 {
      let order = Permutation(count: count, keys: keys(seed))
      let numbers = (0..<count).map { Double(order($0)) }
      let mean = Double(count - 1) / 2
      let variance = (Double(count) * Double(count) - 1) / 12
      func correlation(_ pairs: Zip2Sequence<[Double], [Double]>) -> Double {
        pairs.reduce(0.0) { $0 + ($1.0 - mean) * ($1.1 - mean) } / Double(count) / variance
      }
      #expect(abs(correlation(zip(numbers, (0..<count).map(Double.init)))) < 5 / 200)
      #expect(abs(correlation(zip(numbers, Array(numbers.dropFirst())))) < 5 / 200)
    }
  }

  @Test func slotsAreNumberedOverSuitesModesAndEpochs() throws {
    let suites = [try SuiteText.read(SuiteText.paired), try SuiteText.read(SuiteText.refusal)]
    var options = SuiteText.options
    options.modes = [Mode(name: "a"), Mode(name: "b")]
    let slots = try SlotSpace(suites, asked: [[1], [0, 1]], options: options)
    // 1 scenario × 2 modes × 2 epochs, and 2 × 2 × 1.
    #expect(slots.count == 8)
    let all = (0..<8).map { slots[$0] }
    #expect(all.map(\.suite) == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(Set(all.map { [$0.suite, $0.scenario, $0.mode, $0.epoch] }).count == 8)
    #expect(all.prefix(4).allSatisfy { $0.scenario == 1 })
    #expect(Set(all.map(\.epoch)) == [1, 2])
  }
}
