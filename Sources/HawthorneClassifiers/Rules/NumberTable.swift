/// Values by 64-bit numbers that are hashes or packed words already: found with a look or two.
///
/// Made once and then only read. A dictionary hashes each key anew, which costs more than all else here.
struct NumberTable<Value: Sendable>: Sendable {
  /// A power of two, at least twice the number of entries.
  private let mask: Int
  private let shift: UInt64
  private var slots: [(key: UInt64, number: Int32)]
  private var values: [Value] = []

  /// - Parameter entries: of those with one key the last counts.
  init(_ entries: some Collection<(key: UInt64, value: Value)>) {
    var width: UInt64 = 3
    while 1 << width < 2 * entries.count { width += 1 }
    mask = 1 << Int(width) - 1
    shift = 64 - width
    slots = Array(repeating: (0, -1), count: 1 << Int(width))
    for (key, value) in entries {
      let slot = slot(of: key)
      if slots[slot].number < 0 {
        slots[slot] = (key, Int32(values.count))
        values.append(value)
      } else {
        values[Int(slots[slot].number)] = value
      }
    }
  }

  init(_ entries: [UInt64: Value]) { self.init(entries.map { (key: $0.key, value: $0.value) }) }

  var count: Int { values.count }

  /// In no order.
  var all: [Value] { values }

  subscript(key: UInt64) -> Value? {
    let number = slots[slot(of: key)].number
    return number < 0 ? nil : values[Int(number)]
  }

  /// Where a key stands, or the free place where it would.
  private func slot(of key: UInt64) -> Int {
    var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> shift)
    while slots[slot].number >= 0, slots[slot].key != key { slot = (slot + 1) & mask }
    return slot
  }
}

/// Short words as numbers: up to seven bytes and how many they are.
enum PackedWord {
  /// nil for a longer word.
  static func of(_ word: some Collection<UInt8>) -> UInt64? { word.count < 8 ? first(7, of: word) : nil }

  /// The beginning of a word, of up to seven bytes.
  static func first(_ count: Int, of word: some Collection<UInt8>) -> UInt64 {
    var packed: UInt64 = 0
    var length: UInt64 = 0
    for byte in word.prefix(count) {
      packed = packed << 8 | UInt64(byte)
      length += 1
    }
    return packed | length << 56
  }
}
