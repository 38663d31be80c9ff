/// From folded offsets to the original's: the places where the two begin to run differently.
///
/// In most of a text, folded bytes follow one another as the original's do, scalar for scalar; such a run is one entry.
/// A scalar that folds to a different number of bytes is an entry of its own.
struct OffsetMap: Sendable {
  /// Where each run begins in the folded bytes, ascending.
  private(set) var starts: [Int32] = []
  /// Where it begins in the original.
  private(set) var origins: [Int32] = []
  /// The length in the original of the one scalar that all of the run came from; 0 for a run that goes along.
  private(set) var lengths: [UInt8] = []
  /// Origin minus folded offset in the last run where it goes along; nil otherwise.
  private var difference: Int?

  /// Notes that folded bytes from an offset on come from the original's from an offset on, byte for byte.
  mutating func goAlong(_ folded: Int, _ original: Int) {
    guard difference != original - folded else { return }
    append(folded, original, 0)
    difference = original - folded
  }

  /// Notes that one folded byte, or several that follow one another, come from one scalar.
  mutating func stand(_ folded: Int, _ original: Int, length: Int) {
    if let last = origins.last, Int(last) == original, lengths[lengths.count - 1] != 0 { return }
    append(folded, original, UInt8(truncatingIfNeeded: length))
    difference = nil
  }

  private mutating func append(_ folded: Int, _ original: Int, _ length: UInt8) {
    starts.append(Int32(truncatingIfNeeded: folded))
    origins.append(Int32(truncatingIfNeeded: original))
    lengths.append(length)
  }

  /// The range of the original scalar that a folded byte came from.
  func scalar(of offset: Int, in bytes: [UInt8]) -> Range<Int> {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    guard low < starts.count else { return offset..<offset + 1 }
    let origin = Int(origins[low])
    if lengths[low] > 0 { return origin..<origin + Int(lengths[low]) }
    // The folded scalar is as long as the original's.
    let start = Int(starts[low])
    let end = low + 1 < starts.count ? Int(starts[low + 1]) : bytes.count
    var (first, last) = (offset, offset + 1)
    while first > start, bytes[first] & 0xC0 == 0x80 { first -= 1 }
    while last < end, bytes[last] & 0xC0 == 0x80 { last += 1 }
    return origin + first - start..<origin + last - start
  }
}
