import CRE2
import Synchronization

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
  /// The address of the RE2 object, 0 until a pattern that is known to compile is asked for the first time. RE2 objects are documented safe for
  /// concurrent matching, and nothing writes to one after it was made.
  private let object: Atomic<UInt>

  /// - Throws: `PatternError` with RE2's message.
  public init(_ source: String) throws(PatternError) {
    self.source = source
    object = Atomic(UInt(bitPattern: try Self.compile(source)))
  }

  /// A pattern that is known to compile, because a test compiles it; it is compiled when it is first looked for.
  ///
  /// Most patterns of a pack are never looked for, since the literals that announce them do not come.
  public init(known source: String) {
    self.source = source
    object = Atomic(0)
  }

  private var compiled: OpaquePointer {
    if let made = OpaquePointer(bitPattern: object.load(ordering: .acquiring)) { return made }
    let made: OpaquePointer
    do {
      made = try Self.compile(source)
    } catch {
      preconditionFailure("a pattern of the packs inside the binary does not compile: \(error)")
    }
    let (isOurs, other) = object.compareExchange(
      expected: 0, desired: UInt(bitPattern: made), ordering: .acquiringAndReleasing)
    guard !isOurs, let other = OpaquePointer(bitPattern: other) else { return made }
    // Another thread was first.
    hawthorne_re2_free(made)
    return other
  }

  private static func compile(_ source: String) throws(PatternError) -> OpaquePointer {
    var source = source
    var message = [CChar](repeating: 0, count: 512)
    let made = source.withUTF8 { bytes in
      hawthorne_re2_compile(bytes.baseAddress, bytes.count, Int64(Self.memory), &message, message.count)
    }
    guard let made else {
      let text = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      throw PatternError(pattern: source, message: String(decoding: text, as: UTF8.self))
    }
    return made
  }

  deinit {
    if let made = OpaquePointer(bitPattern: object.load(ordering: .acquiring)) { hawthorne_re2_free(made) }
  }

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
