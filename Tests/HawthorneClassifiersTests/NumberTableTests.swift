import Testing

@testable import HawthorneClassifiers

@Suite struct NumberTableTests {
  @Test func everyKeyIsFoundAndNoOther() {
    var state: UInt64 = 3
    var values: [UInt64: Int] = [0: -1, .max: -2]
    for number in 0..<2_000 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      // Runs of neighbours, too, which hash close together.
      values[number % 2 == 0 ? state : UInt64(number)] = number
    }
    let table = NumberTable(values)
    #expect(table.count == values.count)
    for (key, value) in values { #expect(table[key] == value) }
    for key in UInt64(10_000)..<12_000 where values[key] == nil { #expect(table[key] == nil) }
    #expect(NumberTable<Int>([:])[7] == nil)
  }

  @Test func ofOneKeyTheLastCounts() {
    let table = NumberTable([(key: UInt64(4), value: 1), (key: 5, value: 2), (key: 4, value: 3)])
    #expect(table[4] == 3)
    #expect(table.count == 2)
  }

  @Test func packedWordsDiffer() {
    let words = ["", "a", "b", "ab", "ba", "abcdefg", "abcdefh", "aaaaaaa"]
    let packed = words.compactMap { PackedWord.of($0.utf8) }
    #expect(Set(packed).count == words.count)
    #expect(PackedWord.of("abcdefgh".utf8) == nil)
    #expect(PackedWord.first(5, of: "kettles".utf8) == PackedWord.of("kettl".utf8))
  }
}
