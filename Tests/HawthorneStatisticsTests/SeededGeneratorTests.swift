import Testing

@testable import HawthorneStatistics

@Suite struct SeededGeneratorTests {
  struct Case: Decodable {
    var seed: UInt64
    var words: [String]
    var below: [Int]
  }

  /// The reference output of Vigna's splitmix64.c for the seed 1234567.
  @Test func splitMixFollowsItsReference() {
    var mixer = SplitMix64(state: 1_234_567)
    let words = (0..<5).map { _ in mixer.next() }
    #expect(
      words == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }

  /// The reference output of xoshiro256starstar.c for the state 1, 2, 3, 4.
  @Test func xoshiroFollowsItsReference() {
    var generator = SeededGenerator(seed: 0)
    generator.state = (1, 2, 3, 4)
    let words = (0..<4).map { _ in generator.next() }
    #expect(words == [11520, 0, 1_509_978_240, 1_215_971_899_390_074_240])
  }

  @Test func streamsAreStable() throws {
    for item in try fixtures("generator", of: Case.self) {
      var generator = SeededGenerator(seed: item.seed)
      for word in item.words { #expect(String(generator.next()) == word) }
      generator = SeededGenerator(seed: item.seed)
      for value in item.below { #expect(generator.next(below: 10) == value) }
    }
  }

  @Test func boundedIntegersAreEven() {
    var generator = SeededGenerator(seed: 3)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<7000 { counts[generator.next(below: 7)] += 1 }
    // Six standard deviations of a binomial count.
    for count in counts { #expect(abs(count - 1000) < 180) }
  }

  @Test(arguments: [1, 0, -5, Int.min]) func boundsWithoutChoiceGiveZero(bound: Int) {
    var generator = SeededGenerator(seed: 3)
    #expect(generator.next(below: bound) == 0)
  }

  @Test func unitStaysBelowOne() {
    var generator = SeededGenerator(seed: 9)
    for _ in 0..<1000 {
      let value = generator.unit()
      #expect(value >= 0 && value < 1)
    }
  }
}
