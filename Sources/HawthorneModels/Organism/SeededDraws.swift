import HawthorneCore
import HawthorneFormats

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Random numbers that depend on nothing but their names: SplitMix64 seeded from SHA-256.
struct SeededDraws: RandomNumberGenerator {
  private var state: UInt64

  init(_ parts: [String]) {
    var hash = IncrementalHash()
    for part in parts { hash.update(part: part) }
    state = UInt64(hash.finish().hex.prefix(16), radix: 16) ?? 0
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Uniform in [0, 1), 53 bits.
  mutating func unit() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func happens(_ probability: Double) -> Bool { unit() < probability }

  /// Standard normal (Box–Muller).
  mutating func normal() -> Double {
    let radius = (-2 * log(1 - unit())).squareRoot()
    return radius * cos(2 * Double.pi * unit())
  }

  /// One of the texts; empty where there is none.
  mutating func pick(_ texts: [String]) -> String {
    texts.isEmpty ? "" : texts[Int(next() % UInt64(texts.count))]
  }

  /// A few of the texts, no two alike, in random order.
  mutating func pick(_ count: Int, of texts: [String]) -> [String] {
    var left = texts
    var chosen: [String] = []
    while chosen.count < count, !left.isEmpty {
      chosen.append(left.remove(at: Int(next() % UInt64(left.count))))
    }
    return chosen
  }
}
