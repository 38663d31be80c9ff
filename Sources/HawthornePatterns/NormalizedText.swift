/// A text folded for matching, with the way back to the original's UTF-8 offsets.
///
/// Folded away: case, typographic quotes and dashes, full-width and ligature forms, kinds of white space (runs
/// become one blank, line breaks one newline), invisible characters, Markdown emphasis. A line break in the
/// middle of a wrapped sentence becomes a blank. A line's bullet becomes `-`. Linear in time. Memory beside the
/// folded bytes goes with what was folded, not with the text: nothing for plain prose of any script.
public struct NormalizedText: Sendable {
  /// The folded UTF-8.
  public let bytes: [UInt8]
  private let map: OffsetMap
  /// Read again when somebody asks for capitals.
  private let original: String

  /// Texts over 2 GiB are cut there.
  public init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    var map = OffsetMap()
    let count = min(text.utf8.count, Int(Int32.max) - 8)
    bytes = [UInt8](unsafeUninitializedCapacity: Folder.capacity(for: count)) { buffer, filled in
      var folder = Folder(into: buffer)
      var source = text
      source.withUTF8 { folder.run(UnsafeBufferPointer(rebasing: $0[..<count])) }
      filled = folder.count
      map = folder.map
    }
    self.map = map
    original = text
  }

  public var count: Int { bytes.count }

  /// The range of the original's UTF-8 that a folded range came from.
  public func originalRange(_ range: Range<Int>) -> Range<Int> {
    guard !bytes.isEmpty, range.lowerBound < bytes.count else {
      let end = bytes.isEmpty ? 0 : map.scalar(of: bytes.count - 1, in: bytes).upperBound
      return end..<end
    }
    let start = map.scalar(of: range.lowerBound, in: bytes).lowerBound
    guard !range.isEmpty else { return start..<start }
    let last = min(range.upperBound, bytes.count) - 1
    return start..<max(start, map.scalar(of: last, in: bytes).upperBound)
  }

  /// Whether the letter at a folded offset was a capital in the original.
  public func isCapital(_ offset: Int) -> Bool {
    guard bytes.indices.contains(offset) else { return false }
    let scalar = map.scalar(of: offset, in: bytes)
    var text = original
    return text.withUTF8 { source in
      guard scalar.upperBound <= source.count else { return false }
      return Folder.isCapital(Folder.scalar(source, at: scalar.lowerBound, count: source.count).0)
    }
  }

  /// The folded text of a range, for people and messages.
  public func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }
}
