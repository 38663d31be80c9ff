/// Random damage to a text, the same for one seed: bytes changed, cut, doubled and moved.
struct Mutations: Sequence, IteratorProtocol {
  private let seed: [UInt8]
  private var state: UInt64
  /// Bytes that mean something in JSON or YAML.
  private static let telling = Array("{}[]:,\"-0123456789e \n#&*!".utf8)

  init(of seed: [UInt8], seed number: UInt64) {
    self.seed = seed
    state = number
  }

  /// SplitMix64.
  private mutating func random(below bound: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(Swift.max(1, bound)))
  }

  mutating func next() -> [UInt8]? {
    var bytes = seed
    for _ in 0...random(below: 3) {
      guard !bytes.isEmpty else { break }
      let place = random(below: bytes.count)
      switch random(below: 6) {
      case 0: bytes[place] = UInt8(random(below: 256))
      case 1: bytes[place] = Self.telling[random(below: Self.telling.count)]
      case 2: bytes.removeSubrange(place..<Swift.min(bytes.count, place + random(below: 12)))
      case 3: bytes = Array(bytes.prefix(place))
      case 4:
        bytes.insert(contentsOf: bytes[place..<Swift.min(bytes.count, place + random(below: 30))], at: place)
      default: bytes.insert(UInt8(random(below: 128)), at: place)
      }
    }
    return bytes
  }
}
