/// A seeded random order of the numbers below a count, computed number by number: nothing of its size is kept.
///
/// A balanced Feistel network (Luby and Rackoff, SIAM J. Comput. 17(2), 1988) permutes the smallest power of four
/// that holds the count; a number that falls outside is sent through again until it falls inside ("cycle walking",
/// Black and Rogaway, "Ciphers with Arbitrary Finite Domains", CT-RSA 2002), fewer than four times on average. The
/// round function is SplitMix64's finaliser (Steele, Lea and Flood, OOPSLA 2014) of the half, the round's key added:
/// the order must be free of patterns, not secret.
struct Permutation: Sendable {
  let count: UInt64
  private let halfBits: UInt64
  private let keys: [UInt64]

  /// More than the four rounds that make a pseudo-random permutation of pseudo-random functions, as Black and Rogaway
  /// advise for small domains.
  static let rounds = 8

  /// - Parameters:
  ///   - count: at most 2^62.
  ///   - keys: one a round; the same keys give the same order.
  init(count: Int, keys: [UInt64]) {
    precondition(count >= 0 && keys.count == Self.rounds)
    self.count = UInt64(count)
    self.keys = keys
    var bits: UInt64 = 1
    while bits < 31, UInt64(1) << (2 * bits) < self.count { bits += 1 }
    halfBits = bits
  }

  /// The number at a place.
  func callAsFunction(_ place: Int) -> Int {
    precondition(place >= 0 && place < count)
    var number = UInt64(place)
    repeat { number = encrypt(number) } while number >= count
    return Int(number)
  }

  private func encrypt(_ number: UInt64) -> UInt64 {
    let mask = (UInt64(1) << halfBits) - 1
    var left = number >> halfBits
    var right = number & mask
    for key in keys { (left, right) = (right, left ^ (Self.mix(right &+ key) & mask)) }
    return left << halfBits | right
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
