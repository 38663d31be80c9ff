/// A random number generator whose stream depends on nothing but its seed.
///
/// xoshiro256** of Blackman and Vigna ("Scrambled linear pseudorandom number generators", ACM TOMS 47,
/// 2021), its state filled from the seed by four steps of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014).
/// Use `next(below:)` and `unit()` where a stream must be stable: the standard library does not promise
/// how `Int.random(in:using:)` and `shuffled(using:)` consume a generator.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  var state: (UInt64, UInt64, UInt64, UInt64)

  public init(seed: UInt64) {
    var mixer = SplitMix64(state: seed)
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  public mutating func next() -> UInt64 {
    let result = Self.rotateLeft(state.1 &* 5, by: 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = Self.rotateLeft(state.3, by: 45)
    return result
  }

  /// An integer in `0..<bound`, unbiased, by Lemire's multiplication with rejection; 0 when `bound` < 1.
  public mutating func next(below bound: Int) -> Int {
    guard bound > 1 else { return 0 }
    let range = UInt64(bound)
    let threshold = (0 &- range) % range
    while true {
      let product = next().multipliedFullWidth(by: range)
      if product.low >= threshold { return Int(product.high) }
    }
  }

  /// A number in [0, 1): the top 53 bits of the next word.
  public mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  private static func rotateLeft(_ word: UInt64, by bits: UInt64) -> UInt64 {
    (word << bits) | (word >> (64 - bits))
  }
}

/// SplitMix64: the seed expander of `SeededGenerator`.
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
