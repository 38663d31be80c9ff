import CRE2

/// A pattern that RE2 does not accept.
public struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
  public var pattern: String
  /// RE2's own words.
  public var message: String

  public init(pattern: String, message: String) {
    self.pattern = pattern
    self.message = message
  }

  public var description: String { "\(message) in /\(pattern)/" }
}

/// A compiled RE2 pattern: linear time on any text, no back-references, no look-around, `\b` is ASCII.
public final class Pattern: Sendable {
  /// Memory that RE2 may spend on one automaton; with its default of 8 MiB large patterns fall to 1 MB/s.
  public static let memory = 64 << 20

  /// The pattern as written.
  public let source: String
  // RE2 objects are documented safe for concurrent matching, and nothing writes to this one after `init`.
  private nonisolated(unsafe) let compiled: OpaquePointer

  /// - Throws: `PatternError` with RE2's message.
  public init(_ source: String) throws(PatternError) {
    var source = source
    var message = [CChar](repeating: 0, count: 512)
    let made = source.withUTF8 { bytes in
      hawthorne_re2_compile(bytes.baseAddress, bytes.count, Int64(Self.memory), &message, message.count)
    }
    guard let made else {
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw PatternError(pattern: source, message: String(decoding: text, as: UTF8.self))
    }
    self.source = source
    compiled = made
  }

  deinit { hawthorne_re2_free(compiled) }

  /// The leftmost match inside a range of the bytes; anchors and word boundaries see all of the bytes.
  public func firstMatch(in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Range<Int>? {
    guard range.lowerBound >= 0, range.upperBound <= bytes.count else { return nil }
    var start = 0
    var end = 0
    let found = hawthorne_re2_find(
      compiled, bytes.baseAddress, bytes.count, range.lowerBound, range.upperBound, &start, &end)
    return found ? start..<end : nil
  }

  /// Whether there is a match anywhere in the bytes.
  public func matches(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    hawthorne_re2_contains(compiled, bytes.baseAddress, bytes.count)
  }

  /// Calls the body with every match inside a range, left to right without overlap, until it returns false.
  ///
  /// An empty match moves on by one byte.
  public func forEachMatch(
    in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>, _ body: (Range<Int>) -> Bool
  ) {
    var from = range.lowerBound
    while from <= range.upperBound, let match = firstMatch(in: bytes, range: from..<range.upperBound) {
      guard body(match) else { return }
      from = match.isEmpty ? match.upperBound + 1 : match.upperBound
    }
  }

  /// Whether the pattern matches anywhere in the text, as it stands (not normalised).
  public func matches(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { matches($0) }
  }
}
