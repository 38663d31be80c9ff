/// What an RE2 pattern says, as far as it matters for what must stand in every match.
///
/// Assertions but `\b` are dropped, groups dissolved; a byte is all that a literal knows.
indirect enum RegexNode: Sendable {
  /// One scalar of the pattern, in UTF-8.
  case literal([UInt8])
  /// One scalar out of a class.
  case oneOf(ASCIISet, orWide: Bool)
  /// `\b`: a word stands on one side.
  case boundary
  case sequence([RegexNode])
  case choice([RegexNode])
  /// `most` is nil for no limit.
  case repeated(RegexNode, least: Int, most: Int?)

  static let empty = RegexNode.sequence([])

  /// How many bytes out of a set one match can hold; nil where there is no limit.
  func most(of bytes: ASCIISet) -> Int? {
    switch self {
    case .literal(let scalar): return scalar.count { bytes.contains($0) }
    case .oneOf(let set, _): return set.overlaps(bytes) ? 1 : 0
    case .boundary: return 0
    case .sequence(let parts):
      var sum = 0
      for part in parts {
        guard let count = part.most(of: bytes) else { return nil }
        sum += count
      }
      return sum
    case .choice(let parts):
      var largest = 0
      for part in parts {
        guard let count = part.most(of: bytes) else { return nil }
        largest = max(largest, count)
      }
      return largest
    case .repeated(let part, _, let most):
      guard let count = part.most(of: bytes) else { return nil }
      if count == 0 { return 0 }
      return most.map { $0 * count }
    }
  }
}

/// A set of bytes below 0x80.
struct ASCIISet: Sendable, Hashable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  init() {}

  init(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { insert(byte) }
  }

  mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
  }

  mutating func formUnion(_ other: ASCIISet) {
    low |= other.low
    high |= other.high
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
  }

  func overlaps(_ other: ASCIISet) -> Bool { low & other.low | high & other.high != 0 }

  var inverted: ASCIISet {
    var copy = self
    copy.low = ~low
    copy.high = ~high
    return copy
  }

  var members: [UInt8] { (0..<128).filter { contains($0) } }

  static let digits = ASCIISet(UInt8(ascii: "0")...UInt8(ascii: "9"))
  static let blanks = ASCIISet([0x09, 0x0A, 0x0C, 0x0D, 0x20])
  static let word: ASCIISet = {
    var set = digits
    set.formUnion(ASCIISet(UInt8(ascii: "a")...UInt8(ascii: "z")))
    set.formUnion(ASCIISet(UInt8(ascii: "A")...UInt8(ascii: "Z")))
    set.insert(UInt8(ascii: "_"))
    return set
  }()
}
