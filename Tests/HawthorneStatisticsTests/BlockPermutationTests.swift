import HawthorneStatistics
import Testing

@Suite struct BlockPermutationTests {
  private func block(_ first: [Double], _ second: [Double]) -> [BlockPermutation.Unit] {
    first.map { .init(value: $0, isSecond: false) } + second.map { .init(value: $0, isSecond: true) }
  }

  /// Every way of choosing the second halves, counted.
  private func bruteForce(_ blocks: [[BlockPermutation.Unit]]) -> Double {
    var sums = [0.0]
    var observed = 0.0
    for block in blocks {
      let mean = block.reduce(0) { $0 + $1.value } / Double(block.count)
      let k = block.count { $0.isSecond }
      observed += block.reduce(0) { $0 + ($1.isSecond ? $1.value - mean : 0) }
      let parts = (0..<(1 << block.count)).filter { $0.nonzeroBitCount == k }.map { mask in
        block.indices.reduce(0.0) { $0 + (mask >> $1 & 1 == 1 ? block[$1].value - mean : 0) }
      }
      sums = sums.flatMap { sum in parts.map { sum + $0 } }
    }
    return Double(sums.count { abs($0) >= abs(observed) - 1e-9 }) / Double(sums.count)
  }

  @Test func oneBlockByHand() throws {
    let shift = try #require(try BlockPermutation.shift(blocks: [block([0, 0], [1, 1])], seed: 1))
    #expect(shift.difference == 1)
    #expect((shift.first, shift.second) == (2, 2))
    #expect(shift.degrees == 2)
    #expect(shift.variance == 0)
    // Two of the six choices are as extreme.
    #expect(shift.test == PermutationResult(p: 2.0 / 6, isExact: true))
    #expect(abs(shift.exchanges - 2.584962500721156) < 1e-9)
  }

  @Test func blocksAreWeighedByHand() throws {
    let blocks = [block([0, 1, 0, 1], [1, 1]), block([10], [11, 13])]
    let shift = try #require(try BlockPermutation.shift(blocks: blocks, seed: 1))
    // w = 4·2/6 and 1·2/3; differences ½ and 2.
    #expect(close(shift.difference, 1))
    // Squares within blocks 4/3 + 14/3, with the shift taken out 6 − 2·1·2 + 1·2 = 4, over 9 − 2 − 1, over Σw = 2.
    #expect(shift.degrees == 6)
    #expect(close(shift.variance, 1.0 / 3))
    #expect(close(shift.test.p, bruteForce(blocks)) && shift.test.isExact)
  }

  @Test func pairsAndBlocksAreWeighedByTheirVariances() throws {
    let shift = try #require(
      try BlockPermutation.shift(pairs: [(0, 1), (0, 1)], blocks: [block([0, 0], [0, 1])], seed: 1))
    // Pairs: v = ½, Σw = 1, difference 1. Block: v = ¾/3, w = 1, difference ½.
    #expect(close(shift.difference, (2 * 1 + 4 * 0.5) / 6))
    #expect((shift.first, shift.second) == (4, 4))
    #expect(shift.varying == 3)
    // Pairs add ±1 each, the block ±2 (three choices of six each): |4| comes in (1·3 + 1·3) of 4·6.
    #expect(close(shift.test.p, 6.0 / 24))
    let swapped = try #require(
      try BlockPermutation.shift(pairs: [(1, 0), (1, 0)], blocks: [block([0, 1], [0, 0])], seed: 1))
    #expect(close(swapped.difference, -shift.difference))
    #expect(close(swapped.test.p, shift.test.p))
  }

  @Test func pairsAloneAreTheSignFlipTest() throws {
    var generator = SeededGenerator(seed: 2)
    for count in [6, 12, 40] {
      let pairs = (0..<count).map { _ in (first: generator.unit(), second: generator.unit() + 0.1) }
      let shift = try #require(try BlockPermutation.shift(pairs: pairs, blocks: [], seed: 5))
      let differences = pairs.map { $0.second - $0.first }
      let flips = try SignFlip.pValue(differences: differences, seed: 5)
      #expect(close(shift.difference, differences.reduce(0, +) / Double(count)))
      #expect(abs(shift.test.p - flips.p) < (count > 16 ? 0.015 : 1e-12))
      // s²/n, as of a mean.
      let mean = differences.reduce(0, +) / Double(count)
      let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count - 1)
      #expect(close(shift.variance, variance / Double(count)))
      #expect(shift.degrees == count - 1)
    }
  }

  @Test func drawnAgreesWithCounted() throws {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<8 {
      let blocks = (0..<2).map { _ in
        (0..<5).map { index in
          BlockPermutation.Unit(
            value: Double(generator.next(below: 4)), isSecond: index < 1 + generator.next(below: 3))
        }
      }
      let counted = try #require(try BlockPermutation.shift(blocks: blocks, seed: 3))
      #expect(close(counted.test.p, bruteForce(blocks)))
      // A block of many equal units adds exchanges and nothing else.
      let large = block(Array(repeating: 7, count: 20), Array(repeating: 7, count: 20))
      let drawn = try #require(try BlockPermutation.shift(blocks: blocks + [large], seed: 3))
      #expect(!drawn.test.isExact || drawn.test.p == 1)
      #expect(abs(drawn.test.p - counted.test.p) < 0.015)
    }
  }

  @Test func whatCannotBeComparedSaysSo() throws {
    #expect(try BlockPermutation.shift(blocks: [block([1, 2], []), block([], [3])], seed: 1) == nil)
    let alike = try #require(try BlockPermutation.shift(blocks: [block([1, 1], [1, 1])], seed: 1))
    #expect(alike.test == PermutationResult(p: 1, isExact: true))
    #expect(try BlockPermutation.interval(of: alike, clusters: 4) == nil)
    // Six exchanges reach no p under 0.05.
    #expect(try BlockPermutation.minimumDetectable(alike, clusters: 4, isRate: true) == nil)
    #expect(throws: StatisticsError.self) {
      try BlockPermutation.shift(blocks: [block([.nan], [1])], seed: 1)
    }
    #expect(throws: StatisticsError.self) {
      try BlockPermutation.shift(blocks: [block([1e300, 0], [1])], seed: 1)
    }
    #expect(throws: StatisticsError.self) {
      try BlockPermutation.shift(blocks: [block([0], [1])], seed: 1, draws: 0)
    }
    // One scenario of twelve that moved has a spread and shows none.
    let one = try #require(
      try BlockPermutation.shift(
        pairs: [(0, 1)] + Array(repeating: (0, 0), count: 11), blocks: [], leastVariance: 0.0099, seed: 1))
    #expect((one.test.p, one.varying) == (1, 1))
    #expect(one.variance > 0)
    #expect(try BlockPermutation.interval(of: one, clusters: 12) == nil)
    #expect((try BlockPermutation.minimumDetectable(one, clusters: 12, isRate: true) ?? 0) > 0.4)
  }

  /// Beyond the limit the normal approximation stands for the same permutations.
  @Test func manyUnitsAreApproximated() throws {
    var generator = SeededGenerator(seed: 4)
    func units(_ count: Int) -> [BlockPermutation.Unit] {
      (0..<count).map {
        .init(value: generator.unit() < 0.3 + ($0 % 2 == 0 ? 0 : 0.009) ? 1 : 0, isSecond: $0 % 2 == 1)
      }
    }
    let many = try #require(
      try BlockPermutation.shift(blocks: [units(BlockPermutation.drawLimit + 2)], seed: 1))
    #expect(!many.test.isExact)
    let z = many.difference / many.variance.squareRoot()
    #expect((many.test.p < 0.05) == (z.magnitude > 1.96))
  }

  /// Under the null a p below 0.05 comes in about one of twenty; at the detectable shift it comes in four of five.
  @Test func keepsItsLevelAndItsPower() throws {
    var generator = SeededGenerator(seed: 11)
    let rounds = 250
    func share(_ effect: (BlockPermutation.Shift) -> Double) throws -> Double {
      var found = 0
      for round in 0..<rounds {
        let base = (0..<40).map { _ in generator.unit() }
        func units(_ shift: Double) -> [BlockPermutation.Unit] {
          base.enumerated().map {
            .init(value: $0.element + ($0.offset % 2 == 0 ? 0 : shift), isSecond: $0.offset % 2 == 1)
          }
        }
        let plain = try #require(try BlockPermutation.shift(blocks: [units(0)], seed: 1, draws: 1))
        let moved = try #require(
          try BlockPermutation.shift(blocks: [units(effect(plain))], seed: UInt64(round), draws: 199))
        if moved.test.p <= 0.05 { found += 1 }
      }
      return Double(found) / Double(rounds)
    }
    let level = try share { _ in 0 }
    #expect(level > 0.01 && level < 0.1)
    let power = try share { (try? BlockPermutation.minimumDetectable($0, clusters: 40, isRate: false)) ?? 0 }
    #expect(power > 0.7 && power < 0.9)
  }

  @Test func nothingSeenIsNoZero() throws {
    let shift = try #require(
      try BlockPermutation.shift(
        blocks: [block(Array(repeating: 0, count: 25), Array(repeating: 0, count: 25))],
        leastVariance: 0.0099, seed: 1))
    let smallest = try #require(try BlockPermutation.minimumDetectable(shift, clusters: 50, isRate: true))
    // Fisher: 6 of 25 against none has p = 0.022, 5 of 25 has 0.0502; six or more of 25 come at 0.8 from a rate of 0.29 on.
    #expect(smallest > 0.28 && smallest < 0.31)
    #expect(shift.plannedVariance > 0 && shift.variance == 0)
    let plain = try #require(
      try BlockPermutation.shift(blocks: [block([0, 0, 0, 0], [0, 0, 0, 0])], seed: 1))
    #expect(try BlockPermutation.minimumDetectable(plain, clusters: 8, isRate: false) == nil)
  }

  private func shares(_ counts: [[Int]]) -> [BlockPermutation.Share] {
    counts.enumerated().map { .init(group: $0.offset, counts: $0.element) }
  }

  @Test func armsServedApartByHand() throws {
    // Six scenarios, one arm always by a, the other by b: 2 of 64 exchanges are as extreme.
    let apart = Array(repeating: shares([[1, 0], [0, 1]]), count: 6)
    let result = try #require(
      try BlockPermutation.homogeneity(blocks: apart, groups: 2, values: 2, seed: 1))
    #expect(abs(result.p - 2.0 / 64) < 0.006)
    // Both ways equally often: every exchange is at least as extreme.
    let even =
      Array(repeating: shares([[1, 0], [0, 1]]), count: 3)
      + Array(repeating: shares([[0, 1], [1, 0]]), count: 3)
    #expect(try BlockPermutation.homogeneity(blocks: even, groups: 2, values: 2, seed: 1)?.p == 1)
  }

  /// Ten epochs of one scenario are one exchange and not ten.
  @Test func epochsOfAScenarioAreOneExchange() throws {
    let result = try #require(
      try BlockPermutation.homogeneity(
        blocks: [shares([[10, 0], [0, 10]]), shares([[10, 0], [0, 10]])], groups: 2, values: 2, seed: 1))
    #expect(abs(result.p - 0.5) < 0.02)
  }

  @Test func armsServedAlikeCannotBeTold() throws {
    let alike = Array(repeating: shares([[1, 0], [1, 0]]), count: 5) + [shares([[0, 1], [0, 1]])]
    #expect(try BlockPermutation.homogeneity(blocks: alike, groups: 2, values: 2, seed: 1) == nil)
    #expect(try BlockPermutation.homogeneity(blocks: [], groups: 2, values: 2, seed: 1) == nil)
    #expect(throws: StatisticsError.self) {
      try BlockPermutation.homogeneity(blocks: [shares([[1], [0, 1]])], groups: 2, values: 2, seed: 1)
    }
    #expect(throws: StatisticsError.self) {
      try BlockPermutation.homogeneity(
        blocks: [[.init(group: 2, counts: [1, 0])]], groups: 2, values: 2, seed: 1)
    }
    #expect(throws: StatisticsError.self) {
      try BlockPermutation.homogeneity(blocks: [shares([[-1, 0], [0, 1]])], groups: 2, values: 2, seed: 1)
    }
  }

  @Test func homogeneityKeepsItsLevel() throws {
    var generator = SeededGenerator(seed: 21)
    var found = 0
    for round in 0..<250 {
      // A router that sticks: a scenario's whole arm goes one way, three epochs at a time.
      let blocks = (0..<24).map { _ in
        shares((0..<3).map { _ in generator.unit() < 0.3 ? [3, 0] : [0, 3] })
      }
      let result = try BlockPermutation.homogeneity(
        blocks: blocks, groups: 3, values: 2, seed: UInt64(round), draws: 199)
      if (result?.p ?? 1) <= 0.05 { found += 1 }
    }
    #expect(found > 2 && found < 25)
  }
}
